using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>What a plan knows of later days.</summary>
public sealed class PlanDateTests
{
    [Theory]
    [InlineData("2026-12-31", -1)]
    [InlineData("2027-01-31", 0)]
    [InlineData("2027-12-31", 0)]
    public void An_expansion_is_no_choice_after_its_latest_day(string latest, int start)
    {
        var plan = Solve(Bottleneck($"adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0 latest={latest}"), Plain(3));
        Assert.Equal(start < 0 ? [] : [start], plan.Starts.Select(s => s.Period));
    }

    [Fact]
    public void A_total_of_a_later_day_tells_a_plan_nothing_since_it_holds_what_was_added_until_then()
    {
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "unit_cost=10 lead_time_days=0")
            .Add("totals", "item=shell area=FR capacity=60 capacity_unit=piece/month date=2026-12-01").Add("totals", "item=shell area=FR capacity=90 capacity_unit=piece/month date=2027-02-01")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        Same([60, 60, 60], Made(Solve(package, Plain(3)), "others:shell:FR"));
        Same([90, 90, 90], Made(Solve(package, Plain(3) with { From = new(2027, 2, 1) }), "others:shell:FR"));
    }
}
