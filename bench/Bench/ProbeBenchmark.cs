using System.Diagnostics;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Bench;

static class ProbeBenchmark
{
    public static void Run(int lines)
    {
        var findings = new List<Finding>();
        var network = NetworkBuilder.Build(SyntheticChain.Make(lines), findings)!;
        var watch = Stopwatch.StartNew();
        var table = new SupplyTable(network, Perimeter.Defaults[0]);
        Lap("table");
        foreach (var (name, make) in new (string, Func<Vauban.Core.Solving.ILinearSolver>)[] { ("checked", LinearSolvers.Default), ("plain", () => new HighsSolver()) })
        {
            using var program = new OutputProgram(table, [.. network.Goals.Where(g => g.Verb == "produce")], Reading.Central, make);
            Lap(name + " build");
            Console.WriteLine(program.Solve(Denial.None).Theta);
            Lap("first theta");
            var plan = program.Plan(Denial.None, 1, program.DefaultCost())!;
            Lap($"first plan, support {plan.Output.Count(o => o > 0)}");
            var cost = program.DefaultCost();
            var uses = new int[table.All.Count];
            for (var k = 1; k < 5; k++)
            {
                for (var q = 0; q < uses.Length; q++) if (plan.Output[q] > 0) uses[q]++;
                plan = program.Plan(Denial.None, 1, x => cost(x) + 10 * uses[x.Index])!;
                Lap($"diverse plan {k}");
            }
            var n = 0;
            for (var i = 0; i < lines && n < 50; i++)
                if (plan.Output[table.OfLine[i]] > 0) { n++; program.Solve(Denial.Of(new Actor(ActorKind.Line, i)), new OutputCase { Cap = 1 }); }
            Lap($"{n} thetas with a line denied, capped at 1");
            n = 0;
            for (var i = 0; i < lines && n < 50; i++)
                if (plan.Output[table.OfLine[i]] > 0) { n++; program.Plan(Denial.Of(new Actor(ActorKind.Line, i)), 1, program.DefaultCost()); }
            Lap($"{n} plans");
        }
        void Lap(string what) { Console.WriteLine($"{what}: {watch.Elapsed.TotalMilliseconds:0.0} ms"); watch.Restart(); }
    }
}
