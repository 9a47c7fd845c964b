using System.Diagnostics;
using System.Globalization;
using Google.OrTools.LinearSolver;
using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>Solves linear programs with GLOP and mixed-integer ones with SCIP, both of OR-Tools: the second opinion, and the
/// way out where the HiGHS library is missing.</summary>
/// <remarks>One thread whatever the options say, and simplex whatever the method. The progress action is called once, before
/// the solve. A linear program starts from the last basis; one with integers starts afresh each time. SCIP's last digits depend
/// on where the memory of the process lies, so with its integers fixed the rest is solved again with GLOP: the same
/// integers give the same bits.</remarks>
public sealed class OrToolsSolver : ILinearSolver
{
    LinearModel? _model;
    Solver? _solver;
    Variable[] _columns = [];
    Constraint[] _rows = [];
    bool _isWarm;

    /// <inheritdoc/>
    public string Name => $"OR-Tools {Google.OrTools.Init.OrToolsVersion.VersionString()}";

    LinearModel Model => _model ?? throw new InvalidOperationException("No model is loaded.");

    Solver Solver => _solver ?? throw new InvalidOperationException("No model is loaded.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">OR-Tools lacks the algorithm.</exception>
    public void Load(LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dispose();
        var algorithm = model.HasIntegers ? "SCIP" : "GLOP";
        _solver = Solver.CreateSolver(algorithm) ?? throw new InvalidOperationException($"OR-Tools has no {algorithm}.");
        _model = model.Copy();
        _isWarm = false;
        // Without names OR-Tools builds no look-up tables.
        _columns = new Variable[model.Columns];
        for (var j = 0; j < model.Columns; j++)
        {
            _columns[j] = _solver.MakeVar(model.ColumnLower[j], model.ColumnUpper[j], model.Integer[j], "");
            if (model.Cost[j] != 0) _solver.Objective().SetCoefficient(_columns[j], model.Cost[j]);
        }
        _rows = new Constraint[model.Rows];
        for (var i = 0; i < model.Rows; i++)
        {
            _rows[i] = _solver.MakeConstraint(model.RowLower[i], model.RowUpper[i], "");
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++) _rows[i].SetCoefficient(_columns[model.Index[k]], model.Value[k]);
        }
        _solver.Objective().SetOptimizationDirection(model.Maximize);
    }

    /// <inheritdoc/>
    public void ChangeColumn(int column, double lower, double upper)
    {
        Model.SetColumnBounds(column, lower, upper);
        _columns[column].SetBounds(lower, upper);
    }

    /// <inheritdoc/>
    public void ChangeRow(int row, double lower, double upper)
    {
        Model.SetRowBounds(row, lower, upper);
        _rows[row].SetBounds(lower, upper);
    }

    /// <inheritdoc/>
    public void ChangeCost(int column, double cost)
    {
        Model.SetCost(column, cost);
        Solver.Objective().SetCoefficient(_columns[column], cost);
    }

    /// <inheritdoc/>
    public void ChangeEntry(int row, int column, double value)
    {
        Model.SetEntry(row, column, value);
        _rows[row].SetCoefficient(_columns[column], value);
    }

    /// <inheritdoc/>
    public void ChangeSense(bool maximize)
    {
        Model.Maximize = maximize;
        Solver.Objective().SetOptimizationDirection(maximize);
    }

    /// <inheritdoc/>
    public void ForgetBasis()
    {
        _solver?.Reset();
        _isWarm = false;
    }

    /// <inheritdoc/>
    public LinearResult Solve(SolveOptions? options = null, CancellationToken stop = default)
    {
        var model = Model;
        options ??= SolveOptions.Default;
        options.ThrowIfInvalid();
        if (!stop.IsCancellationRequested) options.Progress?.Invoke(new(0, null, null));
        if (stop.IsCancellationRequested) return Without(SolveStatus.Cancelled);
        if (model.Columns == 0) return Answers.WithoutColumns(model);
        if (model.HasIntegers) Solver.Reset();
        if (model.HasIntegers && options.Start is { } start)
        {
            if (start.Length != model.Columns) throw new ArgumentException($"The start has {start.Length} values for {model.Columns} columns.", nameof(options));
            Solver.SetHint(_columns, start);
        }
        var began = Stopwatch.GetTimestamp();
        var status = StatusOf(Run(options, stop), options, stop);
        _isWarm = !model.HasIntegers;
        var result = status switch
        {
            // GLOP reports "infeasible or unbounded" as infeasible, and SCIP as abnormal.
            SolveStatus.Unbounded or SolveStatus.Failed => Without(SecondLook(status, options, stop)),
            SolveStatus.Infeasible when model.Cost.Any(c => c != 0) => Without(SecondLook(status, options, stop)),
            SolveStatus.Infeasible => Without(status),
            _ => Read(model, status),
        };
        return result.Taking(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <inheritdoc/>
    public LinearConflict FindConflict(CancellationToken stop = default)
    {
        using var scratch = new CheckedSolver(new OrToolsSolver());
        return ConflictFilter.Find(Model, scratch, stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _solver?.Dispose();
        _solver = null;
        _model = null;
    }

    Solver.ResultStatus Run(SolveOptions options, CancellationToken stop)
    {
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, options.Gap);
        // GLOP forgets its basis where it makes the program smaller first.
        parameters.SetIntegerParam(MPSolverParameters.IntegerParam.PRESOLVE,
            (int)(options.Presolves && !_isWarm ? MPSolverParameters.PresolveValues.PRESOLVE_ON : MPSolverParameters.PresolveValues.PRESOLVE_OFF));
        if (!Solver.SetSolverSpecificParametersAsString(Settings(options)))
            throw new InvalidOperationException("OR-Tools refuses the settings of its algorithm.");
        Solver.SetTimeLimit(options.TimeLimitSeconds is { } seconds ? Math.Max(1, (long)Math.Min(seconds * 1000, int.MaxValue)) : 0);
        if (!stop.CanBeCanceled) return Solver.Solve(parameters);
        // A wish to stop that comes just before the algorithm starts is lost, so it is repeated until the solve has ended.
        using var ended = new ManualResetEvent(false);
        using var nudge = new Timer(_ => Solver.InterruptSolve());
        using (stop.Register(() => nudge.Change(0, 20)))
        {
            try
            {
                return Solver.Solve(parameters);
            }
            finally
            {
                if (nudge.Dispose(ended)) ended.WaitOne();
            }
        }
    }

    string Settings(SolveOptions options) => Model.HasIntegers
        ? string.Create(CultureInfo.InvariantCulture,
            $"limits/nodes = {options.NodeLimit ?? -1}\nrandomization/randomseedshift = {options.Seed}\n")
        : string.Create(CultureInfo.InvariantCulture,
            $"max_number_of_iterations: {options.IterationLimit ?? -1} random_seed: {options.Seed}");

    SolveStatus StatusOf(Solver.ResultStatus status, SolveOptions options, CancellationToken stop)
    {
        switch (status)
        {
            case Solver.ResultStatus.OPTIMAL: return SolveStatus.Optimal;
            case Solver.ResultStatus.INFEASIBLE: return SolveStatus.Infeasible;
            case Solver.ResultStatus.UNBOUNDED: return SolveStatus.Unbounded;
        }
        if (stop.IsCancellationRequested) return SolveStatus.Cancelled;
        if (status is not (Solver.ResultStatus.FEASIBLE or Solver.ResultStatus.NOT_SOLVED)) return SolveStatus.Failed;
        if (options.TimeLimitSeconds is { } seconds && Solver.WallTime() >= seconds * 1000) return SolveStatus.TimeLimit;
        return options.IterationLimit is not null || options.NodeLimit is not null ? SolveStatus.Limit : SolveStatus.Failed;
    }

    // Confirms what was said, tells apart what OR-Tools does not, or keeps a failure.
    SolveStatus SecondLook(SolveStatus said, SolveOptions options, CancellationToken stop)
    {
        if (said is SolveStatus.Failed && Model.Cost.All(c => c == 0)) return said;
        using var scratch = new OrToolsSolver();
        var status = Answers.SecondLook(Model, scratch, options, stop);
        // A point exists although "failed" was said: nothing proves that improvement has no end.
        return said is SolveStatus.Failed && status is SolveStatus.Unbounded && !HasRay(options, stop) ? SolveStatus.Failed : status;
    }

    // A direction along which every limit keeps holding and the objective improves, for rows and columns with all finite
    // bounds put to zero: within a box, its best value is zero unless there is such a direction.
    bool HasRay(SolveOptions options, CancellationToken stop)
    {
        var cone = new LinearModel { Maximize = Model.Maximize };
        for (var j = 0; j < Model.Columns; j++)
            cone.AddColumn(Model.Cost[j], double.IsFinite(Model.ColumnLower[j]) ? 0 : -1, double.IsFinite(Model.ColumnUpper[j]) ? 0 : 1);
        AddRows(Model, cone, lower => double.IsFinite(lower) ? 0 : lower, upper => double.IsFinite(upper) ? 0 : upper);
        using var scratch = new OrToolsSolver();
        scratch.Load(cone);
        var result = scratch.Solve(options with { Progress = null }, stop);
        return result.Status is SolveStatus.Optimal && Math.Abs(result.Objective) > 1e-9;
    }

    LinearResult Read(LinearModel model, SolveStatus status)
    {
        // A point found on the way to a limit is not offered: OR-Tools does not say whether it holds.
        if (status is not SolveStatus.Optimal) return Without(status);
        double[] columns = [.. _columns.Select(c => c.SolutionValue())];
        if (!model.HasIntegers)
        {
            double[] rowDuals = [.. _rows.Select(r => r.DualValue())], columnDuals = [.. _columns.Select(c => c.ReducedCost())];
            return new(status, Solver.Objective().Value(), Answers.Clean(columns), RowsAt(model, columns), Answers.Clean(rowDuals),
                Answers.Clean(columnDuals), Solver.Iterations());
        }
        var bound = Solver.Objective().BestBound();
        if (WithIntegersAt(model, columns) is { Status: SolveStatus.Optimal } rest)
            return new(status, rest.Objective, rest.Columns, rest.Rows, null, null, Solver.Iterations(), bound);
        return new(status, Solver.Objective().Value(), Answers.Clean(columns), RowsAt(model, columns), null, null, Solver.Iterations(), bound);
    }

    static LinearResult WithIntegersAt(LinearModel model, double[] point)
    {
        var rest = new LinearModel { Maximize = model.Maximize };
        for (var j = 0; j < model.Columns; j++)
        {
            var value = Math.Round(point[j]);
            if (model.Integer[j]) rest.AddColumn(model.Cost[j], value, value);
            else rest.AddColumn(model.Cost[j], model.ColumnLower[j], model.ColumnUpper[j]);
        }
        AddRows(model, rest, lower => lower, upper => upper);
        using var solver = new OrToolsSolver();
        solver.Load(rest);
        return solver.Solve();
    }

    static void AddRows(LinearModel from, LinearModel to, Func<double, double> lower, Func<double, double> upper)
    {
        for (var i = 0; i < from.Rows; i++)
        {
            int start = from.Start[i], count = from.Start[i + 1] - start;
            to.AddRow(lower(from.RowLower[i]), upper(from.RowUpper[i]), [.. from.Index.Skip(start).Take(count)], [.. from.Value.Skip(start).Take(count)]);
        }
    }

    static double[]? RowsAt(LinearModel model, double[] columns)
    {
        var rows = new double[model.Rows];
        for (var i = 0; i < rows.Length; i++)
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++)
                rows[i] += model.Value[k] * columns[model.Index[k]];
        return Answers.Clean(rows);
    }

    static LinearResult Without(SolveStatus status) => new(status, double.NaN, null, null, null, null, 0);
}
