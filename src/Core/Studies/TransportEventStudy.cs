using System.Collections.Concurrent;
using Vauban.Core.Disruption;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Studies;

/// <summary>Puts the events of scenarios on the transport network: as outages for routes and flows, and as what lines can no longer send for stress tests.</summary>
public static class TransportEventStudy
{
    // Shares of all draws that a length stays below, in the three readings.
    static readonly double[] Quantiles = [0.95, 0.5, 0.05];

    /// <summary>The outages of a scenario, also of events that hit no link and no place here. Outage and shortage leave the share of the capacity that they state, a refusal nothing, a delay adds days; prices and lines and items are not looked at.</summary>
    /// <param name="network">Network.</param>
    /// <param name="scenario">Scenario; taken to come true whatever its probabilities.</param>
    /// <param name="first">First day of its story.</param>
    public static IReadOnlyList<TransportOutage> Outages(Network network, ThreatScenario scenario, DateOnly first)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scenario);
        return [.. scenario.Events.Select(e => OutageOf(network, scenario.Name, e, first)).OfType<TransportOutage>()];
    }

    static TransportOutage? OutageOf(Network network, string name, ThreatEvent e, DateOnly first)
    {
        if (e.Kind == ThreatKind.Price || !ThreatTarget.TryParse(e.Target, out var target, out _) || !target.IsTransport) return null;
        var (links, nodes) = target.Transport(network);
        var from = first.AddDays(e.FromDay);
        DateOnly?[] last = [.. Quantiles.Select(q => e.Days is { } days ? from.AddDays((int)Math.Ceiling(days.At(q)) - 1) : (DateOnly?)null)];
        var left = e.Kind switch { ThreatKind.Delay => 1, ThreatKind.Refusal => 0, _ => Math.Clamp(e.Effect, 0, 1) };
        return new($"{name} ({e.Target})", links, nodes, from, last, left, e.Kind == ThreatKind.Delay ? e.Effect : 0);
    }

    /// <summary>What events do to what lines send, for stress tests; null where the package has no transport network with lines on it.</summary>
    /// <remarks>
    /// Two things: what a line sends over a link of the package to a customer whose site stands on the network, too, and what it makes that buyers on the network want. The fastest way with the event is
    /// compared with that without; what is later is later by the difference. Where there is no way left, nothing comes; where the event narrows the network below what the line makes, the part that it carries.
    /// Each line is looked at by itself.
    /// </remarks>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings of the test.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Ends the work.</param>
    public static TransportHits? HitsOf(Network network, StressOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        var day = options.At ?? network.Package.Head.AsOf ?? new DateOnly(2026, 1, 1);
        var now = network.At(options.At, options.Status);
        var sites = DeliveryStudy.Origins(now);
        if (sites.Count == 0) return null;
        var known = new ConcurrentDictionary<ThreatEvent, IReadOnlyList<TransportHit>>();
        return e => known.GetOrAdd(e, x => Hits(now, sites, x, day, solver, stop));
    }

    static List<TransportHit> Hits(Network network, Dictionary<int, int> sites, ThreatEvent e, DateOnly day, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var hits = new List<TransportHit>();
        // Its length is the stress test's: here it lasts.
        if (OutageOf(network, "", e with { Days = null, FromDay = 0 }, day) is not { } outage || outage.Links.Count + outage.Nodes.Count == 0) return hits;
        TransportOutage[] with = [outage];
        int Node(Line line) => line.Site >= 0 ? sites.GetValueOrDefault(line.Site, -1) : -1;
        var times = new SortedDictionary<(int, int), (double[] Before, double[] After)>();
        (double Before, double After) Days(int item, int from, int to)
        {
            stop.ThrowIfCancellationRequested();
            if (!times.TryGetValue((item, from), out var both))
            {
                var id = network.TransportNodes[from].Id;
                times[(item, from)] = both = (RouteEngine.DaysToAll(network, id, PermissionRegime.Listed, day, [], item), RouteEngine.DaysToAll(network, id, PermissionRegime.Listed, day, with, item));
            }
            return (both.Before[to], both.After[to]);
        }
        foreach (var link in network.Links)
        {
            var (from, to) = (Node(network.Lines[link.Supplier]), Node(network.Lines[link.Customer]));
            if (from < 0 || to < 0 || from == to) continue;
            var (before, after) = Days(link.Item, from, to);
            if (double.IsInfinity(before) || after <= before) continue;
            hits.Add(new(network.Lines[link.Supplier].Id, network.Lines[link.Customer].Id, double.IsInfinity(after) ? 0 : 1, double.IsInfinity(after) ? 0 : after - before));
        }
        foreach (var line in network.Lines)
        {
            if (Node(line) is not (>= 0 and var from)) continue;
            var (left, extra) = (0.0, 0.0);
            var buyers = Buyers(network, line.Item).ToArray();
            if (buyers.Length == 0) continue;
            foreach (var (to, share) in buyers)
            {
                if (to == from)
                {
                    left += share;
                    continue;
                }
                var (before, after) = Days(line.Item, from, to);
                if (double.IsInfinity(before) || double.IsInfinity(after))
                {
                    if (double.IsInfinity(before)) left += share;
                    continue;
                }
                extra = Math.Max(extra, after - before);
                left += share * Carried(network, line, from, to, share, with, day, solver, stop);
            }
            if (left < 1 - 1e-9 || extra > 0) hits.Add(new(line.Id, "", Math.Min(1, left), extra));
        }
        return hits;
    }

    // Part of a buyer's share of a line's output that still gets through, of what did before.
    static double Carried(Network network, Line line, int from, int to, double share, TransportOutage[] with, DateOnly day, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var after = FlowEngine.MostPerDay(network, line.Item, from, to, with, day, solver, stop);
        if (double.IsInfinity(after)) return 1;
        var before = FlowEngine.MostPerDay(network, line.Item, from, to, [], day, solver, stop);
        var mass = TransportLoad.KgPerUnit(network.Items[line.Item]);
        var sent = mass.IsKnown && line.Capacity.IsKnown && !line.IsShareOfNeed && line.Capacity.Central * mass.Central is > 0 and < double.PositiveInfinity and var kg ? kg / 1000 / Units.DaysPerMonth * share : double.PositiveInfinity;
        var usual = Math.Min(before, sent);
        // Nothing is known of how much goes: as long as something gets through it is not said to be held up.
        return double.IsInfinity(usual) ? 1 : usual <= 0 ? 1 : Math.Min(1, after / usual);
    }

    // Buyers of an item on the network and their shares: those of the demands by their rates; without any, the countries of the goals.
    static IEnumerable<(int Node, double Share)> Buyers(Network network, int item)
    {
        var nodes = DeliveryStudy.Destinations(network);
        var wanted = network.Demands.Where(d => d.Item == item && nodes.ContainsKey(d.Buyer)).GroupBy(d => nodes[d.Buyer]).Select(g => (Node: g.Key, Rate: g.Sum(d => d.Rate.IsKnown && double.IsFinite(d.Rate.Central) ? d.Rate.Central : 0))).ToArray();
        if (wanted.Length == 0)
        {
            var area = network.Goals.Where(g => g.Item == item).Select(g => g.Destination).ToArray();
            wanted = [.. network.TransportNodes.Where(n => n.Serves.Length > 0 && Countries.TryFind(n.Serves, out var c) && area.Any(a => a.Contains(c.Index))).Select(n => (n.Index, 0.0))];
        }
        var sum = wanted.Sum(w => w.Rate);
        return wanted.OrderBy(w => w.Node).Select(w => (w.Node, sum > 0 ? w.Rate / sum : 1.0 / wanted.Length));
    }
}
