using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What single failures leave over their windows. No solve is needed where a stored plan that meets the level does without what
/// failed, where idle capacity takes over from it, where bounds from both sides meet, or where another failure took the same away.</summary>
sealed class FailureRun
{
    readonly GoalCase _case;
    readonly Actor[] _failures;
    readonly (double[] Days, bool IsKnown)[] _windows;
    readonly double[] _level;
    readonly double[][] _phi;
    readonly ExposureMemo _memo;
    readonly int _budget;
    readonly bool _windowMatters;
    readonly Dictionary<Reading, int> _left = [];

    public FailureRun(GoalCase goalCase, Actor[] failures, (double[] Days, bool IsKnown)[] windows, double[] level, double[][] phi, ExposureMemo memo, int budget)
    {
        (_case, _failures, _windows, _level, _phi, _memo, _budget) = (goalCase, failures, windows, level, phi, memo, budget);
        _windowMatters = goalCase.Table.Network.Stocks.Count > 0 || goalCase.Table.Network.Links.Any(Switches);
    }

    /// <summary>Failures not solved because of the limit, in the reading with most.</summary>
    public int Left => _left.Values.DefaultIfEmpty().Max();

    /// <summary>Failures that were solved.</summary>
    public int Solved { get; private set; }

    public void Solve(Reading reading, IEnumerable<int> which, CancellationToken stop)
    {
        var target = _level[(int)reading];
        if (target <= 0) return;
        var known = _memo.Phi(_case);
        var solves = _budget;
        foreach (var i in which)
        {
            stop.ThrowIfCancellationRequested();
            var loss = LossOf(i, reading);
            if (!known.TryGetValue(loss, out var phi))
            {
                if (Known(loss, _memo.Plans(_case, reading, stop).All, target) is { } answer) phi = answer;
                else if (solves-- > 0) phi = SolveOne(reading, i, stop);
                else
                {
                    _left[reading] = _left.GetValueOrDefault(reading) + 1;
                    continue;
                }
                known[loss] = phi;
            }
            _phi[i][(int)reading] = phi;
        }
    }

    // Without anybody outside denied, a failure is what it takes away: supplies; and where it holds a consent or keeps a stock, itself.
    Loss LossOf(int i, Reading reading)
    {
        var (table, tree) = (_case.Table, _case[reading].Requirements);
        var actor = _failures[i];
        var isItself = table.Network.Restrictions.Any(r => table.Actors.Holds(actor, r)) || (actor.Kind == ActorKind.Country && table.Network.Stocks.Count > 0);
        return new(reading, [.. table.Actors.Supplies(actor, reading).Where(s => tree.InTree[table.All[s].Item])], isItself ? actor : null, _windowMatters ? _windows[i].Days[(int)reading] : 0);
    }

    double? Known(Loss loss, IReadOnlyList<OutputPlan> plans, double target)
    {
        var (table, network) = (_case.Table, _case.Table.Network);
        // Links that need switching are slower in a window than in the steady state, so a plan with such a flow proves nothing.
        var steady = plans.Where(p => !p.Flows.Keys.Any(l => Switches(network.Links[l])));
        // Shared things have no flow, and who holds one may be needed to hold another: a failure that takes a holder away is solved.
        if (loss.Supplies.Any(s => network.Items[table.All[s].Item].IsShared)) return null;
        if (steady.Any(p => !Touches(p, loss))) return target;
        if (loss.Actor is { } actor && network.Restrictions.Any(r => table.Actors.Holds(actor, r))) return null;
        var (low, high) = _memo.Bounds(_case, loss.Reading).Theta(loss.Supplies, steady, target * (1 - 1e-9));
        if (low >= target * (1 - 1e-9)) return target;
        return double.IsFinite(high) && high - low <= 1e-10 * high ? Math.Min(OutputProgram.Snap(high, 1), target) : null;
    }

    double SolveOne(Reading reading, int i, CancellationToken stop)
    {
        var (program, target) = (_case[reading], _level[(int)reading]);
        var conditions = OutputCase.Plain with { WindowDays = _windows[i].Days[(int)reading], Cap = 1 };
        var answer = program.Solve(_case.Without.And(_failures[i]), conditions, stop);
        Solved++;
        if (answer.RawTheta >= target - 1e-9) _memo.Plans(_case, reading, stop).Learn(_case, reading, program.LastPlan(), target, stop);
        return Math.Min(answer.Theta, target);
    }

    bool Touches(OutputPlan plan, Loss loss)
    {
        foreach (var s in loss.Supplies)
            if (plan.Output[s] > 0) return true;
        return loss.Actor is { } actor && plan.UsedConsents.Any(r => _case.Table.Actors.Holds(actor, _case.Table.Network.Restrictions[r]));
    }

    static bool Switches(Link link) => link is { SwitchDays: { IsKnown: true, High: > 0 }, Share: not { IsKnown: true, High: > 0 } };
}
