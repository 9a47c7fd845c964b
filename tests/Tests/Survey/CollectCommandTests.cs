using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats.Surveys;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Survey;

/// <summary>The road of an answer on the command line: questionnaire, kit, book, release.</summary>
public sealed class CollectCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-collect").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string file) => Path.Combine(_folder, file);

    static JsonElement Json(CommandRun run) => JsonDocument.Parse(run.Output).RootElement.Clone();

    string Build(params string[] more)
    {
        var run = CommandRun.Of(["survey", "build", "examples/ammunition-155-synthetic", "--out", At("q.json"), "--survey", "ammo", "--item", "propellant-powder", .. more]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        return At("q.json");
    }

    Questionnaire Questionnaire => QuestionnaireFile.Load(At("q.json"), [])!;

    // A kit as a company sends it back.
    string Kit(string company, string value, string name = "")
    {
        var sheet = KitTests.Sheet(new SheetAnswer("lines.capacity.propellant-powder", value, AnswerConsent.Sums, new(2026, 3, 31))) with { Survey = "ammo", Questionnaire = QuestionnaireFile.Fingerprint(Questionnaire), Respondent = company, Group = "" };
        using var stream = new MemoryStream();
        KitWriter.Write(Questionnaire, new() { Last = sheet }, stream);
        var path = At((name.Length > 0 ? name : company) + ".xlsx");
        File.WriteAllBytes(path, KitTests.Dated(stream.ToArray()));
        return path;
    }

    CommandRun Collect(params string[] more) => CommandRun.Of(["survey", "collect", At("q.json"), .. more, "--book", At("book.json"), "--answers", At("answers.csv"), "--json"]);

    [Fact]
    public void Kits_of_six_companies_become_a_book_and_a_release_of_their_sum()
    {
        Build();
        (string Company, string Value)[] six = [("acme", "10"), ("bolt", "12"), ("cord", "9"), ("dune", "11"), ("east", "8"), ("fir", "4..6")];
        var run = Collect([.. six.Select(s => Kit(s.Company, s.Value))]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Equal(6, Json(run).GetProperty("kits").GetArrayLength());
        Assert.Equal(6, Json(run).GetProperty("export").GetProperty("answers").GetInt32());
        Assert.All(Json(run).GetProperty("kits").EnumerateArray(), k => Assert.Equal("new", k.GetProperty("status").GetString()));
        var release = CommandRun.Of("survey", "release", At("answers.csv"), "--json");
        Assert.Equal((ExitCode.Ok, ""), (release.Code, release.Error));
        // 10 + 12 + 9 + 11 + 8 + the middle of 4..6.
        Assert.Contains("55", release.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(release.Output.Split('\n'), l => l.Contains("\"acme\"", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("book.json")));
    }

    [Fact]
    public void A_kit_collected_twice_counts_once_and_a_corrected_one_is_the_next_version()
    {
        Build();
        var first = Json(Collect(Kit("acme", "10"))).GetProperty("kits")[0];
        var bytes = File.ReadAllBytes(At("book.json"));
        var again = Json(Collect(At("acme.xlsx"))).GetProperty("kits")[0];
        Assert.Equal(("same", first.GetProperty("receipt").GetString()), (again.GetProperty("status").GetString(), again.GetProperty("receipt").GetString()));
        Assert.Equal(bytes, File.ReadAllBytes(At("book.json")));
        var next = Json(Collect(Kit("acme", "11"))).GetProperty("kits")[0];
        Assert.Equal(("next", 2), (next.GetProperty("status").GetString(), next.GetProperty("version").GetInt32()));
        Assert.NotEqual(first.GetProperty("receipt").GetString(), next.GetProperty("receipt").GetString());
        Assert.Contains(",11,", File.ReadAllText(At("answers.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain(",10,", File.ReadAllText(At("answers.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_kit_is_refused_with_its_cell_and_the_others_are_taken()
    {
        Build();
        var wrong = At("wrong.xlsx");
        File.WriteAllBytes(wrong, KitTests.Enter(File.ReadAllBytes(Kit("bolt", "12")), 2, "D2", "><v>-1</v>"));
        var run = Collect(Kit("acme", "10"), wrong);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("wrong.xlsx", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"-1\" is no answer to this", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("acme", Assert.Single(AnswerSheetFile.Load(At("book.json"), [])!).Respondent);
    }

    [Fact]
    public void A_kit_of_the_version_before_is_refused()
    {
        Build();
        var old = Kit("acme", "10");
        Build("--edition", "2");
        var run = Collect(old);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("version 1, and not of this ammo, version 2", run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(File.Exists(At("book.json")));
    }

    [Fact]
    public void The_next_kit_starts_from_the_last_answers()
    {
        Build();
        Collect(Kit("acme", "10"));
        var run = CommandRun.Of("survey", "kit", At("q.json"), "--for", "acme", "--from", At("book.json"), "--out", At("next.xlsx"), "--json");
        Assert.Equal(1, Json(run).GetProperty("filled").GetInt32());
        File.WriteAllBytes(At("next.xlsx"), KitTests.Dated(File.ReadAllBytes(At("next.xlsx"))));
        Assert.Equal("same", Json(Collect(At("next.xlsx"))).GetProperty("kits")[0].GetProperty("status").GetString());
        // Of another company there is nothing to start from.
        Assert.Equal(0, Json(CommandRun.Of("survey", "kit", At("q.json"), "--for", "bolt", "--from", At("book.json"), "--out", At("bolt.xlsx"), "--json")).GetProperty("filled").GetInt32());
    }

    [Fact]
    public void Answers_that_are_old_or_not_allowed_stay_out_of_the_sums()
    {
        Build();
        Collect(Kit("acme", "10"));
        var later = Json(Collect("--at", "2028-01-01")).GetProperty("export");
        Assert.Equal((1, 1, 0), (later.GetProperty("answers").GetInt32(), later.GetProperty("aged").GetInt32(), later.GetProperty("tooOld").GetInt32()));
        var over = Json(Collect("--at", "2033-01-01")).GetProperty("export");
        Assert.Equal((0, 1), (over.GetProperty("answers").GetInt32(), over.GetProperty("tooOld").GetInt32()));
        File.WriteAllBytes(At("acme.xlsx"), KitTests.Enter(File.ReadAllBytes(At("acme.xlsx")), 2, "F2", " t=\"inlineStr\"><is><t>Only the survey officer</t></is>"));
        var kept = Json(Collect(At("acme.xlsx"))).GetProperty("export");
        Assert.Equal((0, 1), (kept.GetProperty("answers").GetInt32(), kept.GetProperty("notAllowed").GetInt32()));
        Assert.DoesNotContain("acme", File.ReadAllText(At("answers.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Forgetting_a_contact_leaves_no_trace_of_it_in_the_book_and_keeps_the_answers()
    {
        Build();
        Collect(Kit("acme", "10"), Kit("bolt", "12"));
        Assert.Contains("a@example.org", File.ReadAllText(At("book.json")), StringComparison.Ordinal);
        var receipt = AnswerSheetFile.Receipt(AnswerSheetFile.Load(At("book.json"), [])![0]);
        var run = CommandRun.Of("survey", "forget", At("book.json"), "--company", "acme", "--company", "bolt", "--json");
        Assert.Equal((2, 0, 2), (Json(run).GetProperty("contacts").GetInt32(), Json(run).GetProperty("sheets").GetInt32(), Json(run).GetProperty("left").GetInt32()));
        Assert.DoesNotContain("a@example.org", File.ReadAllText(At("book.json")), StringComparison.Ordinal);
        Assert.Equal(receipt, AnswerSheetFile.Receipt(AnswerSheetFile.Load(At("book.json"), [])![0]));
        Assert.Equal(1, Json(CommandRun.Of("survey", "forget", At("book.json"), "--company", "acme", "--with-answers", "--json")).GetProperty("left").GetInt32());
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("survey", "forget", At("book.json"), "--company", "akme").Code);
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("survey", "forget", At("book.json")).Code);
    }

    [Fact]
    public void A_questionnaire_and_its_proposals_name_no_company_of_the_package()
    {
        var run = CommandRun.Of("survey", "build", "examples/hello", "--out", At("q.json"), "--json");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        var (network, text) = (Adapters.Formats.PackageReader.LoadNetwork(Path.Combine(Architecture.SourceTree.Root, "examples/hello"), [])!, run.Output + File.ReadAllText(At("q.json"), Encoding.UTF8));
        Assert.NotEmpty(network.Parties);
        Assert.All(network.Parties, p => Assert.DoesNotContain($"\"{p.Id}\"", text, StringComparison.Ordinal));
        Assert.All(network.Parties.Where(p => p.Name.Length > 0), p => Assert.DoesNotContain(p.Name, text, StringComparison.Ordinal));
        Assert.All(network.Lines, l => Assert.DoesNotContain($"\"{l.Id}\"", text, StringComparison.Ordinal));
        // Every question is in all languages, with an example that it takes itself.
        Assert.All(Questionnaire.Questions, q => Assert.Equal(3, q.Text.Of.Count));
        Assert.NotEmpty(Json(run).GetProperty("asks").EnumerateArray());
        Assert.Contains(Json(run).GetProperty("asks").EnumerateArray(), a => a.GetProperty("questions").GetArrayLength() > 0);
    }
}
