using System.Text;
using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Survey;

/// <summary>A history of releases that only the officer's key opens.</summary>
public sealed class SealedHistoryTests : IDisposable
{
    const string Answers = "examples/survey/answers.csv", Later = "examples/survey/answers-later.csv";

    readonly string _folder = Directory.CreateTempSubdirectory("vauban-sealed").FullName;

    public SealedHistoryTests() => File.WriteAllText(At("words"), "four words are better\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string file) => Path.Combine(_folder, file);

    string Make(string name)
    {
        var made = CommandRun.Of("survey", "key", "make", At(name), "--passphrase", At("words"), "--json");
        Assert.Equal((ExitCode.Ok, ""), (made.Code, made.Error));
        return JsonDocument.Parse(made.Output).RootElement.GetProperty("id").GetString()!;
    }

    string[] Key(string name) => ["--key", At(name), "--passphrase", At("words")];

    CommandRun Release(string answers, params string[] more) =>
        CommandRun.Of(["survey", "release", answers, "--hierarchy", "examples/survey/hierarchy.csv", "--table", "size", "--survey", "example", "--officer", "Ada", "--approve", "Bo", "--history", At("history"), .. more]);

    [Fact]
    public void A_sealed_history_says_nothing_guards_the_next_release_and_passes_to_the_next_officer()
    {
        var (ada, bo) = (Make("ada.key"), Make("bo.key"));
        Assert.NotEqual(ada, bo);
        Assert.Equal(ExitCode.Ok, Release(Answers, Key("ada.key")).Code);
        var sealedText = File.ReadAllText(At("history"));
        Assert.DoesNotContain("alder", sealedText + Encoding.UTF8.GetString(Convert.FromBase64String(sealedText.Trim())), StringComparison.Ordinal);

        // Without the key, and with another, nothing is judged and nothing is added.
        Assert.Contains("--key", Release(Later).Error, StringComparison.Ordinal);
        Assert.Contains(ada, Release(Later, Key("bo.key")).Error, StringComparison.Ordinal);
        Assert.Equal(sealedText, File.ReadAllText(At("history")));
        Assert.Equal(ExitCode.PolicyFails, Release(Later, Key("ada.key")).Code);
        Assert.Equal(ExitCode.Ok, Release(Later, [.. Key("ada.key"), "--adapt"]).Code);

        var before = CommandRun.Of(["survey", "audit", At("history"), .. Key("ada.key"), "--json"]);
        Assert.Equal(ExitCode.Ok, before.Code);
        Assert.Equal(ExitCode.Ok, CommandRun.Of(["survey", "key", "renew", At("history"), "--to", At("bo.key.pub"), .. Key("ada.key")]).Code);
        Assert.Equal(before.Output, CommandRun.Of(["survey", "audit", At("history"), .. Key("bo.key"), "--json"]).Output);
        Assert.Contains(bo, CommandRun.Of(["survey", "audit", At("history"), .. Key("ada.key")]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_was_taken_out_moved_or_changed_is_found()
    {
        Make("ada.key");
        Assert.Equal(ExitCode.Ok, Release(Answers, Key("ada.key")).Code);
        Assert.Equal(ExitCode.Ok, Release(Later, [.. Key("ada.key"), "--adapt"]).Code);
        var lines = File.ReadAllLines(At("history"));
        var touched = lines[1].ToCharArray();
        touched[^200] = touched[^200] == 'A' ? 'B' : 'A';
        foreach (var wrong in new string[][] { [lines[1]], [lines[1], lines[0]], [lines[0], new(touched)] })
        {
            File.WriteAllLines(At("history"), wrong);
            var run = CommandRun.Of(["survey", "audit", At("history"), .. Key("ada.key")]);
            Assert.Equal(ExitCode.InvalidInput, run.Code);
            Assert.Contains("changed", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_plain_history_is_sealed_by_renewing_it()
    {
        Make("ada.key");
        var plain = Release(Answers);
        Assert.Contains("is not sealed and holds answers", plain.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("alder", File.ReadAllText(At("history")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, CommandRun.Of("survey", "key", "renew", At("history"), "--to", At("ada.key.pub")).Code);
        Assert.DoesNotContain("alder", File.ReadAllText(At("history")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, CommandRun.Of(["survey", "audit", At("history"), .. Key("ada.key")]).Code);
    }

    [Fact]
    public void Keys_are_not_written_over_and_wrong_ones_are_said_plainly()
    {
        Make("ada.key");
        var key = File.ReadAllText(At("ada.key"));
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("survey", "key", "make", At("ada.key"), "--passphrase", At("words")).Code);
        Assert.Equal(key, File.ReadAllText(At("ada.key")));
        File.WriteAllText(At("short"), "short");
        Assert.Contains("12", CommandRun.Of("survey", "key", "make", At("new.key"), "--passphrase", At("short")).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("new.key")) || File.Exists(At("new.key.pub")));
        File.WriteAllText(At("other"), "other words are no better");
        Assert.Contains("passphrase", Release(Answers, "--key", At("ada.key"), "--passphrase", At("other")).Error, StringComparison.Ordinal);
        Assert.Contains("no key", Release(Answers, "--key", At("ada.key.pub"), "--passphrase", At("words")).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(File.Exists(At("history")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("ada.key")));
    }
}
