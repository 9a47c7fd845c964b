using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class FixesTests
{
    static FixRow Run(TestPackage package, FixesOptions? options = null) => Assert.Single(FixesEngine.Run(package.Network, options ?? new(), LinearSolvers.Default).Rows);

    static FixValue Of(FixRow row, string address) => Assert.Single(row.Values, v => v.Fix.Address == address);

    static string[] Curve(FixRow row) => [.. row.Curve.Select(s => FormattableString.Invariant($"{string.Join('+', s.Fixes.Select(f => f.Times > 1 ? $"{f.Fix.Name}*{f.Times}" : f.Fix.Name.Length > 0 ? f.Fix.Name : f.Fix.Address))} {s.Cost.Central:0.##} {s.Theta:0.####}"))];

    static TestPackage Series() => new TestPackage().Items("round", "fuze", "powder").Goal("produce", "round", "100")
        .Line("r", "round", "100").Line("f", "fuze", "50").Line("p", "powder", "50").Recipe("round", "fuze", "1").Recipe("round", "powder", "1");

    [Fact]
    public void Of_two_equal_bottlenecks_in_series_either_fix_gains_nothing_and_the_pair_stands_on_the_curve()
    {
        var row = Run(Series().Add("expansions", "id=xf line=f adds=50 adds_unit=piece/month capex=10", "id=xp line=p adds=50 adds_unit=piece/month capex=20"));
        Assert.All(row.Values.Where(v => v.Gain is not null), v => Assert.Equal(0, v.Gain!.Central));
        Assert.Equal([" 0 0.5", "xf+xp 30 1"], Curve(row));
        Assert.True(row.IsComplete);
    }

    [Fact]
    public void A_cheap_small_step_and_a_dear_large_one_both_stand_on_the_curve_and_a_beaten_one_does_not()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20")
            .Add("expansions", "id=small line=l adds=30 adds_unit=piece/month capex=5", "id=beaten line=l adds=20 adds_unit=piece/month capex=6", "id=large item=x country=FR adds=80 adds_unit=piece/month capex=40"));
        // 20; +30 for 5; +30 +20 for 11; the large one alone reaches all for 40.
        Assert.Equal([" 0 0.2", "small 5 0.5", "beaten+small 11 0.7", "large 40 1"], Curve(row));
        Assert.Equal((0.8, 1.0), (Of(row, "expansions/large").Gain!.Central, Of(row, "expansions/large").ThetaIn!.Central));
    }

    [Fact]
    public void An_expansion_that_may_be_chosen_twice_is()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20").Add("expansions", "id=e line=l adds=40 adds_unit=piece/month capex=7 most=2"));
        Assert.Equal([" 0 0.2", "e 7 0.6", "e*2 14 1"], Curve(row));
    }

    [Fact]
    public void A_budget_cuts_the_curve()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20").Add("expansions", "id=e line=l adds=40 adds_unit=piece/month capex=7 most=2"), new() { Budget = 10 });
        Assert.Equal([" 0 0.2", "e 7 0.6"], Curve(row));
        Assert.Equal(1, row.Most);
    }

    [Fact]
    public void A_fix_without_a_cost_is_listed_with_its_gain_and_stands_on_no_curve()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20").Add("expansions", "id=e line=l adds=40 adds_unit=piece/month", "id=f line=l capex=3"));
        Assert.Equal([" 0 0.2"], Curve(row));
        Assert.Equal(0.4, Of(row, "expansions/e").Gain!.Central, 1e-9);
        Assert.Null(Of(row, "expansions/f").Gain);
        Assert.Equal(["expansions/e", "expansions/f"], row.Unpriced.Select(f => f.Address));
    }

    [Fact]
    public void A_line_outside_adds_nothing_to_what_is_inside()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20").Line("us", "x", "500", "US")
            .Add("expansions", "id=e line=us adds=40 adds_unit=piece/month capex=1", "id=n item=x country=US adds=40 adds_unit=piece/month capex=1"));
        Assert.Equal([" 0 0.2"], Curve(row));
        Assert.Equal([0, 0], row.Values.Select(v => v.Gain).OfType<Figure>().Select(g => g.Central));
    }

    [Fact]
    public void What_is_decided_already_is_no_choice()
    {
        var result = FixesEngine.Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20").Add("expansions", "id=e line=l adds=40 adds_unit=piece/month capex=1 status=funded").Network, new(), LinearSolvers.Default);
        Assert.Equal(["e"], result.Decided);
        Assert.Equal(0, result.Rows[0].Curve[^1].Cost.Central);
    }

    [Theory]
    [InlineData("party=old country=DE", FixLabel.Build)]
    [InlineData("party=new country=DE", FixLabel.Diversify)]
    [InlineData("party=daughter country=DE", FixLabel.Build)]
    [InlineData("party=old country=FR", FixLabel.Diversify)]
    [InlineData("country=FR", FixLabel.Diversify)]
    [InlineData("country=DE", FixLabel.Build)]
    public void A_new_line_diversifies_where_its_owner_or_its_country_is_new(string who, FixLabel expected)
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Add("parties", "id=old country=DE control_country=DE", "id=new country=DE control_country=DE", "id=daughter country=DE")
            .Add("ownership", "owner=old owned=daughter share=100 control=decisive").Line("l", "x", "20", more: "party=old").Add("expansions", $"id=e item=x adds=40 adds_unit=piece/month capex=1 {who}"));
        Assert.Equal(expected, Of(row, "expansions/e").Fix.Label);
    }

    [Fact]
    public void A_substitute_counts_once_it_is_qualified()
    {
        var package = new TestPackage().Items("x", "steel", "plastic").Goal("produce", "x", "100").Line("l", "x", "100").Line("s", "steel", "30").Line("p", "plastic", "50")
            .Recipe("x", "steel", "1", "body").Recipe("x", "plastic", "1", "body", "qualified=no qualify_cost=9 qualify_months=12 qualify_chance=80");
        var row = Run(package);
        var value = Assert.Single(row.Values, v => v.Fix.Kind == FixKind.Substitute);
        Assert.Equal((0.5, 0.4, FixLabel.Diversify), (value.Gain!.Central, value.ExpectedGain!.Value, value.Fix.Label));
        Assert.Equal((12, 9), (value.Fix.Months.Central, value.Fix.Cost.Central));
        Assert.Equal([" 0 0.3", $"{value.Fix.Address} 9 0.8"], Curve(row));
        Assert.Equal(80, row.Curve[1].Chance!.Value, 1e-9);
    }

    [Fact]
    public void A_supplier_that_is_not_qualified_may_become_so()
    {
        var row = Run(new TestPackage().Items("x", "steel").Goal("produce", "x", "100").Line("l", "x", "100").Line("a", "steel", "30").Line("b", "steel", "50").Recipe("x", "steel", "1")
            .Add("links", "supplier=a customer=l item=steel qualified=yes", "supplier=b customer=l item=steel qualified=no qualify_cost=4"));
        Assert.Equal([" 0 0.3", "links/b|l|steel 4 0.8"], Curve(row));
        // Nobody says how sure it is.
        Assert.Null(row.Curve[1].Chance);
        Assert.False(Of(row, "links/b|l|steel").Fix.Months.IsKnown);
    }

    [Fact]
    public void An_own_design_makes_develop_possible()
    {
        var row = Run(new TestPackage().Add("items", "id=design unit=piece kind=competence complete=yes").Goal("develop", "design", "1").Line("us", "design", "1", "US")
            .Add("expansions", "id=own item=design country=FR adds=1 adds_unit=piece/month capex=100 chance=60 permit_months=0 build_months=24 ramp_months=0"));
        var value = Of(row, "expansions/own");
        Assert.True(row.IsHolding);
        Assert.Equal((FixKind.OwnDesign, FixLabel.Diversify, 1.0, 0.6, 24.0), (value.Fix.Kind, value.Fix.Label, value.Gain!.Central, value.ExpectedGain!.Value, value.Fix.Months.Central));
        Assert.Equal([" 0 0", "own 100 1"], Curve(row));
    }

    [Fact]
    public void An_own_design_that_itself_needs_a_key_from_outside_does_not_help()
    {
        var row = Run(new TestPackage().Add("items", "id=design unit=piece kind=competence complete=yes", "id=key unit=piece kind=competence complete=yes").Goal("develop", "design", "1").Recipe("design", "key", "1")
            .Line("us", "design", "1", "US").Line("k", "key", "1", "US").Add("expansions", "id=own item=design country=FR adds=1 adds_unit=piece/month capex=100"));
        Assert.Equal(0, Of(row, "expansions/own").Gain!.Central);
    }

    [Fact]
    public void A_second_source_avoids_the_loss_of_the_worst_failure_and_raises_nothing_else()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Add("parties", "id=a country=DE control_country=DE", "id=b country=FR control_country=FR").Line("l", "x", "100", more: "party=a recovery_days=90")
            .Add("expansions", "id=e item=x party=b country=FR adds=40 adds_unit=piece/month capex=7"));
        // 90 days without anything; with the second source 60 % of 90 days are lost.
        Assert.Equal((90, 0), (row.LostDays, row.Curve[0].Cost.Central));
        Assert.Equal(36, Of(row, "expansions/e").LostDaysAvoided!.Value, 1e-6);
        Assert.Equal(0.4, Of(row, "expansions/e").Gain!.Central, 1e-9);
        Assert.Equal(100, row.UnitsPerMonth);
    }

    [Fact]
    public void A_new_line_of_the_maker_that_fails_avoids_nothing()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Add("parties", "id=a country=DE control_country=DE").Line("l", "x", "100", more: "party=a recovery_days=90")
            .Add("expansions", "id=e item=x party=a country=DE adds=40 adds_unit=piece/month capex=7"));
        Assert.Equal(0, Of(row, "expansions/e").LostDaysAvoided!.Value, 1e-6);
    }

    [Fact]
    public void Stock_is_told_in_days_of_cover_and_a_shelf_life_ends_them()
    {
        var package = new TestPackage().Add("items", "id=x unit=piece complete=yes", "id=steel unit=t unit_value=1000 complete=yes").Goal("produce", "x", "10").Line("l", "x", "10").Add("lines", "id=s item=steel capacity=20 capacity_unit=t/month country=DE recovery_days=60")
            .Recipe("x", "steel", "2");
        // 20 t a month; 40 t more are 2 months, 365/6 days.
        var row = Run(package.Add("stocks", "holder=l item=steel quantity=0 target=40 holding_cost=2"));
        var value = Assert.Single(row.Values, v => v.Fix.Kind == FixKind.Stock);
        Assert.Equal(365.0 / 6, value.CoverDays!.Value, 1e-9);
        Assert.Equal((40_000, 80, (FixLabel?)null), (value.Fix.Cost.Central, value.Fix.KeepingCost.Central, value.Fix.Label));
        var spoiling = Run(new TestPackage().Items("x").Goal("produce", "x", "10").Line("l", "x", "10").Add("stocks", "holder=l item=x quantity=0 target=40 shelf_life_days=30"));
        Assert.Equal(30, Assert.Single(spoiling.Values).CoverDays!.Value, 1e-9);
    }

    [Fact]
    public void Where_an_item_has_no_stock_the_one_that_bridges_its_failures_is_offered()
    {
        var row = Run(new TestPackage().Add("items", "id=x unit=piece complete=yes", "id=steel unit=t unit_value=1000 complete=yes").Goal("produce", "x", "10").Line("l", "x", "10", more: "recovery_days=1").Add("parties", "id=a country=DE control_country=DE")
            .Add("lines", "id=s item=steel party=a capacity=20 capacity_unit=t/month country=DE recovery_days=73").Recipe("x", "steel", "2"));
        var stock = Assert.Single(row.Values, v => v.Fix.Address == "stocks/new|steel");
        // 73 days of 20 t a month: 48 t.
        Assert.Equal((48, 48_000), (stock.Fix.Adds.Central, stock.Fix.Cost.Central), Close);
        Assert.Equal(73, stock.CoverDays!.Value, 1e-6);
        Assert.Equal(73, stock.LostDaysAvoided!.Value, 1e-6);
    }

    static readonly Comparer Close = new();

    sealed class Comparer : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-6 * Math.Abs(y.Item1) && Math.Abs(x.Item2 - y.Item2) < 1e-6 * Math.Abs(y.Item2);

        public int GetHashCode((double, double) obj) => 0;
    }

    [Fact]
    public void A_line_of_unknown_size_under_a_published_total_grows_with_its_expansion()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "").Add("totals", "item=x area=EU27 capacity=50 capacity_unit=piece/month")
            .Add("expansions", "id=e line=l adds=30 adds_unit=piece/month capex=1"));
        Assert.Equal([" 0 0.5", "e 1 0.8"], Curve(row));
    }

    [Fact]
    public void Where_the_central_reading_reaches_the_goal_the_curve_is_that_of_the_pessimistic_one()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "60..140").Add("expansions", "id=e line=l adds=50 adds_unit=piece/month capex=1..3"));
        Assert.Equal(Reading.Pessimistic, row.Reading);
        Assert.Equal([" 0 0.6", "e 2 1"], Curve(row));
        Assert.Equal((1, 3), (row.Curve[1].Cost.Low, row.Curve[1].Cost.High));
        Assert.Equal((0.6, 1.0, 1.4), (row.ThetaIn.Low, row.ThetaIn.Central, row.ThetaIn.High));
    }

    [Fact]
    public void An_expansion_that_cannot_start_before_a_date_waits_for_it()
    {
        var row = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "20")
            .Add("expansions", "id=e line=l adds=50 adds_unit=piece/month capex=1 permit_months=6 build_months=12..18 ramp_months=3 earliest=2027-01-01", "id=f line=l adds=5 adds_unit=piece/month capex=1 build_months=12"), new() { At = new(2026, 1, 1) });
        Assert.Equal((33, 39), (row.Values[0].Fix.Months.Low, row.Values[0].Fix.Months.High));
        // A blank is not zero: at least a year.
        Assert.Equal((12, double.PositiveInfinity), (row.Values[1].Fix.Months.Low, row.Values[1].Fix.Months.High));
    }
}
