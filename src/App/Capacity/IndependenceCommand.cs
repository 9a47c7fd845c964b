using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary><c>capacity independence</c>: what the goals cost at least with everybody, inside alone, and without whoever is named.</summary>
sealed partial class IndependenceCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly RoleChoice _role = new();
    readonly CapacityChoice _choice = new();
    readonly Option<string[]> _verb = new("--verb") { Description = "Verb; all that have goals where not given. May be repeated.", HelpName = "develop|produce|use|export", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _without = new("--without", "-w") { Description = "Prices the goals without somebody: a country code, the id of a party, item or consent, line:ID, site:ID or owner:ID. May be repeated, each a case of its own.", HelpName = "WHO", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _hold = new("--hold") { Description = "Prices a share of the goals without somebody, or several together: \"theta >= 0.8 without CN+US\". May be repeated.", HelpName = "HOLD", DefaultValueFactory = _ => [] };
    readonly Option<double> _years = new("--years") { Description = "Years over which the cost to build is spread.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public static Command Create(Shell shell)
    {
        var me = new IndependenceCommand();
        var command = new Command("independence", "What the goals cost at least with everybody, inside alone, and without whoever is named.") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._verb, me._without, me._hold, me._years }) command.Options.Add(option);
        me._role.AddRole(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        _role.Refuse(call, "capacity independence");
        var (network, findings) = call.Load(call.Value(_package)!);
        if (!(call.Value(_years) > 0) || call.Value(_years) > 1000) throw new InputException(call.Texts["capacity.independence.years"]);
        var verbs = call.Value(_verb) ?? [];
        foreach (var verb in verbs.Where(v => !FieldCatalog.Verbs.Contains(v))) throw new InputException(call.Texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs)));
        var (at, status) = (_choice.At(call), _choice.Status(call));
        var technologies = _choice.Technologies(call, network);
        var counts = network.At(at, status);
        // An empty answer would look like good news.
        if (!counts.Goals.Any(g => (verbs.Length == 0 || verbs.Contains(g.Verb)) && (technologies.Count == 0 || technologies.Contains(network.Technologies[g.Technology].Id))))
            throw new InputException(call.Texts["terminal.nothing"]);
        var cases = (call.Value(_without) ?? []).Select(w => new IndependenceCase("without " + w.Trim(), Denied(call, network, counts, [w])))
            .Concat((call.Value(_hold) ?? []).Select(h => Hold(call, network, counts, h, at ?? network.Package.Head.AsOf))).ToArray();
        var results = new List<IndependenceResult>();
        foreach (var perimeter in _choice.Perimeters(call))
        {
            using var bar = new ProgressBar(call.Terminal, call.Texts["capacity.independence.progress"]);
            results.Add(IndependenceEngine.Run(network, new() { Perimeter = perimeter, At = at, Status = status, Technologies = technologies, Verbs = verbs, Cases = cases, Years = call.Value(_years) },
                LinearSolvers.Default, bar.Report, call.Stop));
        }
        if (call.IsJson) call.WriteJson(json => IndependenceJson.Write(json, results, findings, call.Texts));
        else foreach (var result in results) IndependenceText.Write(call, result);
        return ExitCode.Ok;
    }

    static Denial Denied(Call call, Network network, Network counts, IReadOnlyList<string> who) => Denial.Of([.. ActorChoice.Of(call, network, counts, who)]);

    static IndependenceCase Hold(Call call, Network network, Network counts, string text, DateOnly? day)
    {
        var match = HoldText().Match(text.Trim());
        if (!match.Success || !double.TryParse(match.Groups["level"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level)
            || (match.Groups["percent"].Success ? level /= 100 : level) is not (> 0 and <= OutputProgram.ThetaCap))
            throw new InputException(call.Texts.Format("capacity.independence.hold", text));
        // Plans hold by a month; a price is that of one day. Taking another day than the user wrote would be a wrong figure.
        if (match.Groups["month"] is { Success: true, Value: var month })
        {
            if (!Dates.TryParse(month, false, out var by)) throw new InputException(call.Texts.Format("capacity.independence.hold", text));
            if (day is not { } now || (now.Year, now.Month) != (by.Year, by.Month))
                throw new InputException(call.Texts.Format("capacity.independence.hold.day", text, month, day is { } known ? Dates.Text(known) : call.Texts["unit.unknown"]));
        }
        var who = match.Groups["who"].Value.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(text.Trim(), who is ["outside"] ? Denial.Outsiders : Denied(call, network, counts, who), level);
    }

    [GeneratedRegex(@"^theta\s*(>=|≥)\s*(?<level>[0-9.]+)\s*(?<percent>%)?\s+without\s+(?<who>\S.*?)(\s+by\s+(?<month>[0-9-]+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HoldText();
}
