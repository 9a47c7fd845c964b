using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.AggregateCases;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>What of a plan may be shown to those who compete, worked out by hand.</summary>
public sealed class AggregatePlanTests
{
    static AggregatePlan Make(TestPackage package, AggregateOptions? options = null) => AggregatePlans.Of(Run(package, Plain(24)), options);

    static AggregateItem Only(TestPackage package, AggregateOptions? options = null) => Assert.Single(Make(package, options).Items);

    [Fact]
    public void Sums_over_five_independent_owners_are_shown()
    {
        // 100 a month from five makers at 10 to 14 euro: 24 months make 2,400 of the 4,800 wanted, for (30*10 + 25*11 + 20*12 + 15*13 + 10*14) * 24 euro.
        var item = Only(Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200));
        Assert.Equal(("x", "piece", true), (item.Id, item.Unit, item.IsWanted));
        Assert.Equal(100, item.Capacity.Value, 1e-6);
        Assert.Equal(2400, item.Production.Value, 1e-4);
        Assert.Equal(1, item.Utilisation.Value, 1e-6);
        Assert.Equal([1200, 1200], item.ProductionByYear.Select(y => Math.Round(y.Value, 4)));
        Assert.Equal(27_600, item.Cost.Value, 1e-3);
        Assert.Equal(11.5, item.UnitCost.Value, 1e-6);
        Assert.Equal((4800, 2400, 2400), (Math.Round(item.Wanted.Value, 4), Math.Round(item.Delivered.Value, 4), Math.Round(item.Missing.Value, 4)));
        // Nobody builds: a sum of nothing would say that of everybody.
        Assert.Equal(WithheldReason.FewOwners, item.Added.Why);
    }

    [Fact]
    public void Four_owners_are_too_few_and_their_figure_is_not_even_carried_along()
    {
        var item = Only(Parties(4).Makers("x", 30, 30, 25, 15).Wanted("x", 200));
        Assert.All([item.Capacity, item.Production, item.Utilisation, item.Cost, item.UnitCost, item.Delivered, item.Missing, .. item.ProductionByYear, .. item.DeliveredByYear],
            r => Assert.Equal(WithheldReason.FewOwners, r.Why));
        Assert.Throws<InvalidOperationException>(() => item.Capacity.Value);
        Assert.DoesNotContain("100", item.Capacity.ToString(), StringComparison.Ordinal);
        // What a state wants is no maker's secret.
        Assert.Equal(4800, item.Wanted.Value, 1e-6);
        Assert.True(Only(Parties(4).Makers("x", 30, 30, 25, 15).Wanted("x", 200), new() { LeastOwners = 4 }).Capacity.IsShown);
    }

    [Theory]
    [InlineData("share=60")]
    [InlineData("share=20 control=decisive")]
    [InlineData("share=50 control=joint")]
    [InlineData("share=40..60")]
    public void Companies_of_one_group_count_once(string bond)
    {
        var package = Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200).Add("ownership", $"owner=p1 owned=p5 {bond}");
        Assert.Equal(WithheldReason.FewOwners, Only(package).Capacity.Why);
    }

    [Fact]
    public void Sisters_of_a_common_mother_count_once_and_a_minority_share_joins_nobody()
    {
        TestPackage Package(string share) => Parties(6).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200).Add("ownership", $"owner=p6 owned=p1 share={share}", $"owner=p6 owned=p2 share={share}");
        Assert.Equal(WithheldReason.FewOwners, Only(Package("51")).Capacity.Why);
        Assert.True(Only(Package("25")).Capacity.IsShown);
    }

    [Theory]
    [InlineData(new double[] { 50, 29, 8, 7, 6 }, WithheldReason.None)]
    [InlineData(new double[] { 50, 31, 8, 6, 5 }, WithheldReason.Dominance)]
    [InlineData(new double[] { 76, 6, 6, 6, 6 }, WithheldReason.Dominance)]
    [InlineData(new double[] { 40, 30, 30, 1e-9, 1e-9 }, WithheldReason.FewOwners)]
    public void The_largest_two_may_have_four_fifths(double[] capacities, WithheldReason why) =>
        Assert.Equal(why, Only(Parties(5).Makers("x", capacities).Wanted("x", 200)).Capacity.Why);

    [Fact]
    public void A_line_of_nobody_stated_counts_for_no_owner_and_as_if_it_were_the_largest_owners()
    {
        TestPackage Package(string more) => Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 400).Line("x-more", "x", more, "DE", "unit_cost=10 lead_time_days=0");
        // 55 of 100 and 20 more of 120: 0.625. 200 more of 300: 0.85.
        Assert.True(Only(Package("20")).Capacity.IsShown);
        Assert.Equal(WithheldReason.Dominance, Only(Package("200")).Capacity.Why);
        Assert.Equal(WithheldReason.FewOwners, Only(Parties(4).Makers("x", 30, 30, 25, 15).Wanted("x", 200).Line("x-more", "x", "20", "DE", "lead_time_days=0")).Capacity.Why);
    }

    [Fact]
    public void An_input_that_a_recipe_would_give_away_withholds_what_it_goes_into_but_not_its_capacity()
    {
        // One maker of fuses, one fuse in each: what is made of x is what he makes.
        var made = Make(Parties(5).Makers("x", 30, 25, 20, 15, 10).Makers("fuse", 100).Recipe("x", "fuse", "1").Wanted("x", 200));
        var (fuse, x) = (made.Items[0], made.Items[1]);
        Assert.Equal(("fuse", "x"), (fuse.Id, x.Id));
        Assert.Equal(WithheldReason.FewOwners, fuse.Production.Why);
        Assert.All([x.Production, x.Delivered, x.Missing, x.Cost, x.Utilisation, .. x.ProductionByYear], r => Assert.Equal(WithheldReason.Derivable, r.Why));
        Assert.Equal(100, x.Capacity.Value, 1e-6);
    }

    [Fact]
    public void An_input_that_only_a_withheld_item_takes_is_withheld_too()
    {
        // Five makers of steel, one of barrels: what is made of steel, times two, is what he makes.
        var made = Make(Parties(5).Makers("barrel", 50).Makers("steel", 30, 25, 20, 15, 10).Recipe("barrel", "steel", "2").Wanted("barrel", 200));
        Assert.Equal([WithheldReason.FewOwners, WithheldReason.Derivable], made.Items.Select(i => i.Production.Why));
        // Where it also goes into what may be shown, the rest is still his alone.
        made = Make(Parties(5).Makers("barrel", 25).Makers("steel", 30, 25, 20, 15, 10).Makers("rail", 10, 10, 10, 10, 10).Recipe("barrel", "steel", "2").Recipe("rail", "steel", "1").Wanted("barrel", 100).Wanted("rail", 100));
        Assert.All(made.Items, i => Assert.False(i.Production.IsShown));
    }

    [Fact]
    public void A_total_is_withheld_where_the_shown_parts_taken_off_leave_one_owners_figure()
    {
        // x may be shown; y is one maker's. All costs together less those of x would be his.
        TestPackage Package(params double[] y) => Parties(5).Makers("x", 30, 25, 20, 15, 10).Makers("y", y).Wanted("x", 200).Wanted("y", 200);
        var made = Make(Package(20));
        Assert.True(made.Items[0].Cost.IsShown);
        Assert.Equal(WithheldReason.FewOwners, made.Items[1].Cost.Why);
        Assert.Equal(WithheldReason.Derivable, made.ProductionCost.Why);
        // With five makers of each, the total is the sum of the parts: (1,150 + 5 * 8 * 12) * 24.
        made = Make(Package(8, 8, 8, 8, 8));
        Assert.Equal(24 * (1150 + 480), made.ProductionCost.Value, 1e-3);
        Assert.Equal(made.ProductionCost.Value, made.Items.Sum(i => i.Cost.Value), 1e-3);
    }

    [Fact]
    public void A_year_is_withheld_where_its_change_is_one_owners_expansion_and_the_date_of_it_is_nowhere()
    {
        var package = Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200)
            .Add("expansions", "id=grow line=x-3 adds=7 adds_unit=piece/month capex=100 permit_months=6 build_months=6 ramp_months=0");
        var item = Only(package);
        Assert.Single(Solve(package, Plain(24)).Starts);
        Assert.True(item.Production.IsShown);
        Assert.All(item.ProductionByYear.Concat(item.DeliveredByYear), y => Assert.Equal(WithheldReason.Derivable, y.Why));
        Assert.Equal(100, item.Capacity.Value, 1e-6);
        Assert.Equal(WithheldReason.FewOwners, item.Added.Why);
        Assert.Equal(WithheldReason.FewOwners, Make(package).Capex.Why);
    }

    [Fact]
    public void What_five_owners_add_together_is_shown()
    {
        var package = Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200);
        for (var k = 1; k <= 5; k++) package.Add("expansions", $"id=grow-{k} line=x-{k} adds={k} adds_unit=piece/month capex=100 permit_months=0 build_months=12 ramp_months=0");
        var item = Only(package);
        Assert.Equal(15, item.Added.Value, 1e-6);
        Assert.Equal(500, Make(package).Capex.Value, 1e-6);
        Assert.Equal([1200, 1380], item.ProductionByYear.Select(y => Math.Round(y.Value, 4)));
        Assert.Equal(2580 / 2400.0, item.Utilisation.Value, 1e-6);
    }

    [Fact]
    public void A_second_plan_is_shown_only_as_far_as_its_difference_from_the_first_gives_nothing_away()
    {
        var first = Parties(5).Makers("x", 30, 25, 20, 15, 10).Wanted("x", 200);
        // One maker has 5 more; or all have.
        var one = Parties(5).Makers("x", 30, 25, 20, 15, 15).Wanted("x", 200);
        var all = Parties(5).Makers("x", 35, 30, 25, 20, 15).Wanted("x", 200);
        AggregateItem[] Items(TestPackage second) => [.. AggregatePlans.Of([Run(first, Plain(24)), Run(second, Plain(24))]).Select(p => Assert.Single(p.Items))];
        var items = Items(one);
        Assert.Equal((2400, WithheldReason.Derivable, WithheldReason.Derivable), (Math.Round(items[0].Production.Value, 4), items[1].Production.Why, items[1].Capacity.Why));
        Assert.Equal([2400, 3000], Items(all).Select(i => Math.Round(i.Production.Value, 4)));
        // The same plan twice says nothing more.
        Assert.Equal([2400, 2400], Items(first).Select(i => Math.Round(i.Production.Value, 4)));
    }

    [Fact]
    public void What_one_company_wants_of_others_is_its_own()
    {
        var package = Parties(6).Makers("x", 30, 25, 20, 15, 10).Add("demands", "buyer=p6 item=x from=2027-01 to=2028-12 rate=200 rate_unit=piece/month shortfall_price=1000");
        var item = Only(package);
        Assert.Equal((WithheldReason.FewOwners, WithheldReason.FewOwners), (item.Wanted.Why, item.Missing.Why));
        Assert.True(item.Production.IsShown);
    }

    [Fact]
    public void Without_a_plan_there_is_a_status_and_nothing_else()
    {
        var none = AggregatePlans.Of(Run(new TestPackage().Items("x"), Plain(12)));
        Assert.Equal(PlanStatus.NoPlan, none.Status);
        Assert.Empty(none.Items);
    }

    [Theory]
    [InlineData(2, 1, 0.8)]
    [InlineData(5, 5, 0.8)]
    [InlineData(5, 0, 0.8)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 2, 0)]
    [InlineData(5, 2, double.NaN)]
    public void Thresholds_that_protect_nobody_are_refused(int owners, int largest, double dominance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(Parties(5).Makers("x", 1).Wanted("x", 1), new() { LeastOwners = owners, Largest = largest, Dominance = dominance }));
}
