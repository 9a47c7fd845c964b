using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>The transport network as arrays: one arc per link and direction, ordered by link.</summary>
sealed class TransportMap
{
    readonly int[] _start;

    public TransportMap(Network network)
    {
        Network = network;
        Countries = [.. network.TransportNodes.Select(n => n.Country.Count == 1 ? Model.Countries.All.First(c => n.Country.Contains(c.Index)).Index : -1)];
        var gauges = network.TransportLinks.Where(l => l.Mode == "rail" && l.Gauge.IsKnown).Select(l => l.Gauge.ToString()).Distinct().Order(StringComparer.Ordinal).ToArray();
        Carriages = FieldCatalog.Modes.Count + gauges.Length;
        var arcs = new List<(int From, int Link)>();
        CarriageOf = new int[network.TransportLinks.Count];
        foreach (var link in network.TransportLinks)
        {
            CarriageOf[link.Index] = link.Mode.Length == 0 ? -1
                : link.Mode == "rail" && link.Gauge.IsKnown ? FieldCatalog.Modes.Count + Array.IndexOf(gauges, link.Gauge.ToString()) : Mode(link.Mode);
            if (link.A == link.B || CarriageOf[link.Index] < 0 || (!link.Days.IsKnown && !link.Length.IsKnown)) continue;
            arcs.Add((link.A, link.Index));
            if (!link.IsOneWay) arcs.Add((link.B, link.Index));
        }
        _start = new int[network.TransportNodes.Count + 1];
        foreach (var (from, _) in arcs) _start[from + 1]++;
        for (var i = 0; i < network.TransportNodes.Count; i++) _start[i + 1] += _start[i];
        var next = _start.AsSpan(0, network.TransportNodes.Count).ToArray();
        Arcs = new int[arcs.Count];
        foreach (var (from, link) in arcs) Arcs[next[from]++] = link;
        AtPlace = [.. network.TransportNodes.Select(n => n.Modes.Aggregate(0, (m, mode) => m | 1 << Mode(mode)))];
    }

    public Network Network { get; }

    /// <summary>Country of each node, or -1.</summary>
    public int[] Countries { get; }

    /// <summary>Number of carriages: the modes, and rail once more for each known gauge.</summary>
    public int Carriages { get; }

    /// <summary>Carriage of each link, or -1 without a mode.</summary>
    public int[] CarriageOf { get; }

    int[] Arcs { get; }

    // Modes that can change at a node, as bits.
    int[] AtPlace { get; }

    public ReadOnlySpan<int> LinksFrom(int node) => Arcs.AsSpan(_start[node], _start[node + 1] - _start[node]);

    public int End(int link, int from) => Network.TransportLinks[link] is var l && l.A == from ? l.B : l.A;

    /// <summary>Carriage after a link: rail of unknown gauge keeps the gauge it came with.</summary>
    public int After(int carriage, int link) => CarriageOf[link] is var own && own == Rail && carriage >= 0 && IsRail(carriage) ? carriage : own;

    /// <summary>Whether goods in a carriage have to change before a link, or null where that is unknown.</summary>
    public bool? Changes(int carriage, int link)
    {
        var own = CarriageOf[link];
        if (carriage < 0 || own == carriage) return own == Rail && carriage == Rail ? null : false;
        return IsRail(own) && IsRail(carriage) && (own == Rail || carriage == Rail) ? null : true;
    }

    /// <summary>Whether goods can change at a node from a carriage to that of a link: the limit, or null where no change is needed.</summary>
    public LimitAnswer ChangeAt(int node, int carriage, int link)
    {
        var (place, from, to) = (Network.TransportNodes[node], ModeOf(carriage), ModeOf(CarriageOf[link]));
        if (from == to)
            return new(LimitKind.GaugeChange, place.HasGaugeChange, Gauge(carriage), Gauge(CarriageOf[link])) { PassesCentrally = place.HasGaugeChange != false };
        bool? can = AtPlace[node] != 0 ? (AtPlace[node] & 1 << from) != 0 && (AtPlace[node] & 1 << to) != 0 : place.Kind is "port" or "airport" or "railhead" or "depot" ? null : false;
        return new(LimitKind.Transfer, can, $"{FieldCatalog.Modes[from]} {FieldCatalog.Modes[to]}", string.Join(' ', place.Modes)) { PassesCentrally = can != false };
    }

    int Rail { get; } = Mode("rail");

    bool IsRail(int carriage) => carriage == Rail || carriage >= FieldCatalog.Modes.Count;

    int ModeOf(int carriage) => carriage >= FieldCatalog.Modes.Count ? Rail : carriage;

    string Gauge(int carriage) => Network.TransportLinks.FirstOrDefault(l => CarriageOf[l.Index] == carriage)?.Gauge.ToString() ?? "";

    static int Mode(string word)
    {
        for (var i = 0; i < FieldCatalog.Modes.Count; i++) if (FieldCatalog.Modes[i] == word) return i;
        return -1;
    }
}
