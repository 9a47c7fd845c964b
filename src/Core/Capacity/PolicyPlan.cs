using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>The cheapest ramp-up plan in one case of a policy question, and what the measures change in it.</summary>
/// <remarks>Objectives are not compared: a measure may alter what a missing unit is priced at. Units, months and money are.</remarks>
/// <param name="Status">How planning ended.</param>
/// <param name="Gap">Proven gap of the plan, or null.</param>
/// <param name="Conflict">What cannot hold together, where there is no plan.</param>
/// <param name="Deliveries">Per item that is wanted, by item; empty where there is no plan.</param>
/// <param name="Costs">Cost of each kind; empty where there is no plan.</param>
/// <param name="CostCoverage">Known costs among those that the plan could meet.</param>
/// <param name="Findings">What the user should know about the data behind the plan.</param>
public sealed record PolicyPlan(PlanStatus Status, double? Gap, IReadOnlyList<PlanConflict> Conflict, IReadOnlyList<PolicyDelivery> Deliveries, IReadOnlyList<PlanCost> Costs, Coverage CostCoverage, IReadOnlyList<Finding> Findings)
{
    /// <summary>Money spent on making, building, readiness, restarts and stocks, EUR, discounted; null where there is no plan or no cost is stated at all. Where some are,
    /// what has none counts nothing.</summary>
    public double? Spending => Costs.Count == 0 || CostCoverage is { Known: <= 0, All: > 0 } ? null : Costs.Where(IsMoney).Sum(c => c.Discounted);

    /// <summary>Spending beyond that of the network as it is, EUR, discounted; null where either has no plan.</summary>
    public double? MoreSpending { get; init; }

    static bool IsMoney(PlanCost cost) => cost.Kind is not (PlanCostKind.Shortfall or PlanCostKind.Tail);

    internal static PolicyPlan Of(PlanResult result, PolicyPlan? before)
    {
        var plan = result.HasPlan ? result.Plan : null;
        var made = new PolicyPlan(result.Status, result.Gap, result.Conflict, plan is null ? [] : PolicyDelivery.Of(plan), plan?.Costs ?? [], result.CostCoverage, result.Findings);
        if (before is null) return made with { MoreSpending = made.Spending is null ? null : 0 };
        return made with
        {
            MoreSpending = made.Spending - before.Spending,
            Deliveries = [.. made.Deliveries.Select(d => before.Deliveries.FirstOrDefault(b => b.Item == d.Item) is { } old ? d.Against(old) : d)],
        };
    }
}

/// <summary>What a plan delivers of one item to all who want it.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Ends">Last day of each period.</param>
/// <param name="Wanted">Wanted from the start to the end of each period, in the item's unit.</param>
/// <param name="Delivered">Delivered from the start to the end of each period.</param>
/// <param name="Missing">Missing at the end of each period.</param>
/// <param name="MissingUnitMonths">Units missing times months, over the whole plan.</param>
/// <param name="FirstMet">Month (its first day) at whose end nothing is missing for the first time since something was wanted; null if never.</param>
/// <param name="MetFrom">Month (its first day) from whose end on nothing is missing any more; null where something is missing at the end.</param>
public sealed record PolicyDelivery(string Item, IReadOnlyList<DateOnly> Ends, IReadOnlyList<double> Wanted, IReadOnlyList<double> Delivered, IReadOnlyList<double> Missing, double MissingUnitMonths,
    DateOnly? FirstMet, DateOnly? MetFrom)
{
    /// <summary>More delivered by the end of the plan than in the network as it is.</summary>
    public double MoreDelivered { get; init; }

    /// <summary>Fewer unit-months missing than in the network as it is.</summary>
    public double LessMissing { get; init; }

    /// <summary>Months by which <see cref="MetFrom"/> is earlier; null where either is never.</summary>
    public int? MonthsEarlier { get; init; }

    internal PolicyDelivery Against(PolicyDelivery before) => this with
    {
        MoreDelivered = Delivered[^1] - before.Delivered[^1],
        LessMissing = before.MissingUnitMonths - MissingUnitMonths,
        MonthsEarlier = MetFrom is { } now && before.MetFrom is { } then ? (then.Year - now.Year) * 12 + then.Month - now.Month : null,
    };

    internal static PolicyDelivery[] Of(Plan plan) => [.. plan.Demands.GroupBy(d => d.Item).OrderBy(g => g.Key).Select(g => Of(plan, g.Key, [.. g.Select(d => d.Index)]))];

    static PolicyDelivery Of(Plan plan, int item, int[] demands)
    {
        var count = plan.Periods.Count;
        var (wanted, delivered, missing) = (new double[count], new double[count], new double[count]);
        var isMet = new bool[count];
        for (var t = 0; t < count; t++)
        {
            wanted[t] = demands.Sum(d => plan.Wanted[d][t]) + (t > 0 ? wanted[t - 1] : 0);
            delivered[t] = demands.Sum(d => plan.Delivered[d][t]) + (t > 0 ? delivered[t - 1] : 0);
            missing[t] = demands.Sum(d => plan.Backlog[d][t]);
            isMet[t] = missing[t] <= 1e-6 * Math.Max(1, wanted[t]);
        }
        var first = Enumerable.Range(0, count).FirstOrDefault(t => wanted[t] > 0 && isMet[t], -1);
        var last = Array.FindLastIndex(isMet, m => !m) + 1;
        // Where nothing is ever missing, that begins when something is wanted.
        if (last == 0) last = Math.Max(0, first);
        return new(plan.Network.Items[item].Id, [.. plan.Periods.Select(p => p.Last)], wanted, delivered, missing, plan.Periods.Sum(p => missing[p.Index] * p.Months), Month(plan, first), Month(plan, last < count ? last : -1));
    }

    static DateOnly? Month(Plan plan, int period) => period < 0 ? null : new(plan.Periods[period].Last.Year, plan.Periods[period].Last.Month, 1);
}
