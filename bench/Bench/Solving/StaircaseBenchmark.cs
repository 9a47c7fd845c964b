using BenchmarkDotNet.Attributes;
using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;

namespace Vauban.Bench.Solving;

/// <summary>Cold solves of a staircase program: which algorithm, and what the check of the answer costs.</summary>
[MemoryDiagnoser]
public class StaircaseBenchmark
{
    LinearModel _model = new();
    LinearResult? _answer;

    /// <summary>Items and months.</summary>
    [Params("60 x 12", "200 x 24")]
    public string Size { get; set; } = "";

    /// <summary>Makes the program and one answer to check.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var parts = Size.Split(" x ").Select(int.Parse).ToArray();
        _model = StaircaseProgram.Make(parts[0], parts[1], seed: 1);
        _answer = Cold(new HighsSolver(), SolveMethod.Simplex);
    }

    /// <summary>GLOP, the baseline.</summary>
    [Benchmark(Baseline = true)]
    public LinearResult Glop() => Cold(new OrToolsSolver(), SolveMethod.Simplex);

    /// <summary>HiGHS, simplex.</summary>
    [Benchmark]
    public LinearResult Simplex() => Cold(new HighsSolver(), SolveMethod.Simplex);

    /// <summary>HiGHS, interior point with crossover.</summary>
    [Benchmark]
    public LinearResult InteriorPoint() => Cold(new HighsSolver(), SolveMethod.InteriorPoint);

    /// <summary>The check of one answer alone.</summary>
    [Benchmark]
    public SolutionReport Check() => SolutionCheck.Check(_model, _answer!);

    LinearResult Cold(ILinearSolver solver, SolveMethod method)
    {
        using (solver)
        {
            solver.Load(_model);
            return solver.Solve(new() { Method = method });
        }
    }
}
