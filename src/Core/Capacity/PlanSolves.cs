using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>Asks solvers within one limit of time over all solves of a plan, and counts what they did.</summary>
/// <remarks>There is no clock here: solvers say how long they took. They look at their own clock more often than at the caller's wish.</remarks>
sealed class PlanSolves
{
    double? _left;

    internal PlanSolves(double? seconds) => _left = seconds;

    /// <summary>Iterations of all solves so far.</summary>
    internal long Iterations { get; private set; }

    /// <summary>True once the clock or the caller ended a solve, or kept one from beginning: what is found since, and with it the plan, is not reproducible.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Solves in the time that is left.</summary>
    internal LinearResult Ask(ILinearSolver solver, SolveOptions options, CancellationToken stop)
    {
        var result = solver.Solve(_left is { } left ? options with { TimeLimitSeconds = left } : options, stop);
        if (_left is not null) _left = Math.Max(0, _left.Value - result.Seconds);
        Iterations += result.Iterations;
        IsCut |= result.Status is SolveStatus.Cancelled or SolveStatus.TimeLimit;
        return result;
    }

    /// <summary>Solves what the plan cannot be shown without, whatever the clock says.</summary>
    internal LinearResult Finish(ILinearSolver solver, SolveOptions options)
    {
        var result = solver.Solve(options);
        Iterations += result.Iterations;
        return result;
    }

    /// <summary>True when no more plans are to be tried.</summary>
    internal bool Ends(CancellationToken stop) => IsCut |= stop.IsCancellationRequested || _left <= 0;
}
