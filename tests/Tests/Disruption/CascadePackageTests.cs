using System.Text.Json;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Tests.Cli;
using Chain = Vauban.Tests.Exposure.Chain;

namespace Vauban.Tests.Disruption;

/// <summary>Firms and their sales, read from packages.</summary>
public sealed class CascadePackageTests
{
    const string Lines = "id,party,item,capacity,capacity_unit,country\n", Items = "id,unit,unit_value,complete,cn_code,kind\n";

    static Network Build(string items, string lines, string recipes, string goals, params (string, string)[] more) => Chain.Of(
    [
        ("items", Items + items), ("lines", Lines + lines), ("recipes", "item,input,quantity,group,criticality\n" + recipes), ("parties", "id\na\nb\nc\nd\n"), ("technologies", "id\nt\n"),
        ("goals", "technology,verb,item,rate,rate_unit\n" + goals), .. more,
    ]);

    static CascadePackage Read(Network network, CascadePackageOptions? options = null) => CascadePackage.Read(network, options ?? new(), LinearSolvers.Default);

    static string[] Sales(CascadePackage package) => [.. package.Input!.Links.Select(l => $"{package.Input.Firms[l.Supplier]} > {package.Input.Firms[l.Customer]} {Math.Round(l.Amount, 6)}").Order(StringComparer.Ordinal)];

    // 10 x a month, each of 2 y from b (room for 30) and c (room for 10), who need z of d each.
    static Network Usual(string yRecipe = "y,z,1,,\n", string zValue = "5") => Build($"x,piece,100,yes,8710,system\ny,piece,20,yes,8708,component\nz,piece,{zValue},yes,,component\n",
        "X,a,x,15,piece/month,FR\nB,b,y,30,piece/month,FR\nC,c,y,10,piece/month,FR\nD,d,z,99,piece/month,FR\n", "x,y,2,,\n" + yRecipe, "t,produce,x,10,piece/month\n");

    [Fact]
    public void Sales_are_what_the_goals_need_today_times_its_value_shared_by_what_makers_can()
    {
        var package = Read(Usual());
        // 20 y: 15 from b and 5 from c, at 20; z one each at 5; x at 100 to the goal.
        Assert.Equal(["party:a > goal:t/produce 1000", "party:b > party:a 300", "party:c > party:a 100", "party:d > party:b 75", "party:d > party:c 25"], Sales(package));
        Assert.Equal(1, package.Level);
        Assert.Equal(["x", "y", "y", "z", "(goals)"], package.Input!.SectorOf.Select(s => package.Input.Sectors[s]));
        Assert.Equal([0, 1, 2, 3], package.Makers);
        Assert.Empty(package.Findings);
        Assert.Empty(CascadeNetwork.Build(package.Input).Findings);
    }

    [Fact]
    public void What_cannot_be_met_today_is_not_sold_and_is_said()
    {
        var package = Read(Build("x,piece,100,yes,,\n", "X,a,x,4,piece/month,FR\n", "", "t,produce,x,10,piece/month\n"));
        Assert.Equal(["party:a > goal:t/produce 400"], Sales(package));
        Assert.Equal(("N-CASC-04", "40"), package.Findings.Select(f => (f.Code, f.Values[0])).Single());
    }

    [Fact]
    public void A_customer_with_links_buys_from_its_qualified_suppliers_only()
    {
        var lines = "X,a,x,15,piece/month,FR\nB,b,y,30,piece/month,FR\nC,c,y,10,piece/month,FR\n";
        var network = Build("x,piece,100,yes,,\ny,piece,20,yes,,\n", lines, "x,y,1,,\n", "t,produce,x,8,piece/month\n", ("links", "supplier,customer,item,qualified\nC,X,y,yes\nB,X,y,no\n"));
        Assert.Equal(["party:a > goal:t/produce 800", "party:c > party:a 160"], Sales(Read(network)));
    }

    [Theory]
    [InlineData("", InputClass.Essential)]
    [InlineData("essential", InputClass.Essential)]
    [InlineData("important", InputClass.NonEssential)]
    public void Criticality_says_the_class(string criticality, InputClass expected)
    {
        var input = Read(Usual($"y,z,1,,{criticality}\n")).Input!;
        Assert.Equal(expected, input.ClassOf(input.Sectors.ToList().IndexOf("z"), input.Sectors.ToList().IndexOf("y")));
    }

    [Fact]
    public void A_minor_input_is_not_sold_and_one_of_two_alternatives_is_not_essential()
    {
        Assert.DoesNotContain(Sales(Read(Usual("y,z,1,,minor\n"))), s => s.StartsWith("party:d", StringComparison.Ordinal));
        var network = Build("x,piece,100,yes,,\ny,piece,20,yes,,\nz,piece,5,yes,,\n", "X,a,x,15,piece/month,FR\nB,b,y,4,piece/month,FR\nD,d,z,6,piece/month,FR\n", "x,y,1,g,\nx,z,1,g,\n", "t,produce,x,10,piece/month\n");
        var input = Read(network).Input!;
        Assert.Equal(["party:a > goal:t/produce 1000", "party:b > party:a 80", "party:d > party:a 30"], Sales(Read(network)));
        Assert.Equal(InputClass.NonEssential, input.ClassOf(input.Sectors.ToList().IndexOf("y"), input.Sectors.ToList().IndexOf("x")));
    }

    [Fact]
    public void Items_without_a_value_are_left_out_and_told_and_where_none_has_one_nothing_is_given()
    {
        var package = Read(Usual(zValue: ""));
        Assert.Equal(["party:a > goal:t/produce 1000", "party:b > party:a 300", "party:c > party:a 100"], Sales(package));
        Assert.Equal("W-CASC-05 1 z 2", string.Join(' ', package.Findings.Where(f => f.Code == "W-CASC-05").SelectMany(f => f.Values.Prepend(f.Code))));
        var none = Read(Build("x,piece,,yes,,\n", "X,a,x,4,piece/month,FR\n", "", "t,produce,x,3,piece/month\n"));
        Assert.Null(none.Input);
        Assert.Equal(["E-CASC-09"], none.Findings.Select(f => f.Code));
        var nothing = Read(Build("x,piece,5,yes,,\n", "X,a,x,0,piece/month,FR\n", "", "t,produce,x,3,piece/month\n"));
        Assert.Equal((null, "E-CASC-08"), (nothing.Input, nothing.Findings.Single().Code));
    }

    [Fact]
    public void What_stays_within_a_firm_is_no_sale_and_who_has_no_party_is_a_firm_of_its_own()
    {
        var network = Build("x,piece,100,yes,,\ny,piece,20,,,\n", "X,a,x,15,piece/month,FR\nY,a,y,4,piece/month,FR\nN,,y,2,piece/month,FR\n", "x,y,1,,\n", "t,produce,x,10,piece/month\n");
        var package = Read(network);
        Assert.Contains("line:N > party:a 40", Sales(package));
        // Supply that no row lists gives the other four.
        Assert.Equal(80, package.Input!.Links.Where(l => package.Input.Firms[l.Supplier].StartsWith("unlisted", StringComparison.Ordinal)).Sum(l => l.Amount), 1e-6);
        Assert.Equal(["N-CASC-05 3", "N-CASC-06 1"], package.Findings.Select(f => $"{f.Code} {f.Values[0]}"));
    }

    [Fact]
    public void Sectors_are_items_codes_or_kinds()
    {
        string[] Sectors(CascadeSectors sectors) => [.. Read(Usual(), new() { Sectors = sectors }).Input!.Sectors];
        Assert.Equal(["x", "y", "z", "(goals)"], Sectors(CascadeSectors.Item));
        Assert.Equal(["CN 8710", "CN 8708", "z", "(goals)"], Sectors(CascadeSectors.CnCode));
        Assert.Equal(["system", "component", "(goals)"], Sectors(CascadeSectors.Kind));
    }

    [Fact]
    public void The_radio_of_the_example_has_the_index_worked_out_by_hand()
    {
        // 100 radios at 1000, boards for 30000 by room 40:80:50, batteries for 25000 from Finland, cells for 20000 by room 350:100:500; 175000 in all.
        using var json = JsonDocument.Parse(CommandRun.Of("disruption", "cascade", "examples/hello", "--json").Output);
        var firms = json.RootElement.GetProperty("firms").EnumerateArray().ToDictionary(f => f.GetProperty("firm").GetString()!, f => f);
        double Of(string firm, string what) => firms["party:" + firm].GetProperty(what).GetDouble();
        Assert.Equal(100 / 175.0, Of("radio-maker", "ownShare"), 1e-6);
        Assert.Equal(30 * (80 / 170.0) / 175, Of("board-maker-no", "ownShare"), 1e-6);
        Assert.Equal(20 * (500 / 950.0) / 175, Of("cell-maker-jp", "ownShare"), 1e-6);
        Assert.Equal((0.0, 0.0), (Of("battery-maker-pl", "ownShare"), Of("battery-maker-pl", "esri")));
        // Without the radio nobody sells anything; without the only battery in use the radio and all cells go, boards are still wanted.
        Assert.Equal(1, Of("radio-maker", "esri"), 1e-9);
        Assert.Equal((100 + 25 + 20) / 175.0, Of("battery-maker-fi", "esri"), 1e-6);
        Assert.Equal((100 + 25) / 175.0, Of("battery-maker-fi", "down"), 1e-6);
        Assert.DoesNotContain(firms.Keys, k => k.StartsWith("goal:", StringComparison.Ordinal));
        Assert.Equal("hello", json.RootElement.GetProperty("identity").GetProperty("package").GetString());
    }

    [Theory]
    [InlineData("needs the list of its firms", "examples/firms-links.csv")]
    [InlineData("belong to lists of firms", "examples/hello", "--weight", "x")]
    [InlineData("item, cn or kind", "examples/hello", "--sectors", "colour")]
    [InlineData("has a unit value", "examples/permanent-magnets")]
    [InlineData("no firm \"nobody\"", "examples/hello", "--firm", "nobody")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["disruption", "cascade", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, string.Join(' ', run.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
