using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>Something that closes, narrows or slows links and places of a transport network for a while: weather, works, an accident, a refusal to let pass.</summary>
/// <param name="Name">Name for people: of the scenario, and which of its events.</param>
/// <param name="Links">Indices of the links that are hit.</param>
/// <param name="Nodes">Indices of the places that are hit: nothing leaves towards them or from them, and their capacities are narrowed.</param>
/// <param name="From">First day.</param>
/// <param name="Last">Last day per reading; null: it does not end.</param>
/// <param name="Left">Share of the capacity that is left, 0 to 1; 0 closes.</param>
/// <param name="ExtraDays">Days by which each link that is hit takes longer.</param>
public sealed record TransportOutage(string Name, IReadOnlyList<int> Links, IReadOnlyList<int> Nodes, DateOnly From, IReadOnlyList<DateOnly?> Last, double Left, double ExtraDays)
{
    /// <summary>Whether it holds on a day in a reading.</summary>
    public bool Holds(DateOnly day, Reading reading) => day >= From && (Last[(int)reading] is not { } last || day <= last);
}

/// <summary>What outages leave of each link and place, day by day.</summary>
sealed class OutageBook
{
    readonly SortedDictionary<int, List<TransportOutage>> _links = [], _nodes = [];
    readonly Reading _reading;

    public OutageBook(Network network, IReadOnlyList<TransportOutage> outages, Reading reading)
    {
        _reading = reading;
        foreach (var outage in outages)
        {
            foreach (var link in outage.Links) Add(_links, link, outage);
            foreach (var node in outage.Nodes) Add(_nodes, node, outage);
        }
        if (_nodes.Count == 0) return;
        foreach (var link in network.TransportLinks)
            foreach (var outage in new[] { link.A, link.B }.SelectMany(n => _nodes.GetValueOrDefault(n) ?? []).Distinct()) Add(_links, link.Index, outage);

        static void Add(SortedDictionary<int, List<TransportOutage>> to, int key, TransportOutage outage)
        {
            if (!to.TryGetValue(key, out var list)) to[key] = list = [];
            if (!list.Contains(outage)) list.Add(outage);
        }
    }

    public bool IsEmpty => _links.Count == 0;

    /// <summary>Share of a link's capacity that is left on a day.</summary>
    public double OfLink(int link, DateOnly day) => Left(_links, link, day);

    /// <summary>Share of a place's capacities that is left on a day.</summary>
    public double OfNode(int node, DateOnly day) => Left(_nodes, node, day);

    /// <summary>True where an outage touches the link at all.</summary>
    public bool Touches(int link) => _links.ContainsKey(link);

    /// <summary>Days by which a link takes longer on a day.</summary>
    public double ExtraOf(int link, DateOnly day)
    {
        var extra = 0.0;
        foreach (var outage in _links.GetValueOrDefault(link) ?? [])
            if (outage.Holds(day, _reading)) extra += outage.ExtraDays;
        return extra;
    }

    /// <summary>Days after which something of a link changes, ascending: the first day after each outage of it.</summary>
    public IEnumerable<DateOnly> Ends(int link) => (_links.GetValueOrDefault(link) ?? []).Select(o => o.Last[(int)_reading]).OfType<DateOnly>().Select(d => d.AddDays(1)).Distinct().Order();

    double Left(SortedDictionary<int, List<TransportOutage>> of, int key, DateOnly day)
    {
        var left = 1.0;
        foreach (var outage in of.GetValueOrDefault(key) ?? [])
            if (outage.Holds(day, _reading)) left *= outage.Left;
        return left;
    }
}
