using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>How planning ended.</summary>
public enum PlanStatus
{
    /// <summary>Proven optimal within the gap.</summary>
    Optimal,
    /// <summary>A deterministic limit ended the search; the best plan so far.</summary>
    Limit,
    /// <summary>The clock or the user ended the search; the best plan so far. Not reproducible.</summary>
    Stopped,
    /// <summary>There is no plan; findings and conflicts say why.</summary>
    NoPlan,
}

/// <summary>What kind of requirement stands in a conflict.</summary>
public enum PlanConflictKind
{
    /// <summary>A budget row.</summary>
    Budget,
    /// <summary>A decided expansion.</summary>
    Expansion,
    /// <summary>A requirement to hold without somebody.</summary>
    Hold,
    /// <summary>A limit on the shortfall of some demands.</summary>
    Limit,
    /// <summary>Another limit of the program.</summary>
    Other,
}

/// <summary>One of the requirements that cannot hold together.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Index">Index of its row in the network (budget, expansion), in the options (hold) or in the case (limit); -1 for others.</param>
/// <param name="Name">Id or text of it.</param>
public sealed record PlanConflict(PlanConflictKind Kind, int Index, string Name);

/// <summary>State of a running plan, for a progress line.</summary>
/// <param name="Step">What is being done, as a stable word: build, first, improve, holds, causes.</param>
/// <param name="Best">Objective of the best plan so far, EUR, or null.</param>
/// <param name="Bound">Proven bound on it, EUR, or null.</param>
/// <param name="Iterations">Iterations of the solver so far.</param>
public readonly record struct PlanProgress(string Step, double? Best, double? Bound, long Iterations);

/// <summary>Size of the program behind a plan.</summary>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Entries">Matrix entries.</param>
/// <param name="Integers">Columns that are integers.</param>
public readonly record struct PlanSize(int Columns, int Rows, int Entries, int Integers);

/// <summary>Result of planning: the status first, the plan only where there is one.</summary>
public sealed class PlanResult
{
    readonly Plan? _plan;

    internal PlanResult(PlanOptions options, PlanStatus status, Plan? plan)
    {
        Options = options;
        Status = status;
        _plan = plan;
    }

    /// <summary>Settings it came from.</summary>
    public PlanOptions Options { get; }

    /// <summary>How it ended.</summary>
    public PlanStatus Status { get; }

    /// <summary>True where there is a plan to read.</summary>
    public bool HasPlan => _plan is not null;

    /// <summary>The plan.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says why.</exception>
    public Plan Plan => _plan ?? throw new InvalidOperationException(
        $"No plan: the search ended as {Status}. What cannot hold together: {string.Join(", ", Conflict.Select(c => c.Name))}.");

    /// <summary>Proven bound: no plan costs less. EUR; null where nothing is proven.</summary>
    public double? Bound { get; internal init; }

    /// <summary>How far the plan may be above the cheapest one, as a share of its cost; null where nothing is proven.</summary>
    public double? Gap => _plan is null || Bound is not { } bound ? null
        : (_plan.Objective - bound) / Math.Max(Math.Abs(_plan.Objective), 1e-12) is > 1e-7 and var gap ? gap : 0; // below that it is the dust of solvers

    /// <summary>Requirements that cannot hold together; empty where there is a plan.</summary>
    public IReadOnlyList<PlanConflict> Conflict { get; internal init; } = [];

    /// <summary>What the user should know about the data behind the plan.</summary>
    public IReadOnlyList<Finding> Findings { get; internal init; } = [];

    /// <summary>Maximum output under every denial of every requirement, checked on the finished plan.</summary>
    public IReadOnlyList<PlanHoldProof> Proofs { get; internal init; } = [];

    /// <summary>Known costs (units and capital) among the supplies and expansions that the plan could use.</summary>
    public Coverage CostCoverage { get; internal init; }

    /// <summary>Known rows (capacities, quantities, delays, rates) among those that the plan rests on.</summary>
    public Coverage DataCoverage { get; internal init; }

    /// <summary>Size of the program.</summary>
    public PlanSize Size { get; internal init; }

    /// <summary>Iterations of the solver.</summary>
    public long Iterations { get; internal init; }
}
