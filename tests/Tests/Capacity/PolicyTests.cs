using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class PolicyTests
{
    // Guns 20 a month, barrels 8 a month for them, steel for 8 barrels: two equal bottlenecks in series.
    static TestPackage Guns() => new TestPackage().Items("gun", "barrel", "steel").Line("gun-de", "gun", "20").Line("barrel-de", "barrel", "8").Line("steel-de", "steel", "16")
        .Recipe("gun", "barrel", "1").Recipe("barrel", "steel", "2").Goal("produce", "gun", "10");

    static ChangeSet Times(string name, string line, string factor) =>
        new(name, name, "", [new("lines", ChangeKind.Times, new("test")) { Field = "capacity", Value = factor, Where = [new("id", [line])] }]);

    static PolicyResult Run(Network network, params ChangeSet[] measures)
    {
        var findings = new List<Finding>();
        var cases = PolicyEngine.Apply(network, measures, findings);
        Assert.Empty(findings);
        return PolicyEngine.Run(cases!, new() { Plan = null }, LinearSolvers.Default);
    }

    [Fact]
    public void Measures_that_are_worth_nothing_alone_may_be_worth_something_together()
    {
        var result = Run(Guns().Network, Times("barrels", "barrel-de", "1.5"), Times("steel", "steel-de", "1.25"));
        Assert.Equal(["base", "barrels", "steel", "together"], result.Cases.Select(c => c.Case.Name));
        Assert.Equal([8, 8, 8, 10], result.Cases.Select(c => Math.Round(c.Outputs[0].All.PerMonth!.Central, 6)));
        Assert.Equal([0, 0, 0, 2], result.Cases.Select(c => Math.Round(c.Outputs[0].All.Gain!.Value, 6)));
        Assert.Equal(0.2, result.Cases[^1].Outputs[0].All.ThetaGain, 1e-6);
    }

    [Fact]
    public void A_measure_may_cost_output_and_the_old_network_stays()
    {
        var network = Guns().Network;
        var result = Run(network, Times("less-steel", "steel-de", "0.5"));
        Assert.Equal(["base", "less-steel"], result.Cases.Select(c => c.Case.Name));
        Assert.Equal(-4, result.Cases[1].Outputs[0].Inside.Gain!.Value, 1e-6);
        Assert.Same(network, result.Cases[0].Case.Network);
        Assert.StartsWith("capacity/policy/less-steel/t/produce/", result.Cases[1].Outputs[0].All.Theta.Address, StringComparison.Ordinal);
    }

    [Fact]
    public void No_difference_is_claimed_where_a_maximum_is_a_lower_bound()
    {
        var result = Run(new TestPackage().Items("gun").Line("gun-de", "gun", "50").Goal("produce", "gun", "10").Network, Times("more", "gun-de", "4"));
        Assert.Equal((10, null), (result.Cases[1].Outputs[0].All.Theta.Central, result.Cases[1].Outputs[0].All.Gain));
    }

    // 15 guns a month are wanted for 2026, 10 are made; a line of 10 more takes six months of permits and nothing else.
    static TestPackage Orders() => new TestPackage().Items("gun").Line("gun-de", "gun", "10", "DE", "unit_cost=100")
        .Add("expansions", "id=gun-x line=gun-de adds=10 adds_unit=piece/month permit_months=6 build_months=0 ramp_months=0 capex=1200")
        .Add("demands", "buyer=DE item=gun from=2026-01-01 to=2026-12-31 rate=15 rate_unit=piece/month shortfall_price=1000").Goal("produce", "gun", "15");

    [Fact]
    public void A_permit_clock_is_worth_units_and_months_worked_out_by_hand()
    {
        var clock = new ChangeSet("clock", "clock", "", [new("expansions", ChangeKind.AtMost, new("test")) { Field = "permit_months", Value = "2" }]);
        var cases = PolicyEngine.Apply(Orders().Network, [clock], [])!;
        var result = PolicyEngine.Run(cases, new() { Plan = new() { From = new(2026, 1, 1), Months = 12, DiscountRate = 0, Gap = 0 } }, LinearSolvers.Default);
        var (before, now) = (Assert.Single(result.Cases[0].Plan!.Deliveries), Assert.Single(result.Cases[1].Plan!.Deliveries));
        // Five are missed each month until the line is ready, then five are made up each month: after the 6th month 30, gone after the 12th.
        Assert.Equal([5, 10, 15, 20, 25, 30, 25, 20, 15, 10, 5, 0], before.Missing.Select(m => Math.Round(m, 4)));
        Assert.Equal([5, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0], now.Missing.Select(m => Math.Round(m, 4)));
        Assert.Equal((new DateOnly(2026, 12, 1), new DateOnly(2026, 4, 1), 8), (before.MetFrom!.Value, now.MetFrom!.Value, now.MonthsEarlier!.Value));
        Assert.Equal((180, 20, 160), (Math.Round(before.MissingUnitMonths, 3), Math.Round(now.MissingUnitMonths, 3), Math.Round(now.LessMissing, 3)));
        Assert.Equal((180, 180, 0), (Math.Round(before.Delivered[^1], 3), Math.Round(now.Delivered[^1], 3), Math.Round(now.MoreDelivered, 3)));
        // 180 guns at 100 EUR and the line; nothing of it changes.
        Assert.Equal((19200, 0), (Math.Round(result.Cases[1].Plan!.Spending!.Value, 2), Math.Round(result.Cases[1].Plan!.MoreSpending!.Value, 2)));
        Assert.Equal(0, result.Cases[1].Outputs[0].All.Gain!.Value, 1e-9);
    }

    [Fact]
    public void What_is_never_met_has_no_month_and_no_difference_of_months()
    {
        var twice = new ChangeSet("twice", "twice", "", [new("demands", ChangeKind.Times, new("test")) { Field = "rate", Value = "2" }]);
        var result = PolicyEngine.Run(PolicyEngine.Apply(Orders().Network, [twice], [])!, new() { Plan = new() { From = new(2026, 1, 1), Months = 12 } }, LinearSolvers.Default);
        var now = Assert.Single(result.Cases[1].Plan!.Deliveries);
        Assert.Equal((null, null, null), (now.FirstMet, now.MetFrom, now.MonthsEarlier));
        // 6 x 10 + 6 x 20 of 360 wanted.
        Assert.Equal((180, 0, 360), (Math.Round(now.Delivered[^1], 3), Math.Round(now.MoreDelivered, 3), Math.Round(now.Wanted[^1], 3)));
    }

    [Fact]
    public void A_case_without_a_plan_says_what_cannot_hold_together()
    {
        // The line is decided, and the only payer has a tenth of what it costs; the measure gives him enough.
        var package = Orders().Add("budgets", "payer=DE year=2026 amount=120");
        var decided = new Change("expansions", ChangeKind.Set, new("test")) { Field = "status", Value = "funded" };
        var earliest = new Change("expansions", ChangeKind.Set, new("test")) { Field = "earliest", Value = "2026-01-01" };
        var money = new Change("budgets", ChangeKind.Times, new("test")) { Field = "amount", Value = "10" };
        var cases = PolicyEngine.Apply(package.Network, [new("decided", "", "", [decided, earliest]), new("paid", "", "", [decided, earliest, money])], [])!;
        var result = PolicyEngine.Run(cases, new() { Status = 1, Plan = new() { From = new(2026, 1, 1), Months = 12 } }, LinearSolvers.Default);
        var plan = result.Cases[1].Plan!;
        Assert.Equal((PlanStatus.NoPlan, null, null), (plan.Status, plan.Spending, plan.MoreSpending));
        Assert.Empty(plan.Deliveries);
        Assert.NotEmpty(plan.Conflict);
        Assert.Equal(PlanStatus.Optimal, result.Cases[2].Plan!.Status);
    }

    [Fact]
    public void A_measure_that_breaks_a_rule_gives_no_cases()
    {
        var findings = new List<Finding>();
        var broken = new ChangeSet("broken", "broken", "", [new("lines", ChangeKind.Set, new("test")) { Field = "item", Value = "nothing", Where = [new("id", ["gun-de"])] }]);
        Assert.Null(PolicyEngine.Apply(Guns().Network, [Times("fine", "steel-de", "2"), broken], findings));
        Assert.Contains("E-REF-01", findings.Select(f => f.Code));
    }

    [Fact]
    public void The_worth_of_a_measure_is_given_in_the_central_and_in_the_pessimistic_reading()
    {
        // The new line adds 10 for sure, or between 2 and 18: of the 5 missed a month it makes up all, or 2.
        var package = new TestPackage().Items("gun").Line("gun-de", "gun", "6..14", "DE", "unit_cost=100")
            .Add("expansions", "id=gun-x line=gun-de adds=2..18 adds_unit=piece/month permit_months=6 build_months=0 ramp_months=0 capex=1200")
            .Add("demands", "buyer=DE item=gun from=2026-01-01 to=2026-12-31 rate=15 rate_unit=piece/month shortfall_price=1000").Goal("produce", "gun", "15");
        var clock = new ChangeSet("clock", "clock", "", [new("expansions", ChangeKind.AtMost, new("test")) { Field = "permit_months", Value = "2" }]);
        var result = PolicyEngine.Run(PolicyEngine.Apply(package.Network, [clock], [])!, new() { Plan = new() { From = new(2026, 1, 1), Months = 12, DiscountRate = 0, Gap = 0 } }, LinearSolvers.Default);
        var (central, worst) = (Assert.Single(result.Cases[1].Plan!.Deliveries), Assert.Single(result.Cases[1].Worst!.Deliveries));
        // Pessimistic: 6 a month, and 2 more after 6 months (12 x 6 + 6 x 2 = 84) or after 2 (72 + 10 x 2 = 92).
        Assert.Equal((180, 0), (Math.Round(central.Delivered[^1], 3), Math.Round(central.MoreDelivered, 3)));
        Assert.Equal((92, 8), (Math.Round(worst.Delivered[^1], 3), Math.Round(worst.MoreDelivered, 3)));
        Assert.Equal((8, null), (central.MonthsEarlier, worst.MonthsEarlier));
        // 8 guns more at 100 EUR.
        Assert.Equal((0, 800), (Math.Round(result.Cases[1].Plan!.MoreSpending!.Value, 2), Math.Round(result.Cases[1].Worst!.MoreSpending!.Value, 2)));
    }

    [Fact]
    public void The_gain_of_today_is_given_in_both_readings()
    {
        // A quarter more steel for 10 to 22 guns' worth (16 in the middle): 2 guns in the middle, 1.25 in the worst case.
        var package = new TestPackage().Items("gun", "steel").Line("gun-de", "gun", "20").Line("steel-de", "steel", "10..22").Recipe("gun", "steel", "2").Goal("produce", "gun", "10");
        var now = Run(package.Network, Times("steel", "steel-de", "1.25")).Cases[1].Outputs[0].All;
        Assert.Equal((2, 1.25, 0.2, 0.125), (Math.Round(now.Gain!.Value, 6), Math.Round(now.WorstGain!.Value, 6), Math.Round(now.ThetaGain, 6), Math.Round(now.WorstThetaGain, 6)));
    }
}
