using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Mobility;

/// <summary>What the command, the endpoint and the page show.</summary>
/// <param name="Flow">Flow.</param>
/// <param name="Unplaced">What the plan delivers that is not on the transport network.</param>
/// <param name="Unweighed">Consignments of unknown mass.</param>
/// <param name="IsPlan">True for the deliveries of a plan.</param>
sealed record FlowAnswer(FlowResult Flow, IReadOnlyList<UnplacedDelivery> Unplaced, IReadOnlyList<string> Unweighed, bool IsPlan)
{
    /// <summary>Moves the consignments of a package.</summary>
    /// <exception cref="InputException">There are none that can be moved, or no day.</exception>
    public static FlowAnswer OfConsignments(Network network, FlowOptions options, DateOnly? at, Texts texts, CancellationToken stop)
    {
        var day = at ?? network.Package.Head.AsOf;
        if (day is null && network.Consignments.Any(c => c.Ready is null)) throw new InputException(texts["mobility.route.no-day"]);
        var shipments = FlowEngine.Consignments(network, day ?? default, out var unweighed);
        if (shipments.Count == 0) throw new InputException(texts["mobility.flow.no-consignments"]);
        return new(FlowEngine.Run(network, shipments, options, LinearSolvers.Default, stop), [], unweighed, false);
    }

    /// <summary>Plans, and moves what the plan delivers.</summary>
    /// <exception cref="InputException">Nothing can be planned.</exception>
    public static FlowAnswer OfPlan(Network network, PlanOptions plan, FlowOptions options, Texts texts, CancellationToken stop)
    {
        if (network.Demands.Count == 0) throw new InputException(texts["mobility.flow.no-demands"]);
        var made = PlanEngine.Run(network, plan, HaulStudy.CaseOf(network, plan.Reading, LinearSolvers.Default), LinearSolvers.Default, stop: stop);
        if (!made.HasPlan) throw new InputException(texts["mobility.flow.no-plan"]);
        var (deliveries, flow) = DeliveryStudy.Run(made.Plan, options, LinearSolvers.Default, stop);
        return new(flow, deliveries.Unplaced, [], true);
    }
}
