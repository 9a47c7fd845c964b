using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Surveys;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Survey;

/// <summary>What was answered and released, as rows of a package.</summary>
public sealed class UseCommandTests : IDisposable
{
    const string Package = "examples/ammunition-155-synthetic", Capacity = "lines.capacity.propellant-powder";

    readonly string _folder = Directory.CreateTempSubdirectory("vauban-use").FullName;

    public UseCommandTests() => CommandRun.Of("survey", "build", Package, "--out", At("q.json"), "--survey", "ammo", "--item", "propellant-powder");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string file) => Path.Combine(_folder, file);

    static JsonElement Json(CommandRun run) => JsonDocument.Parse(run.Output).RootElement.Clone();

    Questionnaire Questionnaire => QuestionnaireFile.Load(At("q.json"), [])!;

    static Network Whole => PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, Package), [])!;

    void Book(params (string Company, string Question, string Value, AnswerConsent Consent)[] answers) => File.WriteAllBytes(At("book.json"), AnswerSheetFile.Write(answers.GroupBy(a => a.Company).Select(c =>
        KitTests.Sheet([.. c.Select(a => new SheetAnswer(a.Question, a.Value, a.Consent, new(2026, 3, 31)))]) with { Survey = "ammo", Questionnaire = QuestionnaireFile.Fingerprint(Questionnaire), Respondent = c.Key, Group = "" })));

    CommandRun Use(params string[] more) => CommandRun.Of(["survey", "use", Package, "--questionnaire", At("q.json"), "--at", "2026-06-30", "--into", At("with"), .. more]);

    Network Read() => PackageReader.LoadNetwork(At("with"), [])!;

    [Fact]
    public void An_answer_that_analysts_may_read_becomes_a_declared_and_confidential_row_and_others_do_not()
    {
        Book(("newcomer", Capacity, "120", AnswerConsent.Analysts), ("quiet", Capacity, "77", AnswerConsent.Sums));
        var run = Use("--book", At("book.json"), "--reason", "stress test of June");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        var line = Assert.Single(Read().Lines, l => l.Id == "newcomer-propellant-powder");
        Assert.Equal((120.0, "declared", "company-confidential"), (line.Capacity.Low, line.From.Basis, line.From.Marking));
        Assert.Equal("NO", Read().Parties[line.Party].Country.ToString());
        Assert.DoesNotContain("quiet", string.Join('\n', Directory.EnumerateFiles(At("with")).Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Contains("stress test of June", File.ReadAllText(At("with/sources.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_single_answers_needs_a_reason()
    {
        Book(("newcomer", Capacity, "120", AnswerConsent.Analysts));
        var run = Use("--book", At("book.json"));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("--reason", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("with")));
    }

    [Fact]
    public void A_contradiction_stands_beside_what_the_package_says_until_somebody_decides_and_the_decision_is_kept()
    {
        var network = Whole;
        var line = network.Lines.First(l => network.Items[l.Item].Id == "propellant-powder" && l.Site >= 0);
        var party = network.Parties[line.Party >= 0 ? line.Party : network.Sites[line.Site].Party].Id;
        Book((party, Capacity, "1", AnswerConsent.Analysts));
        string[] opened = ["--book", At("book.json"), "--reason", "test", "--json"];
        var run = Use(opened);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        var decisions = File.ReadAllLines(At("with-decisions.csv"));
        Assert.Contains("1 t/month", decisions[1], StringComparison.Ordinal);
        Assert.Contains(line.Id, decisions[1], StringComparison.Ordinal);
        Assert.Contains("declared", run.Output, StringComparison.Ordinal);
        Assert.Contains("synthetic", run.Output, StringComparison.Ordinal);
        // The analyst believes the company.
        var heads = decisions[0].Split(',');
        var cells = decisions[1].Split(',');
        cells[Array.IndexOf(heads, "from")] = "survey-ammo";
        cells[Array.IndexOf(heads, "reason")] = "asked twice";
        File.WriteAllLines(At("with-decisions.csv"), [decisions[0], string.Join(',', cells)]);
        Assert.Equal(ExitCode.Ok, Use(opened).Code);
        Assert.Equal(1.0, Read().Lines.Single(l => l.Id == line.Id).Capacity.Low);
        // Kept, and used again without asking.
        Assert.Equal(ExitCode.Ok, Use([.. opened, "--force"]).Code);
    }

    [Fact]
    public void A_contradiction_may_become_an_interval_that_holds_both()
    {
        var network = Whole;
        var line = network.Lines.First(l => network.Items[l.Item].Id == "propellant-powder" && l.Site >= 0);
        Book((network.Parties[line.Party >= 0 ? line.Party : network.Sites[line.Site].Party].Id, Capacity, "1", AnswerConsent.Analysts));
        Assert.Equal(ExitCode.Ok, Use("--book", At("book.json"), "--reason", "test", "--conflicts", "widen").Code);
        var capacity = Read().Lines.Single(l => l.Id == line.Id).Capacity;
        Assert.Equal(1.0, capacity.Low, 9);
        Assert.Equal(line.Capacity.High, capacity.High, 9);
    }

    [Fact]
    public void An_old_answer_becomes_an_estimated_interval()
    {
        Book(("newcomer", Capacity, "100", AnswerConsent.Analysts));
        var run = CommandRun.Of("survey", "use", Package, "--questionnaire", At("q.json"), "--at", "2028-03-31", "--into", At("with"), "--book", At("book.json"), "--reason", "test");
        Assert.Equal(ExitCode.Ok, run.Code);
        var line = Read().Lines.Single(l => l.Id == "newcomer-propellant-powder");
        Assert.Equal("estimated", line.From.Basis);
        Assert.Equal(90, line.Capacity.Low, 6);
        Assert.Equal(110, line.Capacity.High, 6);
    }

    [Fact]
    public void A_released_sum_becomes_a_total_open_above_and_a_draft_is_refused()
    {
        File.WriteAllLines(At("answers.csv"), ["contributor,group,question,unit,value,country,size", .. new[] { 10, 12, 9, 11, 8, 10 }.Select((v, i) => $"c{i},,{Capacity},t/month,{v},NO,small")]);
        string[] release = ["survey", "release", At("answers.csv"), "--table", "country", "--officer", "Ada", "--history", At("history.jsonl"), "--out", At("out.json")];
        Assert.Equal(ExitCode.Ok, CommandRun.Of(release).Code);
        var draft = Use("--release", At("out.json"));
        Assert.Equal(ExitCode.InvalidInput, draft.Code);
        Assert.Contains("draft", draft.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, CommandRun.Of([.. release, "--approve", "Bo"]).Code);
        var run = Use("--release", At("out.json"), "--area", "EU27");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        var totals = Read().Totals.Where(t => t.From.Sources.Contains("survey-ammo-sums")).OrderBy(t => t.From.Key, StringComparer.Ordinal).ToArray();
        // The one of Norway, and the one over all countries as EU27.
        Assert.Equal(2, totals.Length);
        Assert.All(totals, t => Assert.Equal((60.0, double.PositiveInfinity, "declared"), (t.Capacity.Low, t.Capacity.High, t.From.Basis)));
    }

    [Fact]
    public void Answers_that_could_be_about_several_lines_are_left_out_and_said_so()
    {
        var network = Whole;
        var line = network.Lines.First(l => network.Items[l.Item].Id == "propellant-powder" && l.Site >= 0);
        var party = network.Parties[line.Party >= 0 ? line.Party : network.Sites[line.Site].Party].Id;
        Directory.CreateDirectory(At("twice"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, Package))) File.Copy(file, Path.Combine(At("twice"), Path.GetFileName(file)));
        File.AppendAllText(At("twice/lines.csv"), $"second,Second line,{party},{network.Sites[line.Site].Id},propellant-powder,5,t/month,,,S01,synthetic\n");
        Book((party, Capacity, "1", AnswerConsent.Analysts));
        var run = CommandRun.Of("survey", "use", At("twice"), "--questionnaire", At("q.json"), "--at", "2026-06-30", "--into", At("with"), "--book", At("book.json"), "--reason", "test");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("several lines", (run.Error + run.Output).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
