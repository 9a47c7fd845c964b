using System.Diagnostics;
using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>Solves linear and mixed-integer programs with HiGHS.</summary>
/// <remarks>A cold solve presolves; a later one starts from the last basis. Instances are independent of one another, so
/// many may run in parallel; one instance is for one thread at a time. Progress is reported about once per
/// refactorisation (simplex), iteration (interior point) or node.</remarks>
public sealed class HighsSolver : ILinearSolver
{
    // HiGHS keeps one pool of workers per calling thread and refuses another number of threads until it is reset.
    [ThreadStatic] static int t_threads;

    readonly HighsHandle _highs;
    LinearModel? _model;
    SolveOptions? _applied;

    /// <summary>Makes a solver without a model.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing; the message names the places tried.</exception>
    public HighsSolver()
    {
        HighsLibrary.Open();
        _highs = new HighsHandle();
        if (_highs.IsInvalid) throw new InvalidOperationException("HiGHS gave no solver object.");
        Set(HighsNative.SetOption(_highs, "output_flag", false), "output_flag");
        // The default drops entries up to 1e-9 silently; a small recipe quantity is still a quantity.
        Set(HighsNative.SetOption(_highs, "small_matrix_value", 1e-12), "small_matrix_value");
        // Only the relative gap of the options shall decide, also where the objective is small.
        Set(HighsNative.SetOption(_highs, "mip_abs_gap", 1e-10), "mip_abs_gap");
    }

    /// <inheritdoc/>
    public string Name => $"HiGHS {HighsLibrary.Version}";

    LinearModel Model => _model ?? throw new InvalidOperationException("No model is loaded.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">HiGHS refuses the model, for example a matrix value of 1e15 or more.</exception>
    public void Load(LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model.Copy();
        _applied = null;
        double[] cost = [.. model.Cost], lower = [.. model.ColumnLower], upper = [.. model.ColumnUpper];
        double[] rowLower = [.. model.RowLower], rowUpper = [.. model.RowUpper], value = [.. model.Value];
        int[] start = [.. model.Start], index = [.. model.Index];
        var sense = Sense(model.Maximize);
        var answer = model.HasIntegers
            ? HighsNative.PassMip(_highs, model.Columns, model.Rows, model.Entries, HighsNative.RowWise, sense, 0, cost, lower, upper,
                rowLower, rowUpper, start, index, value, [.. model.Integer.Select(i => i ? 1 : 0)])
            : HighsNative.PassLp(_highs, model.Columns, model.Rows, model.Entries, HighsNative.RowWise, sense, 0, cost, lower, upper,
                rowLower, rowUpper, start, index, value);
        if (answer != HighsNative.Error) return;
        _model = null;
        throw new ArgumentException($"HiGHS refuses the model ({model.Columns} columns, {model.Rows} rows; largest value {LargestOf(value)}).", nameof(model));
    }

    /// <inheritdoc/>
    public void ChangeColumn(int column, double lower, double upper)
    {
        Model.SetColumnBounds(column, lower, upper);
        Check(HighsNative.ChangeColumn(_highs, column, lower, upper), "bounds of a column");
    }

    /// <inheritdoc/>
    public void ChangeRow(int row, double lower, double upper)
    {
        Model.SetRowBounds(row, lower, upper);
        Check(HighsNative.ChangeRow(_highs, row, lower, upper), "bounds of a row");
    }

    /// <inheritdoc/>
    public void ChangeCost(int column, double cost)
    {
        Model.SetCost(column, cost);
        Check(HighsNative.ChangeCost(_highs, column, cost), "cost");
    }

    /// <inheritdoc/>
    public void ChangeEntry(int row, int column, double value)
    {
        Model.SetEntry(row, column, value);
        Check(HighsNative.ChangeEntry(_highs, row, column, value), "matrix entry");
    }

    /// <inheritdoc/>
    public void ChangeSense(bool maximize)
    {
        Model.Maximize = maximize;
        Check(HighsNative.ChangeSense(_highs, Sense(maximize)), "sense");
    }

    /// <inheritdoc/>
    public void ForgetBasis()
    {
        if (_model is not null) Check(HighsNative.ClearSolver(_highs), "basis");
    }

    /// <inheritdoc/>
    public LinearResult Solve(SolveOptions? options = null, CancellationToken stop = default)
    {
        var model = Model;
        options ??= SolveOptions.Default;
        options.ThrowIfInvalid();
        if (stop.IsCancellationRequested) return Without(SolveStatus.Cancelled);
        if (model.Columns == 0) return Answers.WithoutColumns(model);
        Apply(options);
        if (options.Start is { } start && model.HasIntegers)
        {
            if (start.Length != model.Columns) throw new ArgumentException($"The start has {start.Length} values for {model.Columns} columns.", nameof(options));
            Check(HighsNative.SetSolution(_highs, start, null, null, null), "start");
        }
        using var quiet = model.HasIntegers ? StandardOutput.TurnOff() : null;
        var began = Stopwatch.GetTimestamp();
        var status = Run(options, stop);
        var result = status is SolveStatus.Unbounded ? Without(SecondLook(options, stop)) : Read(model, status);
        return result.Taking(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <inheritdoc/>
    public LinearConflict FindConflict(CancellationToken stop = default)
    {
        using var scratch = new CheckedSolver(new HighsSolver());
        return ConflictFilter.Find(Model, scratch, stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _highs.Dispose();

    SolveStatus Run(SolveOptions options, CancellationToken stop)
    {
        if (t_threads != options.Threads)
        {
            HighsNative.ResetScheduler(1);
            t_threads = options.Threads;
        }
        // HiGHS measures the time limit over all runs of an object.
        if (options.TimeLimitSeconds is not null) HighsNative.ZeroClocks(_highs);
        if (options.Progress is null && !stop.CanBeCanceled) return StatusOf(HighsNative.Run(_highs), stop);
        using var watch = new HighsWatch(_highs, options.Progress, stop);
        var answer = HighsNative.Run(_highs);
        watch.Rethrow();
        return StatusOf(answer, stop);
    }

    SolveStatus StatusOf(int answer, CancellationToken stop) => HighsNative.ModelStatus(_highs) switch
    {
        17 or 13 or 14 when stop.IsCancellationRequested => SolveStatus.Cancelled,
        13 => SolveStatus.TimeLimit,
        14 or 16 => SolveStatus.Limit,
        _ when answer == HighsNative.Error => SolveStatus.Failed,
        7 => SolveStatus.Optimal,
        8 => SolveStatus.Infeasible,
        9 or 10 => SolveStatus.Unbounded,
        _ => SolveStatus.Failed,
    };

    SolveStatus SecondLook(SolveOptions options, CancellationToken stop)
    {
        using var scratch = new HighsSolver();
        return Answers.SecondLook(Model, scratch, options, stop);
    }

    LinearResult Read(LinearModel model, SolveStatus status)
    {
        HighsNative.IntFact(_highs, "primal_solution_status", out var primal);
        var hasPoint = status is not (SolveStatus.Infeasible or SolveStatus.Failed) && primal == HighsNative.SolutionFeasible;
        if (!hasPoint) return Without(status is SolveStatus.Optimal ? SolveStatus.Failed : status);
        var hasDuals = status is SolveStatus.Optimal && !model.HasIntegers;
        double[] columns = new double[model.Columns], rows = new double[model.Rows];
        double[]? columnDuals = hasDuals ? new double[model.Columns] : null, rowDuals = hasDuals ? new double[model.Rows] : null;
        if (HighsNative.Solution(_highs, columns, columnDuals, rows, rowDuals) == HighsNative.Error)
            return Without(SolveStatus.Failed);
        HighsNative.DoubleFact(_highs, "objective_function_value", out var objective);
        double? bound = null;
        if (model.HasIntegers && HighsNative.DoubleFact(_highs, "mip_dual_bound", out var dual) != HighsNative.Error && double.IsFinite(dual)) bound = dual;
        return new(status, objective, Answers.Clean(columns), Answers.Clean(rows), Answers.Clean(rowDuals), Answers.Clean(columnDuals), Iterations(), bound);
    }

    LinearResult Without(SolveStatus status) => new(status, double.NaN, null, null, null, null, Iterations());

    long Iterations()
    {
        var sum = 0L;
        foreach (var name in (ReadOnlySpan<string>)["simplex_iteration_count", "ipm_iteration_count", "crossover_iteration_count"])
            if (HighsNative.IntFact(_highs, name, out var count) != HighsNative.Error)
                sum += Math.Max(0, count);
        return sum;
    }

    void Apply(SolveOptions options)
    {
        var wanted = options with { Progress = null, Start = null };
        if (wanted == _applied) return;
        // Naming an algorithm for a program with integers would make HiGHS ignore the integers.
        var solver = Model.HasIntegers ? "choose" : options.Method is SolveMethod.InteriorPoint ? "ipm" : "simplex";
        Set(HighsNative.SetOption(_highs, "solver", solver), "solver");
        Set(HighsNative.SetOption(_highs, "simplex_strategy", options.Method is SolveMethod.PrimalSimplex ? 4 : 0), "simplex_strategy");
        Set(HighsNative.SetOption(_highs, "presolve", options.Presolves ? "choose" : "off"), "presolve");
        Set(HighsNative.SetOption(_highs, "parallel", options.Threads == 1 ? "off" : "choose"), "parallel");
        Set(HighsNative.SetOption(_highs, "threads", options.Threads), "threads");
        Set(HighsNative.SetOption(_highs, "random_seed", options.Seed), "random_seed");
        Set(HighsNative.SetOption(_highs, "time_limit", options.TimeLimitSeconds ?? double.PositiveInfinity), "time_limit");
        // For a program with integers these limits would cut its inner linear programs, not the whole.
        var iterations = Model.HasIntegers ? int.MaxValue : options.IterationLimit ?? int.MaxValue;
        Set(HighsNative.SetOption(_highs, "simplex_iteration_limit", iterations), "simplex_iteration_limit");
        Set(HighsNative.SetOption(_highs, "ipm_iteration_limit", iterations), "ipm_iteration_limit");
        Set(HighsNative.SetOption(_highs, "mip_max_nodes", options.NodeLimit ?? int.MaxValue), "mip_max_nodes");
        Set(HighsNative.SetOption(_highs, "mip_rel_gap", options.Gap), "mip_rel_gap");
        _applied = wanted;
    }

    static int Sense(bool maximize) => maximize ? HighsNative.Maximize : HighsNative.Minimize;

    static double LargestOf(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    static void Set(int answer, string option)
    {
        if (answer == HighsNative.Error) throw new InvalidOperationException($"HiGHS refuses the option {option}.");
    }

    static void Check(int answer, string what)
    {
        if (answer == HighsNative.Error) throw new InvalidOperationException($"HiGHS refuses the new {what}.");
    }
}
