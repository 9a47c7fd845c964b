namespace Vauban.Core.Solving;

/// <summary>A solver whose answers are checked before anybody sees them.</summary>
/// <remarks>Every point is recomputed from the model (<see cref="SolutionCheck"/>). An optimum that does not hold, an
/// "infeasible" or "unbounded" found from a warm start, and a numerical failure are tried again: without the old basis,
/// without making the program smaller first, and by another way (interior point, or another seed where there are integers).
/// With integers, "infeasible" is looked at again without that step, and an optimum counts only with a bound: presolve is known to call programs
/// infeasible that are not (HiGHS issues 2388, 2585, 3090), and then keeps the start it was given as the optimum.
/// What still does not hold ends as <see cref="SolveStatus.Failed"/>: no number instead of a wrong one.</remarks>
public sealed class CheckedSolver : ILinearSolver
{
    const int ConfirmingNodes = 2000;

    readonly ILinearSolver _inner;
    LinearModel? _model;
    bool _isWarm;
    double _seconds;

    /// <summary>Wraps a solver and owns it.</summary>
    public CheckedSolver(ILinearSolver inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>The last fault that an answer of the inner solver showed, or null; for diagnosis.</summary>
    public SolutionFault? LastFault { get; private set; }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    LinearModel Model => _model ?? throw new InvalidOperationException("No model is loaded.");

    /// <inheritdoc/>
    public void Load(LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = null;
        _inner.Load(model);
        _model = model.Copy();
        _isWarm = false;
    }

    /// <inheritdoc/>
    public void ChangeColumn(int column, double lower, double upper)
    {
        Model.SetColumnBounds(column, lower, upper);
        _inner.ChangeColumn(column, lower, upper);
    }

    /// <inheritdoc/>
    public void ChangeRow(int row, double lower, double upper)
    {
        Model.SetRowBounds(row, lower, upper);
        _inner.ChangeRow(row, lower, upper);
    }

    /// <inheritdoc/>
    public void ChangeCost(int column, double cost)
    {
        Model.SetCost(column, cost);
        _inner.ChangeCost(column, cost);
    }

    /// <inheritdoc/>
    public void ChangeEntry(int row, int column, double value)
    {
        Model.SetEntry(row, column, value);
        _inner.ChangeEntry(row, column, value);
    }

    /// <inheritdoc/>
    public void ChangeSense(bool maximize)
    {
        Model.Maximize = maximize;
        _inner.ChangeSense(maximize);
    }

    /// <inheritdoc/>
    public void ForgetBasis()
    {
        _inner.ForgetBasis();
        _isWarm = false;
    }

    /// <inheritdoc/>
    public LinearResult Solve(SolveOptions? options = null, CancellationToken stop = default)
    {
        var model = Model;
        options ??= SolveOptions.Default;
        LastFault = null;
        _seconds = 0;
        var result = Settle(model, options, stop);
        return result.Seconds == _seconds ? result : result.Taking(_seconds);
    }

    LinearResult Settle(LinearModel model, SolveOptions options, CancellationToken stop)
    {
        var isWarm = _isWarm;
        _isWarm = true;
        var result = Ask(model, options, stop);
        if (IsSettled(model, result, options, isWarm)) return result;
        foreach (var other in OtherWays(model, options, isWarm))
        {
            _inner.ForgetBasis();
            result = Ask(model, other, stop);
            if (IsSettled(model, result, options, isWarm: false)) return result;
        }
        // A point found on the way to a limit may be missing; an optimum may not be wrong.
        var status = result.Status is SolveStatus.Optimal ? SolveStatus.Failed : result.Status;
        return new(status, double.NaN, null, null, null, null, result.Iterations);
    }

    /// <inheritdoc/>
    public LinearConflict FindConflict(CancellationToken stop = default) => _inner.FindConflict(stop);

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    LinearResult Ask(LinearModel model, SolveOptions options, CancellationToken stop)
    {
        var result = AskOnce(options, stop);
        if (result.Status is not SolveStatus.Infeasible || !model.HasIntegers || !options.Presolves) return result;
        // Integers without bounds can be branched on for ever, so the second look ends after some nodes without a point.
        _inner.ForgetBasis();
        var nodes = Math.Min(options.NodeLimit ?? ConfirmingNodes, ConfirmingNodes);
        var second = AskOnce(options with { Presolves = false, NodeLimit = nodes }, stop);
        if (second.Status is SolveStatus.Cancelled or SolveStatus.TimeLimit) return second;
        if (!second.HasPoint) return result;
        return second.Status is SolveStatus.Limit && nodes != options.NodeLimit ? AskOnce(options with { Presolves = false, Start = second.Columns }, stop) : second;
    }

    LinearResult AskOnce(SolveOptions options, CancellationToken stop)
    {
        var result = _inner.Solve(options, stop);
        _seconds += result.Seconds;
        return result;
    }

    bool IsSettled(LinearModel model, LinearResult result, SolveOptions options, bool isWarm)
    {
        if (result.Status is SolveStatus.Failed) return false;
        if (result.Status is SolveStatus.Infeasible or SolveStatus.Unbounded) return !isWarm;
        if (result.Status is SolveStatus.Optimal && model.HasIntegers && result.Bound is null) return false;
        var report = SolutionCheck.Check(model, result, options.Gap);
        if (!report.Holds) LastFault = report.Largest;
        return report.Holds;
    }

    static SolveOptions[] OtherWays(LinearModel model, SolveOptions options, bool isWarm)
    {
        var last = model.HasIntegers ? options with { Seed = options.Seed + 1 }
            : options with { Method = options.Method is SolveMethod.Simplex ? SolveMethod.InteriorPoint : SolveMethod.Simplex };
        // A cold solve repeated gives the same answer.
        var whole = options with { Presolves = false };
        return isWarm ? [options, whole, last] : [whole, last];
    }
}
