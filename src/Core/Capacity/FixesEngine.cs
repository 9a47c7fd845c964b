using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What could be done, what each of it gives, and which sets of it are worth their money (design section 6).</summary>
/// <remarks>The same network and options give the same result on any number of threads.</remarks>
public static class FixesEngine
{
    /// <summary>Answers for every verb of every technology that has goals, or those named.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many rows are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static FixesResult Run(Network network, FixesOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var date = options.At ?? network.Package.Head.AsOf;
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var candidates = new FixCandidates(network, table, date);
        var cases = GoalSets.Of(table.Network, options.Technologies, options.Verbs);
        var rows = new FixRow[cases.Count];
        var done = 0;
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = stop }, i =>
        {
            using var search = new FixSearch(network, table, candidates, cases[i], options, solver, stop);
            rows[i] = search.Run(stop);
            progress?.Invoke(Interlocked.Increment(ref done), rows.Length);
        });
        using var named = solver();
        return new(options, table, date, candidates.Decided, rows, named.Name);
    }
}

/// <summary>The goals of a network, verb by verb.</summary>
static class GoalSets
{
    /// <summary>Goals that are met together, by technology, then verb.</summary>
    /// <param name="network">Network as it counts.</param>
    /// <param name="technologies">Technologies by id; empty is all.</param>
    /// <param name="verbs">Verbs; empty is all.</param>
    public static IReadOnlyList<Goal[]> Of(Network network, IReadOnlyList<string> technologies, IReadOnlyList<string> verbs) =>
        [.. network.Goals.Where(g => (technologies.Count == 0 || technologies.Contains(network.Technologies[g.Technology].Id)) && (verbs.Count == 0 || verbs.Contains(g.Verb)))
            .GroupBy(g => (g.Technology, Verb: IndexOf(g.Verb))).OrderBy(g => g.Key.Technology).ThenBy(g => g.Key.Verb).Select(g => g.ToArray())];

    static int IndexOf(string verb)
    {
        for (var i = 0; i < FieldCatalog.Verbs.Count; i++)
            if (FieldCatalog.Verbs[i] == verb) return i;
        return -1;
    }
}
