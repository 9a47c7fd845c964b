using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Import;

/// <summary><c>start</c>: one flat sheet in; a package, a verdict and a gap list out. And back again.</summary>
sealed class StartCommand
{
    readonly Argument<string> _sheet = new("SHEET") { Description = "Flat sheet (.csv or .xlsx) with one row per part: item, used in, quantity, supplier, country, owner's country, value, capacity per month, lead time, stock, second source, source." };
    readonly Argument<string?> _into = new("INTO") { Description = "Where the package goes: a folder, .zip or .xlsx. Default: NAME-package beside the sheet.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string[]> _goal = new("--goal") { Description = "What is needed of the end product, or of one item: 100/month, Pump=1200/year. May be repeated.", HelpName = "RATE", DefaultValueFactory = _ => [] };
    readonly Option<string?> _name = new("--sheet") { Description = "Sheet of a workbook; the first with an item column where not given.", HelpName = "NAME" };
    readonly Option<string> _marking = new("--marking") { Description = "Marking of all rows.", HelpName = "MARKING", DefaultValueFactory = _ => "company-confidential" };
    readonly Option<bool> _back = new("--back") { Description = "The other way: SHEET is a package, INTO the sheet that is written from it." };
    readonly Option<bool> _force = new("--force") { Description = "Replaces what lies there already." };
    readonly Option<string[]> _perimeter = Shell.Perimeter();

    public static Command Create(Shell shell)
    {
        var me = new StartCommand();
        var command = new Command("start", "Makes a package, a verdict and a list of gaps from one flat sheet, as a company has it.") { me._sheet, me._into, me._goal, me._name, me._marking, me._back, me._force, me._perimeter };
        return shell.Run(command, call => call.Value(me._back) ? me.Back(call) : me.Run(call));
    }

    int Run(Call call)
    {
        var path = call.PathOf(call.Value(_sheet)!);
        var perimeters = call.Perimeters(call.Value(_perimeter));
        var into = call.Value(_into) is { } given ? call.PathOf(given) : Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-package");
        RefuseToReplace(call, into);
        var findings = new List<Finding>();
        var options = new FlatOptions { Sheet = call.Value(_name), Goals = call.Value(_goal) ?? [], Marking = Marking(call) };
        var sheet = FlatImporter.Load(path, options, findings);
        var network = sheet.Package is null ? null : NetworkBuilder.Build(sheet.Package, findings);
        // What the checks of a package would say about a missing goal, the sheet has said already in its own words.
        findings.RemoveAll(f => f.Code == "W-GOAL-01");
        if (network is null)
        {
            if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
            FindingList.Write(call, findings, int.MaxValue, call.Value(_sheet)!);
            return ExitCode.InvalidInput;
        }
        PackageWriter.Write(sheet.Package!, into);
        SovereigntyResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["terminal.assess.progress"])) result = SovereigntyEngine.Run(network, new() { Perimeters = perimeters }, LinearSolvers.Default, bar.Report, call.Stop);
        if (call.IsJson) call.WriteJson(json => StartJson.Write(json, sheet, result, findings, call.Texts));
        else StartText.Write(call, sheet, result, findings, Path.GetRelativePath(call.PathOf("."), into));
        return ExitCode.Ok;
    }

    int Back(Call call)
    {
        if (call.Value(_into) is not { } given) throw new InputException(call.Texts["terminal.start.back-where"]);
        var into = call.PathOf(given);
        RefuseToReplace(call, into);
        var (network, _) = call.Load(call.Value(_sheet)!, isWhole: true);
        var left = new List<Finding>();
        FlatWriter.Write(network.Package, into, call.Texts, left);
        if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, left, call.Texts));
        else
        {
            FindingList.Write(call, left, int.MaxValue, given);
            Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.start.written", given), 0, 2);
            if (left.Count == 0) Lines.Write(call.Terminal.Out, call.Texts["terminal.start.nothing-left"], 0, 2);
        }
        return ExitCode.Ok;
    }

    void RefuseToReplace(Call call, string into)
    {
        if (!call.Value(_force) && (File.Exists(into) || Directory.Exists(into))) throw new InputException(call.Texts.Format("terminal.exists", Path.GetRelativePath(call.PathOf("."), into)));
    }

    string Marking(Call call)
    {
        var text = call.Value(_marking)!;
        return FieldCatalog.Markings.FirstOrDefault(m => m.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException(call.Texts.Format("terminal.marking.unknown", text, string.Join(", ", FieldCatalog.Markings)));
    }
}
