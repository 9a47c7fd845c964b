using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class FixesCommandTests
{
    const string Drone = "tests/Tests/Capacity/drone";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_drone_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "fixes", Drone, "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/drone.fixes.{language}.approved.txt");
    }

    [Theory]
    [InlineData("en", "what could be done")]
    [InlineData("fr", "ce qui peut être fait")]
    [InlineData("de", "was getan werden kann")]
    public void The_report_draws_every_set_of_the_curve_and_lists_it(string language, string title)
    {
        var file = Path.Combine(Path.GetTempPath(), $"vauban-fixes-{Environment.ProcessId}-{language}.html");
        try
        {
            using var json = JsonDocument.Parse(CommandRun.Of("capacity", "fixes", Drone, "--json", "--verb", "produce", "--report", file, "--language", language).Output);
            var sets = json.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("rows")[0].GetProperty("curve").GetProperty("sets").GetArrayLength()).ToArray();
            Assert.Contains(sets, n => n > 2);
            var html = File.ReadAllText(file);
            Assert.Contains(title, html, StringComparison.Ordinal);
            Assert.Equal(sets.Where(n => n > 1).Sum(), html.Split("<circle class=\"g-full\"").Length - 1);
            Assert.Equal(sets.Sum(), html.Split("<tr><th scope=\"row\">").Length - 1);
            Assert.DoesNotContain("Boards from Polar", html, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Json_has_a_status_and_every_fix_its_row()
    {
        string[] args = ["capacity", "fixes", Drone, "--json", "-p", "EU27", "-p", "European-NATO"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["EU27", "European NATO"], results.Select(r => r.GetProperty("perimeter").GetString()));
        Assert.All(results, r => Assert.Equal("optimal", r.GetProperty("status").GetString()));
        var produce = results[0].GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("verb").GetString() == "produce");
        var substitute = produce.GetProperty("fixes").EnumerateArray().Single(f => f.GetProperty("kind").GetString() == "substitute");
        Assert.Equal(("diversify", "1500000", "80"), (substitute.GetProperty("label").GetString(), substitute.GetProperty("cost").GetString(), substitute.GetProperty("chance").GetString()));
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Fact]
    public void A_verb_a_budget_and_a_level_are_taken_as_given()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "fixes", Drone, "--json", "--verb", "produce", "--budget", "9000000", "--level", "50").Output);
        var row = Assert.Single(json.RootElement.GetProperty("results")[0].GetProperty("rows").EnumerateArray().ToArray());
        Assert.Equal("produce", row.GetProperty("verb").GetString());
        Assert.All(row.GetProperty("curve").GetProperty("sets").EnumerateArray(), s => Assert.True(s.GetProperty("cost").GetProperty("central").GetDouble() <= 9e6 && s.GetProperty("theta").GetDouble() <= 0.5));
    }

    [Theory]
    [InlineData("none of develop", "--verb", "prodce")]
    [InlineData("not negative", "--budget", "-1")]
    [InlineData("above 0", "--level", "0")]
    [InlineData("Did you mean drone?", "--technology", "dron")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "fixes", Drone, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var language in new[] { "en", "fr", "de" })
            Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "capacity", "fixes", Drone, "--language", language).Output.Split('\n'), l => Lines.Cells(l) > width);
    }
}
