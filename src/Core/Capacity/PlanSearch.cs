using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What the search for a plan found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Point">Values of the program's columns, or null.</param>
/// <param name="RowPrices">Shadow prices with all integers fixed, or null where there is no point.</param>
/// <param name="ColumnPrices">Reduced costs with all integers fixed, or null.</param>
/// <param name="Bound">Proven bound in the program's money, or null.</param>
/// <param name="Iterations">Iterations of the solvers.</param>
sealed record PlanFound(PlanStatus Status, double[]? Point, double[]? RowPrices, double[]? ColumnPrices, double? Bound, long Iterations);

/// <summary>Solves the program of a plan: a bound without integers, a first plan by rounding, then the search with integers, and
/// last the program with its integers fixed, whose prices say what binds.</summary>
sealed class PlanSearch
{
    // Above this the interior point is much faster than the simplex from a cold start.
    const int LargeRows = 4000;

    readonly PlanProgram _program;
    readonly PlanOptions _options;
    readonly Func<ILinearSolver> _solver;
    readonly Action<PlanProgress>? _progress;
    long _iterations;

    internal PlanSearch(PlanProgram program, Func<ILinearSolver> solver, Action<PlanProgress>? progress)
    {
        _program = program;
        _options = program.Data.Options;
        _solver = solver;
        _progress = progress;
    }

    LinearModel Model => _program.Model;

    internal PlanFound Run(CancellationToken stop)
    {
        using var relaxed = _solver();
        relaxed.Load(Model.HasIntegers ? Model.Relaxed() : Model);
        var first = Solve(relaxed, "first", stop);
        if (first.Status is SolveStatus.Infeasible) return new(PlanStatus.NoPlan, null, null, null, null, _iterations);
        if (first.Status is not SolveStatus.Optimal)
            return first.Status is SolveStatus.Cancelled or SolveStatus.TimeLimit ? new(PlanStatus.Stopped, null, null, null, null, _iterations)
                : throw new InvalidOperationException($"No plan was found: the solve ended as {first.Status}.");
        if (!Model.HasIntegers) return new(PlanStatus.Optimal, Least(relaxed, first), first.RowDuals, first.ColumnDuals, first.Objective, _iterations);
        var start = FirstPlan(relaxed, first, stop);
        var (status, point, bound) = IsNear(start, first) ? (PlanStatus.Optimal, start!.Columns, first.Objective) : Improve(start?.Columns, first.Objective, stop);
        if (point is null) return new(status is PlanStatus.Optimal ? PlanStatus.NoPlan : status, null, null, null, null, _iterations);
        var last = start is not null && ReferenceEquals(point, start.Columns) ? start : Fixed(relaxed, point, CancellationToken.None);
        return last is null ? new(status, point, null, null, bound, _iterations) : new(status, Least(relaxed, last), last.RowDuals, last.ColumnDuals, bound, _iterations);
    }

    // Among plans that cost the same, the one that makes least: nothing is made for nobody. What has a price stays where it is,
    // which is the face of all optima.
    double[] Least(ILinearSolver solver, LinearResult best)
    {
        const double Price = 1e-9;
        var model = Model;
        for (var j = 0; j < model.Columns; j++)
        {
            if (Math.Abs(best.ColumnDuals[j]) > Price || model.Integer[j]) solver.ChangeColumn(j, best.Columns[j], best.Columns[j]);
            if (model.Cost[j] != 0) solver.ChangeCost(j, 0);
        }
        for (var i = 0; i < model.Rows; i++)
            if (best.RowDuals[i] is > Price or < -Price && model.RowLower[i] < model.RowUpper[i])
            {
                var bound = best.RowDuals[i] > 0 ? model.RowLower[i] : model.RowUpper[i];
                if (double.IsFinite(bound)) solver.ChangeRow(i, bound, bound);
            }
        foreach (var columns in _program.X.Append(_program.Before))
            foreach (var column in columns)
                if (column >= 0) solver.ChangeCost(column, 1);
        var result = solver.Solve(SolveOptions.Default with { Method = SolveMethod.PrimalSimplex });
        _iterations += result.Iterations;
        return result.Status is SolveStatus.Optimal && Cost(result.Columns) <= best.Objective + 1e-9 * Math.Max(1, Math.Abs(best.Objective)) ? result.Columns : best.Columns;
    }

    // Proven without a search: no plan is below the program without integers.
    bool IsNear(LinearResult? plan, LinearResult bound) => plan is not null && plan.Objective - bound.Objective <= _options.Gap * Math.Abs(plan.Objective);

    LinearResult Solve(ILinearSolver solver, string step, CancellationToken stop)
    {
        var options = SolveOptions.Default with
        {
            Method = Model.Rows > LargeRows ? SolveMethod.InteriorPoint : SolveMethod.Simplex,
            Progress = Report(step, null, isBound: false),
        };
        var result = solver.Solve(options, stop);
        _iterations += result.Iterations;
        return result;
    }

    Action<SolveProgress>? Report(string step, double? bound, bool isBound) => _progress is null ? null
        : p => _progress(new(step, p.Best * _program.Money, (isBound ? p.Bound ?? bound : null) * _program.Money, p.Iterations));

    (PlanStatus, double[]?, double?) Improve(double[]? start, double bound, CancellationToken stop)
    {
        using var solver = _solver();
        solver.Load(Model);
        var options = SolveOptions.Default with
        {
            Method = Model.Rows > LargeRows ? SolveMethod.InteriorPoint : SolveMethod.Simplex, Gap = _options.Gap, NodeLimit = _options.NodeLimit, Start = start, Progress = Report("improve", bound, isBound: true),
        };
        var result = solver.Solve(options, stop);
        _iterations += result.Iterations;
        // Where a plan is known there is one: what makes the program smaller has misjudged a limit that is met by a hair.
        if (result.Status is SolveStatus.Infeasible && start is not null)
        {
            solver.ForgetBasis();
            result = solver.Solve(options with { Presolves = false }, stop);
            _iterations += result.Iterations;
            if (result.Status is SolveStatus.Infeasible) return (PlanStatus.Limit, start, bound);
        }
        var proven = Math.Max(bound, result.Bound ?? double.NegativeInfinity);
        if (result.Status is SolveStatus.Infeasible) return (PlanStatus.NoPlan, null, null);
        var status = result.Status switch
        {
            SolveStatus.Optimal => PlanStatus.Optimal,
            SolveStatus.Limit => PlanStatus.Limit,
            SolveStatus.Cancelled or SolveStatus.TimeLimit => PlanStatus.Stopped,
            _ => start is null ? throw new InvalidOperationException($"No plan was found: the solve ended as {result.Status}.") : PlanStatus.Limit,
        };
        if (!result.HasPoint) return (status is PlanStatus.Optimal ? PlanStatus.Limit : status, start, proven);
        return (status, start is not null && Cost(start) < result.Objective ? start : result.Columns, proven);
    }

    double Cost(double[] point)
    {
        var sum = 0.0;
        for (var j = 0; j < point.Length; j++) sum += Model.Cost[j] * point[j];
        return sum;
    }

    // With its integers fixed the rest is a linear program; the solver keeps the fixed bounds.
    LinearResult? Fixed(ILinearSolver relaxed, double[] point, CancellationToken stop)
    {
        for (var j = 0; j < point.Length; j++)
            if (Model.Integer[j]) relaxed.ChangeColumn(j, Math.Round(point[j]), Math.Round(point[j]));
        // From the basis of another choice of integers the simplex takes long in a large program.
        if (Model.Rows > LargeRows) relaxed.ForgetBasis();
        var result = Solve(relaxed, "improve", stop);
        return result.Status is SolveStatus.Optimal ? result : null;
    }

    // A first plan: the starts of a plan that is given, else those of the program without integers, rounded so that what has
    // started up to any month stays near; the cheaper of two roundings.
    LinearResult? FirstPlan(ILinearSolver relaxed, LinearResult bound, CancellationToken stop)
    {
        var point = bound.Columns;
        LinearResult? best = null;
        List<double[]> tries = [Rounded(point, 0.5), Rounded(point, 0.999999)];
        if (_program.Data.Given.Start is { } given) tries = [Given(given, point), tries[0]];
        tries.Add(Idle(point));
        foreach (var trial in tries)
        {
            if (stop.IsCancellationRequested || IsNear(best, bound)) break;
            var result = Fixed(relaxed, trial, stop);
            if (result is null || (best is not null && result.Objective >= best.Objective)) continue;
            best = result;
            _progress?.Invoke(new("first", best.Objective * _program.Money, null, _iterations));
        }
        for (var j = 0; j < Model.Columns; j++)
            if (Model.Integer[j]) relaxed.ChangeColumn(j, Model.ColumnLower[j], Model.ColumnUpper[j]);
        if (best is not null)
            for (var j = 0; j < Model.Columns; j++)
                if (Model.Integer[j]) best.Columns[j] = Math.Round(best.Columns[j]);
        return best;
    }

    double[] Rounded(double[] point, double threshold)
    {
        var trial = (double[])point.Clone();
        for (var j = 0; j < trial.Length; j++)
            if (Model.Integer[j]) trial[j] = Math.Clamp(Math.Round(trial[j]), Model.ColumnLower[j], Model.ColumnUpper[j]);
        foreach (var starts in _program.Start)
        {
            double started = 0, taken = 0;
            foreach (var column in starts)
            {
                if (column < 0) continue;
                started += point[column];
                trial[column] = Math.Clamp(Math.Floor(started + 1 - threshold + 1e-6) - taken, Model.ColumnLower[column], Model.ColumnUpper[column]);
                taken += trial[column];
            }
        }
        // Lines with a least rate run on; falling costs are used as far as what is made fills the pieces.
        foreach (var (_, running, warm, _) in _program.States)
            for (var t = 0; t < running.Length; t++)
                if (running[t] >= 0) (trial[running[t]], trial[warm[t]]) = (1, 0);
        return trial;
    }

    // Nothing starts that is not decided, and lines with a least rate rest: what any budget and any input can bear.
    double[] Idle(double[] point)
    {
        var trial = Rounded(point, 0.5);
        foreach (var column in _program.Start.SelectMany(s => s).Where(c => c >= 0)) trial[column] = Model.ColumnLower[column];
        foreach (var (_, running, warm, _) in _program.States)
            for (var t = 0; t < running.Length; t++)
                if (running[t] >= 0) (trial[running[t]], trial[warm[t]]) = (0, 1);
        foreach (var column in _program.Full) trial[column] = 0;
        return trial;
    }

    double[] Given(Plan plan, double[] point)
    {
        var trial = Rounded(point, 0.5);
        for (var e = 0; e < _program.Start.Length; e++)
            for (var t = 0; t < _program.Start[e].Length; t++)
                if (_program.Start[e][t] is >= 0 and var column)
                    trial[column] = plan.Starts.Where(s => !s.IsDecided && s.Expansion == _program.Data.Expansions[e].Row.Index && s.Period == t).Sum(s => s.Count);
        foreach (var (g, running, warm, _) in _program.States)
            if (plan.LineStates.FirstOrDefault(l => plan.Supplies[l.Supply].Id == _program.Data.Groups[g].First.Row.Id) is { } line)
                for (var t = 0; t < running.Length; t++)
                    if (running[t] >= 0) (trial[running[t]], trial[warm[t]]) = (line.States[t] is PlanLineState.Running or PlanLineState.Restarting ? 1 : 0, line.States[t] is PlanLineState.Warm ? 1 : 0);
        return trial;
    }
}
