using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Matching;
using Vauban.App.Cli;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.App.Matching;

/// <summary><c>match apply</c>: makes one of the parties that were confirmed to be one, and keeps a log by which it can be taken back.</summary>
sealed class ApplyCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Argument<string> _to = new("TO") { Description = "Where the merged package goes: a folder, .zip or .xlsx." };
    readonly Option<string?> _decisions = MatchRun.Decisions();
    readonly Option<bool> _force = new("--force") { Description = "Replaces the package that lies there already." };

    public static Command Create(Shell shell)
    {
        var me = new ApplyCommand();
        var command = new Command("apply", "Merges the parties that were confirmed to be one; every change is logged and can be taken back.") { me._package, me._to, me._decisions, me._force };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (path, to) = (call.Value(_package)!, call.Value(_to)!);
        MatchRun.RefuseToReplace(call, to, call.Value(_force));
        var package = call.Load(path).Network.Package;
        var decisions = MatchRun.Load(call, MatchRun.FileOf(call, path, call.Value(_decisions)));
        var matching = MatchRun.Run(call, package, decisions, new MatchOptions().Least);
        var result = MatchMerge.Run(package, matching);
        var findings = result.Findings.ToList();
        var isWhole = !findings.Any(f => f.Severity == Severity.Error) && NetworkBuilder.Build(result.Package, findings) is not null;
        if (isWhole)
        {
            var full = call.PathOf(to);
            if (!PackageWriter.CanWrite(full, findings)) throw new InputException(call.Texts.Sentence(findings[^1]));
            PackageWriter.Write(result.Package, full);
            MatchFile.SaveLog(MatchRun.LogOf(full), result.Steps);
        }
        var gone = result.Steps.Count(s => s.Table == "parties" && s.After is null);
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("merged", isWhole);
            json.WriteText("snapshot", isWhole ? result.Package.Hash : null);
            json.WriteNumber("parties", gone);
            json.WriteNumber("rows", result.Steps.Count);
            FindingsJson.WriteList(json, findings, call.Texts);
            json.WriteEndObject();
        });
        else
        {
            FindingList.Write(call, findings, 20, path);
            if (isWhole) Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.match.applied", gone.ToString(CultureInfo.InvariantCulture), result.Steps.Count.ToString(CultureInfo.InvariantCulture), to, result.Package.Hash), 0, 2);
        }
        return isWhole ? ExitCode.Ok : ExitCode.InvalidInput;
    }
}
