using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>Plays scenarios against a network, day by day and draw by draw (design section 5).</summary>
/// <remarks>The same network, scenarios and options give the same result on any number of threads.</remarks>
public static class StressEngine
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    /// <summary>Plays every scenario and gives the worst first.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="scenarios">Scenarios.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many scenarios are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    /// <exception cref="InvalidOperationException">Amounts do not add up; the message says where.</exception>
    public static StressResult Run(Network network, IReadOnlyList<ThreatScenario> scenarios, StressOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var goals = SurviveEngine.Goals(table.Network, options.Technologies, options.Verb);
        var stages = Readings.Select(r => StressStage.Of(table, goals, r, options, solver, stop)).ToArray();
        var tests = scenarios.SelectMany((s, i) => ThreatVariants.Of(s, table, stages[1].Field.Chain).Select(v => (Of: i, Test: new StressTest(table, stages, v.Scenario, v.Variant, options)))).ToArray();
        var open = new int[scenarios.Count];
        foreach (var (of, _) in tests) open[of]++;
        var found = new ScenarioStress[tests.Length];
        var parallel = Threads(options.Threads, stop);
        var (done, gate) = (0, new Lock());
        Parallel.For(0, tests.Length, parallel, i =>
        {
            found[i] = tests[i].Test.Run(stop);
            lock (gate)
                if (--open[tests[i].Of] == 0) progress?.Invoke(++done, scenarios.Count);
        });
        int[] order = [.. Enumerable.Range(0, found.Length).OrderByDescending(i => found[i].Status == StressStatus.Played).ThenByDescending(i => Digits(found[i].LostDays))
            .ThenBy(i => found[i].Scenario.Name, StringComparer.Ordinal).ThenBy(i => found[i].Variant, StringComparer.Ordinal)];
        var asked = options.BestResponses ?? (scenarios.Count <= StressOptions.FewScenarios ? order.Length : StressOptions.FewScenarios);
        if (options.AsksBestResponse)
            Parallel.For(0, Math.Min(asked, order.Length), parallel, i => found[order[i]] = tests[order[i]].Test.WithResponse(found[order[i]], solver, stop));
        using var named = solver();
        return Result(options, table, goals, stages, named.Name, [.. order.Select(i => found[i])]);
    }

    static StressResult Result(StressOptions options, SupplyTable table, Goal[] goals, StressStage[] stages, string solver, ScenarioStress[] found)
    {
        var network = table.Network;
        var chain = stages[1].Field.Chain;
        var lines = chain.Makers.Where(m => table.All[m.Supply].Line >= 0).Select(m => network.Lines[table.All[m.Supply].Line]).ToArray();
        var tree = new Requirements(table, goals, Reading.Central, new RecipeBook(table, Reading.Central, null));
        var items = tree.Items.Where(i => !network.Items[i].IsShared && !network.Items[i].IsFree).ToArray();
        var stocked = network.Stocks.Where(s => s.Quantity.IsKnown).Select(s => s.Item).ToHashSet();
        return new(options, table, solver)
        {
            Scenarios = found,
            Level = [.. stages.Select(s => s.Field.Steady.Level)],
            IsAtRest = [.. stages.Select(s => s.IsAtRest)],
            RecoveryCoverage = new(lines.Count(l => l.RecoveryDays.IsKnown), lines.Length, false),
            LeadCoverage = new(lines.Count(l => l.LeadTimeDays.IsKnown), lines.Length, false),
            StockCoverage = new(items.Count(stocked.Contains), items.Length, false),
            Coverage = Provenances.OfTree(table, tree).Coverage,
        };
    }

    // The loop over scenarios and the loops over their draws within it share the threads: each on its own would take more and more from the pool.
    static ParallelOptions Threads(int threads, CancellationToken stop)
    {
        var options = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = threads == 0 ? -1 : threads };
        if (threads > 0) options.TaskScheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        return options;
    }

    static double Digits(double value) => Math.Round(value, 6);
}
