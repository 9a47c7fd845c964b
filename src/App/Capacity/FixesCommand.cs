using System.CommandLine;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity fixes</c>: what could be done, what each of it gives, and which sets are worth their money.</summary>
sealed class FixesCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly CapacityChoice _choice = new();
    readonly RoleChoice _role = new();
    readonly Option<string[]> _verb = new("--verb") { Description = "Verb; all that have goals where not given. May be repeated.", HelpName = "develop|produce|use|export", DefaultValueFactory = _ => [] };
    readonly Option<double?> _budget = new("--budget") { Description = "Most that a set of fixes may cost, in EUR.", HelpName = "EUR" };
    readonly Option<double> _outage = new("--outage") { Description = "Days that a country or an outside source refuses.", HelpName = "DAYS", DefaultValueFactory = _ => 180 };
    readonly Option<double> _level = new("--level") { Description = "Share of the goals beyond which nothing more is asked for, in per cent.", HelpName = "PERCENT", DefaultValueFactory = _ => 100 };

    readonly Option<string?> _report = new("--report") { Description = "Writes the curves of fixes as an HTML file that needs nothing else.", HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    public static Command Create(Shell shell)
    {
        var me = new FixesCommand();
        var command = new Command("fixes", "What could be done, what each of it gives, and which sets are worth their money.") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._verb, me._budget, me._outage, me._level, me._report, me._names }) command.Options.Add(option);
        me._role.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var sums = _role.Of(call);
        var (network, findings) = call.Load(call.Value(_package)!, sums is not null);
        var (outage, budget, level) = (call.Value(_outage), call.Value(_budget), call.Value(_level));
        if (!(outage > 0) || outage > 36500) throw new InputException(call.Texts["terminal.outage"]);
        if (budget is { } b && !(b >= 0)) throw new InputException(call.Texts["capacity.fixes.budget"]);
        if (!(level > 0) || level > 1000) throw new InputException(call.Texts["capacity.fixes.level"]);
        var verbs = Verbs(call);
        var (at, status) = (_choice.At(call), _choice.Status(call));
        var technologies = _choice.Technologies(call, network);
        // An empty answer would look like good news.
        if (!network.At(at, status).Goals.Any(g => (verbs.Count == 0 || verbs.Contains(g.Verb)) && (technologies.Count == 0 || technologies.Contains(network.Technologies[g.Technology].Id))))
            throw new InputException(call.Texts["terminal.nothing"]);
        var perimeters = _choice.Perimeters(call);
        if (sums is not null) RoleChoice.One(call, perimeters);
        var results = new List<FixesResult>();
        foreach (var perimeter in perimeters)
        {
            using var bar = new ProgressBar(call.Terminal, call.Texts["capacity.fixes.progress"]);
            results.Add(FixesEngine.Run(network, new() { Perimeter = perimeter, At = at, Status = status, Technologies = technologies, Verbs = verbs, Budget = budget, OutageDays = outage, Level = level / 100 },
                LinearSolvers.Default, bar.Report, call.Stop));
        }
        if (sums is not null)
        {
            Sums(call, network, results[0], sums, findings);
            return ExitCode.Ok;
        }
        if (call.IsJson) call.WriteJson(json => FixesJson.Write(json, results, findings, call.Texts));
        else foreach (var result in results) FixesText.Write(call, result);
        if (call.Value(_report) is { } report)
            ReportFiles.Save(call, report, FixesReportWriter.Write(results, findings, new(network.Package.Hash, ProductVersion.Text), call.Texts.Language, call.Value(_names)), "terminal.files.report");
        return ExitCode.Ok;
    }

    void Sums(Call call, Network network, FixesResult result, AggregateOptions sums, IReadOnlyList<Finding> findings)
    {
        var fixes = AggregateFixes.Of(result, sums);
        var text = new AggregateText(call, network, sums, call.Texts.Format("capacity.aggregate.title.fixes", fixes.Perimeter));
        var tables = new AggregateWords(call.Texts).Fixes(fixes);
        if (call.IsJson) call.WriteJson(json => AggregateJson.Fixes(json, network.Package, result, fixes, findings));
        else text.Write(tables);
        if (call.Value(_report) is { } report) text.WriteReport(tables, report);
    }

    IReadOnlyList<string> Verbs(Call call)
    {
        var given = call.Value(_verb) ?? [];
        foreach (var verb in given.Where(v => !FieldCatalog.Verbs.Contains(v))) throw new InputException(call.Texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs)));
        return given;
    }
}
