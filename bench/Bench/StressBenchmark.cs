using System.Diagnostics;
using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Bench;

/// <summary>Days and draws of a synthetic chain, against every node played every day of every draw in the same run.</summary>
static class StressBenchmark
{
    const int PlainDraws = 3;

    public static void Run(int lines, int days, int draws)
    {
        Console.WriteLine(Rounds.Machine());
        var watch = Stopwatch.StartNew();
        var network = NetworkBuilder.Build(SyntheticChain.Make(lines), new List<Finding>()) ?? throw new InvalidOperationException("The chain has errors.");
        var table = new SupplyTable(network, Perimeter.Defaults[0]);
        var chain = ChainReader.Read(table, SurviveEngine.Goals(table.Network, [], "produce"), Reading.Central);
        var stage = StressStage.Of(chain, new SteadyFlows(chain, LinearSolvers.Default, default), false, days, default);
        var field = stage.Field;
        Rounds.Print($"{field.Makers} lines and other makers, {field.Nodes} nodes, {field.Edges} edges, {days} days; at rest {stage.IsAtRest}; prepared in {watch.Elapsed.TotalSeconds:0.0} s");
        // A maker in use in the middle of the chain; of the others one after the other.
        int[] used = [.. Enumerable.Range(0, field.Makers).Where(m => field.BasePlan[m] > 0)];
        var one = used[used.Length / 2];
        Measure("one maker stops, each draw its own length", stage, [.. Enumerable.Range(0, draws).Select(i => (StressEffect[])[Stop(0, [one], i, draws)])]);
        Measure("each draw another maker stops, each its own length", stage, [.. Enumerable.Range(0, draws).Select(i => (StressEffect[])[Stop(i, [used[(int)((long)i * used.Length / draws)]], i * 7919L % draws, draws)])]);
        var some = Math.Max(2, draws / 20);
        Measure("each draw another hundredth of all makers stops", stage, [.. Enumerable.Range(0, some).Select(i => (StressEffect[])[Stop(i, [.. used.Where((_, k) => k % 100 == i % 100)], i * 7919L % some, some)])]);
    }

    // Lognormal with a median of 60 days, each of the draws in a part of the range of its own.
    static StressEffect Stop(int number, int[] makers, long draw, int draws) =>
        new(1, [(int)Math.Ceiling(new Duration(DurationShape.Lognormal, 60, 2).At((draw + 0.5) / draws))], makers, [], 0, 0, 0) { Number = number };

    static void Measure(string name, StressStage stage, StressEffect[][] draws)
    {
        // As in a stress test, the same play is played once.
        var known = new Dictionary<(int, int), int>();
        foreach (var draw in draws) known.TryAdd((draw[0].Number, draw[0].Days[0]), known.Count);
        var plays = draws.DistinctBy(d => (d[0].Number, d[0].Days[0])).ToArray();
        var sums = new long[plays.Length];
        StressDraws.Play(stage, plays[..Math.Min(4, plays.Length)], 1, (_, _) => { }, default);
        foreach (var count in new[] { draws.Length / 10, draws.Length })
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                var part = plays[..Math.Max(1, (int)((long)plays.Length * count / draws.Length))];
                var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
                StressDraws.Play(stage, part, threads, (i, delivered) => sums[i] = delivered.Sum(d => d.Sum()), default);
                var (wall, used) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
                Rounds.Print($"{name}: {count} draws, {part.Length} of them different, {threads} threads: {wall:0.0} s, {used:0.0} s of a core, {1000 * used / part.Length:0.0} ms of a core each");
            }
        var plainWatch = Process.GetCurrentProcess().TotalProcessorTime;
        var step = Math.Max(1, plays.Length / PlainDraws);
        var compared = 0;
        for (var i = 0; i < plays.Length && compared < PlainDraws; i += step, compared++)
            if (StressPlay.OfAll(stage.Field, stage.Start, stage.KeepsBacklog, stage.Days, null).Deliver(plays[i], default).Sum(d => d.Sum()) != sums[i]) throw new InvalidOperationException($"Play {i} differs from the plain one.");
        Rounds.Print($"{name}, plain: {(Process.GetCurrentProcess().TotalProcessorTime - plainWatch).TotalMilliseconds / compared:0} ms of a core each; {compared} compared, the same to the last millionth");
    }
}
