using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Exposure;

public sealed class ExposureCommandTests
{
    [Theory]
    [InlineData("concentration")]
    [InlineData("single-points")]
    [InlineData("cuts")]
    [InlineData("dependents", "country:JP")]
    [InlineData("tree")]
    [InlineData("flows")]
    public void What_hello_shows_is_approved(string question, params string[] more)
    {
        var run = CommandRun.Of(["exposure", question, "examples/hello", .. more]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Exposure/hello.{question}.approved.txt");
    }

    [Theory]
    [InlineData("concentration")]
    [InlineData("single-points")]
    [InlineData("cuts")]
    [InlineData("dependents", "country:JP")]
    [InlineData("flows")]
    public void Every_figure_in_json_has_an_address_under_exposure(string question, params string[] more)
    {
        string[] args = ["exposure", question, "examples/hello", .. more, "--json", "-p", "EU27", "-p", "European-NATO"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var addresses = new List<string>();
        Collect(json.RootElement, addresses);
        Assert.NotEmpty(addresses);
        Assert.All(addresses, a => Assert.StartsWith($"exposure/{question}/", a, StringComparison.Ordinal));
        Assert.Equal(["EU27", "European NATO"], json.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("perimeter").GetString()));
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Fact]
    public void Json_of_concentration_has_the_index_on_both_scales()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("exposure", "concentration", "examples/hello", "--item", "cell", "--of", "country", "--json").Output);
        var level = json.RootElement.GetProperty("results")[0].GetProperty("items")[0].GetProperty("levels")[0];
        // 350, 100 and 500 of 950: 0.4238 on fractions.
        var index = (350.0 * 350 + 100 * 100 + 500 * 500) / (950 * 950);
        Assert.Equal(index, level.GetProperty("hhi").GetProperty("central").GetDouble(), 1e-8);
        Assert.Equal(index * 10_000, level.GetProperty("hhiPoints").GetDouble(), 1e-4);
        Assert.Equal("exposure/concentration/cell/country/hhi", level.GetProperty("hhi").GetProperty("address").GetString());
        Assert.Equal("country:JP", level.GetProperty("largest").GetString());
    }

    [Fact]
    public void Magnets_show_neodymium_above_the_line_of_the_regulation()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("exposure", "concentration", "examples/permanent-magnets", "--item", "nd-oxide", "--json").Output);
        var third = json.RootElement.GetProperty("results")[0].GetProperty("items")[0].GetProperty("thirdCountry");
        Assert.Equal(("country:CN", "exceeds", "CRMA"), (third.GetProperty("country").GetString(), third.GetProperty("verdict").GetString(), third.GetProperty("line").GetString()));
        Assert.Equal(0.849, third.GetProperty("share").GetProperty("central").GetDouble());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var question in new[] { "concentration", "single-points", "cuts" })
            foreach (var language in new[] { "en", "fr", "de" })
                Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "exposure", question, "examples/permanent-magnets", "--language", language).Output.Split('\n'), l => Lines.Cells(l) > width);
    }

    [Theory]
    [InlineData("Did you mean \"cell\"?", "concentration", "examples/hello", "--item", "cel")]
    [InlineData("line, site, party, owner, country", "cuts", "examples/hello", "--of", "town")]
    [InlineData("a number from 1 up, or all", "cuts", "examples/hello", "--order", "0")]
    [InlineData("country code", "dependents", "examples/hello", "xqzwvk")]
    [InlineData("Did you mean party:cell-maker-jp?", "dependents", "examples/hello", "party:cel-maker-jp")]
    [InlineData("consent", "dependents", "examples/hello", "jp-cells")]
    [InlineData("field-radio", "single-points", "examples/hello", "--technology", "field-radoi")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["exposure", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void Outputs_in_the_guide_are_those_of_the_program()
    {
        var shown = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests/Tests/Exposure"), "hello.*.approved.txt").SelectMany(File.ReadAllLines).ToHashSet(StringComparer.Ordinal);
        var blocks = SourceTree.Text("docs/guides/exposure.md").ReplaceLineEndings("\n").Split("```text\n").Skip(1).SelectMany(b => b.Split("```")[0].TrimEnd().Split('\n')).ToArray();
        Assert.True(blocks.Length > 10);
        // A guide is written with plain blanks.
        Assert.Empty(blocks.Except(shown.Select(l => l.Replace('\u00A0', ' '))));
    }

    static void Collect(JsonElement element, List<string> addresses)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var e in element.EnumerateArray()) Collect(e, addresses);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var p in element.EnumerateObject())
            if (p.Name == "address") addresses.Add(p.Value.GetString()!);
            else Collect(p.Value, addresses);
    }
}
