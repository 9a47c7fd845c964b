using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Settings of the question how to keep a line warm through months of low orders.</summary>
public sealed record TroughOptions
{
    /// <summary>Line by its id.</summary>
    public required string Line { get; init; }

    /// <summary>Months of low orders. Default 12.</summary>
    public int Months { get; init; } = 12;

    /// <summary>Orders in those months, as a share of the capacity. Default 0.</summary>
    public double Load { get; init; }

    /// <summary>Orders when they come back, as a share of the capacity. Default 1.</summary>
    public double After { get; init; } = 1;

    /// <summary>What a unit made beyond the orders is worth when orders come back, as a share of its unit cost, before the cost of keeping it;
    /// null is 1 where the package has a stock of the item, else 0 (unsold).</summary>
    public double? Worth { get; init; }

    /// <summary>EUR that a unit ordered and not delivered costs; null takes the highest shortfall price of the item's demands, else its unit value.</summary>
    public double? LostPrice { get; init; }

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Longest trough that is looked at for break-even, in months.</summary>
    public const int Longest = 120;

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Months, Longest);
        if (!(Load is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(network), Load, "The load is a share from 0 to 1.");
        if (!(After is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(network), After, "The orders afterwards are a share from 0 to 1.");
        if (Worth is { } worth && !(worth is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(network), worth, "The worth is a share from 0 to 1.");
        if (LostPrice is { } lost && !(lost >= 0)) throw new ArgumentOutOfRangeException(nameof(network), lost, "The price of a lost unit is not negative.");
        if (!network.Lines.Any(l => l.Id == Line)) throw new ArgumentException($"There is no line \"{Line}\".", nameof(network));
    }
}
