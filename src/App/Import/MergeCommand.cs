using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary><c>merge</c>: packages of several contributors into one.</summary>
sealed class MergeCommand
{
    const int MostShown = 30;
    readonly Argument<string[]> _packages = new("PACKAGE") { Description = "Packages of the contributors, two or more. Their names are the names of the contributors.", Arity = new(2, 1000) };
    readonly Option<string> _into = new("--into") { Description = "Where the merged package goes: a folder, .zip or .xlsx.", HelpName = "PATH", Required = true };
    readonly Option<string?> _decisions = new("--decisions") { Description = "Table of decisions on contradictions: read if it is there, and completed. Default: INTO-decisions.csv.", HelpName = "FILE" };
    readonly Option<string> _conflicts = new("--conflicts") { Description = "Contradictions without a decision: stop and list them, or widen quantities to the interval that holds all statements.", HelpName = "stop|widen", DefaultValueFactory = _ => "stop" };
    readonly Option<bool> _force = new("--force") { Description = "Replaces the package that lies there already." };

    public static Command Create(Shell shell)
    {
        var me = new MergeCommand();
        var command = new Command("merge", "Merges packages of several contributors into one; contradictions stand side by side until somebody decides.") { me._packages, me._into, me._decisions, me._conflicts, me._force };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var into = call.PathOf(call.Value(_into)!);
        if (!call.Value(_force) && (File.Exists(into) || Directory.Exists(into))) throw new InputException(call.Texts.Format("terminal.exists", call.Value(_into)!));
        var policy = PolicyOf(call, call.Value(_conflicts));
        var file = call.Value(_decisions) is { } given ? call.PathOf(given) : into + "-decisions.csv";
        var findings = new List<Finding>();
        var decisions = File.Exists(file) ? DecisionFile.Load(file, findings) : [];
        if (decisions is null) return Wrong(call, findings);
        var contributions = Label(call, call.Value(_packages)!);
        var result = MergeEngine.Run(contributions, new() { Name = PackageWriter.NameOf(Path.GetFileName(into.TrimEnd('/', '\\'))), Policy = policy, Decisions = decisions });
        return Finish(call, result, findings, decisions, into, file);
    }

    /// <summary>What happens to contradictions that nobody decided.</summary>
    /// <exception cref="InputException">The word is none.</exception>
    public static ConflictPolicy PolicyOf(Call call, string? word) => word switch
    {
        "stop" => ConflictPolicy.Stop, "widen" => ConflictPolicy.Widen, _ => throw new InputException(call.Texts.Format("terminal.merge.policy", word ?? "")),
    };

    /// <summary>Writes the merged package, or the table of decisions to be made, and says which.</summary>
    public static int Finish(Call call, MergeResult result, List<Finding> findings, IReadOnlyList<MergeDecision> decisions, string into, string file)
    {
        findings.AddRange(result.Findings);
        if (result.IsMerged && NetworkBuilder.Build(result.Package, findings) is not null) Save(result, into);
        else if (result.Open.Count == 0) return Wrong(call, findings);
        if (result.Open.Count > 0) DecisionFile.Save(file, decisions, result.Open);
        if (call.IsJson) call.WriteJson(json => MergeJson.Write(json, result, findings, call.Texts));
        else Show(call, result, findings, Path.GetRelativePath(call.PathOf("."), file));
        return result.IsMerged ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    /// <summary>Shows what kept the packages from being read.</summary>
    public static int Wrong(Call call, List<Finding> findings)
    {
        if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
        FindingList.Write(call, findings, int.MaxValue, "");
        return ExitCode.InvalidInput;
    }

    // Who contributed what stands beside the tables in a folder, and beside the file else.
    static void Save(MergeResult result, string into)
    {
        PackageWriter.Write(result.Package, into);
        DecisionFile.SaveContributors(Directory.Exists(into) ? Path.Combine(into, "x-contributors.csv") : into + "-contributors.csv", result.Rows);
    }

    static Contribution[] Label(Call call, string[] paths)
    {
        var packages = paths.Select(p => (Path: p, call.Load(p).Network.Package)).ToArray();
        foreach (var same in packages.GroupBy(p => p.Package.Hash).Where(g => g.Count() > 1)) throw new InputException(call.Texts.Format("terminal.merge.same", string.Join(", ", same.Select(s => s.Path))));
        return ContributionLabels.Of([.. packages.Select(p => (Path.GetFileName(call.PathOf(p.Path).TrimEnd('/', '\\')), p.Package))]);
    }

    static void Show(Call call, MergeResult result, List<Finding> findings, string file)
    {
        var console = call.Terminal.Out;
        FindingList.Write(call, findings, 50, file);
        foreach (var conflict in result.Open.Take(MostShown)) Conflict(call, conflict);
        if (result.Open.Count > MostShown) Lines.Write(console, call.Texts.Format("sentence.more", Number(result.Open.Count - MostShown)), 0, 2);
        if (result.Open.Count > 0)
        {
            console.WriteLine();
            Lines.Write(console, call.Texts.Format("terminal.merge.open", Number(result.Open.Count), file), 0, 2);
            return;
        }
        var package = result.Package;
        Lines.Write(console, call.Texts.Format("terminal.merge.done", package.Head.Name, Number(package.Tables.Sum(t => t.Rows.Count)), Number(result.Rows.Count(r => r.By.Count > 1)),
            Number(result.Settled.Count(s => s.Decision is not null)), Number(result.Settled.Count(s => s.Decision is null))), 0, 2);
        Lines.Write(console, call.Texts.Format("terminal.validate.hash", package.Hash), 0, 2);
    }

    static void Conflict(Call call, MergeConflict conflict)
    {
        var console = call.Terminal.Out;
        console.Write(new Text($"{conflict.Table}/{conflict.Key}", Sheet.Strong));
        Lines.Write(console, " " + (conflict.Field == "id" ? call.Texts["terminal.merge.identity"] : conflict.Field), Lines.Cells($"{conflict.Table}/{conflict.Key}"), 4);
        var width = conflict.Statements.Max(s => Lines.Cells(s.Label));
        foreach (var s in conflict.Statements)
        {
            var ground = string.Join(", ", new[] { s.Basis, s.Sources, s.Marking }.Where(t => t.Length > 0));
            Lines.Write(console, $"  {s.Label.PadRight(width)}  {s.Value}{(ground.Length > 0 ? $"  ({ground})" : "")}", 0, width + 4);
        }
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
