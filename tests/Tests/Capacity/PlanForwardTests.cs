using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Plans made without a solver.</summary>
public sealed class PlanForwardTests
{
    static (Plan Plan, double Objective)? Find(TestPackage package, PlanOptions options)
    {
        var program = new PlanProgram(new PlanData(package.Network, options, PlanCase.Plain));
        if (PlanForward.Find(program) is not { } found) return null;
        var plan = new PlanReadback(program, found.Point).Read();
        return (plan with { Shortfalls = PlanCauses.Find(program, plan, null, null) }, found.Objective * program.Money);
    }

    // The forge makes 60 and, from February on, 100: 40 are late for ever.
    [Fact]
    public void What_is_short_is_built_at_once_and_no_more_is_made_than_is_needed()
    {
        var (plan, objective) = Find(Bottleneck(), Plain(4))!.Value;
        Same([60, 100, 100, 100], Made(plan, "forge"));
        Same([60, 100, 100, 100], Made(plan, "filling"));
        Same([40, 40, 40, 40], plan.Backlog[0]);
        Assert.Equal((0, 1), (Assert.Single(plan.Starts).Period, plan.Starts[0].Count));
        // 360 rounds at 12 euro, the press, and 40 rounds late in four months at 50 euro.
        Assert.Equal(360 * 12 + 1000 + 4 * 40 * 50, objective, 1e-6);
        Assert.True(PlanReplay.Run(plan).Holds);
    }

    [Fact]
    public void The_lowest_bottleneck_is_lifted_first_where_money_is_short()
    {
        // The filling makes 80, the forge 60; the money of the year pays one of the two, and of the next year the other.
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1")
            .Line("filling", "round", "80", "DE", "unit_cost=10 lead_time_days=0").Line("forge", "shell", "60", "DE", "unit_cost=2 lead_time_days=0")
            .Add("expansions", "id=hall line=filling adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0", "id=press line=forge adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0")
            .Add("budgets", "payer=DE year=2027 amount=1500", "payer=DE year=2028 amount=1500")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2028-12 rate=100 rate_unit=piece/month shortfall_price=50");
        var (plan, _) = Find(package, Plain(24))!.Value;
        Assert.Equal([("press", 0), ("hall", 12)], plan.Starts.Select(s => (plan.Network.Expansions[s.Expansion].Id, s.Period)).OrderBy(s => s.Period));
    }

    // Lead times, stocks that expire, alternatives, budgets with shares, quarters, full pipelines: what is found keeps every limit, also in the
    // eyes of the replay, and never costs less than the optimum.
    [Fact]
    public void On_random_networks_it_is_a_plan_and_no_better_than_the_best_one()
    {
        var (found, good) = (0, 0);
        foreach (var seed in Enumerable.Range(1, 90))
        {
            var small = new SmallPlans((ulong)seed).Make();
            if (Find(small.Package(), small.Options) is not { } forward) continue;
            found++;
            Assert.True(PlanReplay.Run(forward.Plan).Holds);
            var best = PlanEngine.Run(small.Package().Network, small.Options, LinearSolvers.Default).Plan.Objective;
            Assert.True(forward.Objective >= best * (1 - 1e-6) - 1e-6, $"seed {seed}: {forward.Objective} below {best}");
            if (forward.Objective <= best * 1.5) good++;
        }
        Assert.True(found >= 20 && good * 2 >= found, $"{found} found, {good} of them within half of the best");
    }

    // No second for a solve: the plan made without one is given, and nothing is said to be proven.
    [Fact]
    public void A_plan_that_is_cut_before_the_first_solve_is_still_a_plan()
    {
        var package = new TestPackage();
        for (var i = 0; i < 4; i++) package.Items($"i{i}").Line($"l{i}", $"i{i}", "50", "DE", "unit_cost=1 lead_time_days=0")
            .Add("expansions", $"id=x{i} line=l{i} adds=50 adds_unit=piece/month capex=100 permit_months=0 build_months=1 ramp_months=0");
        for (var i = 0; i < 3; i++) package.Recipe($"i{i}", $"i{i + 1}", "1");
        package.Add("demands", "buyer=DE item=i0 from=2027-01 to=2031-12 rate=90 rate_unit=piece/month shortfall_price=50");
        var result = Run(package, Plain(60) with { FineMonths = 60, TimeLimitSeconds = 0 });
        Assert.Equal((PlanStatus.Stopped, true), (result.Status, result.HasPlan));
        Assert.Null(result.Gap);
        Assert.Equal(4, result.Plan.Starts.Sum(s => s.Count));
        Assert.True(PlanReplay.Run(result.Plan).Holds);
    }
}
