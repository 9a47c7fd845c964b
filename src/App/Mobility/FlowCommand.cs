using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Mobility;

/// <summary><c>mobility flow</c>: what a plan delivers, or the consignments, over links that carry so much a day.</summary>
sealed class FlowCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PlanChoice _plan = new(isPart: true);
    readonly RegimeChoice _regime = new();
    readonly Option<bool> _consignments = new("--consignments") { Description = "Moves the consignments of the package, not the deliveries of a plan." };
    readonly Option<string?> _at = new("--at") { Description = "Day from which a consignment moves that has no day of its own; the package's date where not given.", HelpName = "DATE" };
    readonly Option<int> _ways = new("--ways") { Description = "Ways with which the search begins for each shipment, fastest first, 1 to 40; further ones join as long as one is worth it.", HelpName = "N", DefaultValueFactory = _ => 8 };

    public static Command Create(Shell shell)
    {
        var me = new FlowCommand();
        var command = new Command("flow", "When the deliveries of a plan arrive over links that carry so much a day, and the most that can move per day.") { me._package, me._consignments, me._at, me._ways };
        me._plan.AddTo(command);
        me._regime.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        if (network.TransportLinks.Count == 0) throw new InputException(call.Texts["mobility.check.nothing"]);
        if (call.Value(_ways) is < 1 or > 40) throw new InputException(call.Texts["mobility.flow.ways"]);
        var options = new FlowOptions { Regime = _regime.Regime(call, network), Permissions = _regime.Permissions(call), Without = _regime.Without(call, network), Ways = call.Value(_ways) };
        var answer = call.Value(_consignments) ? Consignments(call, network, options) : Plan(call, network, options);
        if (call.IsJson) call.WriteJson(json => FlowJson.Write(json, answer, findings, call.Texts));
        else FlowText.Write(call, answer);
        return ExitCode.Ok;
    }

    FlowAnswer Consignments(Call call, Network network, FlowOptions options)
    {
        var at = AssessCommand.Date(call, call.Value(_at)) ?? network.Package.Head.AsOf;
        if (at is null && network.Consignments.Any(c => c.Ready is null)) throw new InputException(call.Texts["mobility.route.no-day"]);
        var shipments = FlowEngine.Consignments(network, at ?? default, out var unweighed);
        if (shipments.Count == 0) throw new InputException(call.Texts["mobility.flow.no-consignments"]);
        return new(FlowEngine.Run(network, shipments, options, LinearSolvers.Default, call.Stop), [], unweighed, false);
    }

    FlowAnswer Plan(Call call, Network network, FlowOptions options)
    {
        if (network.Demands.Count == 0) throw new InputException(call.Texts["mobility.flow.no-demands"]);
        var choice = _plan.Of(call, network);
        var made = PlanEngine.Run(network, choice, HaulStudy.CaseOf(network, choice.Reading, LinearSolvers.Default), LinearSolvers.Default, stop: call.Stop);
        if (!made.HasPlan) throw new InputException(call.Texts["mobility.flow.no-plan"]);
        var (deliveries, flow) = DeliveryStudy.Run(made.Plan, options, LinearSolvers.Default, call.Stop);
        return new(flow, deliveries.Unplaced, [], true);
    }
}

/// <summary>What the command and the endpoint show.</summary>
/// <param name="Flow">Flow.</param>
/// <param name="Unplaced">What the plan delivers that is not on the transport network.</param>
/// <param name="Unweighed">Consignments of unknown mass.</param>
/// <param name="IsPlan">True for the deliveries of a plan.</param>
sealed record FlowAnswer(FlowResult Flow, IReadOnlyList<UnplacedDelivery> Unplaced, IReadOnlyList<string> Unweighed, bool IsPlan);
