using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary><c>assess</c>: the sovereignty grid of a package.</summary>
sealed class AssessCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _technology = new("--technology", "-t") { Description = "Technology by its id; all that have goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<string?> _at = new("--at") { Description = "Day of the assessment (2028-01-31, 2028-01 or 2028); the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };
    readonly Option<double> _outage = new("--outage") { Description = "Days that a country's or a consent's refusal lasts.", HelpName = "DAYS", DefaultValueFactory = _ => 180 };
    readonly Option<bool> _all = new("--all") { Description = "Explains every perimeter, not only the first, with whole lists." };

    public static Command Create(Shell shell)
    {
        var me = new AssessCommand();
        var command = new Command("assess", "Can we develop, produce, use and export it without outsiders, and when something fails?")
        {
            me._package, me._technology, me._perimeter, me._at, me._status, me._outage, me._all,
        };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var result = SovereigntyEngine.Run(network, Options(call, network), LinearSolvers.Default, stop: call.Stop);
        if (call.IsJson) call.WriteJson(json => AssessmentJson.Write(json, result, findings, call.Texts));
        else AssessText.Write(call, result, call.Value(_all));
        return ExitCode.Ok;
    }

    SovereigntyOptions Options(Call call, Network network)
    {
        var technologies = call.Value(_technology) ?? [];
        foreach (var id in technologies)
            if (network.Technologies.All(t => t.Id != id))
                throw new InputException(Spelling.Nearest(id, network.Technologies.Select(t => t.Id)) is { } near
                    ? call.Texts.Format("terminal.technology.nearest", id, near) : call.Texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        var outage = call.Value(_outage);
        if (!(outage > 0) || outage > 36500) throw new InputException(call.Texts["terminal.outage"]);
        return new()
        {
            Technologies = technologies,
            Perimeters = call.Perimeters(call.Value(_perimeter)),
            At = Date(call, call.Value(_at)),
            Status = Status(call, call.Value(_status)!),
            OutageDays = outage,
        };
    }

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
