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
sealed partial class PlanSearch
{
    // Above this the interior point is much faster than the simplex from a cold start.
    const int LargeRows = 4000;

    readonly PlanProgram _program;
    readonly PlanOptions _options;
    readonly Func<ILinearSolver> _solver;
    readonly Action<PlanProgress>? _progress;
    readonly PlanSolves _solves;

    /// <summary>Prepares a search.</summary>
    /// <param name="program">Program.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Called now and then, or null.</param>
    /// <param name="solves">Asks them within the limit of time.</param>
    internal PlanSearch(PlanProgram program, Func<ILinearSolver> solver, Action<PlanProgress>? progress, PlanSolves solves)
    {
        _solves = solves;
        _program = program;
        _options = program.Data.Options;
        _solver = solver;
        _progress = progress;
    }

    LinearModel Model => _program.Model;

    /// <summary>Adds the limits of the transport network that the program without integers breaks: most of them are found so at little cost.</summary>
    internal void AddLaneLimits(CancellationToken stop)
    {
        using var relaxed = _solver();
        while (_program.Hauls.Count > 0 && !_solves.Ends(stop))
        {
            relaxed.Load(Model.HasIntegers ? Model.Relaxed() : Model);
            var result = _solves.Ask(relaxed, Linear("build"), stop);
            if (result.Status is not SolveStatus.Optimal || !_program.AddBroken(result.Columns, stop)) return;
        }
    }

    internal PlanFound Run(CancellationToken stop)
    {
        // Without a solver: where the first solve alone takes longer than anybody waits, this is the plan.
        // It knows no transport network.
        var forward = Model.Integer.Count(i => i) > FreeIntegers && _program.Hauls.Count == 0 ? PlanForward.Find(_program) : null;
        if (forward is { } found) _progress?.Invoke(new("first", found.Objective * _program.Money, null, _solves.Iterations));
        using var relaxed = _solver();
        relaxed.Load(Model.HasIntegers ? Model.Relaxed() : Model);
        var first = _solves.Ask(relaxed, Linear("first"), stop);
        if (first.Status is SolveStatus.Infeasible) return new(PlanStatus.NoPlan, null, null, null, null, _solves.Iterations);
        if (first.Status is not SolveStatus.Optimal)
            return first.Status is SolveStatus.Cancelled or SolveStatus.TimeLimit ? new(PlanStatus.Stopped, forward?.Point, null, null, null, _solves.Iterations)
                : throw new InvalidOperationException($"No plan was found: the solve ended as {first.Status}.");
        if (!Model.HasIntegers) return new(PlanStatus.Optimal, Least(relaxed, first), first.RowDuals, first.ColumnDuals, first.Objective, _solves.Iterations);
        var start = Better(relaxed, first, FirstPlan(relaxed, first, forward?.Point, stop), stop);
        if (start is not null && !IsNear(start, first)) start = Polish(relaxed, start, first.Objective, stop);
        var (status, point, bound) = IsNear(start, first) ? (PlanStatus.Optimal, start!.Columns, first.Objective) : Improve(start?.Columns, first.Objective, stop);
        // A plan near enough is one whatever the clock cut off on the way, but another run may find another.
        if (_solves.IsCut && point is not null) status = PlanStatus.Stopped;
        if (point is null) return new(status is PlanStatus.Optimal ? PlanStatus.NoPlan : status, null, null, null, null, _solves.Iterations);
        // In a small program from no basis at all, so that what is equally good does not depend on the way the integers were found.
        var isKnown = start is not null && ReferenceEquals(point, start.Columns);
        if (Model.Rows <= LargeRows) relaxed.ForgetBasis();
        var last = isKnown && Model.Rows > LargeRows ? start : Fixed(relaxed, point, o => _solves.Finish(relaxed, o)) ?? (isKnown ? start : null);
        if (last is null) return new(status, point, null, null, bound, _solves.Iterations);
        // Who has no time left wants the plan now, and in a large program even ties take long.
        var least = status is PlanStatus.Stopped && Model.Rows > LargeRows ? last.Columns : Least(relaxed, last);
        return new(status, least, last.RowDuals, last.ColumnDuals, bound, _solves.Iterations);
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
        var result = _solves.Finish(solver, SolveOptions.Default with { Method = SolveMethod.PrimalSimplex });
        return result.Status is SolveStatus.Optimal && Cost(result.Columns) <= best.Objective + 1e-9 * Math.Max(1, Math.Abs(best.Objective)) ? result.Columns : best.Columns;
    }

    // Proven without a search: no plan is below the program without integers.
    bool IsNear(LinearResult? plan, LinearResult bound) => plan is not null && plan.Objective - bound.Objective <= _options.Gap * Math.Abs(plan.Objective);

    SolveOptions Linear(string step) => SolveOptions.Default with { Method = Model.Rows > LargeRows ? SolveMethod.InteriorPoint : SolveMethod.Simplex, Progress = Report(step, null, isBound: false) };

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
        var result = _solves.Ask(solver, options, stop);
        // Where a plan is known there is one: what makes the program smaller has misjudged a limit that is met by a hair.
        if (result.Status is SolveStatus.Infeasible && start is not null)
        {
            solver.ForgetBasis();
            result = _solves.Ask(solver, options with { Presolves = false }, stop);
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
    LinearResult? Fixed(ILinearSolver relaxed, double[] point, CancellationToken stop) => Fixed(relaxed, point, o => _solves.Ask(relaxed, o, stop));

    LinearResult? Fixed(ILinearSolver relaxed, double[] point, Func<SolveOptions, LinearResult> ask)
    {
        for (var j = 0; j < point.Length; j++)
            if (Model.Integer[j]) relaxed.ChangeColumn(j, Math.Round(point[j]), Math.Round(point[j]));
        // From the basis of another choice of integers the simplex takes long in a large program.
        if (Model.Rows > LargeRows) relaxed.ForgetBasis();
        var result = ask(Linear("improve"));
        if (result.Status is not SolveStatus.Optimal) return null;
        for (var j = 0; j < Model.Columns; j++)
            if (Model.Integer[j]) result.Columns[j] = Math.Round(result.Columns[j]);
        return result;
    }

    void Free(ILinearSolver relaxed)
    {
        for (var j = 0; j < Model.Columns; j++)
            if (Model.Integer[j]) relaxed.ChangeColumn(j, Model.ColumnLower[j], Model.ColumnUpper[j]);
    }
}
