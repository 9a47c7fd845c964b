using Vauban.Core.Model;

namespace Vauban.Core.Rules.Recipes;

/// <summary>Items that need each other: legal (recycling, energy), worth knowing.</summary>
sealed class RecipeCycleRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        // An item that needs itself is an error of its own.
        var edges = network.Recipes.Select(r => (Made: r.Line >= 0 ? network.Lines[r.Line].Item : r.Item, r.Input)).Where(e => e.Made >= 0 && e.Made != e.Input);
        foreach (var cycle in Cycles.Find(CompressedRows.From(network.Items.Count, edges)))
            findings.Note("N-RECIPE-01", Places.Of(network, "items", cycle[0]), Cycles.Names(cycle.Select(i => network.Items[i].Id)));
    }
}
