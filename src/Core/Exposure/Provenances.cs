using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>What a figure of this engine rests on, put together from its rows.</summary>
static class Provenances
{
    /// <summary>A figure with the weakest basis, the strictest marking and all sources of its rows.</summary>
    public static Figure Figure(string address, double low, double central, double high, string unit, Coverage coverage, IEnumerable<Provenance> rows)
    {
        int basis = -1, marking = 0;
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            basis = Math.Max(basis, IndexOf(FieldCatalog.Bases, row.Basis));
            marking = Math.Max(marking, IndexOf(FieldCatalog.Markings, row.Marking));
            sources.UnionWith(row.Sources);
        }
        return new(address, low, central, high, unit, basis < 0 ? "" : FieldCatalog.Bases[basis], coverage, FieldCatalog.Markings[marking], [.. sources]);
    }

    static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        return -1;
    }
}
