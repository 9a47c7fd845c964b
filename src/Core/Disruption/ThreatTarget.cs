using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>What an event hits, said so that it fits any package: an actor (<c>country:CN</c>, <c>item:powder</c>, <c>consent:x</c>), a link
/// (<c>link:a&gt;b</c>), or conditions that must all hold (<c>item.kind=energy; place=inside DE</c>; several values of one are joined by a stroke).</summary>
public sealed class ThreatTarget
{
    static readonly string[] ActorKinds = ["country", "party", "owner", "site", "line", "item", "consent", "link"];

    readonly string _kind = "", _id = "";
    readonly (string Key, string[] Values)[] _conditions = [];

    ThreatTarget(string kind, string id) => (_kind, _id) = (kind, id);

    ThreatTarget((string, string[])[] conditions) => _conditions = conditions;

    /// <summary>Words that a condition may begin with.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["item", "item.kind", "item.technology", "uses", "uses.kind", "place", "party.kind", "party.country", "party.control", "line"];

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
            if (!Keys.Contains(key) || values.Length == 0 || (IsPlace(key) && !values.All(v => TryArea(v, default, out _, out _)))) return false;
            conditions.Add((key, values));
        }
        if (conditions.Count == 0) return false;
        target = new([.. conditions]);
        return true;
    }

    /// <summary>True where it names a party, a site, a line or a link between lines: what it costs when these fail is not for everybody.</summary>
    public bool NamesSomebody => _kind is "party" or "owner" or "site" or "line" or "link" || _conditions.Any(c => c.Key == "line");

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
        if (_kind == "link") return [];
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
