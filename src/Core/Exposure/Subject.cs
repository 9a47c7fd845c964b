using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>Finds what a user means by an id.</summary>
static class Subject
{
    static readonly ActorKind[] Kinds = [ActorKind.Country, ActorKind.Party, ActorKind.Site, ActorKind.Item, ActorKind.Line];

    /// <summary>Reads <c>party:acme</c>, <c>owner:acme</c>, <c>site:x</c>, <c>country:CN</c>, <c>line:x</c>, <c>item:x</c>, or an id alone where it means one thing.</summary>
    /// <exception cref="ArgumentException">There is no such thing, or several have the id.</exception>
    public static Actor Find(Network network, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        if (cut > 0 && Enum.TryParse<ActorKind>(text[..cut], true, out var kind) && Find(network, kind, text[(cut + 1)..].Trim()) is { } named) return named;
        var found = Kinds.Select(k => Find(network, k, text.Trim())).OfType<Actor>().ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"There is no line, party, site, country or item \"{text}\".", nameof(text)),
            _ => throw new ArgumentException($"\"{text}\" means several things: {string.Join(", ", found.Select(f => f.Id(network)))}.", nameof(text)),
        };
    }

    static Actor? Find(Network network, ActorKind kind, string id)
    {
        var index = kind switch
        {
            ActorKind.Country => Countries.TryFind(id.ToUpperInvariant(), out var country) ? country.Index : -1,
            ActorKind.Party or ActorKind.Owner => IndexOf(network.Parties, p => p.Id, id),
            ActorKind.Site => IndexOf(network.Sites, s => s.Id, id),
            ActorKind.Item => IndexOf(network.Items, i => i.Id, id),
            ActorKind.Line => IndexOf(network.Lines, l => l.Id, id),
            _ => -1,
        };
        return index < 0 ? null : new(kind, index);
    }

    static int IndexOf<T>(IReadOnlyList<T> rows, Func<T, string> idOf, string id)
    {
        for (var i = 0; i < rows.Count; i++)
            if (idOf(rows[i]).Equals(id, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
