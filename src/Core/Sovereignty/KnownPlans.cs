using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>Plans of one reading that meet the level, by which failures are known to hold without a solve.</summary>
sealed class KnownPlans
{
    /// <summary>More than this many are not worth looking through.</summary>
    const int Most = 400;

    /// <summary>So many failures that hold had to be solved before a plan is sought that does without what all others use.</summary>
    const int Patience = 20;

    /// <summary>Most plans sought.</summary>
    const int MostSought = 5;

    readonly List<OutputPlan> _plans = [];
    OutputPlan? _leastOutside;
    bool _hasLeastOutside;
    int _held, _sought;

    /// <summary>Starts with one plan.</summary>
    public KnownPlans(OutputPlan first) => _plans.Add(first);

    /// <summary>All plans known so far.</summary>
    public IReadOnlyList<OutputPlan> All => _plans;

    /// <summary>The plan that meets a level with as little from outside as it can, or null where none meets it.</summary>
    public OutputPlan? LeastOutside(GoalCase goalCase, Reading reading, double level, CancellationToken stop)
    {
        if (_hasLeastOutside) return _leastOutside;
        var cost = goalCase[reading].DefaultCost();
        _leastOutside = level <= 0 ? null : goalCase[reading].Plan(goalCase.Without, level, s => cost(s) + (s.Inside.Central ? 0 : 100), stop: stop);
        _hasLeastOutside = true;
        return _leastOutside;
    }

    /// <summary>Takes in the flows by which a failure holds: they do without it and serve for others, unless they live on stocks.</summary>
    public void Learn(GoalCase goalCase, Reading reading, OutputPlan plan, double level, CancellationToken stop)
    {
        if (_plans.Count < Most && plan.Stock.All(q => q <= 0)) _plans.Add(plan);
        if (++_held % Patience > 0 || _sought++ >= MostSought) return;
        var cost = goalCase[reading].DefaultCost();
        var uses = new int[goalCase.Table.All.Count];
        foreach (var known in _plans)
            for (var s = 0; s < uses.Length; s++)
                if (known.Output[s] > 0) uses[s]++;
        var other = goalCase[reading].Plan(goalCase.Without, level, s => cost(s) + (uses[s.Index] == _plans.Count ? 1e3 : 10.0 * uses[s.Index]), stop: stop);
        if (other is not null) _plans.Add(other);
    }
}
