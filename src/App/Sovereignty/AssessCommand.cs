using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

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
    readonly Option<string[]> _without = new("--without", "-w")
    {
        Description = "Takes somebody away and shows before and after: a country code, the id of a party, item or consent, line:ID, site:ID or owner:ID. May be repeated.",
        HelpName = "WHO", DefaultValueFactory = _ => [],
    };
    readonly Option<string[]> _require = new("--require", "-r")
    {
        Description = "A policy: produce=yes, use=only-with-others (or better), exposure:produce=holds. Exit code 1 where excluded, 3 where not decided. May be repeated.",
        HelpName = "VERB=VERDICT", DefaultValueFactory = _ => [],
    };
    readonly Option<bool> _all = new("--all") { Description = "Explains every perimeter, not only the first, with whole lists." };

    public static Command Create(Shell shell)
    {
        var me = new AssessCommand();
        var command = new Command("assess", "Can we develop, produce, use and export it without outsiders, and when something fails?")
        {
            me._package, me._technology, me._perimeter, me._at, me._status, me._without, me._outage, me._require, me._all,
        };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var required = RequirementCheck.Read(call, call.Value(_require)!);
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = Options(call, network);
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
        return check.ExitCode;
    }

    int RunWithout(Call call, Network network, SovereigntyOptions options, IReadOnlyList<Requirement> required, IReadOnlyList<Finding> findings)
    {
        // Two columns per perimeter fill a screen; the others on request.
        if (!call.IsJson && !call.Value(_all) && call.Value(_perimeter) is []) options = options with { Perimeters = [options.Perimeters[0]] };
        WithoutResult result;
        using (new ProgressBar(call.Terminal, call.Texts["terminal.without.progress"])) result = WithoutStudy.Run(network, options, LinearSolvers.Default, call.Stop);
        var check = RequirementCheck.Of(Required(call, result.After.Grids), required);
        if (call.IsJson) call.WriteJson(json => WithoutJson.Write(json, result, check, findings, call.Texts));
        else
        {
            WithoutText.Write(call, result, call.Value(_all));
            check.Write(call, new(result.After.Network, call.Texts, true));
        }
        return check.ExitCode;
    }

    // A policy speaks of every perimeter that the user names, else of the first.
    IEnumerable<Grid> Required(Call call, IReadOnlyList<Grid> grids) => call.Value(_perimeter) is [] ? grids.Where(g => g.Perimeter == grids[0].Perimeter) : grids;

    SovereigntyOptions Options(Call call, Network network)
    {
        var technologies = call.Value(_technology) ?? [];
        foreach (var id in technologies)
            if (network.Technologies.All(t => t.Id != id))
                throw new InputException(Spelling.Nearest(id, network.Technologies.Select(t => t.Id)) is { } near
                    ? call.Texts.Format("terminal.technology.nearest", id, near) : call.Texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        var outage = call.Value(_outage);
        if (!(outage > 0) || outage > 36500) throw new InputException(call.Texts["terminal.outage"]);
        var (at, status) = (Date(call, call.Value(_at)), Status(call, call.Value(_status)!));
        return new()
        {
            Technologies = technologies,
            Perimeters = call.Perimeters(call.Value(_perimeter)),
            At = at,
            Status = status,
            OutageDays = outage,
            Without = call.Value(_without) is { Length: > 0 } without ? ActorChoice.Of(call, network, network.At(at, status), without) : [],
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
