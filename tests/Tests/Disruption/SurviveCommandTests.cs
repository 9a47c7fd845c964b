using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Disruption;

public sealed class SurviveCommandTests
{
    const string Bulldozer = "examples/bulldozer";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_bulldozer_shows_is_approved(string language)
    {
        var run = CommandRun.Of("disruption", "survive", Bulldozer, "--of", "site", "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, $"tests/Tests/Disruption/bulldozer.survive.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_first_and_three_readings_of_every_time()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("disruption", "survive", Bulldozer, "--of", "line", "--json").Output);
        Assert.Equal("answered", json.RootElement.GetProperty("status").GetString());
        var engine = json.RootElement.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("node").GetString() == "line:engine-se");
        Assert.Equal("status", engine.EnumerateObject().First().Name);
        // 5 engines a day are needed, 4 come from the other maker, 120 lie at the next step and 60 finished machines with the dealers: 180 days.
        Assert.Equal(180, engine.GetProperty("timeToSurvive").GetProperty("central").GetDouble());
        Assert.Equal(60, engine.GetProperty("timeToRecover").GetProperty("central").GetDouble());
    }

    [Theory]
    [InlineData("line, site", "--of", "country")]
    [InlineData("no verb", "--verb", "sell")]
    [InlineData("has the verb export", "--verb", "export")]
    [InlineData("Did you mean bulldozer?", "--technology", "buldozer")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["disruption", "survive", Bulldozer, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, "disruption", "survive", Bulldozer, "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > 80);
}
