using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>Two states want more of one line than it can make; worked out by hand.</summary>
public sealed class CoordinationTests
{
    static readonly PlanOptions Plain = new() { From = new(2026, 1, 1), Months = 3, DiscountRate = 0, TailMonths = 0, OptionWeight = 1, Gap = 0, Pipeline = PlanPipeline.Empty };

    // One line of ten a month at 1 EUR a piece; FR and IT want six a month each, ordered as options; a missing piece costs 10 EUR a month.
    // An expansion adds two a month at once for 50 EUR.
    static TestPackage Two(string certainty = "option", string secondFrom = "2026-01-01") => new TestPackage().Items("x")
        .Line("l", "x", "10", more: "unit_cost=1")
        .Add("stocks", "holder=l item=x quantity=0 holding_cost=1") // so that nothing is made before it is wanted
        .Add("expansions", "id=e line=l adds=2 adds_unit=piece/month capex=50 permit_months=0 build_months=0 ramp_months=0")
        .Add("demands", $"buyer=FR item=x from=2026-01-01 to=2026-03-31 rate=6 rate_unit=piece/month certainty={certainty} shortfall_price=10",
            $"buyer=IT item=x from={secondFrom} to=2026-03-31 rate=6 rate_unit=piece/month certainty={certainty} shortfall_price=10");

    static CoordinationResult Run(Network network, CapacitySplit split = CapacitySplit.ProRata, PlanOptions? plan = null) =>
        CoordinationEngine.Run(network, new() { Plan = plan ?? Plain, Split = split }, LinearSolvers.Default);

    [Fact]
    public void Each_alone_sees_enough_and_together_they_over_commit_the_line()
    {
        var result = Run(Two().Network);
        Assert.Equal(["FR", "IT"], result.States.Select(s => s.Name));
        Assert.All(result.Alone, a => Assert.Equal(18, a.Plan.Objective, 1e-6)); // 18 pieces at 1 EUR, nothing missing, nothing built
        var over = Assert.Single(result.OverCommitments);
        Assert.Equal("l", result.Joint!.Supplies[over.Supply].Id);
        Assert.Equal((0, 1.2), (over.FirstPeriod, Math.Round(over.WorstRatio, 6)));
        Assert.Equal([6, 6], over.Claims.Select(c => Math.Round(c[0], 6)));
    }

    [Fact]
    public void The_joint_outcome_shares_what_there_is_and_one_plan_builds_what_both_need()
    {
        var result = Run(Two().Network);
        // Five a month each: 1, 2, 3 missing at the ends of the months, for each of the two: 12 piece-months at 10 EUR, and 30 made.
        Assert.Equal([6, 6], result.InJoint.Select(o => Math.Round(o.LateUnitMonths, 4)));
        Assert.Equal(150, result.Joint!.Objective, 1e-4);
        // Built at once: 36 made, 50 EUR of capital, nothing missing.
        Assert.Equal(86, result.Coordinated.Plan.Objective, 1e-4);
        Assert.Equal(64, result.Value!.Value, 1e-4);
        Assert.Equal(86, result.WithoutSidePayments!.Plan.Objective, 1e-4);
    }

    [Fact]
    public void By_order_date_the_earlier_buyer_is_served_and_the_later_one_bears_what_is_missing()
    {
        // IT wants six from February on: twelve against ten in two months; FR ordered first and gets its six.
        var result = Run(Two(secondFrom: "2026-02-01").Network, CapacitySplit.OrderDate);
        Assert.Equal([0, 6], result.InJoint.Select(o => Math.Round(o.LateUnitMonths, 4))); // 2, then 4
        Assert.Equal(1, Assert.Single(result.OverCommitments).FirstPeriod);
    }

    [Fact]
    public void What_is_firm_leaves_only_the_rest_to_the_others()
    {
        // Each sees four left by the other's firm six, misses two a month more and builds: the same expansion, which is built once.
        var result = Run(Two("firm").Network);
        Assert.All(result.Alone, a => Assert.Equal("e", a.Plan.Network.Expansions[Assert.Single(a.Plan.Starts).Expansion].Id));
        Assert.Empty(result.OverCommitments);
        Assert.Equal(1, Assert.Single(result.Joint!.Starts).Count);
        Assert.Equal(86, result.Joint.Objective, 1e-4);
        Assert.Equal(0, result.Value!.Value, 1e-4);
    }

    [Fact]
    public void Nobody_bears_more_than_in_the_joint_outcome_where_it_is_asked_for()
    {
        // Priority 1 of FR draws all that is left to FR in one plan; the limit keeps what IT has in the joint outcome.
        var network = new TestPackage().Items("x").Line("l", "x", "10", more: "unit_cost=1")
            .Add("demands", "buyer=FR item=x from=2026-01-01 to=2026-03-31 rate=10 rate_unit=piece/month certainty=option shortfall_price=100",
                "buyer=IT item=x from=2026-01-01 to=2026-03-31 rate=10 rate_unit=piece/month certainty=option shortfall_price=10").Network;
        var result = Run(network);
        Assert.Equal([30, 30], result.InJoint.Select(o => Math.Round(o.LateUnitMonths, 4)));
        Assert.Equal([0, 60], result.InCoordinated.Select(o => Math.Round(o.LateUnitMonths, 4)));
        Assert.Equal([30, 30], result.InWithoutSidePayments.Select(o => Math.Round(o.LateUnitMonths, 4)));
        Assert.True(result.Coordinated.Plan.Objective < result.WithoutSidePayments!.Plan.Objective);
        Assert.True(result.WithoutSidePayments.Plan.Objective <= result.Joint!.Objective * (1 + 1e-6));
    }

    // Each alone could not pay the decided 100 EUR from its 60: it is paid before anybody plans, and leaves 20 in all for the 50 of the other expansion.
    [Fact]
    public void What_is_decided_is_paid_by_all_before_anybody_plans_alone()
    {
        var package = Two().Add("expansions", "id=d line=l adds=1 adds_unit=piece/month capex=100 permit_months=0 build_months=0 ramp_months=0 earliest=2026-01-01 status=funded")
            .Add("budgets", "payer=FR year=2026 amount=60", "payer=IT year=2026 amount=60");
        var result = Run(package.Network);
        Assert.All(result.Alone, a => Assert.Equal(PlanStatus.Optimal, a.Status));
        Assert.Equal(["d"], result.Coordinated.Plan.Starts.Select(s => result.Coordinated.Plan.Network.Expansions[s.Expansion].Id));
        // Twelve wanted against eleven: 1, 2, 3 missing.
        Assert.Equal(6, result.InCoordinated.Sum(o => o.LateUnitMonths), 1e-4);
        Assert.Equal(120, result.Joint!.Spending.Sum(s => s.Limit));
        Assert.Equal(100, result.Joint.Spending.Sum(s => s.Amount), 1e-6);
    }

    [Fact]
    public void Requirements_to_hold_without_somebody_are_not_for_comparing_plans() =>
        Assert.Throws<ArgumentException>(() => Run(Two().Network, plan: Plain with { Holds = [new(0.5, PlanHoldKind.Outsiders, [], new(2026, 2, 1), "x")] }));

    [Fact]
    public void One_buyer_alone_has_nobody_to_coordinate_with()
    {
        var network = new TestPackage().Items("x").Line("l", "x", "10").Add("demands", "buyer=FR item=x from=2026-01-01 to=2026-03-31 rate=6 rate_unit=piece/month shortfall_price=1").Network;
        Assert.Throws<ArgumentException>(() => Run(network));
    }

    // Random chains of three items with lead times, stocks, least rates and budgets: the joint outcome is always a plan of the whole
    // (the engine refuses it otherwise), and coordination never costs more.
    [Fact]
    public void On_random_networks_coordination_never_costs_more_than_the_joint_outcome() => Cases.Try(Networks(), 12, network =>
    {
        foreach (var split in new[] { CapacitySplit.ProRata, CapacitySplit.OrderDate })
        {
            var result = Run(network, split, Plain with { Months = 4, Pipeline = PlanPipeline.Full, DiscountRate = 0.03, TailMonths = 6, OptionWeight = 0.5 });
            Assert.All(result.Alone, a => Assert.Equal(PlanStatus.Optimal, a.Status));
            Assert.True(result.Value >= -1e-5 * result.Joint!.Objective, $"{split}: {result.Value}");
            Assert.True(result.WithoutSidePayments!.Plan.Objective >= result.Coordinated.Plan.Objective * (1 - 1e-6));
            foreach (var state in result.States) Assert.True(result.InWithoutSidePayments[state.Index].Burden <= result.InJoint[state.Index].Burden * (1 + 1e-6) + 1e-4);
        }
    });

    static Gen<Network> Networks() => Gen.Int[1, 1_000_000].Select(seed =>
    {
        var random = new Random(seed);
        int N(int low, int high) => random.Next(low, high + 1);
        var package = new TestPackage().Items("a", "b", "c").Recipe("a", "b", $"{N(1, 3)}").Recipe("b", "c", $"{N(1, 2)}");
        foreach (var item in new[] { "a", "b", "c" })
            for (var l = 0; l < N(1, 2); l++)
                package.Line($"{item}{l}", item, $"{N(4, 40)}", more: $"unit_cost={N(1, 5)} lead_time_days={N(0, 3) * 20}" + (N(0, 3) == 0 ? $" minimum_rate={N(1, 4)} readiness_fee={N(1, 9)} restart_cost={N(1, 30)} restart_days=20" : ""));
        package.Add("expansions", $"id=ea line=a0 adds={N(2, 9)} adds_unit=piece/month capex={N(20, 90)} permit_months=1 build_months={N(0, 1)} ramp_months={N(0, 2)} most=2",
            $"id=eb item=b adds={N(2, 9)} adds_unit=piece/month capex={N(20, 90)} permit_months=0 build_months={N(0, 2)} ramp_months=0 unit_cost=2 country=DE");
        if (N(0, 1) == 0) package.Add("budgets", $"payer=FR year=2026 amount={N(10, 120)}", $"payer=IT year=2026 amount={N(10, 120)}", $"payer=EU27 year=2026 amount={N(10, 120)} share=60");
        package.Add("stocks", $"holder=b0 item=c quantity={N(0, 20)}" + (N(0, 1) == 0 ? " shelf_life_days=60" : ""));
        foreach (var (buyer, k) in new[] { ("FR", 0), ("IT", 1), ("ES", 2) })
            package.Add("demands", $"buyer={buyer} item=a from=2026-0{1 + k % 2}-01 to=2026-04-30 rate={N(1, 12)} rate_unit=piece/month certainty={(N(0, 2) == 0 ? "firm" : "option")} shortfall_price={N(5, 60)}");
        return package.Network;
    });
}
