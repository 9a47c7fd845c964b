using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.Tests.Studies;

/// <summary>One radio a month for each of 100 goals, from boards of France (60 a month) and Norway (40 a month).</summary>
public sealed class CoverTests
{
    static WithoutRow Produce(string stocks = "", string links = "", string lines = "") => Run(Read(stocks, links, lines));

    static WithoutRow Run(Network network)
    {
        var options = new SovereigntyOptions { Perimeters = [Perimeter.Defaults[0]], Without = [Assert.Single(ActorSearch.Find(network, "country:NO"))] };
        return WithoutStudy.Run(network, options, LinearSolvers.Default).Grids.Single().Rows.Single(r => r.After.Verb == "produce");
    }

    static Network Read(string stocks, string links, string lines)
    {
        var files = new Dictionary<string, string>
        {
            ["datapackage.json"] = """{"name":"cover","as_of":"2026-01-01"}""",
            ["parties.csv"] = "id,name,kind,country,control_country\nfr,France works,company,FR,FR\nno,Norway works,company,NO,NO\nus,America works,company,US,US\n",
            ["technologies.csv"] = "id,name\nradio,Radio\n",
            ["items.csv"] = "id,name,kind,unit,technology,complete\nradio,Radio,system,piece,radio,yes\nboard,Board,component,piece,,yes\n",
            ["lines.csv"] = "id,party,country,item,capacity,capacity_unit\nradio-fr,fr,FR,radio,100,piece/month\nboard-fr,fr,FR,board,60,piece/month\nboard-no,no,NO,board,40,piece/month\n" + lines,
            ["recipes.csv"] = "item,input,quantity\nradio,board,1\n",
            ["goals.csv"] = "technology,verb,item,rate,rate_unit\nradio,produce,radio,100,piece/month\n",
        };
        if (stocks.Length > 0) files["stocks.csv"] = "holder,item,quantity\n" + stocks;
        if (links.Length > 0) files["links.csv"] = "supplier,customer,item,share,qualified,switch_days\n" + links;
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork("cover", files.ToDictionary(f => f.Key, f => Encoding.UTF8.GetBytes(f.Value)), findings);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return network!;
    }

    [Fact]
    public void Eighty_boards_in_stock_bridge_forty_missing_a_month_for_two_months() =>
        Assert.InRange(Produce("fr,board,80").CoverDays.Central, 2 * 365 / 12.0 - 0.01, 2 * 365 / 12.0 + 1e-6);

    [Fact]
    public void Without_stock_nothing_is_bridged() => Assert.Equal(0, Produce().CoverDays.Central);

    [Fact]
    public void Whoever_is_not_missed_is_not_bridged_but_replaced_for_good() =>
        Assert.Equal(SovereigntyOptions.CoverCapDays, Produce(lines: "board-us,us,US,board,40,piece/month\n").CoverDays.Central);

    // The American maker gives nothing for 60 days, then all that is missing: 79 radios last until then, 78 do not. (Stocks of boards do not
    // reach a customer whose suppliers are listed.)
    [Theory, InlineData(79, SovereigntyOptions.CoverCapDays), InlineData(78, 78.0 / 40 * 365 / 12)]
    public void Stock_must_last_until_another_maker_is_switched_to(int stock, double days)
    {
        var row = Produce($"fr,radio,{stock}", "board-fr,radio-fr,board,60,yes,0\nboard-no,radio-fr,board,40,yes,0\nboard-us,radio-fr,board,,yes,60\n", "board-us,us,US,board,40,piece/month\n");
        Assert.InRange(row.CoverDays.Central, days - 0.01, days + 1e-6);
    }

    [Fact]
    public void An_interval_of_stock_gives_an_interval_of_cover()
    {
        var (low, central, high) = Produce("fr,board,40..120").CoverDays;
        Assert.InRange(low, 30.3, 30.5);
        Assert.InRange(central, 60.6, 60.9);
        Assert.InRange(high, 91, 91.3);
    }

    // By the other road: week after week from the first, until one falls short.
    [Theory, InlineData("fr,board,80", "", ""), InlineData("fr,board,70", "", "board-us,us,US,board,25,piece/month\n"), InlineData("fr,radio,130", "", ""),
        InlineData("fr,radio,100", "board-fr,radio-fr,board,60,yes,0\nboard-no,radio-fr,board,40,yes,0\nboard-us,radio-fr,board,,yes,45\n", "board-us,us,US,board,30,piece/month\n")]
    public void Cover_ends_in_the_first_week_that_falls_short(string stocks, string links, string lines)
    {
        var network = Read(stocks, links, lines);
        var row = Run(network);
        using var program = new OutputProgram(new SupplyTable(network, Perimeter.Defaults[0]), network.Goals, Reading.Central, LinearSolvers.Default);
        var gone = Denial.Of(Assert.Single(ActorSearch.Find(network, "country:NO")));
        var day = 7;
        while (day < SovereigntyOptions.CoverCapDays && program.Solve(gone, OutputCase.Plain with { WindowDays = day, Cap = 1 }).Theta >= 1) day += 7;
        Assert.True(day > 30);
        Assert.InRange(row.CoverDays.Central, day - 7, day);
    }
}
