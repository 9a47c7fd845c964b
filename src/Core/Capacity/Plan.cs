using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>A ramp-up plan: what starts when, what is made, kept and delivered, what it costs and what is missing.</summary>
/// <remarks>Quantities are in the item's unit and belong to whole periods. Production counts where it starts; it arrives its lead
/// time later, spread as evenly as it was started, so that an arrival can fall in two or more periods.</remarks>
public sealed record Plan
{
    /// <summary>Network it was made for.</summary>
    public required Network Network { get; init; }

    /// <summary>Settings it was made with.</summary>
    public required PlanOptions Options { get; init; }

    /// <summary>Steps, in order and without gaps.</summary>
    public required IReadOnlyList<PlanPeriod> Periods { get; init; }

    /// <summary>Discount factor per period (middle of the period).</summary>
    public required double[] Discount { get; init; }

    /// <summary>Discount factor of what is spent or missing after the last period (its end).</summary>
    public required double DiscountAfter { get; init; }

    /// <summary>Sources of the items in the requirement tree.</summary>
    public required IReadOnlyList<PlanSupply> Supplies { get; init; }

    /// <summary>What is wanted.</summary>
    public required IReadOnlyList<PlanDemand> Demands { get; init; }

    /// <summary>Items in the requirement tree, ascending; those that are held or free have no quantities.</summary>
    public required IReadOnlyList<int> Items { get; init; }

    /// <summary>Capacity [supply][period], expansions included; infinite where nothing limits it.</summary>
    public required double[][] Capacity { get; init; }

    /// <summary>Most that each supply could make per month before the plan began; infinite where nothing limits it.</summary>
    public required double[] BeforeCapacity { get; init; }

    /// <summary>Production started [supply][period].</summary>
    public required double[][] Production { get; init; }

    /// <summary>Production that arrives in the item's pool [supply][period]; what goes over links is not in it.</summary>
    public required double[][] Arrived { get; init; }

    /// <summary>Rate per month at which each supply worked before the plan began; 0 where nothing was under way.</summary>
    public required double[] Before { get; init; }

    /// <summary>Of <see cref="Before"/>, what went to the item's pool and not over links.</summary>
    public required double[] BeforePool { get; init; }

    /// <summary>What the supplies use, per recipe row.</summary>
    public required IReadOnlyList<PlanUse> Uses { get; init; }

    /// <summary>What goes over links.</summary>
    public required IReadOnlyList<PlanFlow> Flows { get; init; }

    /// <summary>Stock before the first period, per item of the network.</summary>
    public required double[] InitialStock { get; init; }

    /// <summary>Stock at the end of each period [item of the network][period].</summary>
    public required double[][] Stock { get; init; }

    /// <summary>Stocks at lines that are served over links, by line, then item; only where something lies.</summary>
    public IReadOnlyList<PlanLineStock> LineStocks { get; init; } = [];

    /// <summary>Thrown away [item of the network][period].</summary>
    public required double[][] Scrap { get; init; }

    /// <summary>Wanted [demand][period].</summary>
    public required double[][] Wanted { get; init; }

    /// <summary>Delivered [demand][period].</summary>
    public required double[][] Delivered { get; init; }

    /// <summary>What goes over the transport network, by supply, then demand; empty where none limits the plan.</summary>
    public IReadOnlyList<PlanHaul> Hauls { get; init; } = [];

    /// <summary>Missing at the end of each period [demand][period].</summary>
    public required double[][] Backlog { get; init; }

    /// <summary>Expansions that start, by start, then expansion.</summary>
    public required IReadOnlyList<PlanStart> Starts { get; init; }

    /// <summary>Lines with a least rate.</summary>
    public required IReadOnlyList<PlanLineStates> LineStates { get; init; }

    /// <summary>Cost of production [supply][period], EUR, not discounted, learning included.</summary>
    public required double[][] ProductionCost { get; init; }

    /// <summary>Costs of each kind.</summary>
    public required IReadOnlyList<PlanCost> Costs { get; init; }

    /// <summary>Spending of each payer and year.</summary>
    public required IReadOnlyList<PlanSpending> Spending { get; init; }

    /// <summary>People and capital per place.</summary>
    public required IReadOnlyList<PlanWork> Work { get; init; }

    /// <summary>What is missing and why.</summary>
    public required IReadOnlyList<PlanShortfall> Shortfalls { get; init; }

    /// <summary>What the starts add, weighed by their chances, by item. The plan itself counts on all of them.</summary>
    public IReadOnlyList<PlanExpected> Expected => [.. Starts.GroupBy(s => Network.Expansions[s.Expansion].Item).OrderBy(g => g.Key).Select(g => new PlanExpected(g.Key, g.Sum(s => s.Adds),
        g.Sum(s => s.Adds * (ChanceOf(s) ?? 1)), g.Where(s => ChanceOf(s) is null).Sum(s => s.Adds)))];

    /// <summary>Chance that a start succeeds, 0 to 1; null where none is stated.</summary>
    public double? ChanceOf(PlanStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return Network.Expansions[start.Expansion].Chance is { IsKnown: true } chance ? chance.Central / 100 : null;
    }

    /// <summary>Discounted cost of everything: the sum of the parts in <see cref="Costs"/>. EUR.</summary>
    public double Objective => Costs.Sum(c => c.Discounted);

    /// <summary>Discounted cost of one kind, EUR.</summary>
    public double CostOf(PlanCostKind kind) => Costs.Where(c => c.Kind == kind).Sum(c => c.Discounted);

    /// <summary>Discounted, weighed price of what a demand misses, the tail after the last period included, EUR.</summary>
    public double ShortfallCost(PlanDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        var backlog = Backlog[demand.Index];
        var unitMonths = Periods.Sum(p => backlog[p.Index] * p.Months * Discount[p.Index])
            + backlog[^1] * Options.TailMonths * Math.Pow(1 + Options.DiscountRate, -Periods[^1].End / 12.0);
        return unitMonths * demand.ShortfallPrice * demand.Weight;
    }

    /// <summary>Payments from some budget rows for all expansions, EUR, discounted to the middle of each year's part of the plan.</summary>
    public double Paid(Func<int, bool> isCounted)
    {
        ArgumentNullException.ThrowIfNull(isCounted);
        return Starts.SelectMany(s => s.Payments).Where(p => isCounted(p.Budget)).Sum(p => p.Amount * Discounts.OfYear(Periods[0].First, p.Year, Options.DiscountRate));
    }
}
