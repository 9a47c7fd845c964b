using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Studies;

/// <summary>Puts the transport network of a package under a plan, so that its deliveries in each period are no more than can be carried in it.</summary>
public static class HaulStudy
{
    /// <summary>What a plan is given: the transport network where the package has one that limits its deliveries, else nothing.</summary>
    /// <param name="network">Network.</param>
    /// <param name="reading">Reading of capacities that are intervals.</param>
    /// <param name="solver">Makes solvers.</param>
    public static PlanCase CaseOf(Network network, Reading reading, Func<ILinearSolver> solver) => PlanCase.Plain with { Transport = TransportOf(network, reading, solver) };

    /// <summary>The transport network as a plan sees it, or null where no line and buyer stand on it, or it neither states a capacity nor keeps them apart.</summary>
    /// <param name="network">Network.</param>
    /// <param name="reading">Reading of capacities that are intervals.</param>
    /// <param name="solver">Makes solvers.</param>
    public static PlanTransport? TransportOf(Network network, Reading reading, Func<ILinearSolver> solver)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(solver);
        var sites = DeliveryStudy.Origins(network);
        var buyers = DeliveryStudy.Destinations(network);
        if (sites.Count == 0 || buyers.Count == 0) return null;
        var origins = network.Lines.Where(l => l.Site >= 0 && sites.ContainsKey(l.Site)).ToDictionary(l => l.Index, l => sites[l.Site]);
        var tonnes = network.Items.Select(i => (i.Index, Mass: TransportLoad.KgPerUnit(i))).Where(i => i.Mass.IsKnown && i.Mass.Central is > 0 and < double.PositiveInfinity).ToDictionary(i => i.Index, i => i.Mass.Central / 1000);
        var wanted = network.Demands.Select(d => (d.Buyer, d.Item)).Where(d => buyers.ContainsKey(d.Buyer) && tonnes.ContainsKey(d.Item)).Distinct().ToArray();
        HaulLane[] lanes = [.. from line in network.Lines where origins.ContainsKey(line.Index)
                               from want in wanted where want.Item == line.Item
                               let lane = new HaulLane(line.Item, origins[line.Index], buyers[want.Buyer])
                               where lane.Origin != lane.Destination
                               select lane];
        lanes = [.. lanes.Distinct().OrderBy(l => l.Item).ThenBy(l => l.Origin).ThenBy(l => l.Destination)];
        if (lanes.Length == 0) return null;
        var limits = new HaulLimits(network, lanes, reading, solver);
        return IsUnlimited(network, limits) ? null : new()
        {
            Origins = origins, Destinations = buyers, Tonnes = tonnes, Lanes = [.. lanes.Select(l => new PlanLane(l.Item, l.Origin, l.Destination))],
            Broken = (periods, at, perDay, stop) => limits.Broken(perDay, periods[at].First, periods[at].Last, stop) is { } limit ? new(limit.Weights, [.. periods.Select(p => limit.Most(p.First, p.Last))]) : null,
        };
    }

    // No capacity anywhere, no days on which links are closed, and a way from everywhere to everywhere: the plan is the one without transport, to the last digit.
    static bool IsUnlimited(Network network, HaulLimits limits) =>
        network.TransportLinks.All(l => !l.Capacity.IsKnown && l.Start is null && l.End is null) && network.TransportNodes.All(n => !n.Capacity.IsKnown && !n.TransferCapacity.IsKnown)
        && limits.Broken([.. limits.Lanes.Select(_ => 1.0)], new(2026, 1, 1), new(2026, 1, 1)) is null;
}
