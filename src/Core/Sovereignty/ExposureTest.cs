using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>The exposure cell of one set of goals: one program per single failure over its window (design section 3).</summary>
static class ExposureTest
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    public static ExposureCell Run(GoalCase goalCase, RelianceCell reliance, SovereigntyOptions options, ExposureMemo memo, CancellationToken stop)
    {
        var theta = reliance.ThetaAll!;
        double[] level = [Math.Min(1, theta.Low), Math.Min(1, theta.Central), Math.Min(1, theta.High)];
        var failures = List(goalCase).ToArray();
        var windows = failures.Select(f => Window(goalCase, f, options)).ToArray();
        var phi = new double[failures.Length][];
        for (var i = 0; i < failures.Length; i++) phi[i] = [level[0], level[1], level[2]];
        var left = 0;
        var known = memo.For(goalCase);
        foreach (var reading in Readings) left = Math.Max(left, Solve(goalCase, failures, windows, reading, level[(int)reading], phi, known, options.FailureSolves, stop));
        return Summarize(goalCase, reliance, failures, windows, phi, level, left);
    }

    /// <summary>Every single site, party and controlling owner; every country; every outside source of an item.</summary>
    static SortedSet<Actor> List(GoalCase goalCase)
    {
        var table = goalCase.Table;
        var tree = goalCase[Reading.Central].Requirements;
        var set = new SortedSet<Actor>();
        foreach (var supply in table.All)
        {
            if (!tree.InTree[supply.Item] || supply.Kind is SupplyKind.Missing) continue;
            foreach (var kind in new[] { ActorKind.Site, ActorKind.Party, ActorKind.Owner, ActorKind.Country }) set.UnionWith(table.Actors.Of(supply, kind));
            if (!supply.Inside.Pessimistic) set.Add(new(ActorKind.OutsideSource, supply.Item));
        }
        foreach (var r in table.Network.Restrictions) set.UnionWith(table.Actors.Of(r, ActorKind.Country));
        return set;
    }

    static (double[] Days, bool IsKnown) Window(GoalCase goalCase, Actor actor, SovereigntyOptions options)
    {
        if (actor.Kind is ActorKind.Country or ActorKind.OutsideSource or ActorKind.Consent) return ([options.OutageDays, options.OutageDays, options.OutageDays], true);
        var table = goalCase.Table;
        double[] unknown = [365, 180, 30];
        var days = new double[3];
        var isKnown = false;
        foreach (var s in table.Actors.Supplies(actor, Reading.Central))
        {
            if (table.All[s].Line < 0) continue;
            var line = table.Network.Lines[table.All[s].Line];
            isKnown |= line.RecoveryDays.IsKnown;
            foreach (var reading in Readings)
            {
                var value = line.RecoveryDays.IsKnown ? line.RecoveryDays.Need(reading) : unknown[(int)reading];
                if (double.IsInfinity(value)) value = unknown[0];
                days[(int)reading] = Math.Max(days[(int)reading], value);
            }
        }
        for (var i = 0; i < 3; i++) days[i] = days[i] > 0 ? days[i] : isKnown ? 1e-3 : unknown[i];
        return (days, isKnown);
    }

    // A failure outside the support of a stored plan that meets the level needs no solve. Plans that use as few lines as possible of
    // the earlier ones leave only what no plan can do without.
    static int Solve(GoalCase goalCase, Actor[] failures, (double[] Days, bool)[] windows, Reading reading, double level, double[][] phi, Dictionary<(Reading, Actor), double> known, int budget, CancellationToken stop)
    {
        if (level <= 0) return 0;
        var program = goalCase[reading];
        List<OutputPlan>? plans = null;
        var hasShared = program.Requirements.Items.Any(i => goalCase.Table.Network.Items[i].IsShared);
        var left = 0;
        for (var i = 0; i < failures.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            // Without anybody outside denied, only the outside sources depend on the perimeter.
            var isShared = failures[i].Kind != ActorKind.OutsideSource;
            if (isShared && known.TryGetValue((reading, failures[i]), out var before))
            {
                phi[i][(int)reading] = before;
                continue;
            }
            plans ??= Diverse(goalCase, program, level, stop);
            if (plans.All(p => Touches(goalCase, p, failures[i], reading, hasShared)))
            {
                if (budget-- <= 0)
                {
                    left++;
                    continue;
                }
                var conditions = OutputCase.Plain with { WindowDays = windows[i].Days[(int)reading], Cap = 1 };
                var answer = program.Solve(goalCase.Without.And(failures[i]), conditions, stop);
                phi[i][(int)reading] = Math.Min(answer.Theta, level);
                // Flows that do without this one serve as a plan for others, unless they live on stocks.
                if (plans.Count < 400 && answer.RawTheta >= level - 1e-9 && program.LastPlan() is var plan && plan.Stock.All(q => q <= 0)) plans.Add(plan);
            }
            if (isShared) known[(reading, failures[i])] = phi[i][(int)reading];
        }
        return left;
    }

    static List<OutputPlan> Diverse(GoalCase goalCase, OutputProgram program, double level, CancellationToken stop)
    {
        const int Most = 12;
        var cost = program.DefaultCost();
        var plans = new List<OutputPlan>();
        var uses = new int[goalCase.Table.All.Count];
        var common = int.MaxValue;
        // The first plan does with as little from outside as it can; the next avoid what all before them use.
        while (plans.Count < Most)
        {
            if (program.Plan(goalCase.Without, level, Cost, stop: stop) is not { } plan) break;
            plans.Add(plan);
            for (var s = 0; s < uses.Length; s++)
                if (plan.Output[s] > 0) uses[s]++;
            var now = uses.Count(u => u == plans.Count);
            if (now == 0 || (plans.Count > 3 && now >= common)) break;
            common = now;
        }
        return plans;

        double Cost(Supply s) => cost(s) + (plans.Count == 0 ? s.Inside.Central ? 0 : 100 : uses[s.Index] == plans.Count ? 1e3 : 10 * uses[s.Index]);
    }

    static bool Touches(GoalCase goalCase, OutputPlan plan, Actor actor, Reading reading, bool hasShared)
    {
        var table = goalCase.Table;
        // Links that need switching are slower in a window than in the steady state, so a plan with such a flow proves nothing.
        foreach (var link in plan.Flows.Keys)
            if (table.Network.Links[link] is { SwitchDays: { IsKnown: true, High: > 0 }, Share: not { IsKnown: true, High: > 0 } }) return true;
        foreach (var s in table.Actors.Supplies(actor, reading))
            if (plan.Output[s] > 0) return true;
        foreach (var r in plan.UsedConsents)
            if (table.Actors.Holds(actor, table.Network.Restrictions[r])) return true;
        // Shared things have no flow: look whether the failure leaves them held.
        return hasShared && HoldsShared(goalCase, actor, reading);
    }

    static bool HoldsShared(GoalCase goalCase, Actor actor, Reading reading)
    {
        var table = goalCase.Table;
        foreach (var item in goalCase[reading].Requirements.Items)
            if (table.Network.Items[item].IsShared)
                foreach (var s in table.OfItem[item])
                    if (table.Actors.Factor(table.All[s], actor, reading) <= 0) return true;
        return false;
    }

    static ExposureCell Summarize(GoalCase goalCase, RelianceCell reliance, Actor[] failures, (double[] Days, bool IsKnown)[] windows, double[][] phi, double[] level, int left)
    {
        var table = goalCase.Table;
        var rate = goalCase.Goals[0].Rate.Need(Reading.Central);
        var rows = new List<Failure>();
        double[] least = [level[0], level[1], level[2]];
        for (var i = 0; i < failures.Length; i++)
        {
            var p = phi[i];
            bool Ok(int r) => p[r] >= level[r] - OutputProgram.Tolerance;
            var holds = new ThreeReadings(Ok(0), Ok(1), Ok(2));
            var decides = failures[i].Kind != ActorKind.Country || !table.Perimeter.Members.Contains(failures[i].Index);
            if (decides)
                for (var r = 0; r < 3; r++) least[r] = Math.Min(least[r], p[r]);
            if (holds is { Pessimistic: true, Central: true, Optimistic: true }) continue;
            var days = windows[i].Days;
            rows.Add(new(failures[i], (days.Min(), days[1], days.Max()), (p.Min(), p[1], p.Max()), holds, Math.Max(0, level[1] - p[1]) * rate * days[1] / Units.DaysPerMonth, windows[i].IsKnown, decides));
        }
        rows = [.. rows.OrderByDescending(f => f.Decides).ThenBy(f => f.Holds.Optimistic).ThenBy(f => f.Holds.Central).ThenBy(f => f.Phi.Central).ThenByDescending(f => f.LostUnits).ThenBy(f => f.Actor)];
        var deciding = rows.Where(f => f.Decides).ToArray();
        // Exposed or Holds only where the readings agree. A reading in which nothing can be reached has nothing to lose: it says neither.
        var says = Readings.Where(r => level[(int)r] > 0).Select(r => deciding.Any(f => !f.Holds[r])).ToArray();
        var verdict = says.Length > 0 && says.All(exposed => exposed) ? ExposureVerdict.Exposed
            : says.Length == Readings.Length && left == 0 && says.All(exposed => !exposed) ? ExposureVerdict.Holds : ExposureVerdict.Unknown;
        return new ExposureCell
        {
            Verdict = verdict,
            AsKnownToday = level[1] <= 0 ? ExposureVerdict.Unknown : deciding.Any(f => !f.Holds.Central) ? ExposureVerdict.Exposed : ExposureVerdict.Holds,
            Phi = goalCase.Figure("phi", least, "share of goal"),
            Failures = rows,
            Looked = failures.Length,
            Left = left,
            IsCoverUnknown = deciding.Length > 0 && deciding.Where(f => f.Actor.Kind is ActorKind.Site or ActorKind.Party or ActorKind.Owner).ToArray() is { Length: > 0 } own
                && own.All(f => !f.IsRecoveryKnown),
        };
    }
}
