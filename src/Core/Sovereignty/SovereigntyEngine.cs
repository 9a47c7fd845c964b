using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Sovereignty;

/// <summary>Answers, per technology, perimeter and verb: can we without outsiders, and does it hold when something fails (design section 3)?</summary>
/// <remarks>The same network and options give the same result on any number of threads: every cell solves its own programs in a fixed order.</remarks>
public static class SovereigntyEngine
{
    /// <summary>The row that solves all goals of a technology at once.</summary>
    public const string Together = "together";

    /// <summary>Assesses every technology that has goals, or those named.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many cells are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SovereigntyResult Run(Network network, SovereigntyOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid();
        var counts = network.At(options.At, options.Status);
        // A row that does not count today may still be named in "without"; actors are those of the filtered network.
        var without = Denial.Of([.. options.Without]);
        var technologies = counts.Technologies.Where(t => options.Technologies.Count == 0 ? counts.Goals.Any(g => g.Technology == t.Index) : options.Technologies.Contains(t.Id)).ToArray();
        var tables = options.Perimeters.Select(p => new SupplyTable(counts, p)).ToArray();
        // One job per technology and verb; its perimeters follow one another and share what does not depend on them.
        string[] verbs = [.. FieldCatalog.Verbs, Together];
        var rows = new VerbRow[technologies.Length, tables.Length, verbs.Length];
        var done = 0;
        Parallel.For(0, technologies.Length * verbs.Length, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = options.Threads }, job =>
        {
            // The joint row is the largest program: it goes first.
            var (t, v) = (job / verbs.Length, verbs.Length - 1 - job % verbs.Length);
            var goals = counts.Goals.Where(g => g.Technology == technologies[t].Index && (verbs[v] == Together || g.Verb == verbs[v])).ToArray();
            var memo = new ExposureMemo();
            // The goals of one verb alone are all goals: its row is copied below.
            if (verbs[v] == Together && OnlyVerb(goals) is not null) return;
            for (var p = 0; p < tables.Length; p++)
            {
                rows[t, p, v] = Row(tables[p], technologies[t], verbs[v], goals, without, options, memo, solver, stop);
                progress?.Invoke(Interlocked.Increment(ref done), rows.Length);
            }
        });
        for (var t = 0; t < technologies.Length; t++)
        {
            if (OnlyVerb(counts.Goals.Where(g => g.Technology == technologies[t].Index)) is not { } only) continue;
            for (var p = 0; p < tables.Length; p++)
            {
                rows[t, p, verbs.Length - 1] = rows[t, p, Array.IndexOf(verbs, only)].AsTogether(technologies[t].Id);
                progress?.Invoke(Interlocked.Increment(ref done), rows.Length);
            }
        }
        var grids = (from t in Enumerable.Range(0, technologies.Length)
                     from p in Enumerable.Range(0, tables.Length)
                     select new Grid(technologies[t], options.Perimeters[p], tables[p], [.. Enumerable.Range(0, verbs.Length).Select(v => rows[t, p, v])])).ToArray();
        grids = JointCheck.Apply(grids, tables, without, options, solver, stop);
        using var named = solver();
        return new(options, counts, options.At ?? network.Package.Head.AsOf, grids, Differences(grids, without, solver), named.Name);
    }

    static string? OnlyVerb(IEnumerable<Goal> goals) => goals.Select(g => g.Verb).Distinct().ToArray() is [var only] ? only : null;

    static VerbRow Row(SupplyTable table, Technology technology, string verb, Goal[] goals, Denial without, SovereigntyOptions options, ExposureMemo memo, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (goals.Length == 0)
            return new(verb, [], new() { Verdict = RelianceVerdict.NoGoal, AsKnownToday = RelianceVerdict.NoGoal }, new() { Verdict = ExposureVerdict.NoGoal, AsKnownToday = ExposureVerdict.NoGoal });
        using var goalCase = new GoalCase(table, goals, without, solver, $"{technology.Id}/{verb}");
        var reliance = RelianceSearch.Run(goalCase, options, memo, stop);
        var exposure = ExposureTest.Run(goalCase, reliance, options, memo, stop);
        if (options.Explains) reliance = reliance with { MakeYes = MakeYesSearch.Run(goalCase, reliance, exposure, stop) };
        return new(verb, goals, reliance, exposure);
    }

    static List<PerimeterDifference> Differences(Grid[] grids, Denial without, Func<ILinearSolver> solver)
    {
        var list = new List<PerimeterDifference>();
        foreach (var technology in grids.GroupBy(g => g.Technology.Index))
        {
            var row = technology.ToArray();
            for (var i = 0; i + 1 < row.Length; i++)
                if (Difference(row[i], row[i + 1], without, solver) is { } difference) list.Add(difference);
        }
        return list;
    }

    // The first verb whose verdict or theta differs, and the item whose inside supply changes most as a share of need.
    static PerimeterDifference? Difference(Grid a, Grid b, Denial without, Func<ILinearSolver> solver)
    {
        for (var v = 0; v < a.Rows.Count; v++)
        {
            var x = a.Rows[v].Reliance;
            var y = b.Rows[v].Reliance;
            if (x.Verdict == y.Verdict && Same(x.ThetaIn, y.ThetaIn)) continue;
            using var first = new GoalCase(a.Table, a.Rows[v].Goals, without, solver, "");
            using var second = new GoalCase(b.Table, b.Rows[v].Goals, without, solver, "");
            var best = (Item: -1, Change: 0.0);
            foreach (var item in first[Reading.Central].Requirements.Items)
            {
                var need = Math.Max(first.Need(item).Central, 1e-300);
                var (p, q) = (first.Inside(item), second.Inside(item));
                var change = Change(p.Low, q.Low, need) + Change(p.Central, q.Central, need) + Change(p.High, q.High, need);
                if (change > best.Change + 1e-9) best = (item, change);
            }
            return new(a.Technology, a.Rows[v].Verb, a.Perimeter, b.Perimeter, x.Verdict, y.Verdict, best.Item,
                best.Item < 0 ? default : first.Inside(best.Item), best.Item < 0 ? default : second.Inside(best.Item));
        }
        return null;
    }

    static bool Same(Figure? a, Figure? b) => a is null == b is null && (a is null || (Math.Abs(a.Low - b!.Low) < 1e-7 && Math.Abs(a.Central - b.Central) < 1e-7 && Math.Abs(a.High - b.High) < 1e-7));

    static double Change(double a, double b, double need) => a == b ? 0 : Math.Min(10, Math.Abs((double.IsInfinity(a) ? 1e300 : a) - (double.IsInfinity(b) ? 1e300 : b)) / need);
}
