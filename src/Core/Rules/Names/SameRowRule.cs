using Vauban.Core.Model;

namespace Vauban.Core.Rules.Names;

/// <summary>Two rows that differ in nothing but their id count twice; often one is a slip of copying.</summary>
sealed class SameRowRule : IRule
{
    // Rows that hold hardly anything are alike by poverty, not by copying.
    const int LeastCells = 3;

    static readonly string[] Tables = ["sites", "lines", "expansions", "restrictions", "transport_links", "contracts"];

    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var table in Tables.Select(t => network.Package[t]))
        {
            var seen = new Dictionary<string, Row>(StringComparer.Ordinal);
            foreach (var row in table.Rows)
                if (row.Cells.Count(c => c.Length > 0) > LeastCells && !seen.TryAdd(string.Join('\u001f', row.Cells.Skip(1)), row) && seen[string.Join('\u001f', row.Cells.Skip(1))] is var first)
                    findings.Note("N-ROW-01", row.Place with { Column = "id" }, row.Cells[0], first.Cells[0], Places.RowOf(first.Place));
        }
    }
}
