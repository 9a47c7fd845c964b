using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>What a figure rests on, put together from its rows.</summary>
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

    /// <summary>Rows of a requirement tree and how many of them are known: lines with a capacity, inputs with a quantity, and unlisted supply, which is not.</summary>
    public static (Coverage Coverage, Provenance[] Rows) OfTree(SupplyTable table, Requirements tree)
    {
        var network = table.Network;
        var supplies = table.All.Where(s => tree.InTree[s.Item] && s.Kind != SupplyKind.Missing && !network.Items[s.Item].IsShared && !network.Items[s.Item].IsFree).ToArray();
        var recipes = supplies.SelectMany(s => s.Recipe).Distinct().Order().Select(r => network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor).ToArray();
        var known = supplies.Count(s => s.IsKnown && s.IsTrusted) + recipes.Count(r => r.Quantity.IsKnown || network.Items[r.Input].IsShared);
        return (new(known, supplies.Length + recipes.Length, false), [.. supplies.Where(s => s.Line >= 0).Select(s => network.Lines[s.Line].From),
            .. supplies.Where(s => s.Total >= 0).Select(s => network.Totals[s.Total].From), .. recipes.Select(r => r.From)]);
    }

    static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        return -1;
    }
}
