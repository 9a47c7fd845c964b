using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Surveys;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Survey;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Survey;

/// <summary>Results of engines that would rest on sealed answers.</summary>
public sealed class SealedTests : IDisposable
{
    const string Package = "examples/ammunition-155-synthetic", Capacity = "lines.capacity.propellant-powder";

    // No two sums of some of them are alike, so that a figure that shows tells whose it is.
    static readonly double[] Few = [3.0625, 5.1875, 7.4375, 11.3125], Enough = [10.0625, 12.1875, 9.4375, 11.3125, 8.5625];

    readonly string _folder = Directory.CreateTempSubdirectory("vauban-sealed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string file) => Path.Combine(_folder, file);

    Network Whole(double[] capacities)
    {
        CommandRun.Of("survey", "build", Package, "--out", At("q.json"), "--survey", "ammo", "--item", "propellant-powder");
        var asked = QuestionnaireFile.Load(At("q.json"), [])!;
        AnswerSheet[] book = [.. capacities.Select((c, i) => KitTests.Sheet(new SheetAnswer(Capacity, Quantity.Text(c), AnswerConsent.Analysts, new(2026, 3, 31))) with { Survey = "ammo", Questionnaire = QuestionnaireFile.Fingerprint(asked), Respondent = $"firm{i}", Group = "", Country = "FR" })];
        File.WriteAllBytes(At("book.json"), AnswerSheetFile.Write(book));
        var run = CommandRun.Of("survey", "use", Package, "--questionnaire", At("q.json"), "--at", "2026-06-30", "--into", At("with"), "--book", At("book.json"), "--reason", "test");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        return PackageReader.LoadNetwork(At("with"), [])!;
    }

    static (Network Seen, List<Finding> Findings) View(Network network)
    {
        var findings = new List<Finding>();
        return (SealedStudy.View(network, findings), findings);
    }

    [Fact]
    public void Answers_of_four_companies_read_as_unknown_and_that_is_said()
    {
        var (seen, findings) = View(Whole(Few));
        Assert.Equal(4, seen.Lines.Count(l => l.Id.StartsWith("firm", StringComparison.Ordinal) && !l.Capacity.IsKnown));
        var finding = Assert.Single(findings);
        Assert.Equal(("W-SURVEY-50", "4", "5", "0"), (finding.Code, finding.Values[0], finding.Values[1], finding.Values[2]));
    }

    [Fact]
    public void Answers_of_five_companies_count_as_their_sum_and_none_is_left_alone()
    {
        var (seen, findings) = View(Whole(Enough));
        Assert.DoesNotContain(seen.Lines, l => l.Id.StartsWith("firm", StringComparison.Ordinal));
        // 10.0625 + 12.1875 + 9.4375 + 11.3125 + 8.5625, by hand.
        Assert.Equal(51.5625, Assert.Single(seen.Lines, l => l.Id == "sealed-propellant-powder-fr").Capacity.Central, 9);
        Assert.Equal("5", Assert.Single(findings).Values[2]);
    }

    [Fact]
    public void A_sum_that_one_company_dominates_reads_as_unknown()
    {
        var (seen, _) = View(Whole([100, 1, 1, 1, 1]));
        Assert.Equal(5, seen.Lines.Count(l => l.Id.StartsWith("firm", StringComparison.Ordinal) && !l.Capacity.IsKnown));
    }

    [Fact]
    public void A_package_without_sealed_answers_is_left_as_it_is()
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, Package), [])!;
        var (seen, findings) = View(network);
        Assert.Same(network, seen);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("assess", "--all", "--no-files")]
    [InlineData("assess", "--json", "--no-files")]
    [InlineData("capacity", "today")]
    [InlineData("capacity", "today", "--json")]
    [InlineData("exposure", "concentration")]
    public void No_answer_of_an_engine_shows_the_figure_of_one_company(params string[] command)
    {
        Whole(Few);
        var at = Array.FindLastIndex(command, c => !c.StartsWith('-')) + 1;
        var run = CommandRun.Of([.. command[..at], At("with"), .. command[at..]]);
        Assert.InRange(run.Code, ExitCode.Ok, ExitCode.PolicyFails);
        // 3.0625 as it is or rounded, and what is left or needed of it in other roundings.
        Assert.All(Few, f => Assert.DoesNotContain(f.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), run.Output, StringComparison.Ordinal));
        Assert.Contains(run.Output.Contains("\"findings\"", StringComparison.Ordinal) ? "W-SURVEY-50" : "Withheld: 4 rows", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_rows_would_show_if_they_were_not_sealed()
    {
        Whole(Few);
        File.WriteAllText(At("with/sources.csv"), File.ReadAllText(At("with/sources.csv")).Replace("survey:ammo/1/5", "https://example.org/list", StringComparison.Ordinal));
        Assert.Contains("3.0625", CommandRun.Of("assess", At("with"), "--json", "--no-files").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_and_endpoints_see_no_more_even_for_whoever_may_see_everything()
    {
        var seen = App.Workbench.Access.Networks.View(new(Whole(Few), []), Clearance.All);
        Assert.Equal(4, seen.Network.Lines.Count(l => l.Id.StartsWith("firm", StringComparison.Ordinal) && !l.Capacity.IsKnown));
        Assert.Equal("W-SURVEY-50", Assert.Single(seen.Findings).Code);
    }

    [Fact]
    public void What_only_moves_rows_keeps_them()
    {
        Whole(Few);
        Assert.Equal(ExitCode.Ok, CommandRun.Of("convert", At("with"), At("copy.zip")).Code);
        Assert.Equal(Few.Order(), PackageReader.LoadNetwork(At("copy.zip"), [])!.Lines.Where(l => l.Id.StartsWith("firm", StringComparison.Ordinal)).Select(l => l.Capacity.Central).Order());
    }
}
