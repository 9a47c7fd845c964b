using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Disruption;

public sealed class StressCommandTests
{
    static readonly string[] Few = ["disruption", "stress", "examples/bulldozer", "--scenario", "export-refusal", "--scenario", "raw-material-refusal", "--draws", "4", "--days", "150"];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_bulldozer_shows_is_approved(string language)
    {
        var run = CommandRun.Of([.. Few, "--language", language]);
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, $"tests/Tests/Disruption/bulldozer.stress.{language}.approved.txt");
    }

    [Fact]
    public void Json_has_a_status_first_and_a_band_of_every_week()
    {
        using var json = JsonDocument.Parse(CommandRun.Of([.. Few, "--json"]).Output);
        var refusal = json.RootElement.GetProperty("scenarios").EnumerateArray().First();
        Assert.Equal(("status", "played"), (refusal.EnumerateObject().First().Name, refusal.GetProperty("status").GetString()));
        Assert.Equal(22, refusal.GetProperty("products")[0].GetProperty("band").GetArrayLength());
        Assert.Equal("hits-nothing", json.RootElement.GetProperty("scenarios").EnumerateArray().Last().GetProperty("status").GetString());
    }

    [Fact]
    public void No_cause_comes_after_what_it_causes()
    {
        // The example with next to no finished rounds: of nine events over two years some only pass by, and the lack that is told is the one that leads to the loss.
        var folder = Directory.CreateTempSubdirectory("vauban-causes");
        try
        {
            foreach (var file in Directory.GetFiles(Path.Combine(SourceTree.Root, "examples", "ammunition-155-synthetic"))) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var stocks = Path.Combine(folder.FullName, "stocks.csv");
            var text = File.ReadAllText(stocks);
            Assert.Contains("depot,round-155,30000,", text, StringComparison.Ordinal);
            File.WriteAllText(stocks, text.Replace("depot,round-155,30000,", "depot,round-155,5,", StringComparison.Ordinal));
            using var json = JsonDocument.Parse(CommandRun.Of("disruption", "stress", folder.FullName, "--scenario", "hard-winter", "--draws", "3", "--json").Output);
            var causes = json.RootElement.GetProperty("scenarios")[0].GetProperty("products")[0].GetProperty("causes").EnumerateArray().Select(c => (c.GetProperty("item").GetString(), c.GetProperty("day").GetInt32())).ToArray();
            Assert.Equal([("round-155", 452), ("filled-shell", 369), ("tnt", 334)], causes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Of_inputs_that_stand_in_for_each_other_the_one_that_is_refused_is_blamed()
    {
        // Wood pulp stands in for the linters that are refused, as far as it goes; it runs short on the same day.
        using var json = JsonDocument.Parse(CommandRun.Of("disruption", "stress", "examples/ammunition-155-synthetic", "--scenario", "linters-refused", "--draws", "5", "--days", "400", "--json").Output);
        var causes = json.RootElement.GetProperty("scenarios")[0].GetProperty("products").EnumerateArray().First(p => p.GetProperty("causes").GetArrayLength() > 0).GetProperty("causes").EnumerateArray().ToArray();
        Assert.Equal(["round-155", "modular-charge", "propellant-powder", "nitrocellulose", "cotton-linters"], causes.Select(c => c.GetProperty("item").GetString()));
        Assert.Equal([false, false, false, false, true], causes.Select(c => c.GetProperty("isHit").GetBoolean()));
    }

    [Theory]
    [InlineData("Did you mean", "--scenario", "strik")]
    [InlineData("1 to 7300", "--days", "0")]
    [InlineData("1 to 100000", "--draws", "0")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["disruption", "stress", "examples/bulldozer", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
