using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity stock</c>: how much stock bridges single failures, pooled and each state for itself.</summary>
sealed class StockCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly RoleChoice _role = new();
    readonly CapacityChoice _choice = new();
    readonly Option<string[]> _verb = new("--verb") { Description = "Verb; all that have goals where not given. May be repeated.", HelpName = "develop|produce|use|export", DefaultValueFactory = _ => [] };
    readonly Option<double?> _bridge = new("--bridge") { Description = "Days to bridge for every failure; the recovery days of what fails, and the outage for a country or an outside source, where not given.", HelpName = "DAYS" };
    readonly Option<double> _outage = new("--outage") { Description = "Days that a country or an outside source refuses.", HelpName = "DAYS", DefaultValueFactory = _ => 180 };

    public static Command Create(Shell shell)
    {
        var me = new StockCommand();
        var command = new Command("stock", "How much stock bridges single failures: one pooled stock, against each state for itself.") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._verb, me._bridge, me._outage }) command.Options.Add(option);
        me._role.AddRole(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        _role.Refuse(call, "capacity stock");
        var (network, findings) = call.Load(call.Value(_package)!);
        foreach (var days in new[] { call.Value(_outage), call.Value(_bridge) ?? 1 })
            if (!(days > 0) || days > 36500) throw new InputException(call.Texts["terminal.outage"]);
        var verbs = call.Value(_verb) ?? [];
        foreach (var verb in verbs.Where(v => !FieldCatalog.Verbs.Contains(v))) throw new InputException(call.Texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs)));
        var (at, status) = (_choice.At(call), _choice.Status(call));
        var technologies = _choice.Technologies(call, network);
        // An empty answer would look like good news.
        if (!network.At(at, status).Goals.Any(g => (verbs.Length == 0 || verbs.Contains(g.Verb)) && (technologies.Count == 0 || technologies.Contains(network.Technologies[g.Technology].Id))))
            throw new InputException(call.Texts["terminal.nothing"]);
        var results = _choice.Perimeters(call).Select(p => StockEngine.Run(network,
            new() { Perimeter = p, At = at, Status = status, Technologies = technologies, Verbs = verbs, BridgeDays = call.Value(_bridge), OutageDays = call.Value(_outage) }, call.Stop)).ToArray();
        if (call.IsJson) call.WriteJson(json => StockJson.Write(json, results, findings, call.Texts));
        else foreach (var result in results) StockText.Write(call, result);
        return ExitCode.Ok;
    }
}
