using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Eligibility;

public sealed class CheckCommandTests
{
    static readonly string[] Shells = ["examples/ammunition-155", "--item", "round-155", "--contract", "examples/shells-contract.json"];

    static CommandRun Check(params string[] more) => CommandRun.Of(["eligibility", "check", .. Shells, .. more]);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_shells_show_under_safe_is_approved(string language)
    {
        var run = Check("--pack", "safe-2025", "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Approved.Check(run.Output, $"tests/Tests/Eligibility/shells.safe.{language}.approved.txt");
    }

    [Fact]
    public void Json_says_what_stands_in_the_way_and_what_would_turn_it()
    {
        using var json = JsonDocument.Parse(Check("--pack", "safe-2025", "--json").Output);
        Assert.Equal("not-met", json.RootElement.GetProperty("status").GetString());
        var share = json.RootElement.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "SAF-35");
        // Outside: fuze 420 to 460 and charge 300 to 340; inside: shell 900 to 1 100 and primer 60.
        Assert.Equal("not-met", share.GetProperty("outcome").GetString());
        Assert.Equal(100.0 * 720 / (720 + 1160), share.GetProperty("measured").GetProperty("low").GetDouble(), 5);
        Assert.Equal(100.0 * 800 / (800 + 960), share.GetProperty("measured").GetProperty("high").GetDouble(), 5);
        var change = Assert.Single(share.GetProperty("change").EnumerateArray());
        Assert.Equal(100.0 * 800 / 1760 - 35, change.GetProperty("delta").GetDouble(), 5);
        // The fuze alone would do: 340 of 1 720 is 19.8 per cent.
        Assert.Equal(["fuze"], change.GetProperty("records").EnumerateArray().Select(r => r.GetString()));
        Assert.Contains("https://data.europa.eu/eli/reg/2025/1106/oj", share.GetProperty("cites").GetString(), StringComparison.Ordinal);
        Assert.Contains("authority decides", json.RootElement.GetProperty("statement").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Ok)]
    [InlineData(ExitCode.PolicyFails, "--require")]
    public void The_exit_code_tells_only_where_agreement_is_required(int code, params string[] more) => Assert.Equal(code, Check(["--pack", "safe-2025", .. more]).Code);

    [Fact]
    public void Without_a_contract_nearly_everything_is_missing_and_nothing_is_claimed()
    {
        var run = CommandRun.Of("eligibility", "check", "examples/ammunition-155", "--item", "round-155", "--pack", "safe-2025", "--require");
        Assert.Equal(ExitCode.Undetermined, run.Code);
        Assert.Contains("evidence missing", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean safe-2025", "--pack", "safe-2026")]
    [InlineData("Did you mean round-155", "--pack", "safe-2025", "--item", "round-156")]
    [InlineData("is no day", "--pack", "safe-2025", "--date", "soon")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["eligibility", "check", "examples/ammunition-155", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = 80 }, ["eligibility", "check", .. Shells, "--pack", "safe-2025", "--language", "de"]).Output.Split('\n'), l => Lines.Cells(l) > 80);

    [Fact]
    public void All_packs_are_sound_and_a_pack_with_a_rule_that_cannot_fail_is_not()
    {
        Assert.Equal(ExitCode.Ok, CommandRun.Of("eligibility", "packs", "check").Code);
        var folder = Directory.CreateTempSubdirectory("vauban-pack");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "pack.json"), """{ "name": "own", "instrument": "OWN", "title": "A rule of one's own", "cites": "https://example.org/own", "read_on": "2026-01-01", "rules": [ { "id": "R-1", "article": "1", "title": "Signed in time", "requires": { "fact": "contract.signed", "before": "2026-06-01" } } ] }""");
            File.WriteAllText(Path.Combine(folder.FullName, "cases.json"), """{ "cases": [ { "id": "R-T1", "title": "In time", "facts": { "contract.signed": "2026-05-01" }, "expect": { "R-1": "met" } } ] }""");
            var run = CommandRun.Of("eligibility", "packs", "check", folder.FullName);
            Assert.Equal(ExitCode.PolicyFails, run.Code);
            Assert.Contains("no case can fail R-1", run.Output, StringComparison.Ordinal);
            // Its own texts; those of the vocabulary are translated.
            Assert.Contains("Texts without a translation into \"fr\": 2;", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Report_and_workbook_carry_the_statement_and_the_addresses_of_the_articles()
    {
        var folder = Directory.CreateTempSubdirectory("vauban-eligibility");
        try
        {
            var (report, workbook) = (Path.Combine(folder.FullName, "e.html"), Path.Combine(folder.FullName, "e.xlsx"));
            Assert.Equal(ExitCode.Ok, Check("--pack", "safe-2025", "--report", report, "--workbook", workbook).Code);
            var html = File.ReadAllText(report);
            Assert.Contains("<a href=\"https://data.europa.eu/eli/reg/2025/1106/oj\">Article 16(10)</a>", html, StringComparison.Ordinal);
            Assert.Contains("The granting or national authority decides.", html, StringComparison.Ordinal);
            Assert.Contains("synthetic", html, StringComparison.Ordinal);
            Assert.Contains("45.4546", html, StringComparison.Ordinal);
            Assert.True(new FileInfo(workbook).Length > 3_000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
