namespace Vauban.Core.Capacity;

/// <summary>When a figure that several owners stand behind may be shown to somebody who competes with them, or speaks for those who do.</summary>
/// <remarks>No law names numbers. Five owners is what the surveys of this program ask for (design section 8) and what antitrust agencies used
/// to call safe elsewhere; the largest two must leave at least a fifth to the others, so that not even the second largest can take his own
/// part off and know the largest within 15 per cent: 0.2 of the sum is more than 0.15 of any part. The numbers are printed with every output.</remarks>
public sealed record AggregateOptions
{
    /// <summary>Fewest independent owners behind a figure, at least 3. Default 5.</summary>
    public int LeastOwners { get; init; } = 5;

    /// <summary>How many of the largest owners are looked at together, at least 1 and fewer than <see cref="LeastOwners"/>. Default 2.</summary>
    public int Largest { get; init; } = 2;

    /// <summary>Most that they may have together, as a share above 0 and below 1. Default 0.8.</summary>
    public double Dominance { get; init; } = 0.8;

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastOwners, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(Largest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Largest, LeastOwners);
        if (!(Dominance is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Dominance), Dominance, null);
    }
}

/// <summary>Why a figure is not shown.</summary>
public enum WithheldReason
{
    /// <summary>It is shown.</summary>
    None,
    /// <summary>Fewer independent owners than asked for stand behind it.</summary>
    FewOwners,
    /// <summary>The largest owners have more of it than allowed.</summary>
    Dominance,
    /// <summary>By itself it could be shown, but together with what is shown or with a recipe it would give away what is withheld.</summary>
    Derivable,
    /// <summary>Nobody could say it: somebody behind it states no figure.</summary>
    Unknown,
}

/// <summary>A figure that is shown, or the reason why it is not.</summary>
public readonly record struct Released
{
    readonly double _value;

    Released(double value, WithheldReason why) => (_value, Why) = (value, why);

    /// <summary>Why it is withheld, or none.</summary>
    public WithheldReason Why { get; }

    /// <summary>True where there is a value.</summary>
    public bool IsShown => Why == WithheldReason.None;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It is withheld.</exception>
    public double Value => IsShown ? _value : throw new InvalidOperationException($"Withheld: {Why}.");

    /// <summary>The value, or why there is none.</summary>
    public override string ToString() => IsShown ? _value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture) : Why.ToString();

    internal static Released Of(double value) => new(value, WithheldReason.None);

    // A withheld figure does not even carry its value.
    internal static Released No(WithheldReason why) => new(double.NaN, why);

    internal static Released If(WithheldReason why, double value) => why == WithheldReason.None ? Of(value) : No(why);
}
