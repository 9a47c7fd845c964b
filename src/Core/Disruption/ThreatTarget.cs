using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>What an event hits, said so that it fits any package: an actor (<c>country:CN</c>, <c>item:powder</c>, <c>consent:x</c>), a link
/// (<c>link:a&gt;b</c>), a place or link of the transport network (<c>transport:port-a</c>), or conditions that must all hold (<c>item.kind=energy; place=inside DE</c>; several
/// values of one are joined by a stroke). Conditions on the transport network (<c>transport.mode=rail; transport.country=PL</c>) stand by themselves.</summary>
public sealed class ThreatTarget
{
    static readonly string[] ActorKinds = ["country", "party", "owner", "site", "line", "item", "consent", "link", "transport"];

    const string OnTransport = "transport.";

    static readonly string[] PlaceKinds = ["site", "port", "airport", "railhead", "border", "depot", "place"];

    readonly string _kind = "", _id = "";
    readonly (string Key, string[] Values)[] _conditions = [];

    ThreatTarget(string kind, string id) => (_kind, _id) = (kind, id);

    ThreatTarget((string, string[])[] conditions) => _conditions = conditions;

    /// <summary>Words that a condition may begin with.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["item", "item.kind", "item.technology", "uses", "uses.kind", "place", "party.kind", "party.country", "party.control", "line", "transport.mode", "transport.country", "transport.corridor", "transport.kind"];

    /// <summary>Reads a target.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">The target.</param>
    /// <param name="wrong">The part that could not be read.</param>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ThreatTarget? target, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(text);
        (target, wrong) = (null, text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !text.Contains('=', StringComparison.Ordinal))
        {
            var (kind, id) = (text[..colon].Trim(), text[(colon + 1)..].Trim());
            if (!ActorKinds.Contains(kind) || id.Length == 0 || (kind == "link" && id.Split('>').Length != 2)) return false;
            if (kind == "country" && !Countries.TryFind(id, out _)) return false;
            target = new(kind, id);
            return true;
        }
        var conditions = new List<(string, string[])>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            wrong = part;
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) return false;
            var (key, values) = (part[..at].Trim(), part[(at + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            if (!Keys.Contains(key) || values.Length == 0 || !IsWord(key, values) || (conditions.Count > 0 && IsOnTransport(conditions[0].Item1) != IsOnTransport(key)) || (IsPlace(key) && !values.All(v => TryArea(v, default, out _, out _)))) return false;
            conditions.Add((key, values));
        }
        if (conditions.Count == 0) return false;
        target = new([.. conditions]);
        return true;
    }

    /// <summary>True where it is about links and places of the transport network.</summary>
    public bool IsTransport => _kind == "transport" || _conditions.Any(c => IsOnTransport(c.Key));

    /// <summary>Links and places of the transport network that it hits: those of an id, or links for which all conditions hold; where a kind of place is asked for, places.</summary>
    /// <param name="network">Network.</param>
    public (IReadOnlyList<int> Links, IReadOnlyList<int> Nodes) Transport(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!IsTransport) return ([], []);
        if (_kind.Length > 0) return ([.. network.TransportLinks.Where(l => l.Id == _id).Select(l => l.Index)], [.. network.TransportNodes.Where(n => n.Id == _id).Select(n => n.Index)]);
        bool Holds(string key, Func<string[], bool> test) => _conditions.All(c => c.Key != key || test(c.Values));
        bool IsIn(CountrySet country, string[] values) => IsThere(country, [.. values.Select(v => "touches " + v)], Perimeter.Defaults[0]);
        if (_conditions.Any(c => c.Key == "transport.kind"))
        {
            bool On(int node, Func<TransportLink, bool> test) => network.TransportLinks.Any(l => (l.A == node || l.B == node) && test(l));
            return ([], [.. network.TransportNodes.Where(n => Holds("transport.kind", v => v.Contains(n.Kind)) && Holds("transport.country", v => IsIn(n.Country, v))
                && Holds("transport.mode", v => On(n.Index, l => v.Contains(l.Mode))) && Holds("transport.corridor", v => On(n.Index, l => v.Contains(l.Corridor)))).Select(n => n.Index)]);
        }
        return ([.. network.TransportLinks.Where(l => Holds("transport.mode", v => v.Contains(l.Mode)) && Holds("transport.corridor", v => v.Contains(l.Corridor))
            && Holds("transport.country", v => IsIn(network.TransportNodes[l.A].Country, v) || IsIn(network.TransportNodes[l.B].Country, v))).Select(l => l.Index)], []);
    }

    static bool IsOnTransport(string key) => key.StartsWith(OnTransport, StringComparison.Ordinal);

    static bool IsWord(string key, string[] values) => key switch
    {
        "transport.mode" => values.All(FieldCatalog.Modes.Contains), "transport.kind" => values.All(PlaceKinds.Contains), "transport.country" => values.All(v => CountrySet.TryParse(v, out var set, out _) && !set.IsEmpty), _ => true,
    };

    /// <summary>True where it names a party, a site, a line, a link between lines, or a link or place of the transport network: what it costs when these fail is not for everybody.</summary>
    public bool NamesSomebody => _kind is "party" or "owner" or "site" or "line" or "link" or "transport" || _conditions.Any(c => c.Key == "line");

    /// <summary>Ids of the items that it names.</summary>
    public IReadOnlyList<string> Items => _kind == "item" ? [_id] : [.. _conditions.Where(c => c.Key is "item" or "uses").SelectMany(c => c.Values)];

    static bool IsPlace(string key) => key is "place" or "party.country" or "party.control";

    static bool TryArea(string value, CountrySet perimeter, out string how, out CountrySet set)
    {
        how = "inside";
        foreach (var word in new[] { "inside", "outside", "touches" })
            if (value.StartsWith(word + " ", StringComparison.Ordinal)) (how, value) = (word, value[(word.Length + 1)..].Trim());
        if (value == "perimeter")
        {
            set = perimeter;
            return true;
        }
        return CountrySet.TryParse(value, out set, out _) && !set.IsEmpty;
    }

    /// <summary>The consent that is withdrawn, or -1.</summary>
    internal int Consent(Network network) => _kind == "consent" ? network.Restrictions.FirstOrDefault(r => r.Id == _id)?.Index ?? -1 : -1;

    /// <summary>The links that are cut, as indices of the chain.</summary>
    internal int[] Links(SupplyTable table, Chain chain)
    {
        if (_kind != "link") return [];
        var ends = _id.Split('>', StringSplitOptions.TrimEntries);
        string IdOf(int maker) => maker < 0 ? "" : table.All[chain.Makers[maker].Supply].Id;
        return [.. Enumerable.Range(0, chain.Links.Length).Where(l => IdOf(chain.Links[l].Supplier) == ends[0] && IdOf(chain.Links[l].Customer) == ends[1])];
    }

    /// <summary>The makers that are hit, as indices of the chain.</summary>
    internal int[] Makers(SupplyTable table, Chain chain, Reading reading)
    {
        if (_kind == "link" || IsTransport) return [];
        if (_kind == "consent") return Consent(table.Network) is >= 0 and var c ? OfConsent(table, chain, table.Network.Restrictions[c]) : [];
        if (_kind.Length > 0)
        {
            if (ActorOf(table.Network) is not { } actor) return [];
            return [.. Enumerable.Range(0, chain.Makers.Length).Where(m => table.Actors.Factor(table.All[chain.Makers[m].Supply], actor, reading) <= 0)];
        }
        return [.. Enumerable.Range(0, chain.Makers.Length).Where(m => _conditions.All(c => Holds(table, chain.Makers[m], c.Key, c.Values)))];
    }

    static int[] OfConsent(SupplyTable table, Chain chain, Restriction restriction)
    {
        var goals = table.Network.Goals.Where(g => g.Technology == restriction.TargetTechnology).Select(g => g.Item).ToHashSet();
        return [.. Enumerable.Range(0, chain.Makers.Length).Where(m => restriction.TargetLine >= 0 ? table.All[chain.Makers[m].Supply].Line == restriction.TargetLine
            : restriction.TargetItem >= 0 ? chain.Makers[m].Item == restriction.TargetItem : goals.Contains(chain.Makers[m].Item))];
    }

    Actor? ActorOf(Network network)
    {
        (ActorKind Kind, int Index) found = _kind switch
        {
            "country" => (ActorKind.Country, Countries.TryFind(_id, out var c) ? c.Index : -1),
            "party" => (ActorKind.Party, Find(network.Parties.Select(p => p.Id))),
            "owner" => (ActorKind.Owner, Find(network.Parties.Select(p => p.Id))),
            "site" => (ActorKind.Site, Find(network.Sites.Select(s => s.Id))),
            "line" => (ActorKind.Line, Find(network.Lines.Select(l => l.Id))),
            _ => (ActorKind.Item, Find(network.Items.Select(i => i.Id))),
        };
        return found.Index >= 0 ? new(found.Kind, found.Index) : null;
    }

    int Find(IEnumerable<string> ids)
    {
        var at = 0;
        foreach (var id in ids)
        {
            if (id == _id) return at;
            at++;
        }
        return -1;
    }

    static bool Holds(SupplyTable table, ChainMaker maker, string key, string[] values)
    {
        var (network, supply) = (table.Network, table.All[maker.Supply]);
        var item = network.Items[maker.Item];
        var line = supply.Line >= 0 ? network.Lines[supply.Line] : null;
        var party = line is not null && table.Control.PartyOf(line) is >= 0 and var p ? network.Parties[p] : null;
        return key switch
        {
            "item" => values.Contains(item.Id),
            "item.kind" => values.Contains(item.Kind),
            "item.technology" => item.Technology >= 0 && values.Contains(network.Technologies[item.Technology].Id),
            "uses" => supply.Recipe.Any(r => values.Contains(network.Items[network.Recipes[r].Input].Id)),
            "uses.kind" => supply.Recipe.Any(r => values.Contains(network.Items[network.Recipes[r].Input].Kind)),
            "line" => line is not null && values.Contains(line.Id),
            "party.kind" => party is not null && values.Contains(party.Kind),
            "party.country" => party is not null && IsThere(party.Country, values, table.Perimeter),
            "party.control" => party is not null && IsThere(table.Control.ControlOf(party.Index).Countries, values, table.Perimeter),
            _ => IsThere(supply.Place, values, table.Perimeter),
        };
    }

    static bool IsThere(CountrySet place, string[] values, Perimeter perimeter)
    {
        if (place.IsEmpty) return false;
        foreach (var value in values)
        {
            if (!TryArea(value, perimeter.Members, out var how, out var set)) continue;
            if (how switch { "inside" => place.IsSubsetOf(set), "outside" => !place.IsSubsetOf(set), _ => place.Intersects(set) }) return true;
        }
        return false;
    }
}
