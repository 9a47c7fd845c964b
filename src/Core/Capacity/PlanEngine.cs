using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>Finds the cheapest coordinated plan to raise output: which expansions start when, and what is made, kept and delivered.</summary>
/// <remarks>One mixed-integer program (docs/decisions/0003-ramp-up-plan.md). The same network, options and solver give the same plan,
/// unless the clock or the caller ends the search.</remarks>
public static class PlanEngine
{
    /// <summary>Plans.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Called now and then; must be quick.</param>
    /// <param name="stop">Ends the search; the best plan so far is given.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The solver failed.</exception>
    public static PlanResult Run(Network network, PlanOptions options, Func<ILinearSolver> solver, Action<PlanProgress>? progress = null, CancellationToken stop = default) =>
        Run(network, options, PlanCase.Plain, solver, progress, stop);

    /// <summary>Plans under given conditions.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings.</param>
    /// <param name="given">Demands, capacities, starts and limits that differ from the network's.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Called now and then; must be quick.</param>
    /// <param name="stop">Ends the search; the best plan so far is given.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The solver failed.</exception>
    public static PlanResult Run(Network network, PlanOptions options, PlanCase given, Func<ILinearSolver> solver, Action<PlanProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid();
        // One limit for all solves of a plan: the clock ends them as the caller would.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (options.TimeLimitSeconds is { } seconds) limited.CancelAfter(TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000)));
        return Run(new PlanData(network, options, given), solver, progress, new PlanSolves(options.TimeLimitSeconds), limited.Token);
    }

    static PlanResult Run(PlanData data, Func<ILinearSolver> solver, Action<PlanProgress>? progress, PlanSolves solves, CancellationToken stop)
    {
        progress?.Invoke(new("build", null, null, 0));
        if (data.Findings.Any(f => f.Severity == Severity.Error)) return Without(data, null, PlanStatus.NoPlan, []);
        using var holds = new PlanHolds(data, solver);
        if (data.Findings.Any(f => f.Severity == Severity.Error)) return Without(data, null, PlanStatus.NoPlan, []);
        var program = new PlanProgram(data);
        var (found, proofs) = Search(program, holds, solver, progress, solves, stop);
        if (found.Point is null)
            return Without(data, program, found.Status, found.Status == PlanStatus.NoPlan ? Conflict(program, solver, stop) : []);
        var plan = new PlanReadback(program, found.Point).Read();
        progress?.Invoke(new("causes", plan.Objective, found.Bound * program.Money, found.Iterations));
        plan = plan with { Shortfalls = PlanCauses.Find(program, plan, found.RowPrices, found.ColumnPrices) };
        PlanReplay.ThrowIfWrong(plan, data.Given);
        PlanFindings.Add(data, plan);
        return new(data.Options, found.Status, plan)
        {
            Bound = found.Bound * program.Money, Findings = Sorted(data), Size = program.Size, Iterations = found.Iterations,
            CostCoverage = Costs(data), DataCoverage = Rows(data), Proofs = proofs,
        };
    }

    // Of "without any single outsider" only those denials are added that the plan so far does not keep; at the end all are checked.
    static (PlanFound Found, IReadOnlyList<PlanHoldProof> Proofs) Search(PlanProgram program, PlanHolds holds, Func<ILinearSolver> solver, Action<PlanProgress>? progress, PlanSolves solves, CancellationToken stop)
    {
        var denials = holds.All().ToArray();
        var added = new HashSet<int>();
        for (var k = 0; k < denials.Length; k++)
            if (!denials[k].IsOneOfMany && added.Add(k)) holds.AddTo(program, denials[k].Hold, denials[k].Denial);
        var search = new PlanSearch(program, solver, progress, solves);
        search.AddLaneLimits(stop);
        while (true)
        {
            var found = search.Run(stop);
            if (found.Point is not { } point) return (found, []);
            // A plan whose deliveries the transport network does not carry is none, also when the time is up.
            if (program.AddBroken(point, CancellationToken.None)) continue;
            progress?.Invoke(new("holds", null, found.Bound * program.Money, solves.Iterations));
            var proofs = denials.Select(d => holds.Prove(d.Hold, d.Denial, (e, t) => program.AddedAt(point, e, t), CancellationToken.None)).ToArray();
            var broken = Enumerable.Range(0, denials.Length).Where(k => !proofs[k].Holds && !added.Contains(k)).ToArray();
            if (broken.Length == 0 || stop.IsCancellationRequested) return (found, proofs);
            foreach (var k in broken)
            {
                added.Add(k);
                holds.AddTo(program, denials[k].Hold, denials[k].Denial);
            }
        }
    }

    static Coverage Costs(PlanData data) => new(data.CostRows.Known, data.CostRows.All, false);

    static Coverage Rows(PlanData data) => new(data.DataRows.Known, data.DataRows.All, false);

    /// <summary>What the user should know about the data before planning; an error means that nothing can be planned.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IReadOnlyList<Finding> Check(Network network, PlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        return Sorted(new PlanData(network, options, PlanCase.Plain));
    }

    /// <summary>The program behind a plan, with names, for other solvers; without requirements to hold, which the search adds as they are violated.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings.</param>
    /// <param name="given">Conditions, or null for none.</param>
    /// <param name="euro">EUR in one unit of its objective.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or nothing can be planned; <see cref="Check"/> says why.</exception>
    public static LinearModel Model(Network network, PlanOptions options, PlanCase? given, out double euro)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var data = new PlanData(network, options, given ?? PlanCase.Plain);
        if (data.Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } error) throw new ArgumentException($"Nothing can be planned: {error.Code}.", nameof(network));
        var program = new PlanProgram(data, isNamed: true);
        euro = program.Money;
        return program.Model;
    }

    static PlanResult Without(PlanData data, PlanProgram? program, PlanStatus status, IReadOnlyList<PlanConflict> conflict) =>
        new(data.Options, status, null) { Findings = Sorted(data), Conflict = conflict, Size = program?.Size ?? default, CostCoverage = Costs(data), DataCoverage = Rows(data) };

    static IReadOnlyList<Finding> Sorted(PlanData data) => [.. data.Findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Place.Id, StringComparer.Ordinal)];

    // What cannot hold together, in the words of the package: budgets, decided expansions, requirements and limits.
    static List<PlanConflict> Conflict(PlanProgram program, Func<ILinearSolver> solver, CancellationToken stop)
    {
        using var scratch = solver();
        scratch.Load(program.Model);
        var conflict = scratch.FindConflict(stop);
        var list = new List<PlanConflict>();
        foreach (var row in conflict.Rows)
            if (program.Requirement.TryGetValue(row, out var requirement)) list.Add(requirement);
        foreach (var column in conflict.Columns)
            for (var e = 0; e < program.Decided.Length; e++)
                if (program.Decided[e] == column) list.Add(new(PlanConflictKind.Expansion, program.Data.Expansions[e].Row.Index, program.Data.Expansions[e].Row.Id));
        return [.. list.Distinct().OrderBy(c => c.Kind).ThenBy(c => c.Index)];
    }
}
