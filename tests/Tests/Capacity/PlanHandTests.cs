using Vauban.Core.Capacity;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Plans whose numbers are worked out by hand.</summary>
public sealed class PlanHandTests
{
    [Fact]
    public void Two_lines_one_bottleneck_three_months_expand_at_once()
    {
        // 60 shells in the first month, then 100: 40 rounds stay 40 behind for three months. 40 * 3 * 50 = 6,000 for what is
        // late, 260 shells at 2, 260 rounds at 10 and the press: 10,120. Without it 240 unit-months are late: 14,160.
        var plan = Solve(Bottleneck(), Plain(3));
        var start = Assert.Single(plan.Starts);
        Assert.Equal((0, 1, 1.0, 1.0), (start.Period, start.Count, start.FirstOutputMonth, start.FullOutputMonth));
        Same([60, 100, 100], Made(plan, "filling"));
        Same([60, 100, 100], Made(plan, "forge"));
        Same([40, 40, 40], plan.Backlog[0]);
        Same([60, 100, 100], plan.Delivered[0]);
        Assert.Equal(10_120, plan.Objective, 1e-6);
        Assert.Equal([520 + 2600, 1000, 0, 0, 0, 6000, 0], plan.Costs.Select(c => Math.Round(c.Discounted, 6)));
    }

    [Fact]
    public void An_expansion_that_costs_more_than_what_is_missing_does_not_start()
    {
        // It saves 120 unit-months at 50 and costs 80 units more to make at 12: worth 5,040 at most.
        Assert.Empty(Solve(Bottleneck("adds=40 adds_unit=piece/month capex=5041 permit_months=0 build_months=1 ramp_months=0"), Plain(3)).Starts);
        Assert.Single(Solve(Bottleneck("adds=40 adds_unit=piece/month capex=5039 permit_months=0 build_months=1 ramp_months=0"), Plain(3)).Starts);
    }

    [Fact]
    public void Permits_building_and_ramp_delay_output()
    {
        // Half a month of permits and one of building, then two months of ramp from 0 to 40.
        var plan = Solve(Bottleneck("adds=40 adds_unit=piece/month capex=10 permit_months=0.5 build_months=1 ramp_months=2"), Plain(5));
        // Ramp from 1.5 to 3.5: month 1 ends half a month in: 0.5^2/4 = 0.0625; month 2: (1.5^2 - 0.5^2)/4 = 0.5; month 3: 1 - 0.0625.
        Same([60, 60 + 40 * 0.0625, 60 + 40 * 0.5, 60 + 40 * 0.9375, 100], plan.Capacity[plan.Supplies.Single(s => s.Id == "forge").Index]);
    }

    [Fact]
    public void What_takes_a_lead_time_arrives_later_and_the_pipeline_is_full_at_the_start()
    {
        // Shells take a month and a half. The network ran at 60 a month, so 60 and 30 still arrive; of what is started
        // in a month half arrives in the next but one and half a month later.
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "unit_cost=10 lead_time_days=0")
            .Line("forge", "shell", "60", "FR", "unit_cost=2 lead_time_days=45.625").Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        var full = Solve(package, Plain(4));
        Same([60, 60, 60, 60], Made(full, "filling"));
        Assert.Equal(60, full.Before[full.Supplies.Single(s => s.Id == "forge").Index], 1e-6);
        var empty = Solve(package, Plain(4) with { Pipeline = PlanPipeline.Empty });
        Same([0, 30, 60, 60], Made(empty, "filling"));
        // Of the third month's shells half still arrive in time, of the fourth month's none.
        Same([60, 60, 60, 0], Made(empty, "forge"));
    }

    [Fact]
    public void A_stock_bridges_the_time_until_more_can_be_made()
    {
        var plan = Solve(Bottleneck().Add("stocks", "holder=forge item=shell quantity=40 holding_cost=1"), Plain(3));
        Same([100, 100, 100], Made(plan, "filling"));
        Same([0, 0, 0], plan.Backlog[0]);
        Same([0, 0, 0], StockOf(plan, "shell"));
    }

    [Fact]
    public void What_does_not_keep_is_thrown_away()
    {
        // 500 shells lie there and keep two months: 100 are used in each of the first two, and 300 go. What is made meanwhile
        // keeps for later: 80 of it bridge the two months in which 100 are wanted and 60 can be made.
        var plan = Solve(new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "lead_time_days=0").Line("forge", "shell", "60", "FR", "unit_cost=1 lead_time_days=0")
            .Add("stocks", "holder=forge item=shell quantity=500 shelf_life_days=60.8333333333").Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50"), Plain(4));
        Same([20, 60, 60, 60], Made(plan, "forge"));
        Same([100, 100, 100, 100], Made(plan, "filling"));
        Same([420, 80, 40, 0], StockOf(plan, "shell"));
        Same([0, 300, 0, 0], plan.Scrap[plan.Network.Items.Single(i => i.Id == "shell").Index]);
    }

    [Fact]
    public void Money_limits_what_starts_and_who_pays_is_said()
    {
        var package = Bottleneck().Add("budgets", "payer=DE year=2027 amount=700 share=60", "payer=FR year=2027 amount=600");
        var plan = Solve(package, Plain(3));
        var start = Assert.Single(plan.Starts);
        Assert.Equal(1000, start.Payments.Sum(p => p.Amount), 1e-6);
        Assert.All(start.Payments, p => Assert.True(p.Amount <= 600 + 1e-6));
        Assert.Equal(1000, plan.Spending.Sum(s => s.Amount), 1e-6);
        // One euro less than the capital, and nobody can build it; where the money may only be spent elsewhere neither.
        Assert.Empty(Solve(Bottleneck().Add("budgets", "payer=DE year=2027 amount=999"), Plain(3)).Starts);
        Assert.Empty(Solve(Bottleneck().Add("budgets", "payer=DE year=2027 amount=2000 area=DE"), Plain(3)).Starts);
        Assert.Empty(Solve(Bottleneck().Add("budgets", "payer=DE year=2027 amount=2000 share=50"), Plain(3)).Starts);
        Assert.Empty(Solve(Bottleneck().Add("budgets", "payer=DE year=2028 amount=2000"), Plain(3)).Starts);
    }

    [Fact]
    public void A_decided_expansion_starts_at_its_earliest_and_may_have_started_before()
    {
        // Two of three months of building lie before the plan: output from the second month on, and a third of the capital still to pay.
        var plan = Solve(Bottleneck("adds=40 adds_unit=piece/month capex=900 permit_months=0 build_months=3 ramp_months=0 status=funded earliest=2026-11"), Plain(3));
        var start = Assert.Single(plan.Starts);
        Assert.True(start.IsDecided);
        Assert.Equal((-1, -2.0, 1.0), (start.Period, start.StartMonth, start.FirstOutputMonth));
        Assert.Equal(300, start.Capex!.Value, 1e-6);
        Same([60, 100, 100], Made(plan, "forge"));
        Assert.Equal(300, plan.CostOf(PlanCostKind.Capex), 1e-6);
    }

    [Fact]
    public void A_decided_expansion_that_nobody_can_pay_is_a_named_conflict()
    {
        var result = Run(Bottleneck("adds=40 adds_unit=piece/month capex=900 permit_months=0 build_months=3 ramp_months=0 status=funded earliest=2027-01").Add("budgets", "payer=DE year=2027 amount=500"), Plain(3));
        Assert.Equal(PlanStatus.NoPlan, result.Status);
        Assert.Equal(["DE 2027", "press"], result.Conflict.Select(c => c.Name));
        Assert.Throws<InvalidOperationException>(() => result.Plan);
    }

    [Fact]
    public void A_new_line_makes_its_item_at_its_own_cost()
    {
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "unit_cost=10 lead_time_days=0")
            .Line("forge", "shell", "60", "FR", "unit_cost=2 lead_time_days=0")
            .Add("expansions", "id=works item=shell country=PL adds=20 adds_unit=piece/month capex=10 permit_months=0 build_months=0 ramp_months=0 unit_cost=3 lead_time_days=0 most=2 people=5")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        var plan = Solve(package, Plain(2));
        Assert.Equal(2, plan.Starts.Sum(s => s.Count));
        Same([40, 40], Made(plan, "works"));
        Assert.Equal(20 + 2 * (60 * 2 + 40 * 3 + 100 * 10), plan.Objective, 1e-6);
        Same([10, 10], Assert.Single(plan.Work, w => w.Place.ToString() == "PL").People);
    }

    [Fact]
    public void Firm_demand_goes_before_options_and_priority_before_the_rest()
    {
        var package = Bottleneck().Add("demands", "buyer=FR item=round from=2027-01 to=2027-12 rate=30 rate_unit=piece/month shortfall_price=50 certainty=option",
            "buyer=PL item=round from=2027-01 to=2027-12 rate=30 rate_unit=piece/month shortfall_price=50 priority=3");
        var plan = Solve(package, Plain(1));
        Assert.Equal(["DE", "FR", "PL"], plan.Demands.Select(d => d.Buyer));
        Assert.Equal([1, 0.5, 1.0 / 3], plan.Demands.Select(d => d.Weight));
        Same([60, 0, 0], plan.Delivered.Select(d => d[0]));
    }

    [Fact]
    public void Alternatives_are_chosen_by_cost_and_mixed_where_one_is_short()
    {
        var package = new TestPackage().Items("round", "cotton", "wood").Recipe("round", "cotton", "2", "cellulose").Recipe("round", "wood", "4", "cellulose")
            .Line("filling", "round", "100", "DE", "lead_time_days=0").Line("gin", "cotton", "50", "DE", "unit_cost=1 lead_time_days=0").Line("mill", "wood", "1000", "DE", "unit_cost=3 lead_time_days=0")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        var plan = Solve(package, Plain(1));
        Same([50], Made(plan, "gin"));
        Same([300], Made(plan, "mill"));
        Assert.Equal(950, plan.Objective, 1e-6);
        Assert.Equal([50.0, 300], plan.Uses.Select(u => Math.Round(u.Amount[0], 6)).Order());
    }

    [Fact]
    public void A_line_with_links_is_served_by_its_suppliers_after_transport()
    {
        // The near supplier is qualified and half a month away, the other one is not qualified; nothing was under way.
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "lead_time_days=0")
            .Line("near", "shell", "80", "FR", "unit_cost=1 lead_time_days=0").Line("other", "shell", "100", "FR", "lead_time_days=0")
            .Add("links", "supplier=near customer=filling item=shell qualified=yes transport_days=15.2083333333", "supplier=other customer=filling item=shell qualified=no")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        var plan = Solve(package, Plain(3) with { Pipeline = PlanPipeline.Empty });
        Same([40, 80, 80], Made(plan, "filling"));
        Same([80, 80, 80], Made(plan, "near"));
        Same([40, 80, 80], Assert.Single(plan.Flows).Arrived);
        Same([80, 80, 80], Made(Solve(package, Plain(3)), "filling"));
    }

    [Fact]
    public void Quarters_far_ahead_agree_with_months()
    {
        var months = Solve(Bottleneck(), Plain(12) with { FineMonths = 12 });
        var mixed = Solve(Bottleneck(), Plain(12) with { FineMonths = 3 });
        Assert.Equal([1, 1, 1, 3, 3, 3], mixed.Periods.Select(p => p.Months));
        Same([60, 100, 100, 300, 300, 300], Made(mixed, "forge"));
        Assert.Equal(months.Objective, mixed.Objective, 1e-6);
        Assert.Equal(months.Production.Sum(p => p.Sum()), mixed.Production.Sum(p => p.Sum()), 1e-6);
    }

    [Fact]
    public void Later_money_counts_less()
    {
        // Three units are missing at the end of the second month: 300 in its middle, and 12 months of 300 after the end.
        var package = new TestPackage().Items("round").Line("filling", "round", "10", "DE", "lead_time_days=0 from=2027-02")
            .Add("demands", "buyer=DE item=round from=2027-02 to=2027-02 rate=13 rate_unit=piece/month shortfall_price=100");
        var plan = Solve(package, Plain(2) with { DiscountRate = 0.1, TailMonths = 12 });
        Same([0, 10], Made(plan, "filling"));
        Assert.Equal(300 * Math.Pow(1.1, -1.5 / 12) + 3600 * Math.Pow(1.1, -2.0 / 12), plan.Objective, 1e-6);
    }

    [Fact]
    public void A_row_counts_from_its_month_on()
    {
        var plan = Solve(Bottleneck("adds=40 adds_unit=piece/month capex=1e9").Line("second", "shell", "30", "FR", "unit_cost=2 lead_time_days=0 from=2027-02 to=2027-02-28"), Plain(3));
        Same([60, 90, 60], Made(plan, "filling"));
    }

    // 50 are wanted in the first and the fourth month and cannot be kept; the line makes 50 or nothing.
    static Plan Trough(int unitCost, int fee, int restartCost) => Solve(new TestPackage().Items("round")
        .Line("filling", "round", "100", "DE", $"lead_time_days=0 unit_cost={unitCost} minimum_rate=50 readiness_fee={fee} restart_cost={restartCost} restart_days=30.4166666667")
        .Add("stocks", "holder=filling item=round quantity=0 shelf_life_days=0")
        .Add("demands", "buyer=DE item=round from=2027-01 to=2027-01 rate=50 rate_unit=piece/month shortfall_price=1000", "buyer=DE item=round from=2027-04 to=2027-04 rate=50 rate_unit=piece/month shortfall_price=1000"), Plain(4));

    [Fact]
    public void A_line_in_a_trough_is_kept_warm_run_on_or_let_go_cold_whatever_is_cheapest()
    {
        var warm = Trough(1, 5, 100);
        Assert.Equal([PlanLineState.Running, PlanLineState.Warm, PlanLineState.Warm, PlanLineState.Running], Assert.Single(warm.LineStates).States);
        Assert.Equal(100 + 2 * 5, warm.Objective, 1e-6);
        var running = Trough(1, 60, 200);
        Same([50, 50, 50, 50], Made(running, "filling"));
        Same([0, 50, 50, 0], running.Scrap[0]);
        Assert.Equal(200, running.Objective, 1e-6);
        // Back from the cold: a month of nothing, and its cost.
        var cold = Trough(3, 60, 100);
        Assert.Equal([PlanLineState.Running, PlanLineState.Cold, PlanLineState.Restarting, PlanLineState.Running], Assert.Single(cold.LineStates).States);
        Assert.Equal(300 + 100, cold.Objective, 1e-6);
    }

    [Theory]
    [InlineData(300, 1, 800 * 1.3862943611)]
    [InlineData(100, 2, 800 * 0.6931471806)]
    [InlineData(200, 2, 800 * 0.6931471806 * 1.5)]
    public void Units_get_cheaper_as_more_are_made(int wanted, int pieces, double cost)
    {
        // Half the cost at double the units: the Q-th unit costs 800/Q from the 100th on, and the line can make 300, up to the 400th.
        var plan = Solve(new TestPackage().Items("round").Line("filling", "round", "300", "DE", "lead_time_days=0 unit_cost=8 units_made=100 learning=50")
            .Add("demands", $"buyer=DE item=round from=2027-01 to=2027-01 rate={wanted} rate_unit=piece/month shortfall_price=1000"), Plain(1) with { LearningSegments = pieces });
        Assert.Equal(cost, plan.Objective, 1e-4);
        Assert.Equal(cost, plan.ProductionCost[0][0], 1e-4);
    }

    [Fact]
    public void Cheap_units_do_not_come_before_the_dear_ones_that_teach_to_make_them()
    {
        var plan = Solve(new TestPackage().Items("round").Line("filling", "round", "100", "DE", "lead_time_days=0 unit_cost=8 units_made=100 learning=50")
            .Line("other", "round", "1000", "DE", "lead_time_days=0 unit_cost=5")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-03 rate=100 rate_unit=piece/month shortfall_price=1000"), Plain(3) with { LearningSegments = 2 });
        // 300 from the line that learns cost 800 ln 4 = 1,109; from the other 1,500. Part of it pays for nobody.
        Same([100, 100, 100], Made(plan, "filling"));
        Assert.Equal(800 * Math.Log(4), plan.Objective, 1e-4);
    }

    [Fact]
    public void What_is_missing_has_its_causes()
    {
        PlanCauseKind[] Kinds(string expansion, int months, params string[] budgets) =>
            [.. Assert.Single(Solve(budgets.Length > 0 ? Bottleneck(expansion).Add("budgets", budgets) : Bottleneck(expansion), Plain(months)).Shortfalls).Causes.Select(c => c.Kind).Distinct().Order()];
        var plan = Solve(Bottleneck(), Plain(3));
        var missing = Assert.Single(plan.Shortfalls);
        Assert.Equal((0, 2, 40.0, 40.0, 120.0), (missing.FromPeriod, missing.ToPeriod, Math.Round(missing.Most, 6), Math.Round(missing.AtEnd, 6), Math.Round(missing.UnitMonths, 6)));
        // The forge holds the first month back, and its press is not ready then; afterwards the filling line is full.
        Assert.Contains(missing.Causes, c => c.Kind == PlanCauseKind.NotReady && c.Expansion == 0 && (c.FromPeriod, c.ToPeriod) == (0, 0));
        Assert.Contains(missing.Causes, c => c.Kind == PlanCauseKind.Capacity && plan.Supplies[c.Supply].Id == "forge");
        const string Press = "adds=20 adds_unit=piece/month capex=1000 permit_months=0 build_months=0 ramp_months=0";
        Assert.Equal([PlanCauseKind.Capacity, PlanCauseKind.MostReached], Kinds(Press, 6));
        Assert.Equal([PlanCauseKind.Capacity, PlanCauseKind.Budget], Kinds(Press, 6, "payer=DE year=2027 amount=500"));
        Assert.Equal([PlanCauseKind.Capacity, PlanCauseKind.NotWorthIt], Kinds(Press.Replace("1000", "1e9", StringComparison.Ordinal), 6));
        Assert.Equal([PlanCauseKind.Capacity, PlanCauseKind.NotReady], Kinds(Press.Replace("build_months=0", "build_months=9", StringComparison.Ordinal), 6));
    }

    [Fact]
    public void What_nothing_supplies_is_said()
    {
        var plan = Solve(new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "lead_time_days=0")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50"), Plain(2));
        var cause = Assert.Single(Assert.Single(plan.Shortfalls).Causes);
        Assert.Equal((PlanCauseKind.NoSupply, "shell"), (cause.Kind, plan.Network.Items[cause.Item].Id));
    }

    // Fifteen guns are wanted in March only, and guns do not keep; the maker takes its barrels over a link, five a month.
    static TestPackage Linked(string stock) => new TestPackage().Items("gun", "barrel").Recipe("gun", "barrel", "1").Line("maker", "gun", "20", "DE", "lead_time_days=0 unit_cost=10")
        .Line("forge", "barrel", "5", "FR", "lead_time_days=0 unit_cost=2").Add("links", "supplier=forge customer=maker item=barrel transport_days=0 qualified=yes")
        .Add("parties", "id=depot kind=company country=DE").Add("stocks", "holder=depot item=gun quantity=0 shelf_life_days=0", $"holder=depot item=barrel quantity=0 {stock}")
        .Add("demands", "buyer=DE item=gun from=2027-03 to=2027-03 rate=15 rate_unit=piece/month shortfall_price=1000");

    [Fact]
    public void A_line_with_links_lays_in_what_its_suppliers_send_before_it_is_needed()
    {
        var plan = Solve(Linked("holding_cost=1"), Plain(3));
        Same([0, 0, 15], Made(plan, "maker"));
        var stock = Assert.Single(plan.LineStocks);
        Assert.Equal(("maker", "barrel"), (plan.Supplies[stock.Supply].Id, plan.Network.Items[stock.Item].Id));
        Same([5, 10, 0], stock.Stock);
        // It is no part of the pool, and keeping it costs 5 + 10.
        Same([0, 0, 0], StockOf(plan, "barrel"));
        Assert.Equal(15, plan.CostOf(PlanCostKind.Holding), 1e-6);
        Assert.Equal(15 * 10 + 15 * 2 + 15, plan.Objective, 1e-6);
    }

    [Fact]
    public void What_lies_at_a_line_keeps_no_longer_than_the_item_does()
    {
        // A month: what was sent in January is of no use in March.
        var plan = Solve(Linked("shelf_life_days=30.416666666666668"), Plain(3));
        Same([0, 0, 10], Made(plan, "maker"));
        Assert.True(Assert.Single(plan.LineStocks).Stock[1] <= 5 + 1e-6);
    }

    [Fact]
    public void Hours_of_work_over_a_link_do_not_keep()
    {
        var package = new TestPackage().Items("gun").Add("items", "id=hours kind=skill unit=hour complete=yes").Recipe("gun", "hours", "1").Line("maker", "gun", "20", "DE", "lead_time_days=0")
            .Add("lines", "id=fitters item=hours capacity=5 capacity_unit=hour/month country=DE lead_time_days=0").Add("links", "supplier=fitters customer=maker item=hours transport_days=0 qualified=yes")
            .Add("parties", "id=depot kind=company country=DE").Add("stocks", "holder=depot item=gun quantity=0 shelf_life_days=0")
            .Add("demands", "buyer=DE item=gun from=2027-03 to=2027-03 rate=15 rate_unit=piece/month shortfall_price=1000");
        var plan = Solve(package, Plain(3));
        Same([0, 0, 5], Made(plan, "maker"));
        Assert.Empty(plan.LineStocks);
    }

    [Fact]
    public void A_line_works_on_from_what_lies_there_when_its_supplier_has_gone()
    {
        var package = new TestPackage().Items("gun", "barrel").Recipe("gun", "barrel", "1").Line("maker", "gun", "4", "DE", "lead_time_days=0")
            .Line("forge", "barrel", "6", "FR", "lead_time_days=0 to=2027-02-28").Add("links", "supplier=forge customer=maker item=barrel transport_days=0 qualified=yes")
            .Add("demands", "buyer=DE item=gun from=2027-01 to=2027-12 rate=4 rate_unit=piece/month shortfall_price=1000");
        // 6 + 6 barrels for 4 guns a month: the last four lie there when the forge stops.
        var plan = Solve(package, Plain(4));
        Same([4, 4, 4, 0], Made(plan, "maker"));
        Same([2, 4, 0, 0], Assert.Single(plan.LineStocks).Stock);
    }

    [Fact]
    public void The_replay_catches_stock_at_a_line_that_never_came()
    {
        var plan = Solve(Linked("holding_cost=1"), Plain(3));
        Assert.True(PlanReplay.Run(plan).Holds);
        var stock = plan.LineStocks[0];
        string[] Found(params PlanLineStock[] stocks) => [.. PlanReplay.Run(plan with { LineStocks = stocks }).Contradictions.Select(c => $"{c.Kind} {c.Where} {c.Period}")];
        Assert.Contains("Stock lines/maker 1", Found(stock with { Stock = [5, 11, 0] }));
        // Without any of it ten guns were made of nothing.
        Assert.Contains("Flow lines/maker 2", Found());
        // Nothing lies at a line that has no links for it.
        Assert.Contains("Stock lines/forge -1", Found(stock, stock with { Supply = plan.Supplies.Single(s => s.Id == "forge").Index }));
    }

    [Fact]
    public void The_central_plan_counts_on_what_may_fail_and_says_what_is_to_be_expected()
    {
        var package = Bottleneck("adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0 chance=50..70")
            .Add("expansions", "id=sure line=forge adds=10 adds_unit=piece/month capex=1 permit_months=0 build_months=0 ramp_months=0");
        var result = Run(package, Plain(3));
        Same([70, 110, 110], result.Plan.Capacity[result.Plan.Supplies.Single(s => s.Id == "forge").Index]);
        // 40 at 60 %, and 10 of which nobody says it.
        var expected = Assert.Single(result.Plan.Expected);
        Assert.Equal((50, 34, 10), (Math.Round(expected.Added, 6), Math.Round(expected.Expected, 6), Math.Round(expected.Unstated, 6)));
        var finding = Assert.Single(result.Findings, f => f.Code == "W-PLAN-07");
        Assert.Equal(["press", "60", "2027-02"], finding.Values);
        Assert.DoesNotContain(Run(package, Plain(3) with { LeastChance = 0.6 }).Findings, f => f.Code == "W-PLAN-07");
    }

    [Theory]
    [InlineData("chance=99", 60)]
    [InlineData("chance=100", 100)]
    [InlineData("", 100)]
    [InlineData("chance=10 status=funded earliest=2027-01-01", 100)]
    public void The_pessimistic_plan_does_without_what_may_fail_unless_it_is_decided(string more, double last)
    {
        var package = Bottleneck($"adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0 {more}");
        var result = Run(package, Plain(3) with { Reading = Vauban.Core.Model.Reading.Pessimistic, Status = 1 });
        Assert.Equal(last, Made(result.Plan, "forge")[^1], 1e-6);
        Assert.Equal(last < 100, result.Findings.Any(f => f.Code == "N-PLAN-05"));
    }

    [Fact]
    public void The_replay_catches_a_start_that_may_fail_in_a_pessimistic_plan()
    {
        var plan = Solve(Bottleneck("adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0 chance=90"), Plain(3));
        Assert.True(PlanReplay.Run(plan).Holds);
        Assert.Contains(PlanReplay.Run(plan with { Options = plan.Options with { Reading = Vauban.Core.Model.Reading.Pessimistic } }).Contradictions, c => c is { Kind: PlanContradictionKind.Start, Where: "expansions/press" });
    }

    // Ten a month, and twenty wanted in March: parts wait for it in store, hours and power do not.
    [Theory]
    [InlineData("component", "piece", 0)]
    [InlineData("skill", "piece", 10)]
    [InlineData("service", "piece", 10)]
    [InlineData("energy", "piece", 10)]
    [InlineData("component", "hour", 10)]
    [InlineData("component", "kWh", 10)]
    public void Work_and_power_pass_with_the_month_and_do_not_lie_in_store(string kind, string unit, double missing)
    {
        var package = new TestPackage().Add("items", $"id=x unit={unit} kind={kind} complete=yes").Add("lines", $"id=l item=x country=DE capacity=10 capacity_unit={unit}/month unit_cost=1 lead_time_days=0")
            .Add("demands", $"buyer=DE item=x from=2027-03 to=2027-03 rate=20 rate_unit={unit}/month shortfall_price=50");
        var plan = Solve(package, Plain(3));
        Same([0, 0, missing], plan.Backlog[0]);
        Assert.True(PlanReplay.Run(plan).Holds);
    }

    [Fact]
    public void The_replay_catches_hours_that_lie_in_store()
    {
        TestPackage Package(string kind) => new TestPackage().Add("items", $"id=x unit=piece kind={kind} complete=yes").Add("lines", "id=l item=x country=DE capacity=10 capacity_unit=piece/month unit_cost=1 lead_time_days=0")
            .Add("demands", "buyer=DE item=x from=2027-03 to=2027-03 rate=20 rate_unit=piece/month shortfall_price=50");
        var plan = Solve(Package("component"), Plain(3));
        Assert.Contains(PlanReplay.Run(plan with { Network = Package("skill").Network }).Contradictions, c => c.Kind == PlanContradictionKind.ShelfLife);
    }
}
