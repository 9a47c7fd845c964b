using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Disruption;

public sealed class WarnCommandTests
{
    const string Example = "examples/ammunition-155-synthetic";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_made_up_chain_shows_is_approved(string language)
    {
        var run = CommandRun.Of("disruption", "warn", Example, "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, $"tests/Tests/Disruption/ammunition-155-synthetic.warn.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_first_and_the_four_factors_of_every_alert()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("disruption", "warn", Example, "--json").Output);
        Assert.Equal("alert", json.RootElement.GetProperty("status").GetString());
        var series = json.RootElement.GetProperty("series").EnumerateArray().ToArray();
        Assert.All(series, s => Assert.Equal("status", s.EnumerateObject().First().Name));
        Assert.All(series.Where(s => s.GetProperty("status").GetString() == "alert"), s =>
            Assert.Equal(["marketPosition", "duration", "area", "impact"], s.GetProperty("factors").EnumerateObject().Select(f => f.Name)));
        // Five series upwards or downwards and one both ways, 36 values each.
        Assert.Equal(7 * 0.0046, json.RootElement.GetProperty("expectedFalseAlarms").GetProperty("independent").GetDouble(), 1e-9);
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "W-SERIES-03");
    }

    [Fact]
    public void A_package_without_series_says_where_to_put_them()
    {
        var run = CommandRun.Of("disruption", "warn", "examples/hello");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("table series", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12 to 120", "--window", "5")]
    [InlineData("no verb", "--verb", "sell")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["disruption", "warn", Example, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, "disruption", "warn", Example, "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > 80);
}
