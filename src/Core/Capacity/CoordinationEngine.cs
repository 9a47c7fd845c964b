using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What uncoordinated plans come to, and what one plan would give (design section 6).</summary>
/// <remarks>(a) Each state plans alone and takes the capacity that the firm demand of the others leaves as its own. (b) When those plans
/// meet, an expansion chosen by several is built once, in the earliest month, and every line-month is split among the claims; each state
/// then plans its deliveries again within its part. (c) One plan for all. (b) is a point of (c): it is replayed against the whole
/// network, and (c) starts from it, so that (c) never costs more.</remarks>
public static class CoordinationEngine
{
    /// <summary>Makes all plans.</summary>
    /// <param name="network">Network with demands of at least two buyers.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told what is being done and how much of it, 0 to 1; may be null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">Fewer than two buyers want anything, or the plans shall hold without somebody.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CoordinationResult Run(Network network, CoordinationOptions options, Func<ILinearSolver> solver, Action<string, double>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        var states = States(network);
        if (states.Count < 2) throw new ArgumentException($"Coordination needs at least two buyers; the package names {states.Count}.", nameof(network));
        // Every plan has the horizon of all demands together.
        var horizon = PlanHorizon.Of(options.Plan, network.Package.Head.AsOf, [.. network.Demands.Select(d => (d.Start, d.End))]);
        options = options with { Plan = options.Plan with { From = horizon.First, Months = horizon.Months } };
        options.ThrowIfInvalid();
        // What is decided is paid before anybody plans; nobody pays for it alone.
        var decided = network.Budgets.Count == 0 ? null : PlanEngine.Run(network, options.Plan, PlanCase.Plain with { Starts = new Dictionary<int, IReadOnlyList<int>>() }, solver, null, stop);
        stop.ThrowIfCancellationRequested();
        if (decided is { HasPlan: false }) return new(options, states) { Alone = [.. states.Select(_ => decided)], Coordinated = decided };
        var steps = 2.0 * states.Count + 3;
        var alone = new PlanResult[states.Count];
        for (var s = 0; s < states.Count; s++)
        {
            progress?.Invoke("alone", 2 * s / steps);
            var others = OthersFirm(network, options, states, s, solver, stop);
            alone[s] = PlanEngine.Run(network, options.Plan, AloneCase(network, states[s], others, decided?.Plan), solver, null, stop);
            stop.ThrowIfCancellationRequested();
        }
        if (alone.Any(a => !a.HasPlan))
            return new(options, states) { Alone = alone, Coordinated = PlanEngine.Run(network, options.Plan, PlanCase.Plain, solver, null, stop) };
        progress?.Invoke("joint", 2 * states.Count / steps);
        var joint = JointOutcome.Of(network, options, states, [.. alone.Select(a => a.Plan)], solver, stop);
        stop.ThrowIfCancellationRequested();
        if (joint.Plan is not { } together)
            return new(options, states) { Alone = alone, Coordinated = PlanEngine.Run(network, options.Plan, PlanCase.Plain, solver, null, stop), Findings = joint.Findings };
        progress?.Invoke("coordinated", (2 * states.Count + 1) / steps);
        var coordinated = PlanEngine.Run(network, options.Plan, PlanCase.Plain with { Start = together }, solver, null, stop);
        var inJoint = states.Select(s => Outcome(together, s)).ToArray();
        PlanResult? without = null;
        if (options.WithoutSidePayments)
        {
            progress?.Invoke("without", (2 * states.Count + 2) / steps);
            without = PlanEngine.Run(network, options.Plan, PlanCase.Plain with { Start = together, Limits = [.. states.Select(s => new PlanLimit(s.Name, s.Demands, inJoint[s.Index].Burden) { Budgets = Own(network, s) })] }, solver, null, stop);
        }
        return new(options, states)
        {
            Alone = alone, Joint = together, Coordinated = coordinated, WithoutSidePayments = without,
            OverCommitments = joint.OverCommitments, Expected = [.. states.Select(s => Outcome(alone[s.Index].Plan, s))], InJoint = inJoint,
            InCoordinated = coordinated.HasPlan ? [.. states.Select(s => Outcome(coordinated.Plan, s))] : [],
            InWithoutSidePayments = without is { HasPlan: true } ? [.. states.Select(s => Outcome(without.Plan, s))] : [],
            Findings = joint.Findings,
        };
    }

    /// <summary>The buyers of a network as states that plan, by name. Money of a payer that is itself a buyer is its own; other money is
    /// common and counted on in proportion to what is wanted, weighed by the items' shortfall prices or values.</summary>
    internal static IReadOnlyList<CoordinationState> States(Network network)
    {
        var buyers = network.Demands.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var weight = buyers.Select(b => network.Demands.Where(d => d.Buyer == b).Sum(d => Weight(network, d))).ToArray();
        var all = weight.Sum();
        return [.. buyers.Select((b, i) => new CoordinationState(i, b, [.. network.Demands.Where(d => d.Buyer == b).Select(d => d.Index)],
            new SortedDictionary<int, double>(network.Budgets.Select(m => (m.Index, Part: m.Payer == b ? 1 : buyers.Contains(m.Payer) ? 0 : all > 0 ? weight[i] / all : 1.0 / buyers.Length))
                .Where(p => p.Part > 0).ToDictionary(p => p.Index, p => p.Part))))];
    }

    static double Weight(Network network, Demand demand)
    {
        var rate = demand.Rate.IsKnown ? demand.Rate.Central : 0;
        var price = demand.ShortfallPrice.IsKnown ? demand.ShortfallPrice.Central : network.Items[demand.Item].UnitValue is { IsKnown: true } value ? value.Central : 1;
        var days = Math.Max(1, (demand.End ?? DateOnly.MaxValue).DayNumber - (demand.Start ?? DateOnly.MinValue).DayNumber);
        return rate * price * Math.Min(days, 3650);
    }

    static IReadOnlyCollection<int> Own(Network network, CoordinationState state) => [.. network.Budgets.Where(m => m.Payer == state.Name).Select(m => m.Index)];

    // What the others want for certain takes capacity before anybody's wishes; nothing is built for it that is not decided.
    static Plan? OthersFirm(Network network, CoordinationOptions options, IReadOnlyList<CoordinationState> states, int state, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var firm = states.Where(s => s.Index != state).SelectMany(s => s.Demands).Where(d => network.Demands[d].Certainty == "firm").Order().ToArray();
        if (firm.Length == 0) return null;
        var result = PlanEngine.Run(network, options.Plan with { Holds = [] }, PlanCase.Plain with { Demands = firm, Expansions = [] }, solver, null, stop);
        return result.HasPlan ? result.Plan : null;
    }

    static PlanCase AloneCase(Network network, CoordinationState state, Plan? others, Plan? decided)
    {
        var plain = PlanCase.Plain with { Demands = state.Demands, BudgetParts = state.Budgets.ToDictionary(b => b.Key, b => b.Value * LeftOf(decided, b.Key)), IsDecidedPaid = true };
        return others is null ? plain : plain with
        {
            Taken = others.Supplies.ToDictionary(s => s.Id, s => (IReadOnlyList<double>)others.Production[s.Index], StringComparer.Ordinal),
            Stock = Drawn(others).Select((drawn, item) => (item, left: Math.Max(0, others.InitialStock[item] - drawn))).ToDictionary(p => p.item, p => p.left),
        };
    }

    // Part of a budget row that decided expansions leave.
    static double LeftOf(Plan? decided, int budget) =>
        decided?.Spending.FirstOrDefault(s => s.Budget == budget) is { Amount: > 0 } spent && !double.IsInfinity(spent.Limit) ? Math.Max(0, 1 - spent.Amount / spent.Limit) : 1;

    /// <summary>How far a plan draws down what lay in stock at its start, per item.</summary>
    internal static double[] Drawn(Plan plan) =>
        [.. Enumerable.Range(0, plan.InitialStock.Length).Select(i => plan.InitialStock[i] <= 0 ? 0 : plan.InitialStock[i] - Math.Min(plan.InitialStock[i], plan.Stock[i].DefaultIfEmpty(0).Min()))];

    /// <summary>What a plan means for a state.</summary>
    internal static StateOutcome Outcome(Plan plan, CoordinationState state)
    {
        double wanted = 0, delivered = 0, late = 0, cost = 0;
        foreach (var demand in plan.Demands.Where(d => state.Demands.Contains(d.Row)))
        {
            var backlog = plan.Backlog[demand.Index];
            wanted += plan.Wanted[demand.Index].Sum();
            delivered += plan.Delivered[demand.Index].Sum();
            foreach (var period in plan.Periods) late += backlog[period.Index] * period.Months;
            cost += plan.ShortfallCost(demand);
        }
        var own = plan.Network.Budgets.Where(m => m.Payer == state.Name).Select(m => m.Index).ToHashSet();
        return new(wanted, delivered, late, cost, plan.Paid(own.Contains));
    }
}
