using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Studies;

/// <summary>What a plan delivers that cannot be put on the transport network, and why.</summary>
public enum UnplacedReason
{
    /// <summary>No transport node serves the buyer.</summary>
    NoDestination,
    /// <summary>No transport node stands at the site of the line, or the line has none.</summary>
    NoOrigin,
    /// <summary>The mass of one unit is not known.</summary>
    NoMass,
}

/// <summary>Something a plan delivers that is not moved here.</summary>
/// <param name="Buyer">Who wants it.</param>
/// <param name="Item">Index of the item.</param>
/// <param name="Quantity">How much, in the item's unit.</param>
/// <param name="Reason">Why.</param>
public sealed record UnplacedDelivery(string Buyer, int Item, double Quantity, UnplacedReason Reason);

/// <summary>The deliveries of a plan as shipments.</summary>
/// <param name="Shipments">One per demand, period and line.</param>
/// <param name="Unplaced">What is not among them.</param>
public sealed record DeliveryList(IReadOnlyList<FlowShipment> Shipments, IReadOnlyList<UnplacedDelivery> Unplaced);

/// <summary>Puts the deliveries of a plan on the transport network: whether its months hold where the goods have to travel.</summary>
/// <remarks>A delivery comes from the lines as the plan says where it was made with the transport network (<see cref="HaulStudy"/>), else in proportion to what each of them had put into the pool by
/// then; it is ready, and due, on the last day of its period. What comes out is by how much deliveries arrive later.</remarks>
public static class DeliveryStudy
{
    /// <summary>The shipments of a plan.</summary>
    public static DeliveryList Shipments(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var network = plan.Network;
        var (origins, destinations) = (Origins(network), Destinations(network));
        var (shipments, unplaced) = (new List<FlowShipment>(), new SortedDictionary<(string, int, UnplacedReason), double>());
        foreach (var demand in plan.Demands)
        {
            var item = network.Items[demand.Item];
            var mass = TransportLoad.KgPerUnit(item);
            var supplies = plan.Supplies.Where(s => s.Item == demand.Item).ToArray();
            foreach (var period in plan.Periods)
            {
                var delivered = plan.Delivered[demand.Index][period.Index];
                if (delivered <= 1e-6) continue;
                void Leave(double amount, UnplacedReason reason) => unplaced[(demand.Buyer, demand.Item, reason)] = unplaced.GetValueOrDefault((demand.Buyer, demand.Item, reason)) + amount;
                if (!destinations.TryGetValue(demand.Buyer, out var destination)) Leave(delivered, UnplacedReason.NoDestination);
                else if (!mass.IsKnown || double.IsInfinity(mass.Central) || mass.Central <= 0) Leave(delivered, UnplacedReason.NoMass);
                else
                {
                    foreach (var (part, line) in Parts(plan, demand, supplies, period.Index))
                    {
                        if (part <= 1e-6) continue;
                        if (line < 0 || network.Lines[line].Site is var site && (site < 0 || !origins.ContainsKey(site))) Leave(part, UnplacedReason.NoOrigin);
                        else
                        {
                            var day = period.Last;
                            shipments.Add(new($"{demand.Buyer}/{item.Id}/{day:yyyy-MM}/{network.Lines[line].Id}", item.Index, part * mass.Central / 1000, origins[network.Lines[line].Site], destination, day, day, TransportLoad.Of(item, Quantity.Of(part)), []));
                        }
                    }
                }
            }
        }
        // Two demands of one buyer can fall into one month: they are one shipment.
        return new([.. shipments.GroupBy(s => s.Id).Select(g => g.First() with { Tonnes = g.Sum(s => s.Tonnes) }).OrderBy(s => s.Id, StringComparer.Ordinal)],
            [.. unplaced.Select(u => new UnplacedDelivery(u.Key.Item1, u.Key.Item2, u.Value, u.Key.Item3))]);
    }

    // What each line has of a delivery: as the plan says where it knows the transport network, else in proportion to what the lines had put into the pool by then. What lay in stock before
    // comes from nobody knows which line.
    static IEnumerable<(double Part, int Line)> Parts(Plan plan, PlanDemand demand, PlanSupply[] supplies, int period)
    {
        var delivered = plan.Delivered[demand.Index][period];
        if (plan.Hauls.Count > 0)
        {
            var hauls = plan.Hauls.Where(h => h.Demand == demand.Index && h.Units[period] > 0).Select(h => (h.Units[period], plan.Supplies[h.Supply].Line)).ToArray();
            return [.. hauls, (delivered - hauls.Sum(h => h.Item1), -1)];
        }
        var made = supplies.Select(s => Enumerable.Range(0, period + 1).Sum(p => plan.Arrived[s.Index][p])).ToArray();
        var all = made.Sum();
        return all <= 0 ? [(delivered, -1)] : supplies.Select((s, k) => (delivered * made[k] / all, s.Line));
    }

    /// <summary>Transport node of each site that stands on one.</summary>
    internal static Dictionary<int, int> Origins(Network network) => network.TransportNodes.Where(n => n.Site >= 0).GroupBy(n => n.Site).ToDictionary(g => g.Key, g => g.First().Index);

    /// <summary>Transport node of each buyer that one serves.</summary>
    internal static Dictionary<string, int> Destinations(Network network) =>
        network.TransportNodes.Where(n => n.Serves.Length > 0).GroupBy(n => n.Serves, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Index, StringComparer.Ordinal);

    /// <summary>Moves what a plan delivers.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="options">Settings of the flow.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Ends the work.</param>
    public static (DeliveryList Deliveries, FlowResult Flow) Run(Plan plan, FlowOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var list = Shipments(plan);
        return (list, FlowEngine.Run(plan.Network, list.Shipments, options, solver, stop));
    }
}
