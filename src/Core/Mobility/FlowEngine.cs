using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>Moves shipments over a transport network whose links and places carry so much a day: first as little late as can be, then as cheaply.</summary>
/// <remarks>
/// A linear program over journeys: which links on which days. Goods may stay at a place for days where that is better; they leave as early as they can on the day on which they leave. A
/// journey takes capacity of each link on the day on which that leg leaves, of each change on that day, and of each place on the day of arrival. Times are exact and not rounded to
/// days; permissions are applied for when the shipment is ready. Journeys join the program as long as one is worth it, so the answer is the best over all there are. Central reading: a
/// link without a capacity does not limit. Answers are checked before they are given: what leaves is what arrives, nothing is over its capacity.
/// </remarks>
public static class FlowEngine
{
    /// <summary>Solves for the settings, for each regime, and with the links that are taken away.</summary>
    /// <param name="network">Network.</param>
    /// <param name="shipments">What has to go; all with tonnes above zero.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentException">A shipment has no tonnes, or an option names what is not there.</exception>
    public static FlowResult Run(Network network, IReadOnlyList<FlowShipment> shipments, FlowOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(shipments);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid();
        if (shipments.FirstOrDefault(s => !(s.Tonnes > 0) || double.IsInfinity(s.Tonnes)) is { } none) throw new ArgumentException($"Shipment {none.Id} has {none.Tonnes} tonnes.", nameof(shipments));
        if (!PermissionBook.IsKnown(network, options.Regime)) throw new ArgumentException($"There is no regime {options.Regime}.", nameof(options));
        var closed = new bool[network.TransportLinks.Count];
        foreach (var id in options.Without) closed[(network.TransportLinks.FirstOrDefault(l => l.Id == id) ?? throw new ArgumentException($"There is no transport link {id}.", nameof(options))).Index] = true;
        var map = new TransportMap(network);
        using var named = solver();
        FlowPlan Solve(string regime, bool[] without, bool isUndisturbed = false) =>
            new FlowProgram(map, shipments, options with { Regime = regime, Outages = isUndisturbed ? [] : options.Outages }, without).Solve(solver, stop);
        var plan = Solve(options.Regime, closed);
        var maxima = shipments.Select((s, i) => (s.Origin, s.Destination, i)).GroupBy(p => (p.Origin, p.Destination)).Select(g => g.First()).OrderBy(p => (p.Origin, p.Destination))
            .Select(p => new FlowMaximum(p.Origin, p.Destination, p.i, [.. Enum.GetValues<Reading>().Select(r => MaximumFlow.PerDay(map, shipments[p.i].Load, shipments[p.i].Modes, closed, p.Origin, p.Destination, r, solver, stop))])).ToArray();
        return new(network, options, shipments, named.Name, plan, [.. PermissionRegime.All.Select(r => r == options.Regime ? plan : Solve(r, closed))], options.Without.Count == 0 && options.Outages.Count == 0 ? null : Solve(options.Regime, new bool[closed.Length], isUndisturbed: true), maxima);
    }

    /// <summary>The consignments of a package as shipments. Those of unknown mass cannot be weighed against a capacity and are left out.</summary>
    /// <param name="network">Network.</param>
    /// <param name="at">Day for consignments without one of their own.</param>
    /// <param name="unweighed">Ids of the consignments left out.</param>
    public static IReadOnlyList<FlowShipment> Consignments(Network network, DateOnly at, out IReadOnlyList<string> unweighed)
    {
        ArgumentNullException.ThrowIfNull(network);
        var (found, left) = (new List<FlowShipment>(), new List<string>());
        foreach (var lot in network.Consignments)
        {
            var load = TransportLoad.Of(network, lot);
            if (!load.TotalMass.IsKnown || double.IsInfinity(load.TotalMass.Central) || load.TotalMass.Central <= 0) left.Add(lot.Id);
            else found.Add(new(lot.Id, lot.Item, load.TotalMass.Central, lot.Origin, lot.Destination, lot.Ready ?? at, lot.Due ?? lot.Ready ?? at, load, lot.Modes));
        }
        unweighed = left;
        return found;
    }
}
