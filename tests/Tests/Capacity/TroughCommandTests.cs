using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class TroughCommandTests
{
    const string Drone = "tests/Tests/Capacity/drone";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_drone_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "trough", Drone, "--line", "drone-de", "--months", "10", "--load", "5", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/drone.trough.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_and_the_cost_of_every_way()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "trough", Drone, "--line", "drone-de", "--months", "10", "--json").Output);
        Assert.Equal("optimal", json.RootElement.GetProperty("status").GetString());
        // Running at 20 of 9 000 EUR a month; ready 250 000 a month; closed and started again for 400 000. Its 45 days reach half a month into full
        // orders, where 47.9452 drones of 1 500 are lost: less than half a month of the minimum rate before.
        Assert.Equal([1_800_000, 2_500_000, 400_000 + 71_917.8], json.RootElement.GetProperty("ways").EnumerateArray().Select(w => Math.Round(w.GetProperty("central").GetDouble(), 1)));
        Assert.Equal("restart", json.RootElement.GetProperty("best").GetProperty("months")[9].GetProperty("mode").GetString());
    }

    [Fact]
    public void What_is_not_known_is_said()
    {
        var run = CommandRun.Of("capacity", "trough", Drone, "--line", "board-de");
        Assert.Contains("readiness_fee", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "trough", Drone, "--line", "design-us", "--json").Output);
        Assert.Equal("unknown", json.RootElement.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("Did you mean drone-de?", "--line", "drone-da")]
    [InlineData("1 to 120", "--line", "drone-de", "--months", "0")]
    [InlineData("0 to 100", "--line", "drone-de", "--load", "101")]
    [InlineData("not negative", "--line", "drone-de", "--lost", "-1")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "trough", Drone, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, "capacity", "trough", Drone, "--line", "drone-de", "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > 80);
}
