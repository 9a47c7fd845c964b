using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Studies;

public sealed class ExposureExplainTests
{
    [Theory]
    [InlineData("hello", "concentration")]
    [InlineData("hello", "single-points")]
    [InlineData("hello", "dependents", "country:JP")]
    [InlineData("hello", "flows")]
    [InlineData("permanent-magnets", "concentration")]
    [InlineData("permanent-magnets", "flows")]
    public void Every_figure_about_exposure_is_explained_and_adds_up(string example, string question, params string[] more)
    {
        using var json = JsonDocument.Parse(CommandRun.Of(["exposure", question, "examples/" + example, .. more, "--json"]).Output);
        var figures = new List<JsonElement>();
        Collect(json.RootElement, figures);
        Assert.NotEmpty(figures);
        foreach (var figure in figures.DistinctBy(f => f.GetProperty("address").GetString()).Take(40))
        {
            var run = CommandRun.Of("explain", "examples/" + example, figure.GetProperty("address").GetString()!, "-p", "EU27", "--json");
            Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
            using var explained = JsonDocument.Parse(run.Output);
            var again = explained.RootElement.GetProperty("figure");
            foreach (var end in new[] { "low", "central", "high" }) Assert.Equal(figure.GetProperty(end).ToString(), again.GetProperty(end).ToString());
            Assert.NotEqual(JsonValueKind.False, explained.RootElement.GetProperty("addsUp").ValueKind);
        }
    }

    [Theory]
    [InlineData("exposure/tree/all/cell/need", 960)]
    [InlineData("exposure/tree/all/cell/inside", 350)]
    [InlineData("exposure/tree/all/cell/all", 950)]
    [InlineData("exposure/concentration/cell/country:JP", 500.0 / 950)]
    public void Terms_of_a_figure_add_up_to_what_is_worked_out_by_hand(string address, double expected)
    {
        using var json = JsonDocument.Parse(CommandRun.Of("explain", "examples/hello", address, "-p", "EU27", "--json").Output);
        Assert.Equal(expected, json.RootElement.GetProperty("sum").GetDouble(), 1e-8);
        Assert.Equal(expected, json.RootElement.GetProperty("figure").GetProperty("central").GetDouble(), 1e-8);
        Assert.True(json.RootElement.GetProperty("addsUp").GetBoolean());
    }

    [Theory]
    [InlineData("exposure/concentration/cell/country/nothing")]
    [InlineData("exposure/concentration/nothing/country/hhi")]
    [InlineData("exposure/single-points/field-radio/produce/party:nobody")]
    [InlineData("exposure/flows/all/value/country:XX")]
    public void An_address_of_no_figure_is_said_to_be_none(string address)
    {
        var run = CommandRun.Of("explain", "examples/hello", address);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void What_an_index_of_hello_shows_is_approved() =>
        Approved.Check(CommandRun.Of("explain", "examples/hello", "exposure/concentration/cell/country/hhi").Output + CommandRun.Of("explain", "examples/hello", "exposure/dependents/country:JP/radio").Output,
            "tests/Tests/Studies/explain-exposure.approved.txt");

    static void Collect(JsonElement element, List<JsonElement> figures)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var e in element.EnumerateArray()) Collect(e, figures);
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty("address", out _) && element.TryGetProperty("central", out _)) figures.Add(element);
        else
            foreach (var p in element.EnumerateObject()) Collect(p.Value, figures);
    }
}
