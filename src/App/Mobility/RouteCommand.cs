using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.App.Sovereignty;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary><c>mobility route</c>: the fastest feasible routes of consignments, with permissions and what stops them.</summary>
sealed class RouteCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _consignment = new("--consignment", "-c") { Description = "Consignment by its id; all of the package where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _from = new("--from") { Description = "Transport node where a journey starts, in place of consignments.", HelpName = "NODE" };
    readonly Option<string?> _to = new("--to") { Description = "Transport node where it ends.", HelpName = "NODE" };
    readonly Option<string?> _item = new("--item", "-i") { Description = "Item that makes the journey; without one no limit is tested.", HelpName = "ID" };
    readonly Option<string?> _at = new("--at") { Description = "Day on which a journey starts that has no day of its own (2026-07-01); the package's date where not given.", HelpName = "DATE" };
    readonly Option<int> _alternatives = new("--alternatives") { Description = "Routes besides the fastest one, 0 to 20.", HelpName = "N", DefaultValueFactory = _ => 2 };
    readonly Option<string[]> _mode = new("--mode") { Description = "Mode that may be used; all where not given. May be repeated.", HelpName = "road|rail|sea|inland-water|air", DefaultValueFactory = _ => [] };
    readonly RegimeChoice _regime = new();
    readonly OutageChoice _outages = new();
    readonly AnswerFiles _files = new("Writes the routes as an HTML file that needs nothing else: map, timeline and legs of each.", hasNames: false);

    public static Command Create(Shell shell)
    {
        var me = new RouteCommand();
        var command = new Command("route", "The fastest feasible routes, with the time that permissions take and what stops a load elsewhere.") { me._package, me._consignment, me._from, me._to, me._item, me._at, me._alternatives, me._mode };
        me._regime.AddTo(command);
        me._outages.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = Options(call, network);
        _files.Check(call);
        var result = RouteEngine.Run(network, options, call.Stop);
        if (call.IsJson) call.WriteJson(json => RouteJson.Write(json, result, findings, call.Texts));
        else RouteText.Write(call, result);
        _files.Write(call, network.Package, (identity, _) => RouteReportWriter.Write(result, findings, identity, call.Texts.Language), (identity, stream) => RouteWorkbook.Write(result, findings, identity, call.Texts, stream));
        return ExitCode.Ok;
    }

    RouteOptions Options(Call call, Network network)
    {
        var (from, to) = (call.Value(_from), call.Value(_to));
        if ((from is null) != (to is null)) throw new InputException(call.Texts["mobility.route.both-ends"]);
        if (call.Value(_alternatives) is < 0 or > 20) throw new InputException(call.Texts["mobility.route.alternatives.range"]);
        foreach (var node in new[] { from, to }.OfType<string>()) RegimeChoice.Known(call, "node", node, network.TransportNodes.Select(n => n.Id));
        if (call.Value(_item) is { } item) RegimeChoice.Known(call, "item", item, network.Items.Select(i => i.Id));
        foreach (var lot in call.Value(_consignment) ?? []) RegimeChoice.Known(call, "consignment", lot, network.Consignments.Select(c => c.Id));
        foreach (var mode in call.Value(_mode) ?? []) RegimeChoice.Known(call, "mode", mode, FieldCatalog.Modes);
        if (from is null && network.Consignments.Count == 0) throw new InputException(call.Texts["mobility.route.nothing"]);
        var at = AssessCommand.Date(call, call.Value(_at));
        if (at is null && network.Package.Head.AsOf is null && (from is not null || network.Consignments.Any(c => c.Ready is null))) throw new InputException(call.Texts["mobility.route.no-day"]);
        return new()
        {
            Consignments = call.Value(_consignment) ?? [], Wish = from is null ? null : new(from, to!, call.Value(_item)), At = at, Regime = _regime.Regime(call, network), Permissions = _regime.Permissions(call),
            Alternatives = call.Value(_alternatives), Without = _regime.Without(call, network), Outages = _outages.Of(call, network, at), Modes = call.Value(_mode) ?? [],
        };
    }
}
