using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class CoordinateCommandTests
{
    const string Example = "examples/coordination";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_example_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "coordinate", Example, "--to", "2027-12", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/coordination.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_the_value_and_every_plan_and_is_the_same_twice()
    {
        string[] args = ["capacity", "coordinate", Example, "--to", "2027-12", "--split", "order-date", "--json"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(("optimal", "order-date"), (root.GetProperty("status").GetString(), root.GetProperty("split").GetString()));
        var (joint, one) = (root.GetProperty("joint").GetProperty("objective").GetDouble(), root.GetProperty("coordinated").GetProperty("objective").GetDouble());
        Assert.Equal(joint - one, root.GetProperty("value").GetDouble(), 1e-8 * joint);
        Assert.True(one <= joint);
        Assert.Equal(3, root.GetProperty("states").GetArrayLength());
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Fact]
    public void The_example_comes_to_what_its_README_works_out_by_hand()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "coordinate", Example, "--json").Output);
        var states = json.RootElement.GetProperty("states").EnumerateArray().ToArray();
        double Sum(string plan, string what) => states.Sum(s => s.GetProperty(plan).GetProperty(what).GetDouble());
        Assert.Equal([2700, 2700, 0], states.Select(s => Math.Round(s.GetProperty("expected").GetProperty("lateUnitMonths").GetDouble(), 3)));
        Assert.Equal((3750, 29175), (Math.Round(Sum("joint", "delivered"), 2), Math.Round(Sum("joint", "lateUnitMonths"), 1)));
        Assert.Equal((5100, 16350), (Math.Round(Sum("coordinated", "delivered"), 2), Math.Round(Sum("coordinated", "lateUnitMonths"), 1)));
        var worst = json.RootElement.GetProperty("overCommitments")[0];
        Assert.Equal(("propellant-a", 290 / 175.0), (worst.GetProperty("supply").GetString(), worst.GetProperty("worstRatio").GetDouble()), Close);
        Assert.Equal([1.4, 1.657, 1.371], new[] { 0, 6, 18 }.Select(t => Math.Round(worst.GetProperty("ratio")[t].GetDouble(), 3)));
    }

    static bool Close((string?, double) a, (string?, double) b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6;

    [Fact]
    public void A_wrong_split_and_a_package_of_one_buyer_are_refused_with_the_way_out()
    {
        var split = CommandRun.Of("capacity", "coordinate", Example, "--split", "lottery");
        Assert.Equal(ExitCode.InvalidInput, split.Code);
        Assert.Contains("write pro-rata or order-date", split.Error, StringComparison.Ordinal);
        var one = CommandRun.Of("capacity", "coordinate", "examples/hello");
        Assert.Equal(ExitCode.InvalidInput, one.Code);
        Assert.Contains("at least two buyers", one.Error, StringComparison.Ordinal);
        var hold = CommandRun.Of("capacity", "coordinate", Example, "--hold", "theta >= 0.8 without outside by 2028-06");
        Assert.Equal(ExitCode.InvalidInput, hold.Code);
        Assert.Contains("capacity plan --hold", hold.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_price_for_what_is_late_there_is_no_plan_but_a_sentence_that_says_so()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(folder.FullName, "items.csv"), "id,unit,complete\nx,piece,yes\n");
        File.WriteAllText(Path.Combine(folder.FullName, "lines.csv"), "id,item,country,capacity,capacity_unit\nl,x,DE,5,piece/month\n");
        File.WriteAllText(Path.Combine(folder.FullName, "demands.csv"), "buyer,item,from,to,rate,rate_unit\nFR,x,2027-01,2027-12,5,piece/month\nIT,x,2027-01,2027-12,5,piece/month\n");
        var run = CommandRun.Of("capacity", "coordinate", folder.FullName);
        folder.Delete(true);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("--shortfall-price", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot hold together", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_table_of_demands_is_planned_instead()
    {
        var file = Path.GetTempFileName() + ".csv";
        File.WriteAllText(file, "buyer,item,from,to,rate,rate_unit,certainty,shortfall_price\nstate-a,rocket,2027-01,2027-12,30,piece/month,firm,1000\nstate-b,rocket,2027-01,2027-12,30,piece/month,firm,1000\n");
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "coordinate", Example, "--target", file, "--to", "2027-12", "--json").Output);
        File.Delete(file);
        Assert.Equal(["state-a", "state-b"], json.RootElement.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("buyer").GetString()));
        // Sixty a month of a hundred: nothing is promised twice.
        Assert.Equal(0, json.RootElement.GetProperty("overCommitments").GetArrayLength());
    }

    [Fact]
    public void The_report_shows_every_ratio_in_a_map_and_in_a_table_and_is_the_same_twice()
    {
        var folder = Directory.CreateTempSubdirectory();
        string Page(string name)
        {
            var run = CommandRun.Of("capacity", "coordinate", Example, "--to", "2027-12", "--report", Path.Combine(folder.FullName, name));
            Assert.Equal(ExitCode.Ok, run.Code);
            return File.ReadAllText(Path.Combine(folder.FullName, name));
        }
        var page = Page("a.html");
        Assert.Equal(page, Page("b.html"));
        // Eight lines are promised twice in the twelve months; propellant 1.4 times at first, then 1.66 times.
        Assert.Equal(8 * 12 + 5, Count("class=\"h-") - Count("class=\"h-halo") - Count("class=\"h-on"));
        Assert.Contains("<td class=\"num\">1.66</td>", page, StringComparison.Ordinal);
        folder.Delete(true);

        int Count(string text) => page.Split(text).Length - 1;
    }
}
