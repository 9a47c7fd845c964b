using Vauban.Core.Model;

namespace Vauban.Core.Rules.Measures;

/// <summary>Every rate needs a unit per time that measures what its item is counted in; only lines may state a share of the need.</summary>
sealed class RateUnitRule : IRule
{
    static readonly (string Table, string Amount, string Unit, bool MayBeShare)[] Columns =
    [
        ("lines", "capacity", "capacity_unit", true), ("totals", "capacity", "capacity_unit", false), ("expansions", "adds", "adds_unit", false),
        ("demands", "rate", "rate_unit", false), ("goals", "rate", "rate_unit", false),
    ];

    public void Check(Network network, ICollection<Finding> findings)
    {
        var items = network.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        var lineItems = network.Lines.ToDictionary(l => l.Id, l => network.Items[l.Item], StringComparer.Ordinal);
        foreach (var (name, amount, unit, mayBeShare) in Columns)
        {
            var table = network.Package[name];
            foreach (var row in table.Rows)
            {
                var text = table.Cell(row, unit);
                var item = items.GetValueOrDefault(table.Cell(row, "item")) ?? (name == "expansions" ? lineItems.GetValueOrDefault(table.Cell(row, "line")) : null);
                if (item is null || table.Cell(row, amount).Length == 0 && text.Length == 0) continue;
                var place = row.Place with { Column = unit };
                var wanted = $"{item.Unit.Text}/year";
                if (text.Length == 0) findings.Error("E-UNIT-05", place, table.Cell(row, amount), wanted);
                else if (Units.TryFind(text, out var found)) Judge(found, item, mayBeShare, place, wanted, findings);
            }
        }
    }

    static void Judge(MeasureUnit unit, Item item, bool mayBeShare, Place place, string wanted, ICollection<Finding> findings)
    {
        if (unit.IsShare)
        {
            if (!mayBeShare) findings.Error("E-UNIT-04", place, wanted);
        }
        else if (unit.Dimension != item.Unit.Dimension) findings.Error("E-UNIT-02", place, unit.Text, item.Id, item.Unit.Text, unit.IsRate ? $"{item.Unit.Text}/{unit.Text.Split('/')[1]}" : wanted);
        else if (!unit.IsRate) findings.Error("E-UNIT-03", place, unit.Text, $"{unit.Text}/year");
    }
}
