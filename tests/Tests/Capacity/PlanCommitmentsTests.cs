using Vauban.Core.Capacity;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

public sealed class PlanCommitmentsTests
{
    [Fact]
    public void What_is_promised_stands_beside_own_needs_with_what_is_late_and_missing()
    {
        // 60 rounds a month. In January DE needs 100, then 30 a month, at a high price; 20 a month are promised to others, at a low one.
        // Own needs come first: 60 and 60, then 40 with what was left of them; the promise gets 20 in March and 30 in April.
        var package = new TestPackage().Items("round").Line("filling", "round", "60", "DE", "unit_cost=1 lead_time_days=0")
            .Add("demands", "buyer=DE item=round from=2027-01-01 to=2027-01-31 rate=100 rate_unit=piece/month shortfall_price=100",
                "buyer=DE item=round from=2027-02-01 to=2027-04-30 rate=30 rate_unit=piece/month shortfall_price=100",
                "buyer=DE item=round from=2027-01 to=2027-04 rate=20 rate_unit=piece/month shortfall_price=5 purpose=commitment");
        var rows = PlanCommitments.Of(Solve(package, Plain(4)));
        Assert.Equal([("DE", "own"), ("DE", "commitment")], rows.Select(r => (r.Buyer, r.Purpose)));
        Same([100, 30, 30, 30], rows[0].Wanted);
        Same([60, 60, 40, 30], rows[0].Delivered);
        Same([40, 10, 0, 0], rows[0].Missing);
        Same([0, 40, 10, 0], rows[0].Late);
        Same([20, 20, 20, 20], rows[1].Wanted);
        Same([0, 0, 20, 30], rows[1].Delivered);
        Same([20, 40, 40, 30], rows[1].Missing);
        Same([0, 0, 20, 30], rows[1].Late);
    }

    [Fact]
    public void Sums_over_partners_are_the_deliveries_of_the_plan_and_nothing_wanted_is_lost()
    {
        var random = new Random(7);
        for (var k = 0; k < 15; k++)
        {
            var package = new TestPackage().Items("a", "b").Line("a-1", "a", "40", "DE", "unit_cost=1 lead_time_days=0").Line("b-1", "b", "30", "DE", "unit_cost=1 lead_time_days=31").Recipe("a", "b", "0.5");
            foreach (var buyer in new[] { "DE", "FR", "PL" })
                foreach (var purpose in new[] { "own", "commitment", "export", "stock" })
                    if (random.Next(3) > 0)
                        package.Add("demands", $"buyer={buyer} item={(random.Next(2) == 0 ? "a" : "b")} from=2027-0{random.Next(1, 6)} to=2027-12 rate={random.Next(1, 20)} rate_unit=piece/month purpose={purpose} certainty={(random.Next(2) == 0 ? "firm" : "option")} shortfall_price={random.Next(10, 99)}");
            package.Add("demands", "buyer=DE item=a from=2027-01 to=2027-12 rate=9 rate_unit=piece/month shortfall_price=50");
            var plan = Solve(package, Plain(12));
            var rows = PlanCommitments.Of(plan);
            foreach (var period in plan.Periods)
                foreach (var item in rows.GroupBy(r => r.Item))
                {
                    Assert.Equal(plan.Demands.Where(d => d.Item == item.Key).Sum(d => plan.Delivered[d.Index][period.Index]), item.Sum(r => r.Delivered[period.Index]), 1e-6);
                    Assert.Equal(plan.Demands.Where(d => d.Item == item.Key).Sum(d => plan.Wanted[d.Index][period.Index]), item.Sum(r => r.Wanted[period.Index]), 1e-6);
                }
            Assert.All(rows, r =>
            {
                Assert.Equal(r.Wanted.Sum(), r.Delivered.Sum() + r.Missing[^1], 1e-6);
                // Late is delivered, and all that was ever missing and is not missing now came late.
                Assert.All(r.Late.Zip(r.Delivered), p => Assert.InRange(p.First, 0, p.Second + 1e-9));
            });
            Assert.Equal(plan.Demands.Count(d => plan.Wanted[d.Index].Sum() > 0), rows.Sum(r => r.Demands.Count));
        }
    }

    [Fact]
    public void Spans_are_few_whatever_the_length_of_the_plan()
    {
        var plan = Solve(Bottleneck(), Plain(24));
        Assert.Equal([6, 6, 6, 6], PlanCommitments.Spans(plan, 4).Select(s => s.Months));
        Assert.Equal([12, 12], PlanCommitments.Spans(plan, 2).Select(s => s.Months));
        Assert.Equal([24], PlanCommitments.Spans(plan, 1).Select(s => s.Months));
    }
}
