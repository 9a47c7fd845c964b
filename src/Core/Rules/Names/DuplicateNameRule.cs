using Vauban.Core.Model;

namespace Vauban.Core.Rules.Names;

/// <summary>Two ids under one name may be one thing entered twice.</summary>
sealed class DuplicateNameRule : IRule
{
    static readonly string[] Tables = ["parties", "technologies", "items"];

    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var table in Tables.Select(t => network.Package[t]))
        {
            var seen = new Dictionary<string, Row>(StringComparer.OrdinalIgnoreCase);
            foreach (var row in table.Rows)
                if (table.Cell(row, "name") is { Length: > 0 } name && !seen.TryAdd(name, row))
                    findings.Note("N-NAME-01", row.Place with { Column = "name" }, name, seen[name].Cells[0], row.Cells[0]);
        }
    }
}
