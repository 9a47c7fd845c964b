using Vauban.Core.Solving;
using static Vauban.Tests.Solving.Programs;

namespace Vauban.Tests.Solving;

/// <summary>What every solver must do.</summary>
public abstract class SolverContract
{
    protected abstract ILinearSolver Open();

    protected ILinearSolver Open(LinearModel model)
    {
        var solver = Open();
        solver.Load(model);
        return solver;
    }

    [Fact]
    public void A_search_with_integers_may_begin_from_a_point_and_passes_over_one_that_breaks_limits()
    {
        // max 5a + 4b, 6a + 4b <= 24, a + 2b <= 6, integers: 4a and no b give 20.
        var model = new LinearModel { Maximize = true };
        model.AddColumn(5, 0, 10, integer: true);
        model.AddColumn(4, 0, 10, integer: true);
        model.AddRow(double.NegativeInfinity, 24, [0, 1], [6, 4]);
        model.AddRow(double.NegativeInfinity, 6, [0, 1], [1, 2]);
        using var solver = Open();
        foreach (var start in new double[][] { [4, 0], [0, 3], [10, 10] })
        {
            solver.Load(model);
            Assert.Equal(20, solver.Solve(new() { Start = start }).Objective, 1e-9);
        }
        Assert.Throws<ArgumentException>(() => solver.Solve(new() { Start = [1] }));
    }

    [Fact]
    public void The_textbook_program_has_its_known_point_and_prices()
    {
        using var solver = Open(Textbook());
        var result = solver.Solve();
        Assert.Equal(SolveStatus.Optimal, result.Status);
        Assert.Equal(36, result.Objective, 9);
        Near([2, 6], result.Columns);
        Near([2, 12, 18], result.Rows);
        Near([0, 1.5, 1], result.RowDuals);
        Near([0, 0], result.ColumnDuals);
    }

    [Fact]
    public void Prices_of_a_minimum_have_the_sign_of_what_a_tighter_limit_costs()
    {
        // min 2x + 3y; x + y >= 10; x <= 6: x = 6, y = 4, cost 24; one unit more demand costs 3, one more of x saves 1.
        var model = new LinearModel();
        model.AddColumn(2, 0, 6);
        model.AddColumn(3, 0, Inf);
        model.AddRow(10, Inf, [0, 1], [1, 1]);
        using var solver = Open(model);
        var result = solver.Solve();
        Assert.Equal(24, result.Objective, 9);
        Near([3], result.RowDuals);
        Near([-1, 0], result.ColumnDuals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Prices_are_what_moving_a_limit_does_to_the_objective(bool maximize)
    {
        var random = new Random(7);
        var moved = 0;
        for (var round = 0; round < 60; round++)
        {
            var model = Feasible(random, 4, 3);
            model.Maximize = maximize;
            using var solver = Open(model);
            var result = solver.Solve();
            for (var i = 0; i < model.Rows; i++)
                moved += ComparePrice(model, result, result.RowDuals[i], model.RowLower[i], model.RowUpper[i], model.SetRowBounds, i) ? 1 : 0;
            for (var j = 0; j < model.Columns; j++)
                moved += ComparePrice(model, result, result.ColumnDuals[j], model.ColumnLower[j], model.ColumnUpper[j], model.SetColumnBounds, j) ? 1 : 0;
        }
        Assert.True(moved > 40, $"only {moved} prices could be compared");
    }

    // Moves both bounds by a small step each way; at a kink the two slopes differ and the price lies between them.
    bool ComparePrice(LinearModel model, LinearResult before, double price, double lower, double upper, Action<int, double, double> set, int k)
    {
        const double step = 1e-4;
        double? Slope(double by)
        {
            set(k, lower + by, upper + by);
            using var solver = Open(model);
            var after = solver.Solve();
            set(k, lower, upper);
            return after.Status is SolveStatus.Optimal ? (after.Objective - before.Objective) / by : null;
        }
        if (Slope(step) is not { } up || Slope(-step) is not { } down || Math.Abs(up - down) > 1e-6) return false;
        Assert.Equal(up, price, 1e-5);
        return price != 0;
    }

    [Fact]
    public void A_degenerate_program_is_solved()
    {
        // Beale 1955: simplex with the plain rule cycles here. Optimum -1/20.
        var model = new LinearModel();
        foreach (var cost in (double[])[-0.75, 150, -0.02, 6]) model.AddColumn(cost, 0, Inf);
        model.AddRow(-Inf, 0, [0, 1, 2, 3], [0.25, -60, -0.04, 9]);
        model.AddRow(-Inf, 0, [0, 1, 2, 3], [0.5, -90, -0.02, 3]);
        model.AddRow(-Inf, 1, [2], [1]);
        using var solver = Open(model);
        Assert.Equal(-0.05, solver.Solve().Objective, 9);
    }

    [Fact]
    public void An_infeasible_program_names_a_conflict_in_which_everything_is_needed()
    {
        var model = new LinearModel();
        for (var j = 0; j < 4; j++) model.AddColumn(1, 0, 10);
        model.AddRow(5, Inf, [0, 1], [1, 1]);      // the conflict: x + y >= 5,
        model.AddRow(-Inf, 2, [0], [1]);           // x <= 2,
        model.AddRow(-Inf, 20, [0, 1, 2], [1, 1, 1]);
        model.AddRow(-Inf, 1, [1, 3], [1, 1]);     // y + z <= 1 with z >= 0
        using var solver = Open(model);
        var result = solver.Solve();
        Assert.Equal(SolveStatus.Infeasible, result.Status);
        Assert.False(result.HasPoint);
        var conflict = solver.FindConflict();
        Assert.Equal([0, 1, 3], conflict.Rows);
        Assert.Equal([3], conflict.Columns);
    }

    [Fact]
    public void Conflicts_of_random_programs_are_infeasible_and_irreducible()
    {
        var random = new Random(11);
        var found = 0;
        for (var round = 0; round < 150; round++)
        {
            var model = Wild(random, 5, 5);
            using var solver = Open(model);
            var status = solver.Solve().Status;
            var conflict = solver.FindConflict();
            Assert.Equal(status is SolveStatus.Infeasible, conflict.Rows.Count + conflict.Columns.Count > 0);
            if (status is not SolveStatus.Infeasible) continue;
            found++;
            Assert.Equal(SolveStatus.Infeasible, StatusOf(model, conflict, null, null));
            foreach (var row in conflict.Rows) Assert.Equal(SolveStatus.Optimal, StatusOf(model, conflict, row, null));
            foreach (var column in conflict.Columns) Assert.Equal(SolveStatus.Optimal, StatusOf(model, conflict, null, column));
        }
        Assert.True(found > 20, $"only {found} infeasible programs");
    }

    SolveStatus StatusOf(LinearModel model, LinearConflict conflict, int? withoutRow, int? withoutColumn)
    {
        var part = new LinearModel();
        for (var j = 0; j < model.Columns; j++)
        {
            var held = conflict.Columns.Contains(j) && j != withoutColumn;
            part.AddColumn(0, held ? model.ColumnLower[j] : -Inf, held ? model.ColumnUpper[j] : Inf);
        }
        foreach (var i in conflict.Rows.Where(i => i != withoutRow))
            part.AddRow(model.RowLower[i], model.RowUpper[i], [.. Enumerable.Range(0, model.Columns)], Dense(model, i));
        using var solver = Open(part);
        return solver.Solve().Status;
    }

    [Fact]
    public void An_integer_conflict_is_found_where_the_relaxation_has_a_point()
    {
        var model = new LinearModel();
        model.AddColumn(0, 0, 1, integer: true);
        model.AddColumn(0, 0, 1, integer: true);
        model.AddRow(1, 1, [0, 1], [2, 2]);
        model.AddRow(-Inf, 2, [0, 1], [1, 1]);
        using var solver = Open(model);
        Assert.Equal(SolveStatus.Infeasible, solver.Solve().Status);
        Assert.Equal([0], solver.FindConflict().Rows);
    }

    [Fact]
    public void An_unbounded_program_says_so()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, Inf);
        model.AddColumn(1, 0, Inf);
        model.AddRow(-Inf, 4, [0, 1], [1, -1]);
        using var solver = Open(model);
        var result = solver.Solve();
        Assert.Equal(SolveStatus.Unbounded, result.Status);
        Assert.Throws<InvalidOperationException>(() => result.Columns);
    }

    [Fact]
    public void A_program_without_a_point_is_infeasible_even_where_improvement_has_no_end()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, Inf);
        model.AddColumn(1, 0, 1);
        model.AddRow(3, Inf, [1], [1]);
        using var solver = Open(model);
        Assert.Equal(SolveStatus.Infeasible, solver.Solve().Status);
    }

    [Fact]
    public void A_knapsack_is_filled_as_by_trying_everything()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            int[] worth = [.. Enumerable.Range(0, 12).Select(_ => random.Next(1, 40))], weight = [.. Enumerable.Range(0, 12).Select(_ => random.Next(1, 30))];
            var room = weight.Sum() / 2;
            var best = Enumerable.Range(0, 1 << 12).Where(s => Of(weight, s) <= room).Max(s => Of(worth, s));
            var model = new LinearModel { Maximize = true };
            foreach (var value in worth) model.AddColumn(value, 0, 1, integer: true);
            model.AddRow(-Inf, room, [.. Enumerable.Range(0, 12)], [.. weight.Select(w => (double)w)]);
            using var solver = Open(model);
            var result = solver.Solve();
            Assert.Equal(SolveStatus.Optimal, result.Status);
            Assert.Equal(best, result.Objective, 6);
            Assert.Equal(best, result.Bound!.Value, best * 1e-5);
            Assert.All(result.Columns, x => Assert.Equal(Math.Round(x), x, 6));
            Assert.Throws<InvalidOperationException>(() => result.RowDuals);
        }
        static int Of(int[] values, int set) => values.Where((_, k) => (set >> k & 1) == 1).Sum();
    }

    [Fact]
    public void The_best_corner_of_tiny_programs_is_found()
    {
        var random = new Random(5);
        var solved = 0;
        for (var round = 0; round < 200; round++)
        {
            var model = Feasible(random, 3, 3);
            using var solver = Open(model);
            var result = solver.Solve();
            var best = BestVertex(model);
            Assert.NotNull(best);
            Assert.Equal(best.Value, result.Objective, 1e-6);
            solved++;
        }
        Assert.Equal(200, solved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_every_change_a_warm_solve_gives_what_a_cold_one_gives(bool integers)
    {
        var random = new Random(13);
        for (var round = 0; round < 15; round++)
        {
            var model = Feasible(random, 6, 4, integers);
            using var warm = Open(model);
            for (var change = 0; change < 12; change++)
            {
                Change(random, model, warm);
                using var cold = Open(model);
                LinearResult a = warm.Solve(), b = cold.Solve();
                Assert.Equal(b.Status, a.Status);
                if (b.Status is SolveStatus.Optimal) Assert.Equal(b.Objective, a.Objective, 1e-6 * (1 + Math.Abs(b.Objective)));
            }
        }
    }

    static void Change(Random random, LinearModel model, ILinearSolver solver)
    {
        int column = random.Next(model.Columns), row = random.Next(model.Rows);
        double low = random.Next(-6, 4), value = random.Next(-4, 9);
        switch (random.Next(6))
        {
            case 0:
                model.SetColumnBounds(column, low, low + 6);
                solver.ChangeColumn(column, low, low + 6);
                break;
            case 1:
                model.SetRowBounds(row, low * 3, Inf);
                solver.ChangeRow(row, low * 3, Inf);
                break;
            case 2:
                model.SetCost(column, value);
                solver.ChangeCost(column, value);
                break;
            case 3:
                model.SetEntry(row, column, value);
                solver.ChangeEntry(row, column, value);
                break;
            case 4:
                model.Maximize = !model.Maximize;
                solver.ChangeSense(model.Maximize);
                break;
            default:
                solver.ForgetBasis();
                break;
        }
    }

    [Fact]
    public void A_solve_that_is_already_cancelled_does_not_start()
    {
        using var solver = Open(Textbook());
        Assert.Equal(SolveStatus.Cancelled, solver.Solve(null, new(canceled: true)).Status);
        Assert.Equal(SolveStatus.Optimal, solver.Solve().Status);
    }

    [Fact]
    public void A_long_solve_is_cancelled_from_its_progress()
    {
        using var stop = new CancellationTokenSource();
        using var solver = Open(Hard());
        var calls = 0;
        var result = solver.Solve(new() { Progress = _ => { if (++calls == 1) stop.Cancel(); } }, stop.Token);
        Assert.Equal(SolveStatus.Cancelled, result.Status);
        Assert.True(calls > 0);
    }

    [Fact]
    public void A_cancelled_search_for_a_conflict_names_none()
    {
        var model = new LinearModel();
        model.AddColumn(1, 0, 1);
        model.AddRow(2, Inf, [0], [1]);
        using var solver = Open(model);
        var conflict = solver.FindConflict();
        Assert.Equal([0, 0], (int[])[.. conflict.Rows, .. conflict.Columns]);
        Assert.Empty(solver.FindConflict(new(canceled: true)).Rows);
    }

    [Fact]
    public void What_the_progress_action_throws_reaches_the_caller()
    {
        using var solver = Open(Hard());
        Assert.Throws<TimeZoneNotFoundException>(() => solver.Solve(new() { Progress = _ => throw new TimeZoneNotFoundException() }));
    }

    [Fact]
    public void A_limit_on_iterations_ends_the_solve_as_a_limit()
    {
        var model = Feasible(new Random(17), 60, 50);
        using var solver = Open(model);
        Assert.Equal(SolveStatus.Limit, solver.Solve(new() { IterationLimit = 3 }).Status);
        Assert.Equal(SolveStatus.Optimal, solver.Solve().Status);
    }

    [Fact]
    public void A_limit_on_nodes_ends_the_solve_as_a_limit()
    {
        using var solver = Open(Hard());
        Assert.Equal(SolveStatus.Limit, solver.Solve(new() { NodeLimit = 5 }).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_calls_give_the_same_bits_also_side_by_side(bool integers)
    {
        double[] Play(Func<LinearModel, ILinearSolver> open)
        {
            var random = new Random(23);
            var model = integers ? Feasible(random, 15, 8, integers) : Feasible(random, 40, 30);
            using var solver = open(model);
            var all = new List<double>();
            for (var step = 0; step < (integers ? 4 : 8); step++)
            {
                var result = solver.Solve();
                if (result.HasPoint) all.AddRange([result.Objective, .. result.Columns, .. result.Rows]);
                if (result.HasPoint && !integers) all.AddRange([.. result.RowDuals, .. result.ColumnDuals]);
                Change(random, model, solver);
            }
            return [.. all];
        }
        var first = Play(Open);
        Assert.NotEmpty(first);
        var others = new double[integers ? 4 : 8][];
        Parallel.For(0, others.Length, new() { MaxDegreeOfParallelism = 4 }, k => others[k] = Play(Open));
        Assert.All(others, other => Assert.True(first.AsSpan().SequenceEqual(other)));
    }

    [Fact]
    public void A_program_without_rows_or_without_columns_is_solved()
    {
        var plain = new LinearModel { Maximize = true };
        plain.AddColumn(2, 0, 5);
        using var rowless = Open(plain);
        Assert.Equal(10, rowless.Solve().Objective, 9);
        using var empty = Open(new LinearModel());
        Assert.Equal(0, empty.Solve().Objective);
        var impossible = new LinearModel();
        impossible.AddRow(1, Inf, [], []);
        using var columnless = Open(impossible);
        Assert.Equal(SolveStatus.Infeasible, columnless.Solve().Status);
    }

    [Fact]
    public void Small_matrix_values_count()
    {
        // max x with 1e-10 x <= 1e-6: x = 10,000, unless the entry is dropped as too small.
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, 1e6);
        model.AddColumn(0, 0, 1);
        model.AddRow(-Inf, 1e-6, [0, 1], [1e-10, 1]);
        using var solver = Open(model);
        var result = solver.Solve();
        if (result.Status is SolveStatus.Optimal) Assert.InRange(result.Objective, 9_000, 12_000);
        else Assert.Equal(SolveStatus.Failed, result.Status);
    }

    [Fact]
    public void A_solver_without_a_model_says_so()
    {
        using var solver = Open();
        Assert.Throws<InvalidOperationException>(() => solver.Solve());
    }

    static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-9);
    }
}
