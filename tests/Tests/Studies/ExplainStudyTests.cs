using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Studies;

public sealed class ExplainStudyTests
{
    static Network Load(string example)
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), new List<Finding>());
        Assert.NotNull(network);
        return network;
    }

    static ExplainResult Explain(Network network, string address, Reading reading, Perimeter perimeter) =>
        ExplainStudy.Run(network, address, reading, new() { Perimeters = [perimeter] }, LinearSolvers.Default)!;

    [Fact]
    public void The_radio_of_EU27_is_forty_boards_of_a_hundred()
    {
        var result = Explain(Load("hello"), "field-radio/produce/theta_in", Reading.Central, Perimeter.Defaults[0]);
        var term = result.Terms[0];
        Assert.Equal("lines/board-fr", term.Address);
        Assert.Equal(40, term.Capacity, 1e-9);
        Assert.Equal(0.01, term.Price, 1e-9);
        Assert.Equal(0.4, term.Product, 1e-9);
        Assert.Equal(["S01"], term.Sources);
        Assert.All(result.Terms.Skip(1), t => Assert.Equal(0, t.Product, 1e-12));
        Assert.Equal("board", Load("hello").Items[result.Ladder[0].Rows[0].Relief.Index].Id);
    }

    [Fact]
    public void The_stock_of_radios_explains_what_the_failure_of_their_maker_leaves()
    {
        var result = Explain(Load("hello"), "field-radio/produce/phi", Reading.Central, Perimeter.Defaults[0]);
        Assert.Equal("party:radio-maker", result.Failure!.Actor.Id(result.Assessment.Network));
        Assert.Equal(60, result.WindowDays);
        Assert.True(result.Terms[0].IsStock);
        Assert.Equal(100 / (100 * 60 * 12 / 365.0), result.Terms[0].Product, 1e-9);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("ammunition-155")]
    [InlineData("permanent-magnets")]
    public void The_terms_of_every_figure_add_up_in_every_reading(string example)
    {
        var network = Load(example);
        foreach (var perimeter in new[] { Perimeter.Defaults[0], Perimeter.Defaults[3] })
            foreach (var address in ExplainStudy.Addresses(network.At(null, 0)).Where(a => !a.EndsWith("/goal", StringComparison.Ordinal)))
                foreach (var reading in new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic })
                {
                    var result = Explain(network, address, reading, perimeter);
                    if (double.IsNaN(result.Theta)) continue;
                    Assert.True(result.AddsUp, $"{perimeter.Name} {address} {reading}: {result.Sum} for {result.Theta}");
                    Assert.Equal(result.Sum, result.Terms.Sum(t => t.Capacity * t.Price) + result.CapTerm, 1e-6 * Math.Max(1, result.Sum));
                }
    }

    [Fact]
    public void An_explained_theta_is_that_of_the_assessment()
    {
        var network = Load("ammunition-155");
        foreach (var address in ExplainStudy.Addresses(network.At(null, 0)).Where(a => a.Contains("/theta_", StringComparison.Ordinal)))
        {
            var result = Explain(network, address, Reading.Central, Perimeter.Defaults[0]);
            Assert.Equal(result.Figure.Central, result.Theta, 1e-5);
        }
    }

    [Fact]
    public void An_address_that_is_none_gives_nothing() =>
        Assert.Null(ExplainStudy.Run(Load("hello"), "field-radio/produce", Reading.Central, new SovereigntyOptions(), LinearSolvers.Default));

    [Fact]
    public void The_command_shows_the_terms_and_says_that_they_add_up()
    {
        var run = CommandRun.Of("explain", "examples/hello", "field-radio/produce/theta_in");
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, "tests/Tests/Studies/explain-hello.approved.txt");
    }

    [Theory]
    [InlineData("theta_all")]
    [InlineData("output_in")]
    [InlineData("goal")]
    [InlineData("phi")]
    public void Every_kind_of_figure_can_be_explained_in_every_language(string name)
    {
        foreach (var language in new[] { "en", "fr", "de" })
        {
            var run = CommandRun.Of("explain", "examples/hello", "field-radio/use/" + name, "--language", language, "--reading", "pessimistic");
            Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
            Assert.Contains("field-radio/use/" + name, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_misspelled_address_ends_with_2_and_the_nearest()
    {
        var run = CommandRun.Of("explain", "examples/hello", "field-radio/produce/theta-in");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("field-radio/produce/theta_in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_the_terms_and_whether_they_add_up()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("explain", "examples/hello", "field-radio/produce/theta_in", "--json").Output);
        Assert.True(json.RootElement.GetProperty("addsUp").GetBoolean());
        Assert.Equal("lines/board-fr", json.RootElement.GetProperty("terms")[0].GetProperty("row").GetString());
    }
}
