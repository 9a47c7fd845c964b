using Vauban.Core.Model;

namespace Vauban.Core.Rules.Measures;

/// <summary>Items are counted, and inputs are measured, in amounts, not in amounts per time or shares; an input's unit measures what its item is counted in.</summary>
sealed class AmountUnitRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var item in network.Items)
            if (item.Unit.IsRate || item.Unit.IsShare)
                findings.Error("E-UNIT-06", Places.Of(network, "items", item.Index, "unit"), item.Unit.Text, item.Unit.IsShare ? "piece" : item.Unit.Amount);
        var rows = network.Package.Sorted("recipes");
        var table = network.Package["recipes"];
        foreach (var recipe in network.Recipes)
        {
            var row = rows[recipe.Index];
            if (!Units.TryFind(table.Cell(row, "quantity_unit"), out var unit)) continue;
            var input = network.Items[recipe.Input];
            var place = row.Place with { Column = "quantity_unit" };
            if (unit.IsRate || unit.IsShare) findings.Error("E-UNIT-06", place, unit.Text, input.Unit.Text);
            else if (unit.Dimension != input.Unit.Dimension) findings.Error("E-UNIT-02", place, unit.Text, input.Id, input.Unit.Text, input.Unit.Text);
        }
    }
}
