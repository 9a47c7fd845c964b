using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>The most tonnes a day that can go from one place to another: one linear program over places and carriages.</summary>
/// <remarks>A link carries its capacity in both directions together; a place lets its capacity in, and as much change mode or gauge as its transfer capacity. The origin and the
/// destination are limited too where they state a capacity.</remarks>
static class MaximumFlow
{
    // Above it nothing limits: no way of the world carries as much in a day.
    const double Unlimited = 1e9;

    public static double PerDay(TransportMap map, TransportLoad load, IReadOnlyList<string> modes, bool[] closed, int origin, int target, Reading reading, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var network = map.Network;
        var model = new LinearModel { Maximize = true };
        var total = model.AddColumn(1, 0, Unlimited);
        var balance = new SortedDictionary<(int Node, int Carriage), List<(int Column, double Sign)>>();
        var into = new SortedDictionary<int, List<int>>();
        var changes = new SortedDictionary<int, List<int>>();
        void At(int node, int carriage, int column, double sign)
        {
            if (!balance.TryGetValue((node, carriage), out var list)) balance[(node, carriage)] = list = [];
            list.Add((column, sign));
        }
        void Limit(SortedDictionary<int, List<int>> to, int node, int column)
        {
            if (!to.TryGetValue(node, out var list)) to[node] = list = [];
            list.Add(column);
        }
        var present = new SortedSet<(int Node, int Carriage)>();
        foreach (var link in network.TransportLinks)
        {
            if (map.CarriageOf[link.Index] < 0 || link.A == link.B || closed[link.Index] || (modes.Count > 0 && !modes.Contains(link.Mode)) || RouteSearch.MinutesOf(link, reading) is null) continue;
            if (LoadFit.Of(link, load).Any(l => !l.Passes(reading))) continue;
            var columns = new List<int>();
            foreach (var (from, to) in link.IsOneWay ? [(link.A, link.B)] : new[] { (link.A, link.B), (link.B, link.A) })
            {
                var column = model.AddColumn(0, 0, Unlimited);
                columns.Add(column);
                At(from, map.CarriageOf[link.Index], column, -1);
                At(to, map.CarriageOf[link.Index], column, 1);
                Limit(into, to, column);
                present.Add((from, map.CarriageOf[link.Index]));
                present.Add((to, map.CarriageOf[link.Index]));
            }
            if (link.Capacity.Supply(reading) is var most && most < Unlimited) model.AddRow(double.NegativeInfinity, most, [.. columns], [.. columns.Select(_ => 1.0)]);
        }
        foreach (var place in present.GroupBy(p => p.Node))
            foreach (var (from, to) in from a in place from b in place where a.Carriage != b.Carriage select (a.Carriage, b.Carriage))
            {
                if (FirstLink(map, to) is not { } sample) continue;
                var needs = map.Changes(from, sample);
                var isChange = needs == true || (needs is null && reading == Reading.Pessimistic);
                if (isChange && !map.ChangeAt(place.Key, from, sample).Passes(reading)) continue;
                var column = model.AddColumn(0, 0, Unlimited);
                At(place.Key, from, column, -1);
                At(place.Key, to, column, 1);
                if (isChange) Limit(changes, place.Key, column);
            }
        // Goods are loaded onto anything at the origin and unloaded from anything at the destination.
        var (loaded, unloaded) = (new List<int>(), new List<int>());
        foreach (var (node, carriage) in present.Where(p => p.Node == origin || p.Node == target))
        {
            var column = model.AddColumn(0, 0, Unlimited);
            At(node, carriage, column, node == origin ? 1 : -1);
            (node == origin ? loaded : unloaded).Add(column);
        }
        if (loaded.Count == 0 || unloaded.Count == 0 || origin == target) return 0;
        foreach (var row in balance.Values) model.AddRow(0, 0, [.. row.Select(r => r.Column)], [.. row.Select(r => r.Sign)]);
        foreach (var list in new[] { loaded, unloaded }) model.AddRow(0, 0, [total, .. list], [-1, .. list.Select(_ => 1.0)]);
        // A one-way link is all that some origins have: nothing enters them, and what is loaded there still counts.
        into.TryAdd(origin, []);
        foreach (var (node, columns) in into)
            if (Most(network.TransportNodes[node].Capacity, reading) is var most && most < Unlimited)
            {
                // What is loaded at the origin passes it as well.
                var all = node == origin ? columns.Concat(loaded) : columns;
                model.AddRow(double.NegativeInfinity, most, [.. all], [.. all.Select(_ => 1.0)]);
            }
        foreach (var (node, columns) in changes)
            if (Most(network.TransportNodes[node].TransferCapacity, reading) is var most && most < Unlimited) model.AddRow(double.NegativeInfinity, most, [.. columns], [.. columns.Select(_ => 1.0)]);
        using var solves = solver();
        solves.Load(model);
        var result = solves.Solve(stop: stop);
        stop.ThrowIfCancellationRequested();
        if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"The largest flow was not found: {result.Status}.");
        return result.Objective >= Unlimited * (1 - 1e-6) ? double.PositiveInfinity : Math.Max(0, result.Objective);
    }

    // A place that states no capacity does not limit: most are only points where ways meet.
    static double Most(Quantity capacity, Reading reading) => capacity.IsKnown ? capacity.Supply(reading) : double.PositiveInfinity;

    static int? FirstLink(TransportMap map, int carriage)
    {
        for (var i = 0; i < map.CarriageOf.Length; i++) if (map.CarriageOf[i] == carriage) return i;
        return null;
    }
}
