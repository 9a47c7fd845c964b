using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>How much can be made today, with everybody and inside a perimeter; what is used for it, and what limits it (design section 6).</summary>
/// <remarks>The same network and options give the same result on any number of threads.</remarks>
public static class TodayEngine
{
    /// <summary>The row of all goals of a technology at once.</summary>
    public const string Together = "together";

    /// <summary>Answers for every technology that has goals, or those named.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many rows are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static TodayResult Run(Network network, TodayOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var date = options.At ?? network.Package.Head.AsOf;
        var cases = Cases(table.Network, options).ToArray();
        var rows = new TodayRow[cases.Length];
        var done = 0;
        Parallel.For(0, cases.Length, new ParallelOptions { CancellationToken = stop }, i =>
        {
            var technology = cases[i].Goals[0].Technology;
            var target = TodayTarget.Of(table.Network, cases[i].Goals, [.. table.Network.Goals.Where(g => g.Technology == technology)], date, options);
            using var search = new TodaySearch(table, cases[i].Goals, cases[i].Verb, target, options, solver);
            rows[i] = search.Run(stop);
            progress?.Invoke(Interlocked.Increment(ref done), rows.Length);
        });
        using var named = solver();
        return new(options, table, date, rows, named.Name);
    }

    static IEnumerable<(Goal[] Goals, string Verb)> Cases(Network network, TodayOptions options)
    {
        foreach (var technology in network.Technologies.Where(t => options.Technologies.Count == 0 || options.Technologies.Contains(t.Id)))
        {
            var goals = network.Goals.Where(g => g.Technology == technology.Index).ToArray();
            var verbs = FieldCatalog.Verbs.Where(v => goals.Any(g => g.Verb == v)).ToArray();
            foreach (var verb in verbs) yield return ([.. goals.Where(g => g.Verb == verb)], verb);
            if (verbs.Length > 1) yield return (goals, Together);
        }
    }
}
