using System.IO.Compression;
using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Survey;

/// <summary>The officer's commands, on the example of 24 made-up companies.</summary>
public sealed class SurveyCommandTests : IDisposable
{
    const string Answers = "examples/survey/answers.csv", Later = "examples/survey/answers-later.csv";

    static readonly string[] Names = ["-works", "Ada", "\"Bo\"", "few-contributors", "secondary", "too few", "reason"];

    readonly string _folder = Directory.CreateTempSubdirectory("vauban-survey").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string file) => Path.Combine(_folder, file);

    string History => At("history.jsonl");

    CommandRun Release(string answers, params string[] more) =>
        CommandRun.Of(["survey", "release", answers, "--hierarchy", "examples/survey/hierarchy.csv", "--table", "item,country", "--table", "size", "--survey", "example", "--officer", "Ada", "--history", History, .. more]);

    static JsonElement Json(CommandRun run) => JsonDocument.Parse(run.Output).RootElement.Clone();

    string Csv(string file, params string[] lines)
    {
        File.WriteAllLines(At(file), lines);
        return At(file);
    }

    [Fact]
    public void A_release_leaves_when_a_second_person_approves_it_and_the_next_that_differs_by_one_firm_is_refused()
    {
        var draft = Release(Answers, "--json");
        Assert.Equal((ExitCode.Ok, ""), (draft.Code, draft.Error));
        Assert.False(File.Exists(History));
        var fingerprint = Json(draft).GetProperty("fingerprint").GetString()!;
        var approved = Release(Answers, "--approve", "Bo", "--expect", fingerprint[..12], "--out", At("out.json"), "--report", At("out.html"), "--workbook", At("out.xlsx"), "--json");
        Assert.Equal((ExitCode.Ok, ""), (approved.Code, approved.Error));
        Assert.Equal(("approved", fingerprint), (Json(approved).GetProperty("status").GetString(), Json(approved).GetProperty("fingerprint").GetString()));
        var history = File.ReadAllText(History);
        Assert.Single(history.TrimEnd().Split('\n'));

        var later = Release(Later, "--approve", "Bo", "--out", At("later.json"));
        Assert.Equal(ExitCode.PolicyFails, later.Code);
        Assert.Contains("juniper-works (juniper-works) has at most 14 of capacity", later.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(File.Exists(At("later.json")));
        Assert.Equal(history, File.ReadAllText(History));

        var adapted = Json(Release(Later, "--adapt", "--approve", "Bo", "--json"));
        Assert.True(adapted.GetProperty("mayLeave").GetBoolean());
        // Withholding everything would fit as well.
        Assert.InRange(adapted.GetProperty("utility").GetProperty("shown").GetInt32(), 25, 61);
        Assert.Equal(2, File.ReadAllLines(History).Length);

        var audit = CommandRun.Of("survey", "audit", History, "--json");
        Assert.Equal(ExitCode.Ok, audit.Code);
        Assert.All(Json(audit).GetProperty("groups").EnumerateArray(), g => Assert.True(g.GetProperty("below").GetDouble() >= 0.15 * (1 - 1e-3)));
        Assert.Equal(22, Json(audit).GetProperty("groups").GetArrayLength());
        Assert.Contains("22", CommandRun.Of("survey", "audit", History).Output.Split('\n').Count(l => l.Contains("wide enough", StringComparison.Ordinal)).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // With a stricter protection the same releases fail.
        Assert.Equal(ExitCode.PolicyFails, CommandRun.Of("survey", "audit", History, "--percent", "99").Code);
    }

    [Fact]
    public void What_leaves_names_nobody_and_gives_no_reason()
    {
        Assert.Equal(ExitCode.Ok, Release(Answers, "--approve", "Bo", "--ranges", "--out", At("out.json"), "--report", At("out.html"), "--workbook", At("out.xlsx")).Code);
        using var zip = ZipFile.OpenRead(At("out.xlsx"));
        var book = string.Concat(zip.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        }));
        foreach (var text in new[] { File.ReadAllText(At("out.json")), File.ReadAllText(At("out.html")), book })
        {
            Assert.Contains("Southland", text, StringComparison.Ordinal);
            Assert.All(Names, n => Assert.DoesNotContain(n, text, StringComparison.Ordinal));
            // The whole, and a range.
            Assert.Contains(text == book || text.StartsWith('{') ? "1455.6" : "1\u00A0455.6", text, StringComparison.Ordinal);
        }
        var released = JsonDocument.Parse(File.ReadAllText(At("out.json"))).RootElement;
        Assert.All(released.GetProperty("cells").EnumerateArray(), c => Assert.True(c.GetProperty("contributors").GetInt32() >= 5));
        Assert.Contains(released.GetProperty("cells").EnumerateArray(), c => c.GetProperty("kind").GetString() == "range");
    }

    [Theory]
    [InlineData("Ada")]
    [InlineData("  ADA ")]
    [InlineData("")]
    public void Nobody_approves_his_own_release(string approver)
    {
        var run = Release(Answers, "--approve", approver);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("two people", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(History));
    }

    [Fact]
    public void What_is_approved_is_what_was_looked_at()
    {
        var run = Release(Later, "--approve", "Bo", "--expect", "0123456789ab");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("not what was looked at", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(History));
    }

    [Fact]
    public void A_changed_history_is_found()
    {
        Assert.Equal(ExitCode.Ok, Release(Answers, "--approve", "Bo").Code);
        File.WriteAllText(History, File.ReadAllText(History).Replace("juniper-works", "juniper-verks", StringComparison.Ordinal));
        var run = Release(Later);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("E-SURVEY-21", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E-SURVEY-01", "contributor,question,value,item", "a,q,1,x")]
    [InlineData("E-SURVEY-02", "contributor,question,unit,value,item,item", "a,q,t,1,x,x")]
    [InlineData("E-SURVEY-04", "contributor,question,unit,value,item", "a,q,t,1,")]
    [InlineData("E-SURVEY-05", "contributor,question,unit,value,item", "a,q,t,4..5,x")]
    [InlineData("E-SURVEY-06", "contributor,question,unit,value,item", "a,q,t,-1,x")]
    [InlineData("E-SURVEY-07", "contributor,group,question,unit,value,item", "a,g,q,t,1,x", "a,h,q,t,1,y")]
    [InlineData("E-SURVEY-08", "contributor,question,unit,value,item", "a,q,t,1,x", "b,q,kg,1,x")]
    [InlineData("E-SURVEY-09", "contributor,question,unit,value,item", "a,q,t,1,x", "a,q,t,2,x")]
    [InlineData("E-SURVEY-14", "contributor,question,unit,value,item", "a,q,t,,x")]
    public void What_is_wrong_with_answers_is_said(string code, params string[] lines)
    {
        var run = CommandRun.Of("survey", "release", Csv("answers.csv", lines));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E-SURVEY-10", "plant,x,y")]
    [InlineData("E-SURVEY-11", "item,x,y", "item,x,z")]
    [InlineData("E-SURVEY-12", "item,x,y", "item,y,x")]
    [InlineData("E-SURVEY-13", "item,y,x")]
    public void What_is_wrong_with_a_hierarchy_is_said(string code, params string[] rows)
    {
        var answers = Csv("answers.csv", "contributor,question,unit,value,item", "a,q,t,1,x");
        var run = CommandRun.Of("survey", "release", answers, "--hierarchy", Csv("h.csv", ["breakdown,code,parent", .. rows]));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--least", "2")]
    [InlineData("--percent", "0")]
    [InlineData("--largest", "5")]
    [InlineData("--dominance", "100")]
    [InlineData("--loss", "pride")]
    [InlineData("--table", "planet")]
    [InlineData("--question", "capacities")]
    [InlineData("--date", "today")]
    public void Settings_that_cannot_be_are_refused(string option, string value)
    {
        var run = Release(Answers, option, value);
        Assert.Equal((ExitCode.InvalidInput, ""), (run.Code, run.Output));
        Assert.StartsWith("vauban: ", run.Error, StringComparison.Ordinal);
    }
}
