using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Tests.Capacity;

public sealed class PlanDigestTests
{
    // 100 rounds a month are wanted, 60 shells a month are made; a press for 40 more takes two months of permits, one of building and two of ramp.
    static Plan Ramp(int months = 12) => PlanCases.Solve(PlanCases.Bottleneck("adds=60 adds_unit=piece/month capex=1000 permit_months=2 build_months=1 ramp_months=2 country=FR people=5"), PlanCases.Plain(months));

    [Fact]
    public void Capacity_is_what_there_was_and_what_the_start_adds_along_its_ramp()
    {
        var plan = Ramp();
        Assert.Equal(2, plan.Starts.Single().PermitMonths);
        var shells = PlanDigest.Capacities(plan).Single(c => plan.Network.Items[c.Item].Id == "shell");
        PlanCases.Same(Enumerable.Repeat(60.0, 12), shells.Existing);
        // Straight line over the fourth and fifth month: a quarter, three quarters, then all of it.
        PlanCases.Same([0, 0, 0, 15, 45, 60, 60, 60, 60, 60, 60, 60], shells.Added.Single().PerMonth);
        var press = plan.Supplies.Single(s => s.Id == "forge").Index;
        PlanCases.Same(plan.Capacity[press], plan.Periods.Select(p => shells.Total(p.Index) * p.Months));
    }

    [Fact]
    public void It_is_met_from_the_month_after_the_last_backlog()
    {
        var need = PlanDigest.Needs(Ramp()).Single();
        // Made 60, 60, 60, 75, 100 (105 shells, 100 rounds) and 100: filling has no slack, so what was missed stays missed.
        Assert.Equal(12, need.MetFrom);
        PlanCases.Same([40, 80, 120, 145, 145], need.Missing.Take(5));
        var easy = PlanDigest.Needs(PlanCases.Solve(PlanCases.Bottleneck(), PlanCases.Plain(12)));
        Assert.Equal(12, easy.Single().MetFrom);
        Assert.Equal(2, new PlanItemNeed(0, [10, 10, 10], [5, 15, 10], [5, 1, 0]).MetFrom);
        Assert.Equal(0, new PlanItemNeed(0, [10, 10], [10, 10], [0, 1e-9]).MetFrom);
    }

    [Theory]
    [InlineData(12, 3, 4)]
    [InlineData(48, 3, 16)]
    [InlineData(60, 6, 10)]
    [InlineData(120, 12, 10)]
    public void Spans_cover_every_period_once_and_are_few_enough_to_read(int months, int length, int count)
    {
        var plan = PlanCases.Solve(PlanCases.Bottleneck(), PlanCases.Plain(months));
        var spans = PlanDigest.Spans(plan);
        Assert.Equal((count, length), (spans.Count, spans[0].Months));
        Assert.Equal(Enumerable.Range(0, plan.Periods.Count), spans.SelectMany(s => Enumerable.Range(s.First, s.Last - s.First + 1)));
        Assert.Equal(plan.Wanted[0].Sum(), spans.Sum(s => s.Sum(plan.Wanted[0])), 9);
    }

    [Fact]
    public void The_fullest_line_stands_first_and_its_full_months_are_counted()
    {
        var loads = PlanDigest.Loads(Ramp());
        // Filling is full once 105 shells come, from the fifth month on; the press is full while it is the bottleneck.
        Assert.Equal(["filling", "forge"], loads.Select(l => Ramp().Supplies[l.Supply].Id));
        Assert.Equal([8, 4], loads.Select(l => l.FullMonths));
    }

    [Fact]
    public void What_is_spent_leaves_out_the_price_of_what_is_missing()
    {
        var plan = Ramp();
        Assert.Equal(plan.Objective - plan.CostOf(PlanCostKind.Shortfall) - plan.CostOf(PlanCostKind.Tail), PlanDigest.Spent(plan), 6);
        Assert.True(plan.CostOf(PlanCostKind.Shortfall) > 0);
    }
}
