using System.CommandLine;
using System.Text;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Sealing;
using Vauban.App.Cli;
using Vauban.App.Workbench;
using Vauban.Core.Model;

namespace Vauban.App.Survey;

/// <summary><c>survey key</c>: makes the officer's key, and passes what is sealed on to another.</summary>
sealed class SurveyKeyCommand
{
    readonly Argument<string> _file = new("FILE") { Description = "File of the new key. Its public half goes to FILE.pub." };
    readonly Argument<string> _history = new("HISTORY") { Description = "File of all releases, sealed or not yet." };
    readonly Option<string> _to = new("--to") { Description = "Public half of the key that opens it from now on.", HelpName = "FILE", Required = true };
    readonly PassphraseChoice _passphrase = new();
    readonly KeyChoice _key = new();

    public static Command Create(Shell shell)
    {
        var me = new SurveyKeyCommand();
        var make = new Command("make", "Makes a key: answers are sealed with its public half, and opened with the other. Without that file and its passphrase nobody opens them, nor do the makers of this program.") { me._file };
        me._passphrase.AddTo(make);
        var renew = new Command("renew", "Seals a history of releases for another key, in place; one that is not sealed yet is sealed.") { me._history, me._to };
        me._key.AddTo(renew);
        return new("key", "The survey officer's key: makes one, and passes what is sealed on to another.") { shell.Run(make, me.Make), shell.Run(renew, me.Renew) };
    }

    int Make(Call call)
    {
        var path = call.Value(_file)!;
        var passphrase = _passphrase.Of(call, isNew: true);
        using var key = OfficerKey.Make();
        // The public half first: a key without it would be of no use, the other way round nothing is lost.
        using (var half = AuditCommand.NewFile(call, path + ".pub")) half.Write(Encoding.ASCII.GetBytes(key.Public.Pem + "\n"));
        try
        {
            using var whole = AuditCommand.NewFile(call, path);
            whole.Write(Encoding.ASCII.GetBytes(key.Write(passphrase)));
            whole.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(call.PathOf(path + ".pub"));
            throw;
        }
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("public", path + ".pub");
            json.WriteString("id", key.Public.Id);
            json.WriteEndObject();
        });
        else
        {
            Lines.Write(call.Terminal.Out, call.Texts.Format("survey.key.made", path, path + ".pub"), 0, 2, Sheet.Strong);
            Lines.Write(call.Terminal.Out, call.Texts.Format("survey.key.id", key.Public.Id), 0, 2);
            Lines.Write(call.Terminal.Out, call.Texts["survey.key.care"], 0, 2);
        }
        return ExitCode.Ok;
    }

    int Renew(Call call)
    {
        var (path, findings) = (call.Value(_history)!, new List<Finding>());
        var full = call.PathOf(path);
        if (!File.Exists(full)) throw new InputException(call.Texts.Format("survey.wrong.no-history", path));
        var next = KeyChoice.Public(call, call.Value(_to)!);
        using var key = _key.Of(call);
        var entries = SurveyHistoryFile.Load(full, findings, key);
        FindingList.Write(call, findings, int.MaxValue, path);
        if (entries is null) return ExitCode.InvalidInput;
        // Written beside and put in its place whole: an interrupted run leaves the old one.
        var beside = full + ".new";
        File.WriteAllText(beside, SurveyHistoryFile.Seal(entries, next), new UTF8Encoding(false));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(beside, full, overwrite: true);
        var count = entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteNumber("releases", entries.Count);
            json.WriteString("id", next.Id);
            json.WriteEndObject();
        });
        else Lines.Write(call.Terminal.Out, call.Texts.Format("survey.key.renewed", path, count, next.Id), 0, 2);
        return ExitCode.Ok;
    }
}
