using System.CommandLine;
using Spectre.Console;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Grid = Vauban.Core.Sovereignty.Grid;

namespace Vauban.App.Sovereignty;

/// <summary><c>assess</c>: the sovereignty grid of a package.</summary>
sealed class AssessCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly AssessmentChoice _choice = new();
    readonly Option<string[]> _require = new("--require", "-r")
    {
        Description = "A policy: produce=yes, use=only-with-others (or better), exposure:produce=holds. Exit code 1 where excluded, 3 where not decided. May be repeated.",
        HelpName = "VERB=VERDICT", DefaultValueFactory = _ => [],
    };
    readonly Option<string?> _report = new("--report") { Description = "Where the HTML report goes; PACKAGE-report.html in this folder where not given.", HelpName = "FILE" };
    readonly Option<string?> _brief = new("--brief") { Description = "Where the two-page brief goes; PACKAGE-brief.html in this folder where not given.", HelpName = "FILE" };
    readonly Option<bool> _noFiles = new("--no-files") { Description = "Writes no report and no brief unless they are named." };
    readonly Option<bool> _names = ReportCommand.Names();
    readonly Option<bool> _all = new("--all") { Description = "Explains every perimeter, not only the first, with whole lists." };

    public static Command Create(Shell shell)
    {
        var me = new AssessCommand();
        var command = new Command("assess", "Can we develop, produce, use and export it without outsiders, and when something fails?") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._require, me._report, me._brief, me._noFiles, me._names, me._all }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var required = RequirementCheck.Read(call, call.Value(_require)!);
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = _choice.Of(call, network);
        return options.Without.Count > 0 ? RunWithout(call, network, options, required, findings) : RunPlain(call, network, options, required, findings);
    }

    int RunPlain(Call call, Network network, SovereigntyOptions options, IReadOnlyList<Requirement> required, IReadOnlyList<Finding> findings)
    {
        SovereigntyResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["terminal.assess.progress"])) result = SovereigntyEngine.Run(network, options, LinearSolvers.Default, bar.Report, call.Stop);
        var check = RequirementCheck.Of(Required(call, result.Grids), required);
        if (call.IsJson) call.WriteJson(json => AssessmentJson.Write(json, result, check, findings, call.Texts));
        else
        {
            AssessText.Write(call, result, call.Value(_all));
            check.Write(call, new(result.Network, call.Texts, true));
        }
        Files(call, network, options)?.Write(call, network, result, findings);
        return check.ExitCode;
    }

    int RunWithout(Call call, Network network, SovereigntyOptions options, IReadOnlyList<Requirement> required, IReadOnlyList<Finding> findings)
    {
        // Two columns per perimeter fill a screen; the others on request.
        if (!call.IsJson && !call.Value(_all) && call.Value(_choice.Perimeter) is []) options = options with { Perimeters = [options.Perimeters[0]] };
        WithoutResult result;
        using (new ProgressBar(call.Terminal, call.Texts["terminal.without.progress"])) result = WithoutStudy.Run(network, options, LinearSolvers.Default, call.Stop);
        var check = RequirementCheck.Of(Required(call, result.After.Grids), required);
        if (call.IsJson) call.WriteJson(json => WithoutJson.Write(json, result, check, findings, call.Texts));
        else
        {
            WithoutText.Write(call, result, call.Value(_all));
            check.Write(call, new(result.After.Network, call.Texts, true));
        }
        // A report explains, which the two brief assessments beside each other do not.
        Files(call, network, options)?.Write(call, network, SovereigntyEngine.Run(network, options, LinearSolvers.Default, stop: call.Stop), findings);
        return check.ExitCode;
    }

    // Files come by themselves where a person assesses; a program, and a question "without whom", get those they name.
    ReportFiles? Files(Call call, Network network, SovereigntyOptions options)
    {
        var named = new ReportFiles(call.Value(_report), call.Value(_brief), call.Value(_names));
        if (call.Value(_noFiles) || call.IsJson || options.Without.Count > 0) return named.Report is null && named.Brief is null ? null : named;
        var usual = ReportFiles.Usual(call, network.Package.Head.Name, named.NamesParties);
        call.Terminal.Out.WriteLine();
        return new(named.Report ?? usual.Report, named.Brief ?? usual.Brief, named.NamesParties);
    }

    // A policy speaks of every perimeter that the user names, else of the first.
    IEnumerable<Grid> Required(Call call, IReadOnlyList<Grid> grids) => call.Value(_choice.Perimeter) is [] ? grids.Where(g => g.Perimeter == grids[0].Perimeter) : grids;

    internal static DateOnly? Date(Call call, string? text)
    {
        if (text is null) return null;
        return Dates.TryParse(text, false, out var date) ? date
            : throw new InputException(Dates.Suggest(text) is { Length: > 0 } near ? call.Texts.Format("finding.E-DATE-01", text, near) : call.Texts.Format("finding.E-DATE-01.none", text));
    }

    internal static int Status(Call call, string text)
    {
        for (var i = 0; i < FieldCatalog.Statuses.Count; i++)
            if (FieldCatalog.Statuses[i].Equals(text, StringComparison.OrdinalIgnoreCase)) return i;
        throw new InputException(call.Texts.Format("terminal.status.unknown", text, string.Join(", ", FieldCatalog.Statuses)));
    }
}
