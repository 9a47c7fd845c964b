using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

// Plans that are found without a proof: by rounding, stretch by stretch, and by choosing anew in one stretch at a time.
sealed partial class PlanSearch
{
    const int Stretches = 18, LargeStretches = 8;

    // Integers that are free at once when one stretch is chosen anew, and the nodes of such a search.
    const int FreeIntegers = 150, FreeNodes = 30;

    // Parts of a start from which it is made a whole one; which is best differs from plan to plan.
    static readonly double[] Thresholds = [0.5, 0.7];

    // A first plan: the starts of a plan that is given, else those of the program without integers, rounded so that what has
    // started up to any month stays near; the cheaper of two roundings.
    LinearResult? FirstPlan(ILinearSolver relaxed, LinearResult bound, double[]? forward, CancellationToken stop)
    {
        var (point, rounding) = (bound.Columns, new PlanRounding(_program));
        LinearResult? best = null;
        var given = _program.Data.Given.Start;
        IEnumerable<Func<double[]>> tries = [() => rounding.Rounded(point, 0.5), () => rounding.Rounded(point, 0.1), () => rounding.Idle(point)];
        if (forward is not null) tries = tries.Prepend(() => forward);
        if (given is not null) tries = tries.Prepend(() => rounding.Given(given, point));
        foreach (var trial in tries)
        {
            if (_solves.Ends(stop) || IsNear(best, bound)) break;
            var result = Fixed(relaxed, trial(), stop);
            if (result is null || (best is not null && result.Objective >= best.Objective)) continue;
            best = result;
            _progress?.Invoke(new("first", best.Objective * _program.Money, null, _solves.Iterations));
        }
        Free(relaxed);
        return best;
    }

    // Relax and fix: stretch by stretch the starts become whole, and the program without integers plans anew what comes after them.
    LinearResult? Better(ILinearSolver relaxed, LinearResult bound, LinearResult? best, CancellationToken stop)
    {
        foreach (var threshold in Thresholds)
        {
            if (_solves.Ends(stop) || IsNear(best, bound)) break;
            var found = Dive(relaxed, bound, threshold, best?.Objective ?? double.PositiveInfinity, stop);
            Free(relaxed);
            if (found is null || (best is not null && found.Objective >= best.Objective)) continue;
            best = found;
            _progress?.Invoke(new("improve", best.Objective * _program.Money, bound.Objective * _program.Money, _solves.Iterations));
        }
        return best;
    }

    LinearResult? Dive(ILinearSolver relaxed, LinearResult bound, double threshold, double most, CancellationToken stop)
    {
        var rounding = new PlanRounding(_program);
        var (point, periods) = (bound, _program.Data.Horizon.Count);
        var stretches = Model.Rows > LargeRows ? LargeStretches : Stretches;
        var step = (periods + stretches - 1) / stretches;
        for (var from = 0; from < periods; from += step)
        {
            var trial = rounding.Rounded(point.Columns, threshold, from);
            var result = Stretch(relaxed, from, from + step, c => trial[c], stop) ?? Stretch(relaxed, from, from + step, c => Model.ColumnLower[c], stop);
            if (result is null || result.Objective >= most) return null;
            point = result;
        }
        return Fixed(relaxed, rounding.Rounded(point.Columns, threshold, periods), stop) is { } found && found.Objective < most ? found : null;
    }

    LinearResult? Stretch(ILinearSolver relaxed, int from, int to, Func<int, double> value, CancellationToken stop)
    {
        foreach (var starts in _program.Start)
            for (var t = from; t < Math.Min(to, starts.Length); t++)
                if (starts[t] is >= 0 and var column) relaxed.ChangeColumn(column, value(column), value(column));
        // The basis of the stretch before is near, also in a large program.
        var result = _solves.Ask(relaxed, SolveOptions.Default with { Progress = Report("improve", null, isBound: false) }, stop);
        return result.Status is SolveStatus.Optimal ? result : null;
    }

    // Fix and optimise: only the starts of one stretch of time are free, one stretch after the other, until none gives more. What is
    // short in one month is short in all items that the product needs, so all expansions are free together.
    LinearResult Polish(ILinearSolver relaxed, LinearResult best, double bound, CancellationToken stop)
    {
        var windows = Windows();
        // One window is the whole program, which is searched next anyway.
        if (windows.Count < 2) return best;
        using var solver = _solver();
        solver.Load(Model);
        var (point, objective, idle) = (best.Columns, best.Objective, 0);
        for (var k = 0; idle < windows.Count && !_solves.Ends(stop) && objective - bound > _options.Gap * Math.Abs(objective); k++)
        {
            var free = windows[k % windows.Count];
            for (var j = 0; j < Model.Columns; j++)
                if (Model.Integer[j] && free.Contains(j)) solver.ChangeColumn(j, Model.ColumnLower[j], Model.ColumnUpper[j]);
                else if (Model.Integer[j]) solver.ChangeColumn(j, Math.Round(point[j]), Math.Round(point[j]));
            var options = SolveOptions.Default with { Gap = _options.Gap, NodeLimit = FreeNodes, Start = point, Progress = Report("improve", bound, isBound: false) };
            var result = _solves.Ask(solver, options, stop);
            idle++;
            if (!result.HasPoint || Cost(result.Columns) >= objective - (_options.Gap / 10 * Math.Abs(objective))) continue;
            (point, objective, idle) = (result.Columns, Cost(result.Columns), 0);
            _progress?.Invoke(new("improve", objective * _program.Money, bound * _program.Money, _solves.Iterations));
        }
        if (ReferenceEquals(point, best.Columns)) return best;
        var found = Fixed(relaxed, point, o => _solves.Finish(relaxed, o));
        Free(relaxed);
        return found is not null && found.Objective < best.Objective ? found : best;
    }

    // Stretches of periods, each half over the next, with the starts in them; lines' states and pieces of falling costs are free in all.
    List<HashSet<int>> Windows()
    {
        var starts = _program.Start.SelectMany(row => row.Select((column, t) => (Column: column, Period: t)).Where(c => c.Column >= 0)).OrderBy(c => c.Period).ThenBy(c => c.Column).ToArray();
        var others = Enumerable.Range(0, Model.Columns).Where(j => Model.Integer[j]).Except(starts.Select(s => s.Column)).ToArray();
        var list = new List<HashSet<int>>();
        for (var k = 0; k < starts.Length; k += FreeIntegers / 2)
        {
            list.Add([.. others, .. starts.Skip(k).Take(FreeIntegers).Select(s => s.Column)]);
            if (k + FreeIntegers >= starts.Length) break;
        }
        return list;
    }
}
