using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;
using static Vauban.Tests.Solving.Programs;

namespace Vauban.Tests.Solving;

public sealed class SolutionCheckTests
{
    // The right answer to the textbook program, with one number changed.
    static SolutionFault? Fault(double[]? columns = null, double[]? rows = null, double[]? rowDuals = null, double[]? columnDuals = null, double objective = 36)
    {
        var result = new LinearResult(SolveStatus.Optimal, objective, columns ?? [2, 6], rows ?? [2, 12, 18], rowDuals ?? [0, 1.5, 1], columnDuals ?? [0, 0], 1);
        return SolutionCheck.Check(Textbook(), result).Largest;
    }

    [Fact]
    public void The_right_answer_holds() => Assert.Null(Fault());

    [Fact]
    public void A_point_outside_a_row_is_found()
    {
        // 3 x 2.5 + 2 x 6 = 19.5 > 18: over by 1.5, relative to the largest term, 12.
        var fault = Fault(columns: [2.5, 6], rows: [2.5, 12, 19.5], objective: 37.5)!.Value;
        Assert.Equal((SolutionFaultKind.Row, 2), (fault.Kind, fault.Index));
        Assert.Equal(0.125, fault.Amount, 12);
    }

    [Fact]
    public void A_point_outside_a_column_is_found_also_at_a_limit() =>
        Assert.Equal((SolutionFaultKind.Column, 0), Place(SolutionCheck.Check(Textbook(), new(SolveStatus.Limit, 27, [-1, 6], [-1, 12, 9], null, null, 1)).Largest));

    [Fact]
    public void A_wrong_activity_is_found() => Assert.Equal((SolutionFaultKind.Activity, 1), Place(Fault(rows: [2, 11, 18])));

    [Fact]
    public void A_wrong_objective_is_found() => Assert.Equal((SolutionFaultKind.Objective, -1), Place(Fault(objective: 36.01)));

    [Fact]
    public void A_point_that_holds_but_is_not_best_is_found_by_its_prices()
    {
        // (0, 6) holds and gives 30; with the prices of the optimum the dual objective stays at 36.
        var fault = Fault(columns: [0, 6], rows: [0, 12, 12], objective: 30)!.Value;
        Assert.Equal(SolutionFaultKind.Gap, fault.Kind);
        Assert.Equal(0.2, fault.Amount, 12);
    }

    [Fact]
    public void A_price_with_a_sign_that_no_bound_explains_is_found()
    {
        // Row 0 has no lower bound, so its price in a maximum cannot be negative.
        var fault = Fault(rowDuals: [-1, 1.5, 1], columnDuals: [1, 0])!.Value;
        Assert.Contains(fault.Kind, (SolutionFaultKind[])[SolutionFaultKind.RowDual, SolutionFaultKind.ColumnDual]);
    }

    [Fact]
    public void A_reduced_cost_that_is_not_cost_minus_priced_rows_is_found() =>
        Assert.Equal((SolutionFaultKind.ColumnDual, 0), Place(Fault(columnDuals: [-0.5, 0])));

    [Fact]
    public void Not_a_number_is_a_fault() => Assert.NotNull(Fault(columns: [double.NaN, 6]));

    [Fact]
    public void Half_an_integer_is_found()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, 3, integer: true);
        model.AddRow(-Inf, 5, [0], [2]);
        var report = SolutionCheck.Check(model, new(SolveStatus.Optimal, 2.5, [2.5], [5], null, null, 1, bound: 2.5));
        Assert.Equal((SolutionFaultKind.Integrality, 0), Place(report.Largest));
    }

    [Fact]
    public void A_bound_far_from_the_integer_optimum_is_found()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, 3, integer: true);
        model.AddRow(-Inf, 5, [0], [2]);
        Assert.Equal(SolutionFaultKind.Gap, SolutionCheck.Check(model, new(SolveStatus.Optimal, 2, [2], [4], null, null, 1, bound: 2.5)).Largest!.Value.Kind);
        Assert.True(SolutionCheck.Check(model, new(SolveStatus.Optimal, 2, [2], [4], null, null, 1, bound: 2)).Holds);
    }

    [Fact]
    public void Any_single_number_of_a_right_answer_that_is_changed_is_found()
    {
        var random = new Random(41);
        for (var round = 0; round < 100; round++)
        {
            var model = Feasible(random, 6, 4);
            using var solver = new HighsSolver();
            solver.Load(model);
            var r = solver.Solve();
            double[][] parts = [[.. r.Columns], [.. r.Rows], [.. r.RowDuals], [.. r.ColumnDuals], [r.Objective]];
            var part = parts[random.Next(parts.Length)];
            part[random.Next(part.Length)] += 0.1 * (random.Next(2) == 0 ? 1 : -1);
            Assert.True(SolutionCheck.Check(model, r).Holds);
            Assert.False(SolutionCheck.Check(model, new(r.Status, parts[4][0], parts[0], parts[1], parts[2], parts[3], r.Iterations)).Holds);
        }
    }

    [Fact]
    public void Large_numbers_are_held_to_relative_precision()
    {
        // 1e9 pieces through a row of the same size, off by the rounding of the machine.
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, Inf);
        model.AddRow(-Inf, 1e9, [0], [1]);
        Assert.True(SolutionCheck.Check(model, new(SolveStatus.Optimal, 1e9, [1e9 + 1e-4], [1e9], [1], [0], 1)).Holds);
        Assert.False(SolutionCheck.Check(model, new(SolveStatus.Optimal, 1e9, [1.00001e9], [1e9], [1], [0], 1)).Holds);
    }

    static (SolutionFaultKind, int) Place(SolutionFault? fault) => (fault!.Value.Kind, fault.Value.Index);
}
