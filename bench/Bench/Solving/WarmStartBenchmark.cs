using BenchmarkDotNet.Attributes;
using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;

namespace Vauban.Bench.Solving;

/// <summary>One bound changes and the program is solved again, as the engines do for every failure and every denial.</summary>
[MemoryDiagnoser]
public class WarmStartBenchmark
{
    const int Changes = 60;

    readonly OrToolsSolver _glop = new();
    readonly HighsSolver _highs = new();
    readonly CheckedSolver _checked = new(new HighsSolver());

    /// <summary>Loads a program of 100 items and 6 months into each solver.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var model = StaircaseProgram.Make(100, 6, seed: 2);
        foreach (var solver in (ILinearSolver[])[_glop, _highs, _checked])
        {
            solver.Load(model);
            solver.Solve();
        }
    }

    /// <summary>GLOP, the baseline.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = 2 * Changes)]
    public double Glop() => Play(_glop, isCold: false);

    /// <summary>HiGHS, each time without the old basis.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Changes)]
    public double HighsCold() => Play(_highs, isCold: true);

    /// <summary>HiGHS from the last basis.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Changes)]
    public double HighsWarm() => Play(_highs, isCold: false);

    /// <summary>HiGHS from the last basis, every answer checked.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Changes)]
    public double HighsWarmChecked() => Play(_checked, isCold: false);

    static double Play(ILinearSolver solver, bool isCold)
    {
        var sum = 0.0;
        for (var k = 0; k < 2 * Changes; k++)
        {
            // Production of item k in the first month: stopped, then back.
            if (isCold) solver.ForgetBasis();
            solver.ChangeColumn(k / 2 * 2, 0, k % 2 == 0 ? 0 : 150);
            sum += solver.Solve().Objective;
        }
        return sum;
    }
}
