using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>The price of independence (design section 6): least cost of the goals with everybody, inside alone, and without whoever is named.</summary>
/// <remarks>
/// One program per case and reading: minimise the sum of unit cost x output over all sources, so that the level is reached. The unit cost of a line is
/// the cost of its own step; what it uses up is counted where that is made. Where the level is out of reach with what there is, expansions with a
/// cost may be taken, each whole, at cost to build / (12 x years) a month. A source without a unit cost takes the lowest, mean and highest of its item in
/// the optimistic, central and pessimistic reading; where no source of an item has one, making it is not counted, which is said.
/// </remarks>
public static class IndependenceEngine
{
    /// <summary>Answers for every verb of every technology that has goals, or those named.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many rows are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static IndependenceResult Run(Network network, IndependenceOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var date = options.At ?? network.Package.Head.AsOf;
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var fixes = new FixCandidates(network, table, date).All().Where(f => !f.IsStructural && f.Cost.IsKnown && f.IsMeasurable).Select((f, i) => f with { Index = i }).ToArray();
        var cases = GoalSets.Of(table.Network, options.Technologies, options.Verbs);
        var rows = new IndependenceRow[cases.Count];
        var done = 0;
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = stop }, i =>
        {
            using var search = new IndependenceSearch(table, cases[i], options, fixes, solver);
            rows[i] = search.Run(stop);
            progress?.Invoke(Interlocked.Increment(ref done), rows.Length);
        });
        using var named = solver();
        return new(options, table, date, rows, named.Name);
    }
}
