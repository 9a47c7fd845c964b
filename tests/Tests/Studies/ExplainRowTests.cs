using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Studies;

public sealed class ExplainRowTests
{
    static readonly Network Hello = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/hello"), [])!;

    static ExplainRowResult Explain(Network network, string address, Reading reading = Reading.Central) =>
        ExplainRowStudy.Run(network, address, reading, new() { Perimeters = [Perimeter.Defaults[0]] }, LinearSolvers.Default)!;

    [Fact]
    public void A_line_says_its_readings_its_source_and_where_it_binds()
    {
        var row = Explain(Hello, "lines/board-fr");
        Assert.Equal([("capacity", 40, 40, 40), ("recovery_days", 30, 30, 30)], row.Readings.Select(r => (r.Field.Name, r.Pessimistic, r.Central, r.Optimistic)));
        Assert.Equal(["A"], row.Sources.Select(s => s.Reliability));
        Assert.Equal(["produce", "export"], row.Trees.Select(t => t.Verb));
        // Forty boards of a hundred are all that holds EU27 back; with everybody it is the radios.
        var use = Assert.Single(row.Uses);
        Assert.Equal(("produce", "theta_in", 0.4, 0.4), (use.Verb, use.Figure, Math.Round(use.Theta, 9), Math.Round(use.Term.Product, 9)));
        Assert.True(row.CanBind);
    }

    [Fact]
    public void An_interval_and_an_unknown_have_their_three_readings()
    {
        Assert.Equal((60, 80, 100), Readings(Hello, "lines/board-no"));
        Assert.Equal((0, double.PositiveInfinity, double.PositiveInfinity), Readings(Hello, "lines/battery-pl"));
        // Of a need the most is the worst.
        var need = new TestPackage().Items("g", "x").Line("g-de", "g", "1").Line("x-de", "x", "1").Recipe("g", "x", "2..4").Goal("produce", "g", "1").Network;
        Assert.Equal((4, 3, 2), Readings(need, "recipes/g||x"));

        static (double, double, double) Readings(Network network, string address) => Explain(network, address).Readings[0] is var r ? (r.Pessimistic, r.Central, r.Optimistic) : default;
    }

    [Fact]
    public void A_row_whose_sources_are_unreliable_counts_in_the_optimistic_reading_only()
    {
        var row = Explain(new TestPackage().Items("g").Add("sources", "id=s title=Rumour reliability=E").Line("g-de", "g", "70", more: "source=s").Goal("produce", "g", "100").Network, "lines/g-de");
        Assert.False(row.IsTrusted);
        Assert.Equal((0, 0, 70), (row.Readings[0].Pessimistic, row.Readings[0].Central, row.Readings[0].Optimistic));
    }

    [Fact]
    public void A_row_outside_its_dates_or_status_does_not_count()
    {
        var network = new TestPackage().Items("g").Line("now", "g", "50").Line("later", "g", "50", more: "status=announced").Goal("produce", "g", "100").Network;
        Assert.True(Explain(network, "lines/now").Counts);
        Assert.False(Explain(network, "lines/later").Counts);
        Assert.Empty(Explain(network, "lines/later").Uses);
    }

    [Fact]
    public void Items_parties_and_consents_say_where_they_matter()
    {
        Assert.Equal(["lines/board-fr"], Explain(Hello, "items/board").Uses.Select(u => u.Term.Address));
        Assert.Equal(["lines/board-fr"], Explain(Hello, "parties/board-maker-fr").Uses.Select(u => u.Term.Address));
        Assert.Equal(["export"], Explain(Hello, "restrictions/jp-cells").Withdrawn.Select(t => t.Verb));
        Assert.Equal(["produce", "use", "export"], Explain(Hello, "recipes/battery||cell").Trees.Select(t => t.Verb));
        Assert.Null(Explain(Hello, "sources/S01").Counts);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("ammunition-155")]
    [InlineData("permanent-magnets")]
    public void Every_row_of_an_example_is_found_by_its_address(string example)
    {
        var package = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), [])!.Package;
        var addresses = ExplainRowStudy.Addresses(package).ToArray();
        Assert.Equal(package.Tables.Sum(t => t.Rows.Count), addresses.Length);
        Assert.Equal(addresses.Length, addresses.Distinct().Count());
    }

    [Theory]
    [InlineData("en", "capacity is read as: pessimistic 60; central 80; optimistic 100 (piece/month)")]
    [InlineData("fr", "capacity se lit : pessimiste 60 ; centrale 80 ; optimiste 100 (piece/month)")]
    [InlineData("de", "capacity wird gelesen als: pessimistisch 60; mittel 80; optimistisch 100 (piece/month)")]
    public void The_command_shows_a_row_in_every_language(string language, string expected)
    {
        var run = CommandRun.Of("explain", "examples/hello", "lines/board-no", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Contains("board-maker-no (Board maker in Norway (fictional))", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_cells_readings_and_uses()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("explain", "examples/hello", "lines/battery-pl", "--json").Output);
        Assert.Equal("unlimited", json.RootElement.GetProperty("readings")[0].GetProperty("central").GetString());
        Assert.Equal("battery", json.RootElement.GetProperty("cells").GetProperty("item").GetString());
        Assert.Equal(["field-radio/produce", "field-radio/use", "field-radio/export"], json.RootElement.GetProperty("trees").EnumerateArray().Select(t => t.GetString()!));
    }

    [Fact]
    public void A_misspelled_row_is_told_with_the_nearest_ones_of_its_table()
    {
        var run = CommandRun.Of("explain", "examples/hello", "lines/bord-fr");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("lines/board-fr", run.Error, StringComparison.Ordinal);
    }
}
