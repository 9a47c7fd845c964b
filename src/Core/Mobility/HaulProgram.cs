using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>Tonnes a day over places and carriages as a linear program: blocks of goods that need the same of their ways and have one destination share links, places and changes.</summary>
/// <remarks>A link carries its capacity in both directions together; a place lets its capacity in, and as much change mode or gauge as its transfer capacity. Origins and destinations
/// are limited too where they state a capacity.</remarks>
sealed class HaulProgram(TransportMap map, bool[] closed, Reading reading)
{
    /// <summary>Above it nothing limits: no way of the world carries as much in a day.</summary>
    public const double Unlimited = 1e9;

    readonly SortedDictionary<(FlowUse Kind, int Index), List<int>> _uses = [];

    /// <summary>The program.</summary>
    public LinearModel Model { get; } = new();

    /// <summary>Rows of links, places and changes, once <see cref="AddLimits"/> has made them.</summary>
    public SortedDictionary<(FlowUse Kind, int Index), int> Rows { get; } = [];

    /// <summary>Adds goods with one destination.</summary>
    /// <param name="load">What they need of their ways.</param>
    /// <param name="modes">Modes they may use; empty for all.</param>
    /// <param name="origins">Indices of the nodes where they are loaded, each once; none of them the destination.</param>
    /// <param name="target">Index of the destination.</param>
    /// <returns>A column for each origin: tonnes a day loaded there; -1 where nothing can leave it or nothing can arrive.</returns>
    public int[] AddBlock(TransportLoad load, IReadOnlyList<string> modes, IReadOnlyList<int> origins, int target)
    {
        var network = map.Network;
        var balance = new SortedDictionary<(int Node, int Carriage), List<(int Column, double Sign)>>();
        void At(int node, int carriage, int column, double sign)
        {
            if (!balance.TryGetValue((node, carriage), out var list)) balance[(node, carriage)] = list = [];
            list.Add((column, sign));
        }
        var present = new SortedSet<(int Node, int Carriage)>();
        foreach (var link in network.TransportLinks)
        {
            if (map.CarriageOf[link.Index] < 0 || link.A == link.B || closed[link.Index] || (modes.Count > 0 && !modes.Contains(link.Mode)) || RouteSearch.MinutesOf(link, reading) is null) continue;
            if (LoadFit.Of(link, load).Any(l => !l.Passes(reading))) continue;
            foreach (var (from, to) in link.IsOneWay ? [(link.A, link.B)] : new[] { (link.A, link.B), (link.B, link.A) })
            {
                var column = Model.AddColumn(0, 0, Unlimited);
                At(from, map.CarriageOf[link.Index], column, -1);
                At(to, map.CarriageOf[link.Index], column, 1);
                Use(FlowUse.Link, link.Index, column);
                Use(FlowUse.Place, to, column);
                present.Add((from, map.CarriageOf[link.Index]));
                present.Add((to, map.CarriageOf[link.Index]));
            }
        }
        foreach (var place in present.GroupBy(p => p.Node))
            foreach (var (from, to) in from a in place from b in place where a.Carriage != b.Carriage select (a.Carriage, b.Carriage))
            {
                var sample = Array.IndexOf(map.CarriageOf, to);
                var needs = map.Changes(from, sample);
                var isChange = needs == true || (needs is null && reading == Reading.Pessimistic);
                if (isChange && !map.ChangeAt(place.Key, from, sample).Passes(reading)) continue;
                var column = Model.AddColumn(0, 0, Unlimited);
                At(place.Key, from, column, -1);
                At(place.Key, to, column, 1);
                if (isChange) Use(FlowUse.Change, place.Key, column);
            }
        var totals = new int[origins.Count];
        Array.Fill(totals, -1);
        // Goods are loaded onto anything at an origin and unloaded from anything at the destination.
        var unloaded = false;
        foreach (var (_, carriage) in present.Where(p => p.Node == target))
        {
            At(target, carriage, Model.AddColumn(0, 0, Unlimited), -1);
            unloaded = true;
        }
        for (var k = 0; k < origins.Count && unloaded; k++)
        {
            var loaded = new List<int>();
            foreach (var (node, carriage) in present.Where(p => p.Node == origins[k]))
            {
                var column = Model.AddColumn(0, 0, Unlimited);
                At(node, carriage, column, 1);
                // What is loaded at an origin passes it as well.
                Use(FlowUse.Place, node, column);
                loaded.Add(column);
            }
            if (loaded.Count == 0) continue;
            totals[k] = Model.AddColumn(0, 0, Unlimited);
            Model.AddRow(0, 0, [totals[k], .. loaded], [-1, .. loaded.Select(_ => 1.0)]);
        }
        foreach (var row in balance.Values) Model.AddRow(0, 0, [.. row.Select(r => r.Column)], [.. row.Select(r => r.Sign)]);
        return totals;
    }

    /// <summary>Adds the rows that blocks share.</summary>
    /// <param name="most">Tonnes a day of a link, a place or a change; infinite where it does not limit.</param>
    public void AddLimits(Func<FlowUse, int, double> most)
    {
        foreach (var ((kind, index), columns) in _uses)
            if (most(kind, index) is var limit && limit < Unlimited) Rows[(kind, index)] = Model.AddRow(double.NegativeInfinity, limit, [.. columns], [.. columns.Select(_ => 1.0)]);
    }

    void Use(FlowUse kind, int index, int column)
    {
        if (!_uses.TryGetValue((kind, index), out var list)) _uses[(kind, index)] = list = [];
        list.Add(column);
    }
}
