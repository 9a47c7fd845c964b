using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;
using static Vauban.Tests.Solving.Programs;

namespace Vauban.Tests.Solving;

public sealed class HighsSolverTests : SolverContract
{
    protected override ILinearSolver Open() => new HighsSolver();

    [Fact]
    public void The_library_is_found_and_named_with_its_version()
    {
        Assert.True(HighsLibrary.IsAvailable);
        using var solver = Open();
        Assert.Matches(@"^HiGHS \d+\.\d+\.\d+$", solver.Name);
    }

    [Fact]
    public void Interior_point_and_simplex_agree()
    {
        var random = new Random(29);
        for (var round = 0; round < 40; round++)
        {
            using var solver = Open(Feasible(random, 30, 20));
            var simplex = solver.Solve();
            solver.ForgetBasis();
            var interior = solver.Solve(new() { Method = SolveMethod.InteriorPoint });
            Assert.Equal(SolveStatus.Optimal, interior.Status);
            Assert.Equal(simplex.Objective, interior.Objective, 1e-7 * (1 + Math.Abs(simplex.Objective)));
        }
    }

    [Fact]
    public void A_warm_solve_takes_fewer_iterations_than_a_cold_one()
    {
        var model = Feasible(new Random(31), 200, 150);
        using var solver = Open(model);
        solver.Solve();
        var binding = Enumerable.Range(0, 200).First(j => model.ColumnUpper[j] - model.ColumnLower[j] > 3);
        solver.ChangeColumn(binding, model.ColumnLower[binding], model.ColumnUpper[binding] - 1);
        var warm = solver.Solve().Iterations;
        solver.ForgetBasis();
        var cold = solver.Solve().Iterations;
        Assert.True(warm * 2 < cold, $"warm {warm}, cold {cold}");
    }

    [Theory]
    [InlineData(SolveMethod.Simplex)]
    [InlineData(SolveMethod.InteriorPoint)]
    public void A_linear_program_is_cancelled_while_it_runs_and_can_be_solved_afterwards(SolveMethod method)
    {
        using var stop = new CancellationTokenSource();
        using var solver = Open(Feasible(new Random(31), 300, 250));
        var calls = 0;
        var result = solver.Solve(new() { Method = method, Progress = _ => { if (++calls == 3) stop.Cancel(); } }, stop.Token);
        Assert.Equal((SolveStatus.Cancelled, 3), (result.Status, calls));
        Assert.Equal(SolveStatus.Optimal, solver.Solve(new() { Method = method }).Status);
    }

    [Fact]
    public void Progress_of_a_search_with_integers_names_point_and_bound()
    {
        var seen = new List<SolveProgress>();
        using var solver = Open(Hard());
        solver.Solve(new() { NodeLimit = 200, Progress = seen.Add });
        Assert.Contains(seen, p => p.Best is not null);
        Assert.All(seen.Where(p => p.Best is not null && p.Bound is not null), p => Assert.True(p.Bound <= p.Best + 1e-9));
        Assert.True(seen.Zip(seen.Skip(1)).All(pair => pair.First.Iterations <= pair.Second.Iterations));
    }

    [Fact]
    public void A_time_limit_ends_the_solve_as_such()
    {
        using var solver = Open(Hard());
        Assert.Equal(SolveStatus.TimeLimit, solver.Solve(new() { TimeLimitSeconds = 0 }).Status);
    }

    [Fact]
    public void Another_number_of_threads_is_taken_on_the_same_calling_thread()
    {
        using var solver = Open(Textbook());
        foreach (var threads in (int[])[1, 2, 1, 3])
        {
            solver.ForgetBasis();
            Assert.Equal(36, solver.Solve(new() { Threads = threads }).Objective, 9);
        }
    }

    [Fact]
    public void A_model_that_the_library_refuses_is_refused_with_its_size()
    {
        var model = new LinearModel();
        model.AddColumn(1, 0, 1);
        model.AddRow(0, 1, [0], [1e16]);
        using var solver = Open();
        Assert.EndsWith("(1 columns, 1 rows; largest value 10000000000000000). (Parameter 'model')", Assert.Throws<ArgumentException>(() => solver.Load(model)).Message);
    }
}
