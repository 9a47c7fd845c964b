using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>Solves single failures over their windows. A failure outside the support of a stored plan that meets the level needs no solve.</summary>
sealed class FailureRun(GoalCase goalCase, Actor[] failures, (double[] Days, bool IsKnown)[] windows, double[] level, double[][] phi, ExposureMemo memo, int budget)
{
    readonly Dictionary<Reading, int> _left = [];

    /// <summary>Failures not solved because of the limit, in the reading with most.</summary>
    public int Left => _left.Values.DefaultIfEmpty().Max();

    public void Solve(Reading reading, IEnumerable<int> which, CancellationToken stop)
    {
        if (level[(int)reading] <= 0) return;
        var program = goalCase[reading];
        var known = memo.Phi(goalCase);
        var hasShared = program.Requirements.Items.Any(i => goalCase.Table.Network.Items[i].IsShared);
        var solves = budget;
        foreach (var i in which)
        {
            stop.ThrowIfCancellationRequested();
            // Without anybody outside denied, only the outside sources depend on the perimeter.
            var isShared = failures[i].Kind != ActorKind.OutsideSource;
            if (isShared && known.TryGetValue((reading, failures[i]), out var before))
            {
                phi[i][(int)reading] = before;
                continue;
            }
            var plans = Plans(program, reading, stop);
            if (plans.All(p => Touches(p, failures[i], reading, hasShared)))
            {
                if (solves-- <= 0)
                {
                    _left[reading] = _left.GetValueOrDefault(reading) + 1;
                    continue;
                }
                phi[i][(int)reading] = SolveOne(program, reading, i, plans, stop);
            }
            if (isShared) known[(reading, failures[i])] = phi[i][(int)reading];
        }
    }

    double SolveOne(OutputProgram program, Reading reading, int i, List<OutputPlan> plans, CancellationToken stop)
    {
        const int MostPlans = 400;
        var target = level[(int)reading];
        var conditions = OutputCase.Plain with { WindowDays = windows[i].Days[(int)reading], Cap = 1 };
        var answer = program.Solve(goalCase.Without.And(failures[i]), conditions, stop);
        // Flows that do without this one serve as a plan for others, unless they live on stocks.
        if (plans.Count < MostPlans && answer.RawTheta >= target - 1e-9 && program.LastPlan() is var plan && plan.Stock.All(q => q <= 0)) plans.Add(plan);
        return Math.Min(answer.Theta, target);
    }

    // The first plan does with as little from outside as it can; the next avoid what those before them use, so that
    // together they leave only what no plan can do without.
    List<OutputPlan> Plans(OutputProgram program, Reading reading, CancellationToken stop)
    {
        const int Most = 5;
        var plans = memo.Plans(goalCase, reading);
        if (plans.Count > 0) return plans;
        var cost = program.DefaultCost();
        var uses = new int[goalCase.Table.All.Count];
        while (plans.Count < Most && program.Plan(goalCase.Without, level[(int)reading], Cost, stop: stop) is { } plan)
        {
            plans.Add(plan);
            for (var s = 0; s < uses.Length; s++)
                if (plan.Output[s] > 0) uses[s]++;
            if (plans.Count > 1 && !uses.Contains(plans.Count)) break;
        }
        return plans;

        double Cost(Supply s) => cost(s) + (plans.Count == 0 ? s.Inside.Central ? 0 : 100 : uses[s.Index] == plans.Count ? 1e3 : 10 * uses[s.Index]);
    }

    bool Touches(OutputPlan plan, Actor actor, Reading reading, bool hasShared)
    {
        var table = goalCase.Table;
        // Links that need switching are slower in a window than in the steady state, so a plan with such a flow proves nothing.
        foreach (var link in plan.Flows.Keys)
            if (table.Network.Links[link] is { SwitchDays: { IsKnown: true, High: > 0 }, Share: not { IsKnown: true, High: > 0 } }) return true;
        foreach (var s in table.Actors.Supplies(actor, reading))
            if (plan.Output[s] > 0) return true;
        foreach (var r in plan.UsedConsents)
            if (table.Actors.Holds(actor, table.Network.Restrictions[r])) return true;
        // Shared things have no flow: look whether the failure takes a holder away.
        return hasShared && table.Actors.Supplies(actor, reading).Any(s => table.Network.Items[table.All[s].Item].IsShared && goalCase[reading].Requirements.InTree[table.All[s].Item]);
    }
}
