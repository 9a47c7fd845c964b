using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a plan comes to, in figures of which each rests on several independent owners: no line, no site, no owner, no expansion.</summary>
/// <param name="Options">What had to hold for a figure to be shown.</param>
/// <param name="Reading">Reading of the plan.</param>
/// <param name="Status">How planning ended.</param>
/// <param name="Gap">How far the plan may be above the cheapest one, as a share; null where nothing is proven or there is no plan.</param>
/// <param name="Years">Spans of twelve months (the last may be shorter), from the start of the plan; empty where there is no plan.</param>
/// <param name="Items">What is wanted or made, by id.</param>
/// <param name="ProductionCost">Cost of making everything over the plan, EUR, not discounted.</param>
/// <param name="Capex">Cost of building over the plan, EUR, not discounted.</param>
public sealed record AggregatePlan(AggregateOptions Options, Reading Reading, PlanStatus Status, double? Gap, IReadOnlyList<PlanSpan> Years, IReadOnlyList<AggregateItem> Items, Released ProductionCost, Released Capex);

/// <summary>One item of a plan, all its makers together. Amounts are in the item's unit.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsWanted">True where somebody wants it; else it only goes into others.</param>
public sealed record AggregateItem(string Id, string Name, string Unit, bool IsWanted)
{
    /// <summary>Capacity per month without what the plan adds, on average over the plan; what has no limit is not in it.</summary>
    public required Released Capacity { get; init; }

    /// <summary>Capacity per month that the plan adds, as far as it is reached at its end.</summary>
    public required Released Added { get; init; }

    /// <summary>Made over the plan.</summary>
    public required Released Production { get; init; }

    /// <summary>Made in each year; all of them are shown, or none.</summary>
    public required IReadOnlyList<Released> ProductionByYear { get; init; }

    /// <summary>Made over the plan, as a share of the capacity without what the plan adds.</summary>
    public required Released Utilisation { get; init; }

    /// <summary>Cost of making it over the plan, EUR, not discounted, of those who state one.</summary>
    public required Released Cost { get; init; }

    /// <summary>Cost of one unit, EUR: <see cref="Cost"/> over <see cref="Production"/>; unknown where some that is made has no stated cost.</summary>
    public required Released UnitCost { get; init; }

    /// <summary>Wanted over the plan.</summary>
    public required Released Wanted { get; init; }

    /// <summary>Delivered over the plan.</summary>
    public required Released Delivered { get; init; }

    /// <summary>Missing at the end of the plan.</summary>
    public required Released Missing { get; init; }

    /// <summary>Delivered in each year; all of them are shown, or none.</summary>
    public required IReadOnlyList<Released> DeliveredByYear { get; init; }
}
