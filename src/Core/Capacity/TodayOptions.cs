using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Settings of the question what limits output today.</summary>
public sealed record TodayOptions
{
    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Most rungs of a ladder. Default 10.</summary>
    public int Rungs { get; init; } = 10;

    /// <summary>Weight of a demand that is an option; a firm one weighs 1. Default 0.5.</summary>
    public double OptionWeight { get; init; } = 0.5;

    /// <summary>Weight of a demand that is only intended. Default 0.25.</summary>
    public double IntentionWeight { get; init; } = 0.25;

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(Rungs);
        foreach (var (weight, name) in new[] { (OptionWeight, nameof(OptionWeight)), (IntentionWeight, nameof(IntentionWeight)) })
            if (!(weight >= 0) || double.IsInfinity(weight)) throw new ArgumentOutOfRangeException(name, weight, null);
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
