using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>A line, or what a published total leaves beside the listed lines, that can be given an order.</summary>
/// <param name="Index">Position in the list.</param>
/// <param name="Id">Id of the line, or of the rest of a total.</param>
/// <param name="Item">Item, as index of <see cref="Network.Items"/>.</param>
/// <param name="Line">Line, as index of <see cref="Network.Lines"/>, or -1.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Home">State in which it stands, as index of <see cref="PoolResult.States"/>, or -1.</param>
/// <param name="Variant">Products with the same recipe have the same variant.</param>
/// <param name="UnitCost">EUR for the next unit; null where neither the line nor the item says.</param>
/// <param name="LeadMonths">Months from order to delivery.</param>
public sealed record PoolSource(int Index, string Id, int Item, int Line, CountrySet Place, int Home, int Variant, double? UnitCost, double LeadMonths)
{
    /// <summary>Units that can be delivered in each month.</summary>
    public IReadOnlyList<double> Capacity { get; init; } = [];

    /// <summary>True where the cost is the value of the item, since the line states none.</summary>
    public bool IsCostOfItem { get; init; }

    /// <summary>Units made before the order, for learning; 0 where the cost stays.</summary>
    public double Made { get; init; }

    /// <summary>Exponent of the learning curve, at most 0.</summary>
    public double Power { get; init; }

    /// <summary>EUR for a number of units ordered at once; not a number where no cost is known.</summary>
    /// <remarks>Crawford: the cost of the Q-th unit is C1 * Q^log2(b); <see cref="UnitCost"/> is that of the next one.</remarks>
    public double Cost(double units)
    {
        if (units <= 0) return 0;
        if (UnitCost is not { } cost) return double.NaN;
        if (Made <= 0 || Power >= 0) return cost * units;
        var end = (Made + units) / Made;
        return cost * Made * (Math.Abs(Power + 1) < 1e-12 ? Math.Log(end) : (Math.Pow(end, Power + 1) - 1) / (Power + 1));
    }
}

/// <summary>What one buyer wants of one item with one certainty and weight.</summary>
/// <param name="Index">Position in the list.</param>
/// <param name="State">Buyer, as index of <see cref="PoolResult.States"/>.</param>
/// <param name="Item">Item, as index of <see cref="Network.Items"/>.</param>
/// <param name="Certainty">firm, option or intention.</param>
/// <param name="Weight">What a late unit weighs.</param>
/// <param name="Due">Units wanted in each month, in the reading asked for.</param>
public sealed record PoolWant(int Index, int State, int Item, string Certainty, double Weight, IReadOnlyList<double> Due)
{
    /// <summary>Priority, where the buyer declared it public: a late unit of priority 2 weighs half of one of priority 1. Null where he did not, which weighs like 1.</summary>
    public double? Priority { get; init; }

    /// <summary>Rows that it sums up, as indices of <see cref="Network.Demands"/>.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];
}

/// <summary>Pooled demand of one item, month and certainty, in three readings.</summary>
/// <param name="Item">Item, as index of <see cref="Network.Items"/>.</param>
/// <param name="Month">Months after the first.</param>
/// <param name="Certainty">firm, option or intention.</param>
/// <param name="Low">Least.</param>
/// <param name="Central">Middle.</param>
/// <param name="High">Most; infinite where a rate is open.</param>
public sealed record PooledDemand(int Item, int Month, string Certainty, double Low, double Central, double High);

/// <summary>An order under the framework agreement: so many units of one line for one buyer in one month.</summary>
/// <param name="State">Buyer, as index of <see cref="PoolResult.States"/>.</param>
/// <param name="Month">Month in which the line delivers, in months after the first.</param>
/// <param name="Source">Line, as index of <see cref="PoolResult.Sources"/>.</param>
/// <param name="Units">Units.</param>
/// <param name="Cost">EUR without transport, in a joint order at the price that all pay for the item; not a number where a price is unknown.</param>
public sealed record CallOff(int State, int Month, int Source, double Units, double Cost);

/// <summary>What can still be ordered of a line in a month.</summary>
/// <param name="Month">Months after the first.</param>
/// <param name="Source">Line, as index of <see cref="PoolResult.Sources"/>.</param>
/// <param name="Units">Units.</param>
public sealed record Spare(int Month, int Source, double Units);

/// <summary>What an order means for one state.</summary>
/// <param name="Wanted">Units wanted.</param>
/// <param name="Delivered">Units delivered by the end.</param>
/// <param name="LateUnitMonths">Units times the months by which they come after their window; what never comes counts to the end of the horizon.</param>
/// <param name="Cost">EUR, transport included; not a number where a price is unknown. In a joint order all pay the same for one of an item, whichever line makes it.</param>
/// <param name="TransportCost">EUR of it for transport.</param>
/// <param name="Work">EUR at prices before learning of what is made in the state, for anybody.</param>
/// <param name="Bought">EUR at prices before learning of what is made for the state, anywhere.</param>
/// <param name="First">Month of the first delivery, in months after the first; -1 where there is none.</param>
/// <param name="Last">Month of the last delivery; -1 where there is none.</param>
/// <param name="MeanDelay">Months between the month in which a delivered unit was wanted and that in which it comes, on average, first wanted first served; negative where units come early; not a number without deliveries.</param>
/// <param name="Variants">Variants that it gets.</param>
/// <param name="Lines">Lines that it buys from.</param>
public sealed record PoolOutcome(double Wanted, double Delivered, double LateUnitMonths, double Cost, double TransportCost, double Work, double Bought, int First, int Last, double MeanDelay, int Variants, int Lines)
{
    /// <summary>Units that have not come by the end.</summary>
    public double Missing => Wanted - Delivered is var missing && missing > PoolPlan.Rounding * Wanted ? missing : 0;

    /// <summary>EUR for a unit, transport included; not a number where nothing is delivered or a price is unknown.</summary>
    public double UnitPrice => Delivered > 0 ? Cost / Delivered : double.NaN;

    /// <summary>Value of the work in the state for each euro it buys for; not a number where it buys nothing.</summary>
    public double Return => Bought > 0 ? Work / Bought : double.NaN;
}
