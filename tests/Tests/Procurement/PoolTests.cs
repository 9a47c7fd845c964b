using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

public sealed class PoolTests
{
    static readonly PoolOptions Rounds = new() { Items = ["round"], From = new(2026, 1, 1) };

    static PoolResult Run(TestPackage package, PoolOptions? options = null) => PoolEngine.Run(package.Network, options ?? Rounds, LinearSolvers.Default);

    static TestPackage Package(params string[] demands)
    {
        var package = new TestPackage().Items("round");
        foreach (var demand in demands) package.Add("demands", "item=round rate_unit=piece/month " + demand);
        return package;
    }

    [Fact]
    public void Demand_is_pooled_by_month_and_certainty_with_its_range_and_parts_of_months_count_by_days()
    {
        var result = Run(Package("buyer=DE from=2026-01-01 to=2026-02-14 rate=10..20", "buyer=FR from=2026-02-01 to=2026-02-28 rate=4", "buyer=FR from=2026-02-01 to=2026-02-28 rate=8 certainty=option").Line("a", "round", "100", "DE", "unit_cost=5"));
        Assert.Equal([(0, "firm", 10, 15, 20), (1, "firm", 9, 11.5, 14), (1, "option", 8, 8, 8)], result.Pooled.OrderBy(p => p.Month).Select(p => (p.Month, p.Certainty, p.Low, p.Central, p.High)));
        Assert.Equal((34.5, 34.5, 172.5), (result.Joint.Wanted, Math.Round(result.Joint.Delivered, 6), Math.Round(result.Joint.Cost, 4)));
        Assert.Equal(2, result.WantedMonths);
    }

    [Fact]
    public void A_cheap_line_is_filled_first_and_what_it_cannot_make_in_time_comes_from_the_dear_one()
    {
        // 10 a month wanted in each of two months; the cheap line makes 6.
        var result = Run(Package("buyer=DE from=2026-01 to=2026-02 rate=10").Line("cheap", "round", "6", "DE", "unit_cost=1").Line("dear", "round", "9", "FR", "unit_cost=3"));
        Assert.Equal((12.0, 8.0, 36.0, 0.0), (R(result.Joint.UnitsOf(0)), R(result.Joint.UnitsOf(1)), R(result.Joint.Cost), result.Joint.LateUnitMonths));
        Assert.Null(result.Separate);
        Assert.Equal(10, R(result.Spares.Sum(s => s.Units)));
    }

    [Fact]
    public void The_schedule_is_levelled_within_the_window_and_not_beyond_it()
    {
        // 30 in the third month only; 12 a month can be made, so at best 10 in each of the three months.
        var peak = Package("buyer=DE from=2026-03 to=2026-03 rate=30").Line("a", "round", "12", "DE", "unit_cost=1");
        var wide = Run(peak, Rounds with { Early = 2 }).Joint;
        Assert.Equal([10, 10, 10], Enumerable.Range(0, 3).Select(m => R(wide.DeliveredIn(m))));
        Assert.Equal((0.0, -1.0), (wide.LateUnitMonths, R(wide.Outcomes[0].MeanDelay)));
        // With one month, 24 by the third; 6 are missing when it ends, and dropping the window would bring them.
        var narrow = Run(peak, Rounds with { Early = 1 });
        Assert.Equal((24.0, 6.0), (R(narrow.Joint.Delivered), R(narrow.Joint.Missing)));
        Assert.Equal((PoolLimitKind.Window, 0.0), (narrow.Reliefs[^1].Kind, R(narrow.Reliefs[^1].Missing)));
        // What may come two months later still is not late in the month in which it is wanted.
        var later = Run(peak, Rounds with { Late = 2 });
        Assert.Equal((30.0, 0.0, 5), (R(later.Joint.Delivered), later.Joint.LateUnitMonths, later.Months));
    }

    [Fact]
    public void Separate_orders_share_a_line_by_what_each_asks_for_and_the_joint_one_uses_the_rest_better()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-01 rate=6", "buyer=FR from=2026-01 to=2026-01 rate=12").Line("cheap", "round", "9", "DE", "unit_cost=1").Line("dear", "round", "20", "FR", "unit_cost=4");
        var result = Run(package);
        var separate = result.Separate!;
        // No line is asked for more than it can make: 6 and 9 of the cheap line's 9, so 3.6 and 5.4; the rest from the dear one.
        Assert.Equal([(3.6, 2.4), (5.4, 6.6)], separate.Outcomes.Select((o, s) => (R(Cheap(separate, s)), R(o.Delivered - Cheap(separate, s)))));
        Assert.Equal([13.2, 31.8], separate.Outcomes.Select(o => R(o.Cost)));
        Assert.Equal((45.0, 45.0), (R(separate.Cost), R(result.Joint.Cost)));
        // Together all pay the same for one.
        Assert.Equal([2.5, 2.5], result.Joint.Outcomes.Select(o => R(o.UnitPrice)));

        static double Cheap(PoolPlan plan, int state) => plan.CallOffs.Where(c => c.State == state && c.Source == 0).Sum(c => c.Units);
    }

    [Fact]
    public void A_pooled_order_goes_further_down_the_learning_curve_than_separate_ones()
    {
        // 100 made so far, 80 %: the next 100 cost the integral of q^log2(0.8) from 1 to 2, times 100, each order of 50 alone that from 1 to 1.5.
        var result = Run(Package("buyer=DE from=2026-01 to=2026-01 rate=50", "buyer=FR from=2026-01 to=2026-01 rate=50").Line("a", "round", "100", "DE", "unit_cost=10 units_made=100 learning=80"));
        var p = Math.Log2(0.8) + 1;
        Assert.Equal(10 * 100 * (Math.Pow(2, p) - 1) / p, result.Joint.Cost, 1e-6);
        Assert.Equal(2 * 10 * 100 * (Math.Pow(1.5, p) - 1) / p, result.Separate!.Cost, 1e-6);
        Assert.Equal(result.Joint.Cost, result.Separate.CostPassedOn, 1e-6);
        Assert.True(result.Joint.Cost < result.Separate.Cost);
    }

    [Fact]
    public void Lead_time_and_transport_put_deliveries_off_and_transport_costs()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-04 rate=5").Line("a", "round", "10", "DE", "unit_cost=2 lead_time_days=30.4166666666667");
        var result = Run(package, Rounds with { Transport = [new("a", "DE", Units.DaysPerMonth, 0.5)] });
        Assert.Equal([0, 0, 10, 10], Enumerable.Range(0, 4).Select(m => R(result.Joint.DeliveredIn(m))));
        // Late: 5 and 10 in the first months, 5 at the end of the third.
        Assert.Equal((20.0, 20 * 2.5), (R(result.Joint.LateUnitMonths), R(result.Joint.Cost)));
        // Half a month under way: half of what is sent in a month comes in the next.
        var half = Run(package, Rounds with { Transport = [new("*", "*", Units.DaysPerMonth / 2, 0)] });
        Assert.Equal([5, 10], [R(half.Joint.DeliveredIn(1)), R(half.Joint.DeliveredIn(2))]);
    }

    [Fact]
    public void Workshares_and_fair_return_hold_and_what_they_cost_is_said()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-02 rate=10", "buyer=FR from=2026-01 to=2026-02 rate=10").Line("a", "round", "30", "DE", "unit_cost=1").Line("b", "round", "30", "FR", "unit_cost=3");
        var free = Run(package);
        Assert.Equal((40.0, 1.0, 0.0), (R(free.Joint.Cost), R(free.Joint.Workshare(0)), R(free.Joint.Workshare(1))));
        // 60 % of the value in FR: 3b = 0.6 (a + 3b) with a + b = 40 gives b = 40 * 0.6 / 1.8.
        var band = Run(package, Rounds with { Workshares = [new("FR", 0.6, 1)] });
        Assert.Equal((R(40 / 3.0), R(0.6)), (R(band.Joint.UnitsOf(1)), R(band.Joint.Workshare(1))));
        var relief = Assert.Single(band.Reliefs, r => r.Kind == PoolLimitKind.Workshare);
        Assert.Equal(("FR", 40.0, 0.0), (relief.Name, R(relief.Cost), R(relief.LateUnitMonths)));
        // Every euro that FR buys for comes back as work, and DE gets no more than 1.5 euro for each.
        var fair = Run(package, Rounds with { FairReturn = (1, 1.5) }).Joint;
        Assert.All(fair.Outcomes, o => Assert.InRange(o.Return, 1 - 1e-5, 1.5 + 1e-5));
    }

    [Fact]
    public void Bands_that_cannot_hold_together_order_nothing_and_each_is_named_with_what_it_is_worth()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-02 rate=10", "buyer=FR from=2026-01 to=2026-02 rate=10").Line("a", "round", "30", "DE", "unit_cost=1").Line("b", "round", "30", "FR", "unit_cost=3");
        var result = Run(package, Rounds with { Workshares = [new("DE", 0.6, 1), new("FR", 0.7, 1)] });
        Assert.Equal((0.0, 40.0), (R(result.Joint.Delivered), R(result.Joint.Missing)));
        Assert.Contains(result.Findings, f => f.Code == "W-POOL-06" && f.Values[0] == "130");
        Assert.Equal([("DE", 0.0), ("FR", 0.0)], result.Reliefs.Where(r => r.Kind == PoolLimitKind.Workshare).Select(r => (r.Name, R(r.Missing))));
    }

    [Fact]
    public void Variants_are_told_apart_by_their_recipes_and_their_number_can_be_limited()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-01 rate=10").Items("x", "y").Recipe("round", "x", "1").Line("a", "round", "6", "DE", "unit_cost=1").Line("b", "round", "10", "FR", "unit_cost=2").Line("c", "round", "3", "DE", "unit_cost=1.5")
            .Add("recipes", "line=b input=y quantity=1");
        var free = Run(package);
        Assert.Equal([0, 1, 0], free.Sources.Select(s => s.Variant));
        Assert.Equal((2, 6 + 4.5 + 2), (free.Joint.Variants, R(free.Joint.Cost)));
        var one = Run(package, Rounds with { MostVariants = 1 });
        Assert.Equal((1, 20.0, 0.0), (one.Joint.Variants, R(one.Joint.Cost), one.Joint.Missing));
    }

    [Fact]
    public void Lines_that_cannot_be_ordered_from_are_named_and_get_nothing()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-01 rate=10").Line("a", "round", "20", "DE", "unit_cost=9").Line("unknown", "round", "", "DE", "unit_cost=1").Line("far", "round", "20", "US", "unit_cost=1")
            .Add("lines", "id=part item=round capacity=50 capacity_unit=share country=DE unit_cost=1", "id=planned item=round capacity=50 capacity_unit=piece/month country=DE unit_cost=1 status=announced");
        var result = Run(package, Rounds with { Inside = true });
        Assert.Equal(["a"], result.Sources.Select(s => s.Id));
        Assert.Equal(["N-POOL-07", "N-POOL-09", "W-POOL-03"], result.Findings.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Equal(90, R(result.Joint.Cost));
        Assert.Equal(10, R(Assert.Single(result.Reliefs, r => r.Kind == PoolLimitKind.Perimeter).Cost));
        Assert.Empty(Run(package, Rounds with { Excluded = ["a", "far"] }).Sources);
    }

    [Fact]
    public void A_line_without_a_price_takes_the_value_of_its_item_and_without_that_the_cost_is_unknown()
    {
        var package = new TestPackage().Add("items", "id=round unit=piece complete=yes unit_value=7", "id=other unit=piece complete=yes")
            .Add("demands", "buyer=DE item=round from=2026-01 to=2026-01 rate=2 rate_unit=piece/month", "buyer=DE item=other from=2026-01 to=2026-01 rate=2 rate_unit=piece/month").Line("a", "round", "5").Line("b", "other", "5");
        var known = Run(package);
        Assert.Equal((14.0, "N-POOL-05"), (R(known.Joint.Cost), Assert.Single(known.Findings).Code));
        var unknown = Run(package, Rounds with { Items = ["other"] });
        Assert.Equal((double.NaN, 2.0, "W-POOL-04"), (unknown.Joint.Cost, R(unknown.Joint.Delivered), Assert.Single(unknown.Findings).Code));
    }

    [Fact]
    public void The_rest_of_a_published_total_can_be_ordered_too()
    {
        var package = Package("buyer=DE from=2026-01 to=2026-03 rate=10").Line("a", "round", "4", "DE", "unit_cost=1").Add("totals", "item=round area=EU27 capacity=9 capacity_unit=piece/month date=2026-01-01");
        var result = Run(package);
        Assert.Equal([4, 5], result.Sources.Select(s => R(s.Capacity[0])));
        Assert.Equal(27, R(result.Joint.Delivered));
    }

    [Fact]
    public void What_is_late_is_shared_out_alike_and_no_priority_of_a_state_changes_anything()
    {
        TestPackage With(int priority) => Package("buyer=DE from=2026-01 to=2026-01 rate=10 priority=1", $"buyer=FR from=2026-01 to=2026-01 rate=30 priority={priority}").Line("a", "round", "20", "DE", "unit_cost=1");
        // Alone they ask for 10 and for all 20 that can be made; nobody gets less together.
        var one = Run(With(1));
        Assert.Equal([R(20 / 3.0), R(40 / 3.0)], one.Joint.Outcomes.Select(o => R(o.Delivered)));
        // Where only the sum counts, each gets the same part of what he wants.
        Assert.Equal([5, 15], PoolEngine.Run(With(1).Network, Rounds with { NobodyLater = false }, LinearSolvers.Default).Joint.Outcomes.Select(o => R(o.Delivered)));
        var nine = Run(With(9));
        Assert.Equal(one.Joint.Outcomes, nine.Joint.Outcomes);
        Assert.Equal(one.Separate!.Outcomes, nine.Separate!.Outcomes);
    }

    static double R(double value) => Math.Round(value, 4);
}
