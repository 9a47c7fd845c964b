namespace Vauban.Core.Solving;

/// <summary>Holds one linear model and solves it, again and again as bounds and costs change.</summary>
/// <remarks>One thread per solve, fixed seed: the same calls in the same order give the same answers. Not thread-safe;
/// engines get a <c>Func&lt;ILinearSolver&gt;</c> and make one per thread.</remarks>
public interface ILinearSolver : IDisposable
{
    /// <summary>Name and version of the solver, for the identity of a run.</summary>
    string Name { get; }

    /// <summary>Takes a copy of the model; forgets any earlier one.</summary>
    /// <exception cref="ArgumentException">The solver cannot take the model.</exception>
    void Load(LinearModel model);

    /// <summary>Changes the bounds of a column of the loaded model; the last basis stays as warm start.</summary>
    void ChangeColumn(int column, double lower, double upper);

    /// <summary>Changes the bounds of a row of the loaded model.</summary>
    void ChangeRow(int row, double lower, double upper);

    /// <summary>Changes the cost of a column of the loaded model.</summary>
    void ChangeCost(int column, double cost);

    /// <summary>Changes one matrix entry of the loaded model (it may be new, or zero).</summary>
    void ChangeEntry(int row, int column, double value);

    /// <summary>Changes the direction of optimisation of the loaded model.</summary>
    void ChangeSense(bool maximize);

    /// <summary>Forgets the basis, so that the next solve does not depend on earlier ones.</summary>
    void ForgetBasis();

    /// <summary>Solves the loaded model as it now stands. A cancelled solve ends as <see cref="SolveStatus.Cancelled"/>; it does
    /// not throw.</summary>
    /// <exception cref="InvalidOperationException">No model is loaded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    LinearResult Solve(SolveOptions? options = null, CancellationToken stop = default);

    /// <summary>An irreducible set of rows and columns whose bounds cannot hold together, of the loaded infeasible model;
    /// empty where none is found (the model is feasible, cancelled, or the search grew too long).</summary>
    LinearConflict FindConflict(CancellationToken stop = default);
}

/// <summary>Rows and columns of an irreducible infeasible set, ascending.</summary>
public sealed record LinearConflict(IReadOnlyList<int> Rows, IReadOnlyList<int> Columns);

/// <summary>How a solve ended.</summary>
public enum SolveStatus
{
    /// <summary>Proven optimal within the tolerances (and, with integers, within the gap).</summary>
    Optimal,
    /// <summary>No point satisfies all limits.</summary>
    Infeasible,
    /// <summary>The objective can grow without end.</summary>
    Unbounded,
    /// <summary>A deterministic limit (iterations, nodes) ended the solve.</summary>
    Limit,
    /// <summary>The clock ended the solve; such a run is not reproducible.</summary>
    TimeLimit,
    /// <summary>The caller cancelled.</summary>
    Cancelled,
    /// <summary>The solver failed numerically.</summary>
    Failed,
}

/// <summary>Which algorithm solves a linear program.</summary>
public enum SolveMethod
{
    /// <summary>Simplex (warm starts work).</summary>
    Simplex,
    /// <summary>Primal simplex: faster from a near basis where very many points are equally good (a solver without it takes its simplex).</summary>
    PrimalSimplex,
    /// <summary>Interior point with crossover (large cold solves).</summary>
    InteriorPoint,
}

/// <summary>Settings of a solve.</summary>
public sealed record SolveOptions
{
    /// <summary>The defaults.</summary>
    public static SolveOptions Default { get; } = new();

    /// <summary>Algorithm. Default simplex.</summary>
    public SolveMethod Method { get; init; } = SolveMethod.Simplex;

    /// <summary>Whether a cold solve first makes the program smaller. Default true.</summary>
    public bool Presolves { get; init; } = true;

    /// <summary>Threads inside one solve. Default 1, which is what reproducible runs use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Seed of the solver's own choices. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Seconds of wall clock, or null for none. A run ended by it is marked.</summary>
    public double? TimeLimitSeconds { get; init; }

    /// <summary>Limit on simplex or interior-point iterations of one solve of a linear program, or null.</summary>
    public int? IterationLimit { get; init; }

    /// <summary>Limit on branch-and-bound nodes, or null.</summary>
    public int? NodeLimit { get; init; }

    /// <summary>Relative gap at which a mixed-integer solve counts as optimal. Default 1e-6.</summary>
    public double Gap { get; init; } = 1e-6;

    /// <summary>A point from which a mixed-integer solve begins, one value per column; one that breaks limits is passed over. Null for none.</summary>
    public double[]? Start { get; init; }

    /// <summary>Called now and then with the state of a long solve; must be quick. With more than one thread it may be called
    /// from any of them, never from two at once. What it throws ends the solve and reaches the caller.</summary>
    public Action<SolveProgress>? Progress { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        if (TimeLimitSeconds is { } seconds && !(seconds >= 0)) throw new ArgumentOutOfRangeException(nameof(TimeLimitSeconds), seconds, null);
        if (IterationLimit is < 0) throw new ArgumentOutOfRangeException(nameof(IterationLimit), IterationLimit, null);
        if (NodeLimit is < 0) throw new ArgumentOutOfRangeException(nameof(NodeLimit), NodeLimit, null);
        if (!(Gap >= 0)) throw new ArgumentOutOfRangeException(nameof(Gap), Gap, null);
    }
}

/// <summary>State of a running solve.</summary>
/// <param name="Iterations">Iterations so far.</param>
/// <param name="Best">Best objective found, or null.</param>
/// <param name="Bound">Proven bound, or null.</param>
public readonly record struct SolveProgress(long Iterations, double? Best, double? Bound);

/// <summary>Result of a solve: the status first, the values only where there are any.</summary>
public sealed class LinearResult
{
    readonly double[]? _columns, _rows, _rowDuals, _columnDuals;

    /// <summary>Makes a result. Arrays are null where there are none (for example after <see cref="SolveStatus.Infeasible"/>).</summary>
    public LinearResult(SolveStatus status, double objective, double[]? columns, double[]? rows, double[]? rowDuals, double[]? columnDuals, long iterations, double? bound = null)
    {
        Status = status;
        Objective = objective;
        _columns = columns;
        _rows = rows;
        _rowDuals = rowDuals;
        _columnDuals = columnDuals;
        Iterations = iterations;
        Bound = bound;
    }

    /// <summary>How the solve ended.</summary>
    public SolveStatus Status { get; }

    /// <summary>Objective of the point in <see cref="Columns"/>; not a number where there is none.</summary>
    public double Objective { get; }

    /// <summary>Proven bound on the objective of a mixed-integer program, or null.</summary>
    public double? Bound { get; }

    /// <summary>Iterations used.</summary>
    public long Iterations { get; }

    /// <summary>Seconds of wall clock that the solver took, for limits over several solves; 0 where it did not measure. No part of the answer.</summary>
    public double Seconds { get; private init; }

    /// <summary>The same result with the time it took.</summary>
    /// <param name="seconds">Seconds of wall clock.</param>
    public LinearResult Taking(double seconds) => new(Status, Objective, _columns, _rows, _rowDuals, _columnDuals, Iterations, Bound) { Seconds = seconds };

    /// <summary>True when there is a point to read.</summary>
    public bool HasPoint => _columns is not null;

    /// <summary>Value per column.</summary>
    /// <exception cref="InvalidOperationException">There is no point.</exception>
    public double[] Columns => _columns ?? throw Missing("point");

    /// <summary>Activity per row.</summary>
    /// <exception cref="InvalidOperationException">There is no point.</exception>
    public double[] Rows => _rows ?? throw Missing("point");

    /// <summary>Shadow price per row: change of the objective per unit of the row's binding bound, whatever the sense.</summary>
    /// <exception cref="InvalidOperationException">There are no duals (not optimal, or an integer program).</exception>
    public double[] RowDuals => _rowDuals ?? throw Missing("dual");

    /// <summary>Reduced cost per column: change of the objective per unit of the column's binding bound.</summary>
    /// <exception cref="InvalidOperationException">There are no duals (not optimal, or an integer program).</exception>
    public double[] ColumnDuals => _columnDuals ?? throw Missing("dual");

    InvalidOperationException Missing(string what) => new($"No {what}: the solve ended as {Status}.");
}
