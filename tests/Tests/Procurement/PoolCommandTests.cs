using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Procurement;

public sealed class PoolCommandTests
{
    const string Example = "examples/joint-procurement";

    static readonly string[] Three = ["procurement", "pool", Example, "--item", "drone", "--states", "state-a,state-b,state-c"];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_example_shows_is_approved(string language)
    {
        var run = CommandRun.Of([.. Three, "--inside", "--early", "3", "--language", language]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Procurement/pool.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_demand_orders_and_limits_and_is_the_same_twice()
    {
        string[] args = [.. Three, "--workshare", "state-b=20..50", "--json"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        var joint = root.GetProperty("joint");
        var calls = joint.GetProperty("callOffs").EnumerateArray().ToArray();
        Assert.Equal(750, joint.GetProperty("wanted").GetDouble());
        Assert.Equal(joint.GetProperty("delivered").GetDouble(), calls.Sum(c => c.GetProperty("units").GetDouble()), 0.01);
        Assert.Equal(joint.GetProperty("cost").GetDouble(), calls.Sum(c => c.GetProperty("cost").GetDouble()), 50.0);
        Assert.InRange(joint.GetProperty("states")[1].GetProperty("workshare").GetDouble(), 0.2 - 1e-4, 0.5 + 1e-4);
        Assert.Contains(root.GetProperty("reliefs").EnumerateArray(), r => r.GetProperty("limit").GetString() == "workshare" && r.GetProperty("name").GetString() == "state-b" && r.GetProperty("cost").GetDouble() < joint.GetProperty("cost").GetDouble());
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Fact]
    public void The_example_comes_to_what_its_README_works_out_by_hand()
    {
        using var json = JsonDocument.Parse(CommandRun.Of([.. Three, "--json"]).Output);
        var joint = json.RootElement.GetProperty("joint");
        var lines = joint.GetProperty("lines").EnumerateArray().ToDictionary(l => l.GetProperty("id").GetString()!, l => l.GetProperty("units").GetDouble());
        Assert.Equal([120, 0, 60, 570], new[] { "drone-a", "drone-b", "drone-c", "drone-overseas" }.Select(l => Math.Round(lines[l], 2)));
        Assert.Equal(0, joint.GetProperty("lateUnitMonths").GetDouble(), 1e-3);
    }

    [Theory]
    [InlineData("There is no item dron. Did you mean drone?", "--item", "dron")]
    [InlineData("state-x wants none of it.", "--item", "drone", "--states", "state-x")]
    [InlineData("Nobody wants airframe", "--item", "airframe")]
    [InlineData("--workshare: “40..20” is no range of per cent", "--item", "drone", "--workshare", "state-a=40..20")]
    [InlineData("--fair-return: “much” is no range", "--item", "drone", "--fair-return", "much")]
    [InlineData("No line drone-q makes it", "--item", "drone", "--exclude", "drone-q")]
    [InlineData("whole months from 0 to 60", "--item", "drone", "--early", "99")]
    [InlineData("nowhere.csv", "--item", "drone", "--transport", "nowhere.csv")]
    public void Wrong_input_is_refused_with_the_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["procurement", "pool", Example, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_and_the_workbook_hold_the_call_offs_and_are_the_same_twice()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string[] Files(string name) => [Path.Combine(folder.FullName, name + ".html"), Path.Combine(folder.FullName, name + ".xlsx")];
            foreach (var name in new[] { "a", "b" }) Assert.Equal(ExitCode.Ok, CommandRun.Of([.. Three, "--report", Files(name)[0], "--workbook", Files(name)[1]]).Code);
            var html = File.ReadAllText(Files("a")[0]);
            Assert.Contains("Framework agreement", html, StringComparison.Ordinal);
            Assert.Contains("State C", html, StringComparison.Ordinal);
            // Lines are named only where asked for.
            Assert.DoesNotContain("Drones from overseas", html, StringComparison.Ordinal);
            Assert.Equal(html, File.ReadAllText(Files("b")[0]));
            Assert.Equal(File.ReadAllBytes(Files("a")[1]), File.ReadAllBytes(Files("b")[1]));
            Assert.Contains("no folder", CommandRun.Of([.. Three, "--report", Path.Combine(folder.FullName, "no", "x.html")]).Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_of_transport_is_read_and_a_wrong_one_is_named_by_row()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "ways.csv");
            File.WriteAllText(file, "line,buyer,days,cost\n*,*,,100\ndrone-overseas,*,30,2500\n");
            using var json = JsonDocument.Parse(CommandRun.Of([.. Three, "--transport", file, "--json"]).Output);
            var joint = json.RootElement.GetProperty("joint");
            var transport = joint.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("units").GetDouble() * (l.GetProperty("id").GetString() == "drone-overseas" ? 2500 : 100));
            Assert.Equal(transport, joint.GetProperty("states").EnumerateArray().Sum(s => s.GetProperty("transportCost").GetDouble()), 10.0);
            File.WriteAllText(file, "line,buyer,days,cost\n*,*,soon,100\n");
            var wrong = CommandRun.Of([.. Three, "--transport", file]);
            Assert.Equal(ExitCode.InvalidInput, wrong.Code);
            Assert.Contains("row 2", wrong.Error, StringComparison.Ordinal);
            File.WriteAllText(file, "line,days,cost\n*,1,100\n");
            Assert.Contains("no column buyer", CommandRun.Of([.. Three, "--transport", file]).Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
