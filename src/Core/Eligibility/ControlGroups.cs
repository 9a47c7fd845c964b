namespace Vauban.Core.Eligibility;

/// <summary>Marks which parties of a contract are under one control, so that the mutually independent ones can be counted.</summary>
public static class ControlGroups
{
    /// <summary>Sets the fact <c>group</c> of every party whose fact <c>controlled_by</c> is known (ids with blanks between, or <c>nobody</c>); parties that
    /// share a controller, or of which one controls the other, have one group.</summary>
    public static IReadOnlyList<FactRecord> Mark(IReadOnlyList<FactRecord> parties)
    {
        ArgumentNullException.ThrowIfNull(parties);
        var parent = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string Root(string id)
        {
            while (parent.TryGetValue(id, out var up) && up != id) id = up;
            return id;
        }
        foreach (var (party, controllers) in parties.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => (p, Controllers(p))))
        {
            parent.TryAdd(party.Id, party.Id);
            foreach (var controller in controllers.Select(c => parties.FirstOrDefault(p => p.Facts.GetValueOrDefault("party")?.Word == c)?.Id ?? c))
            {
                parent.TryAdd(controller, controller);
                var (a, b) = (Root(party.Id), Root(controller));
                if (a != b) parent[string.CompareOrdinal(a, b) < 0 ? b : a] = string.CompareOrdinal(a, b) < 0 ? a : b;
            }
        }
        return [.. parties.Select(p => p.Facts.GetValueOrDefault("controlled_by") is not { IsKnown: true } known || p.Facts.ContainsKey("group") ? p
            : p with { Facts = new Dictionary<string, FactValue>(p.Facts, StringComparer.Ordinal) { ["group"] = new(FactKind.Word, known.Origin) { Word = Root(p.Id) } } })];
    }

    static string[] Controllers(FactRecord party) =>
        [.. (party.Facts.GetValueOrDefault("controlled_by")?.Word ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(c => c != "nobody").Order(StringComparer.Ordinal)];
}
