namespace Vauban.Core.Matching;

/// <summary>Settings of a matching.</summary>
public sealed record MatchOptions
{
    /// <summary>Least likeness, 0 to 1, at which two parties are suggested to be one. Default 0.87.</summary>
    public double Least { get; init; } = 0.87;

    /// <summary>Most parties that share a beginning of a word and are still compared with each other on its account. Default 400.</summary>
    public int Crowd { get; init; } = 400;

    internal void ThrowIfInvalid()
    {
        if (Least is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Least), Least, "Between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Crowd, 2);
    }
}
