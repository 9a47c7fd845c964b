using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Matching;
using Vauban.App.Cli;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.App.Matching;

/// <summary><c>match undo</c>: takes merges back, all or those into one party.</summary>
sealed class UndoCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Argument<string> _to = new("TO") { Description = "Where the package goes in which the parties are apart again: a folder, .zip or .xlsx." };
    readonly Option<string?> _log = new("--log") { Description = "Log of the merge. Default: the one that \"match apply\" wrote beside the package.", HelpName = "FILE" };
    readonly Option<string?> _party = new("--party") { Description = "Takes back only what was merged into this party.", HelpName = "ID" };
    readonly Option<bool> _force = new("--force") { Description = "Replaces the package that lies there already." };

    public static Command Create(Shell shell)
    {
        var me = new UndoCommand();
        var command = new Command("undo", "Takes merges back; rows that somebody has changed since stay, and are told.") { me._package, me._to, me._log, me._party, me._force };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (path, to) = (call.Value(_package)!, call.Value(_to)!);
        MatchRun.RefuseToReplace(call, to, call.Value(_force));
        var package = call.Load(path).Network.Package;
        var findings = new List<Finding>();
        var steps = MatchFile.LoadLog(call.Value(_log) is { } given ? call.PathOf(given) : MatchRun.LogOf(call.PathOf(path)), findings);
        Package? apart = null;
        if (steps is not null)
        {
            var party = call.Value(_party);
            if (party is not null && !steps.Any(s => s.Into == party)) throw new InputException(call.Texts.Format("terminal.match.party", party));
            var (undone, told) = MatchMerge.Undo(package, steps, party);
            findings.AddRange(told);
            if (NetworkBuilder.Build(undone, findings) is not null) apart = undone;
        }
        if (apart is not null)
        {
            var full = call.PathOf(to);
            if (!PackageWriter.CanWrite(full, findings)) throw new InputException(call.Texts.Sentence(findings[^1]));
            PackageWriter.Write(apart, full);
        }
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("undone", apart is not null);
            json.WriteText("snapshot", apart?.Hash);
            FindingsJson.WriteList(json, findings, call.Texts);
            json.WriteEndObject();
        });
        else
        {
            FindingList.Write(call, findings, 20, path);
            if (apart is not null) Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.written", to, apart.Hash), 0, 2);
        }
        return apart is null ? ExitCode.InvalidInput : ExitCode.Ok;
    }
}
