using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>One term of the dual identity with the row it comes from.</summary>
/// <param name="Address">Address of the row, for example <c>lines/powder-1</c>; of a stock, the item's stocks.</param>
/// <param name="Item">Item it supplies.</param>
/// <param name="Supply">Supply, or null for a published total or a stock.</param>
/// <param name="IsStock">True for a stock.</param>
/// <param name="Capacity">Capacity per month in the item's unit, as it counts in the reading.</param>
/// <param name="Price">Shadow price: what one unit a month more adds to theta.</param>
/// <param name="Product">Capacity times price: its part of theta.</param>
/// <param name="Basis">Basis of the row; empty where not stated.</param>
/// <param name="Sources">Ids of its sources.</param>
public sealed record ExplainTerm(string Address, int Item, Supply? Supply, bool IsStock, double Capacity, double Price, double Product, string Basis, IReadOnlyList<string> Sources);

/// <summary>Supply that no row lists, or whose capacity is not known, and that the plan behind a figure uses.</summary>
/// <param name="Supply">Supply.</param>
/// <param name="Output">Its output in the plan, per month in the item's unit.</param>
public sealed record AssumedFlow(Supply Supply, double Output);

/// <summary>Where a figure comes from.</summary>
public sealed record ExplainResult
{
    /// <summary>Figure that is explained, in its three readings.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Its last part: <c>theta_in</c>, <c>theta_all</c>, <c>output_in</c>, <c>goal</c> or <c>phi</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Grid it stands in.</summary>
    public required Grid Grid { get; init; }

    /// <summary>Row of the grid.</summary>
    public required VerbRow Row { get; init; }

    /// <summary>Reading that the terms are of.</summary>
    public required Reading Reading { get; init; }

    /// <summary>Assessment it belongs to.</summary>
    public required SovereigntyResult Assessment { get; init; }

    /// <summary>Theta (or phi) as solved again for the explanation; NaN for a goal, which is stated and not solved.</summary>
    public double Theta { get; init; } = double.NaN;

    /// <summary>Terms of the dual identity, largest first.</summary>
    public IReadOnlyList<ExplainTerm> Terms { get; init; } = [];

    /// <summary>Part of theta that the cap itself explains ("10 or more").</summary>
    public double CapTerm { get; init; }

    /// <summary>Sum of the terms and the cap.</summary>
    public double Sum { get; init; }

    /// <summary>Whether the terms add up to theta.</summary>
    public bool AddsUp => Math.Abs(Sum - Theta) <= 1e-6 * Math.Max(1, Theta);

    /// <summary>Goal per month in the reading, by which theta is multiplied for <c>output_in</c>; else NaN.</summary>
    public double Rate { get; init; } = double.NaN;

    /// <summary>Ladder of bottlenecks of the same program.</summary>
    public IReadOnlyList<BottleneckRung> Ladder { get; init; } = [];

    /// <summary>Supply of unknown size that the plan uses.</summary>
    public IReadOnlyList<AssumedFlow> Assumed { get; init; } = [];

    /// <summary>Held items of the tree that nobody holds who is left.</summary>
    public IReadOnlyList<int> NotHeld { get; init; } = [];

    /// <summary>Consents that are withdrawn.</summary>
    public IReadOnlyList<int> Withdrawn { get; init; } = [];

    /// <summary>For <c>phi</c>: the failure that leaves least in the reading, or null where none matters.</summary>
    public Failure? Failure { get; init; }

    /// <summary>For <c>phi</c>: length of the window in the reading, in days.</summary>
    public double WindowDays { get; init; } = double.NaN;
}
