using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class IndependenceCommandTests
{
    const string Drone = "tests/Tests/Capacity/drone";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_drone_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "independence", Drone, "--verb", "produce", "--without", "TW", "--without", "CN", "--hold", "theta >= 0.5 without TW", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/drone.independence.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_for_the_run_and_for_every_case()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "independence", Drone, "--json", "--without", "CN").Output);
        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal("optimal", result.GetProperty("status").GetString());
        var prices = result.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("verb").GetString() == "produce").GetProperty("prices").EnumerateArray().ToArray();
        Assert.Equal(["all", "in", "without CN"], prices.Select(p => p.GetProperty("case").GetString()));
        // 9 000 and four motors at 100 with 0.05 kg of magnet at 50 each, and a board at 400: 9 000 + 4 x 102.5 + 400.
        Assert.Equal(("reached", 9810.0), (prices[0].GetProperty("status").GetString(), prices[0].GetProperty("unitCost").GetProperty("central").GetDouble()));
        Assert.Equal(["country:CN"], prices[2].GetProperty("without").EnumerateArray().Select(w => w.GetString()));
    }

    [Theory]
    [InlineData("is no hold", "--hold", "without CN")]
    [InlineData("prices are those of one day, 2026-01-01. Leave", "--hold", "theta >= 0.5 without TW by 2028-06")]
    [InlineData("is no hold", "--hold", "theta >= 0.5 without TW by 2028-13")]
    [InlineData("above 0", "--years", "0")]
    [InlineData("Did you mean", "--without", "polr")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "independence", Drone, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hold_may_carry_the_month_that_is_priced_and_name_everybody_outside()
    {
        double Cost(string hold, params string[] more)
        {
            using var json = JsonDocument.Parse(CommandRun.Of(["capacity", "independence", Drone, "--verb", "produce", "--json", "--hold", hold, .. more]).Output);
            var prices = json.RootElement.GetProperty("results")[0].GetProperty("rows")[0].GetProperty("prices").EnumerateArray().ToArray();
            Assert.Equal(12520.83, prices[1].GetProperty("unitCost").GetProperty("central").GetDouble(), 1.0);
            return prices[2].GetProperty("unitCost").GetProperty("central").GetDouble();
        }
        Assert.Equal(Cost("theta >= 0.5 without TW"), Cost("theta >= 50 % without TW by 2026-01"), 1e-9);
        // Everybody outside at theta 1 is the case inside alone.
        Assert.Equal(12520.83, Cost("theta >= 1 without outside by 2026-01", "--at", "2026-01-15"), 1.0);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, "capacity", "independence", Drone, "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > 80);
}
