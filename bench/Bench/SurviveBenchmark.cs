using System.Diagnostics;
using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;
using Vauban.Core.Solving;
using Vauban.Tests.Disruption;

namespace Vauban.Bench;

/// <summary>Times to survive and losses until recovery of every node of the network of the reference values, against cold solves in the same run.</summary>
static class SurviveBenchmark
{
    public static void Run(int colds)
    {
        Console.WriteLine(Rounds.Machine());
        var network = new TierNetwork(200, 500, 1000, 1);
        var chain = network.Chain();
        ChainFailure[] all = [.. Enumerable.Range(0, network.Nodes).Select(j => new ChainFailure([j], network.Recovery[j]))];
        Rounds.Print($"{network.Nodes} nodes, {network.RecipeLines} recipe lines, {network.Links} links");
        var search = new SurviveSearch(chain, LinearSolvers.Default, default);
        search.Run(all[..8], default);
        int[] few = [.. Enumerable.Range(0, colds).Select(i => (int)((long)i * all.Length / colds))];
        Survival[] found = [];
        double[] impacts = [];
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var own = new SurviveSearch(chain, LinearSolvers.Default, default) { Threads = threads };
            // A window of no days asks for the time only.
            Time($"time to survive, {threads} threads", all.Length, () => found = own.Run([.. all.Select(f => f with { RecoveryDays = 0 })], default));
            Time($"loss until recovery, {threads} threads", all.Length, () => impacts = own.Impacts(all, default));
        }
        Rounds.Print($"level {search.Level:0.######}, finite {found.Count(s => s.Status == SurvivalStatus.Finite)}, shortest {found.Min(s => s.Days):0.#########}, losing {impacts.Count(x => x > 1e-6)}, sum of losses {impacts.Sum():0.0}");
        Compare("its own program, built and solved anew", few, found, impacts, j => Cold(chain, FlowQuestion.Survive, search.Level, j, network), j => Cold(chain, FlowQuestion.Recover, search.Level, j, network));
        Compare("the program with a flow for every link, built and solved anew", few, found, impacts, j => Plain(network.Program(j, null, search.Level)), j => Plain(network.Program(j, network.Recovery[j], search.Level)));
    }

    static void Compare(string name, int[] nodes, Survival[] found, double[] impacts, Func<int, double> survive, Func<int, double> recover)
    {
        double[] days = [], lost = [];
        Time($"time to survive, {name}", nodes.Length, () => days = [.. nodes.Select(survive)]);
        Time($"loss until recovery, {name}", nodes.Length, () => lost = [.. nodes.Select(recover)]);
        Rounds.Print($"  largest difference: {nodes.Select((j, i) => double.IsInfinity(days[i]) && double.IsInfinity(found[j].Days) ? 0 : Math.Abs(days[i] / found[j].Days - 1)).Max():0.#e+0} of the time, {nodes.Select((j, i) => Math.Abs(lost[i] - impacts[j])).Max():0.#e+0} of the loss");
    }

    static void Time(string name, int count, Action work)
    {
        var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        work();
        var (wall, used) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        Rounds.Print($"{name}: {count} nodes in {wall:0.00} s, {used:0.00} s of a core, {1000 * used / count:0.00} ms of a core each");
    }

    static double Cold(Chain chain, FlowQuestion question, double level, int failed, TierNetwork network)
    {
        using var program = new FlowProgram(chain, question, level, LinearSolvers.Default);
        program.Stop(chain.Stopped([failed]));
        if (question == FlowQuestion.Recover) program.Over(network.Recovery[failed]);
        var result = program.Solve(default);
        if (question == FlowQuestion.Survive) return result.Status == SolveStatus.Unbounded ? double.PositiveInfinity : result.Objective;
        return result.Objective * network.Recovery[failed];
    }

    static double Plain(LinearModel model)
    {
        using var solver = LinearSolvers.Default();
        solver.Load(model);
        var result = solver.Solve();
        return result.Status == SolveStatus.Unbounded ? double.PositiveInfinity : result.Objective;
    }
}
