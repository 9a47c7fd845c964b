using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>What makes <em>develop</em> possible without outsiders: an own design, or a substitute for what only outsiders hold, with months, cost and chance.</summary>
public sealed class FixesDevelopTests
{
    // The design of a seeker needs a code library: the American one is used, a European one is not qualified yet.
    static TestPackage Seeker(bool hasOwnDesign = false)
    {
        var package = new TestPackage()
            .Add("items", "id=seeker-design unit=piece kind=competence complete=yes", "id=library-us unit=piece kind=software complete=yes", "id=library-eu unit=piece kind=software complete=yes")
            .Goal("develop", "seeker-design", "1").Line("design-de", "seeker-design", "1").Line("us", "library-us", "1", "US").Line("eu", "library-eu", "1", "FR")
            .Recipe("seeker-design", "library-us", "1", "library").Recipe("seeker-design", "library-eu", "1", "library", "qualified=no qualify_cost=3000000 qualify_months=14 qualify_chance=70");
        if (hasOwnDesign)
            package.Add("expansions", "id=own-library name=Own__library item=library-us country=DE adds=1 adds_unit=piece/month capex=20000000 permit_months=0 build_months=30 ramp_months=0 chance=90");
        return package;
    }

    static FixRow Develop(TestPackage package) =>
        Assert.Single(FixesEngine.Run(package.Network, new() { Perimeter = Perimeter.Defaults[0], Verbs = ["develop"] }, LinearSolvers.Default).Rows);

    [Fact]
    public void A_substitute_for_what_only_outsiders_hold_makes_develop_possible_with_its_months_cost_and_chance()
    {
        var row = Develop(Seeker());
        Assert.Equal((true, 0.0), (row.IsHolding, row.ThetaIn.Central));
        var value = Assert.Single(row.Values);
        Assert.Equal((FixKind.Substitute, FixLabel.Diversify, "library-eu"), (value.Fix.Kind, value.Fix.Label, Item(value.Fix, Seeker())));
        Assert.Equal((3e6, 14.0, 70.0), (value.Fix.Cost.Central, value.Fix.Months.Central, value.Fix.Chance.Central));
        Assert.Equal((1.0, 0.7), (value.Gain!.Central, Math.Round(value.ExpectedGain!.Value, 9)));
        Assert.Equal([(0.0, 0.0), (3e6, 1.0)], row.Curve.Select(s => (s.Cost.Central, s.Theta)));
        Assert.Equal((14.0, 70.0), (row.Curve[1].Months.Central, row.Curve[1].Chance!.Value));
    }

    [Fact]
    public void Of_an_own_design_and_a_substitute_the_cheaper_stands_on_the_curve_and_both_stand_in_the_table()
    {
        var row = Develop(Seeker(hasOwnDesign: true));
        Assert.Equal([FixKind.OwnDesign, FixKind.Substitute], row.Values.Select(v => v.Fix.Kind).Order());
        var own = row.Values.Single(v => v.Fix.Kind == FixKind.OwnDesign);
        Assert.Equal((20e6, 30.0, 90.0, 1.0, 0.9), (own.Fix.Cost.Central, own.Fix.Months.Central, own.Fix.Chance.Central, own.Gain!.Central, Math.Round(own.ExpectedGain!.Value, 9)));
        Assert.Equal([0.0, 3e6], row.Curve.Select(s => s.Cost.Central));
    }

    [Fact]
    public void A_substitute_that_nobody_inside_holds_helps_nobody()
    {
        var package = new TestPackage()
            .Add("items", "id=design unit=piece kind=competence complete=yes", "id=a unit=piece kind=software complete=yes", "id=b unit=piece kind=software complete=yes")
            .Goal("develop", "design", "1").Line("design-de", "design", "1").Line("us", "a", "1", "US").Line("us-2", "b", "1", "US")
            .Recipe("design", "a", "1", "g").Recipe("design", "b", "1", "g", "qualified=no qualify_cost=1 qualify_months=1 qualify_chance=100");
        var row = Develop(package);
        Assert.All(row.Values, v => Assert.Equal(0, v.Gain!.Central));
        Assert.Equal([0.0], row.Curve.Select(s => s.Theta));
    }

    static string Item(Fix fix, TestPackage package) => package.Network.Items[fix.Item].Id;
}
