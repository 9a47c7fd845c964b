using System.Diagnostics;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Bench;

/// <summary>Time of a whole assessment of a synthetic chain.</summary>
static class AssessBenchmark
{
    public static void Run(int lines, bool explains)
    {
        var findings = new List<Finding>();
        var watch = Stopwatch.StartNew();
        var network = NetworkBuilder.Build(SyntheticChain.Make(lines), findings) ?? throw new InvalidOperationException(string.Join('\n', findings.Where(f => f.Severity == Severity.Error).Take(5)));
        Console.WriteLine($"{lines} lines, {network.Items.Count} items, {network.Recipes.Count} recipe rows: built in {watch.Elapsed.TotalSeconds:0.00} s");
        watch.Restart();
        var before = GC.GetTotalAllocatedBytes();
        var result = SovereigntyEngine.Run(network, new() { Explains = explains }, LinearSolvers.Default);
        Console.WriteLine($"assessed in {watch.Elapsed.TotalSeconds:0.00} s, {(GC.GetTotalAllocatedBytes() - before) / 1e6:0} MB allocated, explains {explains}");
        foreach (var row in result.Grids.SelectMany(g => g.Rows.Select(r => (g.Perimeter.Name, r))).Where(p => p.r.Goals.Count > 0))
            Console.WriteLine($"  {row.Name,-14} {row.r.Verb,-9} {row.r.Reliance.Verdict,-15} in {row.r.Reliance.ThetaIn!.Low:0.###}/{row.r.Reliance.ThetaIn.Central:0.###}/{row.r.Reliance.ThetaIn.High:0.###} all {row.r.Reliance.ThetaAll!.Central:0.###} {row.r.Exposure.Verdict} looked {row.r.Exposure.Looked} left {row.r.Exposure.Left} failing {row.r.Exposure.Failures.Count} vetoes {string.Join('/', row.r.Reliance.Vetoes.Select(v => v.Sets.Count))} asks {row.r.Reliance.Asks.Count}");
    }
}
