using Vauban.Core.Model;

namespace Vauban.Core.Rules.Names;

/// <summary>A reference that may point into several tables names an id that more than one of them has; the first table is taken.</summary>
sealed class AmbiguousReferenceRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        var ids = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var table in network.Package.Tables)
        {
            foreach (var field in table.Spec.Fields.Where(f => f.Type == FieldType.Reference && f.Targets.Count > 1))
            {
                var at = table.Spec.IndexOf(field.Name);
                foreach (var row in table.Rows.Where(r => r.Cells[at].Length > 0))
                {
                    var found = field.Targets.Where(t => t == "countries" ? CountrySet.TryParse(row.Cells[at], out _, out _) : Ids(t).Contains(row.Cells[at])).ToArray();
                    if (found.Length > 1) findings.Warn("W-REF-01", row.Place with { Column = field.Name }, row.Cells[at], string.Join(", ", found), found[0]);
                }
            }
        }

        HashSet<string> Ids(string table) => ids.TryGetValue(table, out var known) ? known : ids[table] = network.Package[table].Rows.Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
    }
}
