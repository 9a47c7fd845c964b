using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Finds who or what a person means by a country code, a name or an id.</summary>
public static class ActorSearch
{
    static readonly (string Prefix, ActorKind Kind)[] Prefixes =
        [("country", ActorKind.Country), ("party", ActorKind.Party), ("owner", ActorKind.Owner), ("site", ActorKind.Site), ("line", ActorKind.Line), ("item", ActorKind.Item), ("consent", ActorKind.Consent)];

    /// <summary>Everybody the text may mean: none, one, or several to choose from.</summary>
    /// <param name="network">Network as it counts on the day.</param>
    /// <param name="text">A country code or name, the id of a party, item or consent, that of a site or line where nothing else has it, or one with its kind before
    /// it (<c>line:cell-fr</c>). A party that controls others stands for all it controls.</param>
    public static IReadOnlyList<Actor> Find(Network network, string text)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        foreach (var (prefix, kind) in Prefixes)
            if (colon == prefix.Length && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return Of(network, kind, text[(colon + 1)..].Trim());
        var found = new List<Actor>();
        foreach (var kind in new[] { ActorKind.Country, ActorKind.Party, ActorKind.Item, ActorKind.Consent })
            found.AddRange(Of(network, kind, text).Select(a => a.Kind == ActorKind.Party && ControlsOthers(network, a.Index) ? new Actor(ActorKind.Owner, a.Index) : a));
        return found.Count > 0 ? found : [.. Of(network, ActorKind.Site, text), .. Of(network, ActorKind.Line, text)];
    }

    static Actor[] Of(Network network, ActorKind kind, string id) => [.. Ids(network, kind)
        .Where(i => i.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).Select(i => new Actor(kind, i.Index)).Distinct()];

    static IEnumerable<(string Id, int Index)> Ids(Network network, ActorKind kind) => kind switch
    {
        // Some write EL and UK.
        ActorKind.Country => Countries.All.SelectMany(c => c.Names.Values.Append(c.Code), (c, name) => (name, c.Index))
            .Append(("EL", Index("GR"))).Append(("UK", Index("GB"))),
        ActorKind.Party or ActorKind.Owner => network.Parties.Select(p => (p.Id, p.Index)),
        ActorKind.Site => network.Sites.Select(s => (s.Id, s.Index)),
        ActorKind.Line => network.Lines.Select(l => (l.Id, l.Index)),
        ActorKind.Item => network.Items.Select(i => (i.Id, i.Index)),
        _ => network.Restrictions.Select(r => (r.Id, r.Index)),
    };

    static int Index(string code) => Countries.TryFind(code, out var country) ? country.Index : -1;

    static bool ControlsOthers(Network network, int party)
    {
        var control = new ControlGraph(network);
        return network.Parties.Any(p => p.Index != party && control.ControlOf(p.Index).Controllers.Contains(party));
    }

    /// <summary>The nearest thing that can be named, or null.</summary>
    public static string? Nearest(Network network, string text)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(text);
        var plain = new[] { ActorKind.Party, ActorKind.Item, ActorKind.Consent, ActorKind.Country }.SelectMany(k => Ids(network, k)).Select(i => i.Id);
        var prefixed = Prefixes.SelectMany(p => Ids(network, p.Kind), (p, i) => $"{p.Prefix}:{i.Id}");
        if (text.Contains(':', StringComparison.Ordinal)) return Spelling.Nearest(text, prefixed);
        // Two letters are near to anything short.
        return Spelling.Nearest(text, plain.Where(p => p.Length > 2 || text.Length <= 3));
    }
}
