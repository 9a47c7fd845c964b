using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class StockCommandTests
{
    const string Drone = "tests/Tests/Capacity/drone";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_drone_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "stock", Drone, "--verb", "produce", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/drone.stock.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_and_both_stocks_of_every_item()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "stock", Drone, "--json", "--bridge", "36.5").Output);
        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal("optimal", result.GetProperty("status").GetString());
        var drone = result.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("verb").GetString() == "produce").GetProperty("items").EnumerateArray().Single(i => i.GetProperty("item").GetString() == "drone");
        // One maker of 100 a month: all of 1.2 months, pooled or not.
        Assert.Equal((120, 120), (drone.GetProperty("pooled").GetProperty("central").GetDouble(), drone.GetProperty("national").GetProperty("central").GetDouble()));
        Assert.StartsWith("capacity/stock/drone/produce/drone/pooled", drone.GetProperty("pooled").GetProperty("address").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_days_ends_with_its_way_out() => Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("capacity", "stock", Drone, "--bridge", "0").Code);

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, "capacity", "stock", Drone, "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > 80);
}
