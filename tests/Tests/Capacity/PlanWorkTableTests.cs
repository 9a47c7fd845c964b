using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class PlanWorkTableTests
{
    // Half of the line's 200 people make the 50 a month that are wanted; two sites in France and one in Poland.
    static PlanWorkTable Table(int months = 18, int fine = 24)
    {
        var package = new TestPackage().Add("items", "id=x unit=piece complete=yes unit_value=10").Add("parties", "id=p country=FR control_country=FR").Add("sites", "id=a party=p country=FR region=FR101", "id=b party=p country=FR region=FRL04")
            .Line("l-a", "x", "100", more: "site=a people=200 unit_cost=1").Line("l-pl", "x", "20", "PL", "unit_cost=500")
            .Add("expansions", "id=e line=l-a adds=10 adds_unit=piece/month capex=1200 people=30 permit_months=0 build_months=6 ramp_months=0 status=funded earliest=2026-07-01", "id=f item=x country=PL region=PL21 adds=10 adds_unit=piece/month unit_cost=500 capex=600 permit_months=0 build_months=12 ramp_months=0 status=funded earliest=2026-07-01")
            .Add("demands", "buyer=FR item=x rate=50 rate_unit=piece/month from=2026-07-01 to=2027-12-31");
        var result = PlanEngine.Run(package.Network, new() { From = new(2026, 7, 1), Months = months, FineMonths = fine }, LinearSolvers.Default);
        return PlanWorkTable.Of(result.Plan);
    }

    [Fact]
    public void People_count_by_the_use_of_their_line_and_where_an_expansion_has_come_into_output()
    {
        var table = Table();
        Assert.Equal([2026, 2027], table.Years);
        var france = table.Rows.Single(r => r.Place.ToString() == "FR");
        // 50 of the 100 that its 200 people make; from 2027 on 50 of 110, and the 30 of the expansion. The plan once counted the use of the capacity
        // without the expansion, which its own replay contradicted.
        Assert.Equal((100, 200 * 50 / 110.0 + 30), (france.Years[0].People, france.Years[1].People), Close);
        Assert.Equal("FR101", france.Region);
    }

    [Fact]
    public void Capital_adds_up_to_the_cost_of_the_starts_and_goes_where_they_stand()
    {
        var table = Table();
        Assert.Equal(1800, table.All.Capex, 1e-6);
        Assert.Equal(["FR", "PL"], table.Rows.Where(r => !r.IsPart).Select(r => r.Place.ToString()));
        Assert.Equal(table.All.Capex, table.Rows.Where(r => !r.IsPart).Sum(r => r.Capex), 1e-6);
        // Twelve months of building, half of them in each year.
        Assert.Equal((300, 300), (table.Rows[^1].Years[0].Capex, table.Rows[^1].Years[1].Capex), Close);
    }

    [Fact]
    public void Quarters_give_the_same_years_as_months()
    {
        var (months, quarters) = (Table(), Table(fine: 0));
        Assert.Equal(months.All.Years.Select(y => Math.Round(y.Capex, 4)), quarters.All.Years.Select(y => Math.Round(y.Capex, 4)));
    }

    [Fact]
    public void What_says_no_people_is_named()
    {
        var table = Table();
        Assert.Equal([], table.UnknownLines);
        Assert.Equal(["f"], table.UnknownExpansions);
        Assert.Equal([], table.UnknownCapex);
    }

    static readonly Comparer Close = new();

    sealed class Comparer : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-4 && Math.Abs(x.Item2 - y.Item2) < 1e-4;

        public int GetHashCode((double, double) obj) => 0;
    }
}
