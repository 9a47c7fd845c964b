using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Solving;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>The program as a file that any solver reads, and as another solver sees it.</summary>
public sealed class PlanModelTests
{
    static LinearModel Rich(out PlanResult plan, out double euro)
    {
        var package = Bottleneck("adds=40 adds_unit=piece/month capex=1000 permit_months=0.5 build_months=1 ramp_months=2 most=2")
            .Add("lines", "id=old item=shell capacity=30 capacity_unit=piece/month country=DE unit_cost=5 units_made=100 learning=80 lead_time_days=20 minimum_rate=10 readiness_fee=3 restart_cost=40 restart_days=20")
            .Add("stocks", "holder=forge item=shell quantity=15 shelf_life_days=45 holding_cost=0.1")
            .Add("budgets", "payer=DE year=2027 amount=1500 share=80", "payer=FR year=2027 amount=1500")
            .Add("demands", "buyer=FR item=round from=2027-02 to=2027-05 rate=20 rate_unit=piece/month shortfall_price=40 certainty=option");
        var options = Plain(6) with { DiscountRate = 0.05, TailMonths = 3, Gap = 1e-7 };
        plan = PlanEngine.Run(package.Network, options, LinearSolvers.Default);
        return PlanEngine.Model(package.Network, options, null, out euro);
    }

    [Fact]
    public void Another_solver_finds_the_same_objective()
    {
        var model = Rich(out var plan, out var euro);
        using var other = LinearSolvers.SecondOpinion();
        other.Load(model);
        var result = other.Solve(new() { Gap = 1e-7 });
        Assert.Equal(SolveStatus.Optimal, result.Status);
        Assert.Equal(1, result.Objective * euro / plan.Plan.Objective, 1e-6);
    }

    [Fact]
    public void Another_reader_of_the_file_finds_the_same_objective()
    {
        var model = Rich(out var plan, out var euro);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        MpsWriter.Write(model, "plan", text);
        var read = new Google.OrTools.ModelBuilder.Model();
        Assert.True(read.ImportFromMpsString(text.ToString()));
        Assert.Equal((model.Columns, model.Rows), (read.VariablesCount(), read.ConstraintsCount()));
        var solver = new Google.OrTools.ModelBuilder.Solver("scip");
        Assert.Equal(Google.OrTools.ModelBuilder.SolveStatus.OPTIMAL, solver.Solve(read));
        Assert.Equal(1, solver.ObjectiveValue * euro / plan.Plan.Objective, 1e-6);
    }

    [Fact]
    public void Equal_models_give_equal_texts_with_names_of_the_package()
    {
        var texts = Enumerable.Range(0, 2).Select(_ =>
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            MpsWriter.Write(Rich(out var _, out var _), "a plan", text);
            return text.ToString();
        }).ToArray();
        Assert.Equal(texts[0], texts[1]);
        Assert.StartsWith("NAME a_plan\nROWS\n N COST\n", texts[0], StringComparison.Ordinal);
        Assert.Contains(" start:press:2027-01 ", texts[0], StringComparison.Ordinal);
        Assert.Contains(" balance:shell:2027-06 ", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_row_and_bound_is_written()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(1, 0, 2, name: "a b");
        model.AddColumn(-0.1, double.NegativeInfinity, double.PositiveInfinity, name: "a b");
        model.AddColumn(0, double.NegativeInfinity, 5);
        model.AddColumn(3, 1, double.PositiveInfinity, integer: true, name: "n");
        model.AddColumn(0, 4, 4);
        model.AddRow(-1, 3, [0, 1], [1, 1.0 / 3]);
        model.AddRow(2, 2, [3], [1]);
        model.AddRow(0, double.PositiveInfinity, [0], [1], "lower");
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        MpsWriter.Write(model, "t", text);
        Assert.Equal("* The model maximises; its costs are turned round.\nNAME t\nROWS\n N COST\n L r0\n E r1\n G lower\nCOLUMNS\n a_b COST -1\n a_b r0 1\n a_b lower 1\n"
            + " a_b:c1 COST 0.1\n a_b:c1 r0 0.3333333333333333\n c2 COST 0\n M3 'MARKER' 'INTORG'\n n COST -3\n n r1 1\n M4 'MARKER' 'INTEND'\n c4 COST 0\nRHS\n RHS r0 3\n RHS r1 2\nRANGES\n RANGE r0 4\n"
            + "BOUNDS\n UP BOUND a_b 2\n FR BOUND a_b:c1\n MI BOUND c2\n UP BOUND c2 5\n LO BOUND n 1\n PL BOUND n\n FX BOUND c4 4\nENDATA\n", text.ToString());
    }
}
