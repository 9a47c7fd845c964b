using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>What leaves the program <c>--as association</c>: names and figures of single makers are planted in a package, and none may come out.</summary>
public sealed class AssociationTests : IDisposable
{
    // Figures that no sum can be by accident, as they may stand in text, JSON, HTML and cells.
    static readonly string[] Secrets =
        ["zebra", "417.83", "417,83", "13.371", "13,371", "987654321", "987,654,321", "987.654.321", "987 654 321", "988 million", "271.9", "271,9", "2027-11", "2028-02", "61.7", "61,7"];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-association");

    public void Dispose() => _folder.Delete(recursive: true);

    string In(string name) => Path.Combine(_folder.FullName, name);

    // Six makers of shells, whose sums may be shown, and two of fuzes, whose sums may not. Maker 1 has figures that are easy to recognise.
    string Package()
    {
        var package = new TestPackage().Items("shell", "fuze", "box").Recipe("shell", "box", "1");
        for (var k = 1; k <= 6; k++)
        {
            package.Add("parties", $"id=zebra-party-{k} name=Zebra__Works__{k} kind=company country=DE", $"id=zebra-box-{k} name=Zebra__Boxes__{k} kind=company country=FR");
            package.Add("sites", $"id=zebra-site-{k} name=Zebra__Valley__{k} party=zebra-party-{k} country=DE region=DE21Z");
            package.Line($"zebra-shell-{k}", "shell", k == 1 ? "417.83" : $"{300 + k}", "", $"name=Zebra__line__{k} party=zebra-party-{k} site=zebra-site-{k} unit_cost={(k == 1 ? "13.371" : $"{10 + k}")} lead_time_days=0 people=61.7");
            package.Line($"zebra-carton-{k}", "box", $"{900 + k}", "FR", $"party=zebra-box-{k} unit_cost=1 lead_time_days=0");
        }
        for (var k = 1; k <= 2; k++) package.Line($"zebra-fuze-{k}", "fuze", k == 1 ? "271.9" : "90", "DE", $"party=zebra-party-{k} unit_cost=2 lead_time_days=0");
        package.Add("expansions", "id=zebra-grow name=Zebra__grows line=zebra-shell-1 adds=100 adds_unit=piece/month capex=987654321 earliest=2027-11-01 permit_months=0 build_months=3 ramp_months=0 people=9 status=funded",
            "id=zebra-fuzes name=Zebra__fuzes line=zebra-fuze-2 adds=50 adds_unit=piece/month capex=1000 earliest=2027-11-01 permit_months=1 build_months=1 ramp_months=0");
        package.Add("demands", "buyer=DE item=shell from=2027-01 to=2028-12 rate=9000 rate_unit=piece/month shortfall_price=100000", "buyer=FR item=fuze from=2027-01 to=2028-12 rate=2000 rate_unit=piece/month shortfall_price=100000");
        package.Goal("produce", "shell", "9000").Goal("produce", "fuze", "2000");
        if (!File.Exists(In("plant.zip"))) PackageWriter.Write(package.Package, In("plant.zip"));
        return In("plant.zip");
    }

    static IEnumerable<string> Found(string text) => Secrets.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    static string Unzipped(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.AppendLine(reader.ReadToEnd());
        }
        return text.ToString();
    }

    string Everything(string role, string language)
    {
        var package = Package();
        File.WriteAllText(In("measure.json"), """{ "name": "more", "title": "More", "changes": [ { "table": "lines", "where": { "id": "zebra-shell-2" }, "field": "capacity", "plus": 17, "unit": "piece/month" } ] }""");
        string[] common = ["--as", role, "--language", language];
        string[] months = ["--from", "2027-01", "--to", "2028-12"];
        string[][] calls =
        [
            ["capacity", "today", package, .. common], ["capacity", "today", package, .. common, "--json"],
            ["capacity", "plan", package, .. months, .. common, "--report", In("plan.html"), "--workbook", In("plan.xlsx"), "--names"], ["capacity", "plan", package, .. months, .. common, "--json"],
            ["capacity", "coordinate", package, .. months, .. common, "--report", In("coordinate.html"), "--names"], ["capacity", "coordinate", package, .. months, .. common, "--json"],
            ["capacity", "fixes", package, .. common, "--report", In("fixes.html"), "--names"], ["capacity", "fixes", package, .. common, "--json"],
            ["capacity", "policy", package, "--change", In("measure.json"), .. months, .. common], ["capacity", "policy", package, "--change", In("measure.json"), .. months, .. common, "--json"],
        ];
        var text = new StringBuilder();
        foreach (var call in calls)
        {
            var run = CommandRun.Of(call);
            Assert.True(run.Code is ExitCode.Ok, $"{string.Join(' ', call)}: {run.Error}");
            text.AppendLine(run.Output).AppendLine(run.Error);
        }
        foreach (var file in new[] { "plan.html", "coordinate.html", "fixes.html" }) text.AppendLine(File.ReadAllText(In(file)));
        return text.AppendLine(Unzipped(In("plan.xlsx"))).ToString().Replace(_folder.FullName, "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void No_output_for_an_association_holds_a_name_or_a_figure_of_a_single_maker(string language) => Assert.Empty(Found(Everything("association", language)));

    [Fact]
    public void An_authority_sees_them_so_the_test_above_can_fail() => Assert.Equal(["zebra", "417.83", "13.371", "987654321", "271.9", "2027-11"], Found(Everything("authority", "en")).Intersect(["zebra", "417.83", "13.371", "987654321", "271.9", "2027-11"]));

    [Fact]
    public void Sums_over_six_makers_are_shown_and_those_over_two_are_withheld()
    {
        var run = CommandRun.Of("capacity", "plan", Package(), "--from", "2027-01", "--to", "2028-12", "--as", "association", "--reading", "central", "--json");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var options = json.RootElement.GetProperty("identity").GetProperty("options");
        Assert.Equal(("association", 5, 0.8), (options.GetProperty("as").GetString(), options.GetProperty("leastOwners").GetInt32(), options.GetProperty("dominance").GetDouble()));
        var items = json.RootElement.GetProperty("results")[0].GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("item").GetString()!);
        Assert.Equal(417.83 + 302 + 303 + 304 + 305 + 306, items["shell"].GetProperty("capacityPerMonth").GetDouble(), 1e-6);
        Assert.Equal("few-owners", items["fuze"].GetProperty("capacityPerMonth").GetProperty("withheld").GetString());
        Assert.Equal("few-owners", items["fuze"].GetProperty("delivered").GetProperty("withheld").GetString());
        // Maker 1 grows in February 2028: a year less the other would be his.
        Assert.Equal("derivable", items["shell"].GetProperty("productionByYear")[0].GetProperty("withheld").GetString());
        Assert.True(items["shell"].GetProperty("production").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public void Higher_thresholds_withhold_more_and_stand_under_the_output()
    {
        var run = CommandRun.Of("capacity", "today", Package(), "--as", "association", "--owners", "7", "--dominance", "60");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Contains("at least 7 independent owners", run.Output, StringComparison.Ordinal);
        Assert.Matches("no more than 60\\s%", run.Output);
        Assert.DoesNotContain("1,9", run.Output.Split("withheld")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trough", "--line", "zebra-shell-1")]
    [InlineData("stock")]
    [InlineData("independence")]
    [InlineData("plan", "--write-model", "model.mps")]
    [InlineData("plan", "--owners", "2")]
    [InlineData("plan", "--dominance", "100")]
    [InlineData("today", "--perimeter", "EU27", "--perimeter", "NATO=DE+FR+US")]
    public void What_is_about_single_makers_or_protects_nobody_is_refused(string command, params string[] more)
    {
        var run = CommandRun.With(new() { Folder = _folder.FullName }, ["capacity", command, Package(), .. more, "--as", "association"]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal("", run.Output);
        Assert.Empty(Found(run.Error.Replace("zebra-shell-1", "", StringComparison.Ordinal)));
        Assert.False(File.Exists(In("model.mps")));
    }

    [Fact]
    public void Who_is_neither_is_told_the_roles() => Assert.Contains("authority", CommandRun.Of("capacity", "today", "examples/hello", "--as", "minister").Error, StringComparison.Ordinal);

    [Fact]
    public void Errors_of_a_package_are_counted_and_not_told()
    {
        File.WriteAllText(In("lines.csv"), "id,item,capacity,capacity_unit\nzebra,nothing,417.83,piece/month\n");
        File.WriteAllText(In("items.csv"), "id,unit\nx,piece\n");
        var run = CommandRun.Of("capacity", "plan", _folder.FullName, "--as", "association");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Empty(Found(run.Output + run.Error));
    }
}
