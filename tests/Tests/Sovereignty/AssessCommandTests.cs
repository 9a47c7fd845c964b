using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Sovereignty;

public sealed class AssessCommandTests
{
    static CommandRun Assess(params string[] more) => CommandRun.Of(["assess", "examples/hello", .. more]);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_hello_shows_is_approved(string language)
    {
        var run = Assess("--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Sovereignty/hello.{language}.approved.txt");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(140)]
    public void No_line_is_wider_than_the_terminal_and_nothing_is_cut_off(int width)
    {
        var run = CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "assess", "examples/hello", "--all");
        Assert.DoesNotContain(run.Output.Split('\n'), l => Lines.Cells(l) > width);
        Assert.DoesNotContain('…', run.Output);
    }

    [Fact]
    public void Piped_output_has_no_escape_codes_and_a_terminal_has_colours()
    {
        Assert.DoesNotContain('\u001b', Assess().Output);
        Assert.Contains('\u001b', CommandRun.With(new() { Folder = SourceTree.Root, HasColour = true }, "assess", "examples/hello").Output);
    }

    [Fact]
    public void Colours_carry_nothing_that_the_words_do_not_say()
    {
        var coloured = CommandRun.With(new() { Folder = SourceTree.Root, HasColour = true }, "assess", "examples/hello").Output;
        Assert.Equal(Assess().Output, System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", ""));
    }

    [Fact]
    public void A_terminal_without_symbols_gets_plain_ascii_signs()
    {
        var run = CommandRun.With(new() { Folder = SourceTree.Root, HasSymbols = false }, "assess", "examples/hello");
        Assert.DoesNotContain(run.Output, c => c is '✓' or '✗' or '◐' or '─' or '·');
        Assert.Contains("+ Yes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_without_goals_is_no_silent_success()
    {
        var folder = Directory.CreateTempSubdirectory("vauban");
        try
        {
            Vauban.Adapters.Formats.TemplateWriter.Write(Path.Combine(folder.FullName, "empty"));
            var run = CommandRun.Of(["assess", Path.Combine(folder.FullName, "empty"), "--no-files"]);
            Assert.Equal(ExitCode.InvalidInput, run.Code);
            Assert.Contains("nothing to assess", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_of_json() => Assert.Equal(Assess("--json").Output, Assess("--json").Output);

    [Fact]
    public void Json_has_a_cell_per_perimeter_verb_and_danger_with_addressed_figures()
    {
        using var json = JsonDocument.Parse(Assess("--json").Output);
        var identity = json.RootElement.GetProperty("identity");
        Assert.Equal("hello", identity.GetProperty("package").GetString());
        Assert.Equal(64, identity.GetProperty("snapshot").GetString()!.Length);
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToArray();
        Assert.Equal(4 * 5 * 2, cells.Length);
        var cell = cells.Single(c => Is(c, "perimeter", "EU27") && Is(c, "verb", "produce") && Is(c, "danger", "reliance"));
        Assert.Equal("only-with-others", cell.GetProperty("verdict").GetString());
        var figure = cell.GetProperty("figures")[0];
        Assert.Equal("field-radio/produce/theta_in", figure.GetProperty("address").GetString());
        Assert.Equal(0.4, figure.GetProperty("central").GetDouble());
        Assert.Equal("exposed", cells.Single(c => Is(c, "perimeter", "EU27") && Is(c, "verb", "produce") && Is(c, "danger", "exposure")).GetProperty("verdict").GetString());
    }

    [Fact]
    public void Verdicts_in_json_are_the_documented_words()
    {
        using var json = JsonDocument.Parse(Assess("--json").Output);
        Assert.All(json.RootElement.GetProperty("cells").EnumerateArray(), c => Assert.Contains(c.GetProperty("verdict").GetString(),
            Is(c, "danger", "reliance") ? ["yes", "only-with-others", "not-alone", "no", "unknown", "no-goal"] : new[] { "holds", "exposed", "unknown", "no-goal" }));
    }

    static bool Is(JsonElement cell, string name, string value) => cell.GetProperty(name).GetString() == value;

    [Fact]
    public void A_package_with_errors_is_listed_and_ends_with_2()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "items.csv"), "id,name,unit\nradio,Radio,peice\n");
            var run = CommandRun.Of("assess", folder.FullName, "--json");
            Assert.Equal(ExitCode.InvalidInput, run.Code);
            Assert.Contains("piece", run.Error, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(run.Output);
            Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "E-UNIT-01");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Validate_counts_rows_and_gives_the_hash()
    {
        var run = CommandRun.Of("validate", "examples/hello");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("lines\u00A010", run.Output, StringComparison.Ordinal);
    }
}
