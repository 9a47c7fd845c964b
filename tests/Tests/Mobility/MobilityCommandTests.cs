using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Mobility;

public sealed class MobilityCommandTests
{
    const string Example = "examples/corridor";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void The_routes_of_the_example_are_approved(string language)
    {
        var run = CommandRun.Of("mobility", "route", Example, "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, $"tests/Tests/Mobility/corridor.route.{language}.approved.txt");
    }

    [Fact]
    public void The_checks_of_the_example_are_approved()
    {
        var run = CommandRun.Of("mobility", "check", Example, "--corridor", "north-sea-baltic");
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, "tests/Tests/Mobility/corridor.check.en.approved.txt");
    }

    [Fact]
    public void A_place_without_a_country_is_a_finding_and_a_route_to_it_says_so()
    {
        var run = CommandRun.Of("mobility", "route", Example, "--from", "ohrid", "--to", "albania", "--json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "W-MOVE-04");
        var answer = json.RootElement.GetProperty("consignments")[0];
        Assert.Equal("feasible-as-known", answer.GetProperty("status").GetString());
        Assert.True(answer.GetProperty("routes")[0].GetProperty("legs")[0].GetProperty("isPermissionUnknown").GetBoolean());
        Assert.Equal(run.Output, CommandRun.Of("mobility", "route", Example, "--from", "ohrid", "--to", "albania", "--json").Output);
    }

    [Theory]
    [InlineData("There is no consignment spares-2. Did you mean spares-1?", "route", "--consignment", "spares-2")]
    [InlineData("Give both --from and --to.", "route", "--from", "riga")]
    [InlineData("There is no permission regime 4-days", "route", "--regime", "4-days")]
    [InlineData("There is no transport link x", "route", "--without", "x")]
    [InlineData("--alternatives goes from 0 to 20", "route", "--alternatives", "21")]
    [InlineData("There is no corridor north. There are", "check", "--corridor", "north")]
    public void Wrong_input_is_refused_with_the_way_out(string expected, string question, params string[] args)
    {
        var run = CommandRun.Of(["mobility", question, Example, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_and_the_workbook_hold_the_legs_and_are_the_same_twice()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string[] Files(string name) => [Path.Combine(folder.FullName, name + ".html"), Path.Combine(folder.FullName, name + ".xlsx")];
            foreach (var name in new[] { "a", "b" }) Assert.Equal(ExitCode.Ok, CommandRun.Of("mobility", "route", Example, "--report", Files(name)[0], "--workbook", Files(name)[1]).Code);
            var html = File.ReadAllText(Files("a")[0]);
            Assert.Equal(3, html.Split("class=\"m-route m-sea\"").Length + html.Split("class=\"m-route m-air\"").Length - 2);
            Assert.Contains("Tallinn", html, StringComparison.Ordinal);
            Assert.Contains("class=\"t-wait\"", html, StringComparison.Ordinal);
            for (var i = 0; i < 2; i++) Assert.Equal(File.ReadAllBytes(Files("a")[i]), File.ReadAllBytes(Files("b")[i]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_flows_of_the_example_add_up_and_are_the_same_twice()
    {
        var run = CommandRun.Of("mobility", "flow", Example, "--json");
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        var plan = root.GetProperty("plan");
        Assert.Equal(root.GetProperty("shipments").EnumerateArray().Sum(s => s.GetProperty("tonnes").GetDouble()), plan.GetProperty("moves").EnumerateArray().Sum(m => m.GetProperty("tonnes").GetDouble()), 1e-2);
        double Late(string regime) => root.GetProperty("regimes").GetProperty(regime).GetProperty("lateTonneDays").GetDouble();
        Assert.True(Late("listed") > Late("3-working-days") && Late("3-working-days") > Late("emergency-6-hours"));
        Assert.Equal(run.Output, CommandRun.Of("mobility", "flow", Example, "--json").Output);
    }

    [Fact]
    public void A_package_without_transport_says_what_to_fill_in()
    {
        Assert.Contains("consignments", CommandRun.Of("mobility", "route", "examples/hello").Error, StringComparison.Ordinal);
        Assert.Contains("transport_links", CommandRun.Of("mobility", "check", "examples/hello").Error, StringComparison.Ordinal);
    }
}
