using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class TodayCommandTests
{
    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void What_hello_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "today", "examples/hello", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/hello.today.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_and_an_address_for_every_figure_and_rung()
    {
        string[] args = ["capacity", "today", "examples/hello", "--json", "-p", "EU27", "-p", "EU+EEA"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var results = json.RootElement.GetProperty("results");
        Assert.Equal(["EU27", "EU+EEA"], results.EnumerateArray().Select(r => r.GetProperty("perimeter").GetString()));
        Assert.All(results.EnumerateArray(), r => Assert.Equal("optimal", r.GetProperty("status").GetString()));
        var produce = results[0].GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("verb").GetString() == "produce");
        // Boards in France, 40 a month; then cells for 87.5 batteries.
        Assert.Equal(40, produce.GetProperty("inside").GetProperty("outputs")[0].GetProperty("perMonth").GetProperty("central").GetDouble());
        var rungs = produce.GetProperty("inside").GetProperty("ladders")[0].GetProperty("rungs");
        Assert.Equal(["board", "cell"], rungs.EnumerateArray().Select(r => r.GetProperty("members")[0].GetProperty("id").GetString()));
        Assert.Equal([1, 0.25], rungs.EnumerateArray().Select(r => Math.Round(r.GetProperty("outputPerUnit").GetDouble(), 4)));
        Assert.Equal("capacity/today/field-radio/produce/ladder_in/1", rungs[0].GetProperty("address").GetString());
        Assert.Equal("capacity/today/field-radio/produce/theta_in", produce.GetProperty("inside").GetProperty("theta").GetProperty("address").GetString());
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Theory]
    [InlineData("2027-06", "Climbed to the demand on 2027-06-01, 62.5 % of the goal: Signal rocket 150 a month wanted, goal 240 a month.", "demand", 150)]
    [InlineData("2030-01", "Nothing is wanted on 2030-01-01: climbed to the goal.", "goal", 0)]
    public void Says_whether_demand_or_goal_is_the_target_and_gives_both(string day, string expected, string kind, double wanted)
    {
        // 60 firm and half of 180 as options.
        string[] args = ["capacity", "today", "examples/coordination", "--at", day];
        Assert.Contains(expected, CommandRun.Of(args).Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal).Replace('\u00A0', ' '), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CommandRun.Of([.. args, "--json"]).Output);
        var target = json.RootElement.GetProperty("results")[0].GetProperty("rows")[0].GetProperty("target");
        Assert.Equal(kind, target.GetProperty("kind").GetString());
        Assert.Equal((wanted, 240), (target.GetProperty("items")[0].GetProperty("demand").GetProperty("central").GetDouble(), target.GetProperty("items")[0].GetProperty("goal").GetProperty("central").GetDouble()));
    }

    [Theory]
    [InlineData("en", 80)]
    [InlineData("de", 140)]
    public void No_line_is_wider_than_the_terminal(string language, int width)
    {
        var run = CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "capacity", "today", "examples/ammunition-155", "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.DoesNotContain(run.Output.Split('\n'), l => Lines.Cells(l) > width);
    }

    [Theory]
    [InlineData("Did you mean field-radio?", "--technology", "field-radoi")]
    [InlineData("0 to 100", "--rungs", "1000")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "today", "examples/hello", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void Outputs_in_the_guide_are_those_of_the_program()
    {
        var shown = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests/Tests/Capacity"), "*.approved.txt").SelectMany(File.ReadAllLines).Select(l => l.Replace('\u00A0', ' ')).ToHashSet(StringComparer.Ordinal);
        var blocks = SourceTree.Text("docs/guides/capacity.md").ReplaceLineEndings("\n").Split("```text\n").Skip(1).SelectMany(b => b.Split("```")[0].TrimEnd().Split('\n')).ToArray();
        Assert.True(blocks.Length > 5);
        Assert.Empty(blocks.Except(shown));
    }
}
