using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>What a pooled order must respect.</summary>
public enum PoolLimitKind
{
    /// <summary>A least or largest share of the work for a state.</summary>
    Workshare,
    /// <summary>The value of the work for each euro that a state buys for.</summary>
    FairReturn,
    /// <summary>The number of variants.</summary>
    Variants,
    /// <summary>The window before the month in which something is wanted.</summary>
    Window,
    /// <summary>Orders inside the perimeter only.</summary>
    Perimeter,
    /// <summary>Lines that get no order.</summary>
    Exclusion,
}

/// <summary>What the order would be without one of its limits: that limit stands in the way where the order is better without it.</summary>
/// <param name="Kind">Limit.</param>
/// <param name="Name">State or other name; blank where the kind says all.</param>
/// <param name="LateUnitMonths">Late unit-months without it.</param>
/// <param name="Missing">Units missing at the end without it.</param>
/// <param name="Cost">EUR without it.</param>
public sealed record PoolRelief(PoolLimitKind Kind, string Name, double LateUnitMonths, double Missing, double Cost);

/// <summary>A joint procurement: demand, lines, the joint order, what separate orders come to, and what stands in the way.</summary>
public sealed class PoolResult
{
    readonly PoolData _data;

    internal PoolResult(PoolData data, PoolPlan joint) => (_data, Joint) = (data, joint);

    /// <summary>Settings it came from.</summary>
    public PoolOptions Options => _data.Options;

    /// <summary>Network.</summary>
    public Network Network => _data.Network;

    /// <summary>Buyers that pool their demand, by name.</summary>
    public IReadOnlyList<string> States => _data.States;

    /// <summary>Items, as indices of <see cref="Network.Items"/>.</summary>
    public IReadOnlyList<int> Items => _data.Items;

    /// <summary>First day of the first month.</summary>
    public DateOnly First => _data.First;

    /// <summary>Months in which something may be delivered.</summary>
    public int Months => _data.Months;

    /// <summary>Months in which something is wanted.</summary>
    public int WantedMonths => _data.Wanted;

    /// <summary>Pooled demand by item, certainty and month, in three readings.</summary>
    public IReadOnlyList<PooledDemand> Pooled => _data.Pooled;

    /// <summary>What each buyer wants, in the reading asked for.</summary>
    public IReadOnlyList<PoolWant> Wants => _data.Wants;

    /// <summary>Who can be given an order.</summary>
    public IReadOnlyList<PoolSource> Sources => _data.Sources;

    /// <summary>One order for all.</summary>
    public PoolPlan Joint { get; }

    /// <summary>What comes of separate orders; null where there is one state only.</summary>
    public PoolPlan? Separate { get; internal init; }

    /// <summary>What the joint order would be without each of its limits; empty where it has none.</summary>
    public IReadOnlyList<PoolRelief> Reliefs { get; internal init; } = [];

    /// <summary>Capacity that the joint order leaves, for others: the duty to offer it before the launch is that of Regulation (EU) 2025/2643 Article 11(9) and (10).</summary>
    public IReadOnlyList<Spare> Spares => [.. from m in Enumerable.Range(0, Months) from x in _data.Sources let left = x.Capacity[m] - Joint.UnitsOf(x.Index, m) where left > 1e-6 * x.Capacity[m] select new Spare(m, x.Index, left)];

    /// <summary>What buyers outside the pool want of the same items, per month.</summary>
    public IReadOnlyList<double> OthersWant => _data.OthersWant;

    /// <summary>What the reader should know about the data.</summary>
    public IReadOnlyList<Finding> Findings => _data.Findings;

    /// <summary>Units wanted in a month by everybody in the pool.</summary>
    public double WantedIn(int month) => month >= WantedMonths ? 0 : _data.Wants.Sum(w => w.Due[month]);

    /// <summary>Units that the sources can deliver in a month.</summary>
    public double CapacityIn(int month) => _data.Sources.Sum(x => x.Capacity[month]);

    /// <summary>A month as its first day.</summary>
    public DateOnly Month(int month) => First.AddMonths(month);
}
