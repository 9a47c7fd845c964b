using System.CommandLine;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Mobility;

namespace Vauban.App.Mobility;

/// <summary><c>mobility flow</c>: what a plan delivers, or the consignments, over links that carry so much a day.</summary>
sealed class FlowCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PlanChoice _plan = new(isPart: true);
    readonly RegimeChoice _regime = new();
    readonly OutageChoice _outages = new();
    readonly Option<bool> _consignments = new("--consignments") { Description = "Moves the consignments of the package, not the deliveries of a plan." };
    readonly Option<string?> _at = new("--at") { Description = "Day from which a consignment moves that has no day of its own; the package's date where not given.", HelpName = "DATE" };
    readonly Option<int> _ways = new("--ways") { Description = "Ways with which the search begins for each shipment, fastest first, 1 to 40; further ones join as long as one is worth it.", HelpName = "N", DefaultValueFactory = _ => 8 };

    public static Command Create(Shell shell)
    {
        var me = new FlowCommand();
        var command = new Command("flow", "When the deliveries of a plan arrive over links that carry so much a day, and the most that can move per day.") { me._package, me._consignments, me._at, me._ways };
        me._plan.AddTo(command);
        me._regime.AddTo(command);
        me._outages.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        if (network.TransportLinks.Count == 0) throw new InputException(call.Texts["mobility.check.nothing"]);
        if (call.Value(_ways) is < 1 or > 40) throw new InputException(call.Texts["mobility.flow.ways"]);
        var at = AssessCommand.Date(call, call.Value(_at));
        var options = new FlowOptions { Regime = _regime.Regime(call, network), Permissions = _regime.Permissions(call), Without = _regime.Without(call, network), Outages = _outages.Of(call, network, at), Ways = call.Value(_ways) };
        var answer = call.Value(_consignments) ? FlowAnswer.OfConsignments(network, options, at, call.Texts, call.Stop) : FlowAnswer.OfPlan(network, _plan.Of(call, network), options, call.Texts, call.Stop);
        if (call.IsJson) call.WriteJson(json => FlowJson.Write(json, answer, findings, call.Texts));
        else FlowText.Write(call, answer);
        return ExitCode.Ok;
    }
}
