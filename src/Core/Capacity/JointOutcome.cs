using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What comes of several plans for one network when they meet (design section 6, b).</summary>
/// <param name="Plan">One plan for everybody: the sum of what each state does within its part; null where a search ended without one.</param>
/// <param name="OverCommitments">Supplies of which more is claimed than there is.</param>
/// <param name="Findings">What the user should know.</param>
sealed record JointOutcome(Plan? Plan, IReadOnlyList<OverCommitment> OverCommitments, IReadOnlyList<Finding> Findings)
{
    // A line that cannot run at its least rate within the parts rests, and the parts are planned again; at most so often.
    const int Rounds = 24;

    public static JointOutcome Of(Network network, CoordinationOptions options, IReadOnlyList<CoordinationState> states, IReadOnlyList<Plan> alone, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var plain = options.Plan;
        // Everything that anybody chose is built once; this plan gives the capacities, and what is spent when.
        var starts = StartedOnce(alone);
        var framed = PlanEngine.Run(network, plain, PlanCase.Plain with { Starts = starts }, solver, null, stop);
        if (!framed.HasPlan) return None(framed);
        var frame = framed.Plan;
        var claims = new CapacityClaims(frame, states, alone, options.Split);
        var stocks = SharedStock(frame, alone);
        for (var round = 0; ; round++)
        {
            var planned = states.Select((s, i) => PlanEngine.Run(network, plain, PlanCase.Plain with { Demands = s.Demands, Parts = claims.PartOf(i), Stock = stocks[i] }, solver, null, stop)).ToArray();
            if (planned.FirstOrDefault(p => !p.HasPlan) is { } none) return None(none);
            var parts = planned.Select(p => p.Plan).ToArray();
            var made = Sums(parts.SelectMany(p => p.Supplies.Select(s => (s.Id, p.Production[s.Index]))), StringComparer.Ordinal);
            if (round < Rounds && claims.Rest(made)) continue;
            // The sum is a point of the program of all: what is made and delivered stands, the program only counts its cost.
            var whole = PlanCase.Plain with { Starts = starts, Made = made, Delivered = Sums(parts.SelectMany(p => p.Demands.Select(d => (d.Row, p.Delivered[d.Index]))), null) };
            var sum = PlanEngine.Run(network, plain, whole, solver, null, stop);
            if (!sum.HasPlan) return None(sum);
            var (plan, isProRata) = WithSharedPayments(sum.Plan, alone);
            PlanReplay.ThrowIfWrong(plan, whole);
            return new(plan, claims.OverCommitments, isProRata ? [] : [new Finding("N-COORD-01", Severity.Note, new Place(Sheet: "budgets"))]);
        }
    }

    static JointOutcome None(PlanResult result) =>
        new(null, [], [new Finding("W-COORD-02", Severity.Warning, new Place(Sheet: "demands"), result.Conflict.Count > 0 ? string.Join(", ", result.Conflict.Select(c => c.Name)) : "-")]);

    static Dictionary<T, double[]> Sums<T>(IEnumerable<(T Key, double[] Row)> rows, IEqualityComparer<T>? comparer) where T : notnull =>
        rows.GroupBy(r => r.Key, comparer).ToDictionary(g => g.Key, g => g.Select(r => r.Row).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]), comparer);

    /// <summary>The n-th copy of an expansion starts in the earliest period in which anybody starts his n-th.</summary>
    internal static Dictionary<int, IReadOnlyList<int>> StartedOnce(IReadOnlyList<Plan> alone)
    {
        var copies = new SortedDictionary<int, List<int>>();
        foreach (var plan in alone)
            foreach (var group in plan.Starts.Where(s => !s.IsDecided).GroupBy(s => s.Expansion))
            {
                if (!copies.TryGetValue(group.Key, out var list)) copies[group.Key] = list = [];
                var own = group.OrderBy(s => s.Period).SelectMany(s => Enumerable.Repeat(s.Period, s.Count)).ToArray();
                for (var n = 0; n < own.Length; n++)
                    if (n < list.Count) list[n] = Math.Min(list[n], own[n]);
                    else list.Add(own[n]);
            }
        return copies.ToDictionary(c => c.Key, c =>
        {
            var starts = new int[alone[0].Periods.Count];
            foreach (var period in c.Value) starts[period]++;
            return (IReadOnlyList<int>)starts;
        });
    }

    // What lies in store is split as the states draw on it; what nobody draws on, in equal parts.
    static Dictionary<int, double>[] SharedStock(Plan frame, IReadOnlyList<Plan> alone)
    {
        var parts = alone.Select(_ => new Dictionary<int, double>()).ToArray();
        var drawn = alone.Select(CoordinationEngine.Drawn).ToArray();
        for (var item = 0; item < frame.InitialStock.Length; item++)
        {
            if (frame.InitialStock[item] <= 0) continue;
            var all = drawn.Sum(d => d[item]);
            for (var s = 0; s < parts.Length; s++) parts[s][item] = frame.InitialStock[item] * (all > 0 ? drawn[s][item] / all : 1.0 / parts.Length);
        }
        return parts;
    }

    // Who chose an expansion pays for it in proportion to what he meant to pay for it, from the same purses; where a year's money
    // does not suffice for that, the payments stand as the program found them affordable.
    static (Plan Plan, bool IsProRata) WithSharedPayments(Plan plan, IReadOnlyList<Plan> alone)
    {
        var budgets = plan.Network.Budgets;
        if (budgets.Count == 0) return (plan, true);
        var shared = new Dictionary<int, IReadOnlyList<PlanPayment>>();
        foreach (var group in plan.Starts.GroupBy(s => s.Expansion))
        {
            var purses = alone.SelectMany(p => p.Starts).Where(s => s.Expansion == group.Key && !s.IsDecided).SelectMany(s => s.Payments).Where(p => p.Amount > 0)
                .GroupBy(p => p.Payer).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Payer: g.Key, Amount: g.Sum(p => p.Amount))).ToArray();
            var all = purses.Sum(p => p.Amount);
            if (all <= 0) continue;
            var list = new List<PlanPayment>();
            foreach (var year in group.SelectMany(s => s.Payments).GroupBy(p => p.Year).OrderBy(g => g.Key))
                foreach (var (payer, amount) in purses)
                {
                    if (budgets.FirstOrDefault(b => b.Payer == payer && b.Year == year.Key) is not { } row) return (plan, false);
                    list.Add(new(row.Index, payer, year.Key, year.Sum(p => p.Amount) * amount / all));
                }
            shared[group.Key] = list;
        }
        var starts = plan.Starts.GroupBy(s => s.Expansion).SelectMany(g => g.Select((s, k) => !shared.TryGetValue(g.Key, out var list) ? s : s with { Payments = k == 0 ? list : [] }))
            .OrderBy(s => s.StartMonth).ThenBy(s => s.Expansion).ToArray();
        var spending = plan.Spending.Select(s => s with { Amount = starts.SelectMany(x => x.Payments).Where(p => p.Budget == s.Budget).Sum(p => p.Amount) }).ToArray();
        return spending.All(s => s.Amount <= s.Limit * (1 + 1e-9)) ? (plan with { Starts = starts, Spending = spending }, true) : (plan, false);
    }
}
