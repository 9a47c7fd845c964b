using System.Diagnostics;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Bench;

/// <summary>What each part of an assessment costs: the same chain with one part left out at a time.</summary>
static class ProbeBenchmark
{
    public static void Run(int lines)
    {
        var network = NetworkBuilder.Build(SyntheticChain.Make(lines), [])!;
        Time("warm up", new() { Explains = false });
        Time("verdicts only", new() { Explains = false });
        Time("everything", new());
        Time("without veto sets", new() { VetoSize = 0 });
        Time("without questions", new() { AskRows = 0 });
        Time("without ladder", new() { Rungs = 0 });

        void Time(string name, SovereigntyOptions options)
        {
            var watch = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            SovereigntyEngine.Run(network, options, LinearSolvers.Default);
            Console.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:0.00} s, processor {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.00} s");
        }
    }
}
