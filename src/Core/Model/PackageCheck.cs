namespace Vauban.Core.Model;

/// <summary>Checks of a package that need no network: required cells, keys, references.</summary>
static class PackageCheck
{
    public static void Run(Package package, List<Finding> findings)
    {
        var ids = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var spec in FieldCatalog.Tables.Where(t => t.HasId))
            ids[spec.Name] = package[spec.Name].Rows.Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var table in package.Tables)
        {
            CheckKeys(table, findings);
            foreach (var row in table.Rows)
                for (var i = 0; i < table.Spec.Fields.Count; i++)
                    CheckCell(table, row, i, ids, findings);
        }
        if (package["goals"].Rows.Count == 0 && package["items"].Rows.Count > 0)
            findings.Add(new Finding("W-GOAL-01", Severity.Warning, new Place(package.Head.Name, "goals")));
    }

    static void CheckCell(Table table, Row row, int i, Dictionary<string, HashSet<string>> ids, List<Finding> findings)
    {
        var field = table.Spec.Fields[i];
        var cell = row.Cells[i];
        var place = row.Place with { Column = field.Name };
        if (cell.Length == 0)
        {
            if (field.Required) findings.Add(new Finding("E-CELL-01", Severity.Error, place, field.Name));
            return;
        }
        if (field.Type == FieldType.Reference && !Resolves(field, cell, ids))
        {
            var known = field.Targets.Where(ids.ContainsKey).SelectMany(t => ids[t]).Order(StringComparer.Ordinal);
            findings.Add(new Finding("E-REF-01", Severity.Error, place, cell, string.Join(", ", field.Targets), Spelling.Nearest(cell, known) ?? ""));
        }
        if (field.Type == FieldType.Sources)
            foreach (var source in cell.Split(' '))
                if (!ids["sources"].Contains(source))
                    findings.Add(new Finding("E-REF-01", Severity.Error, place, source, "sources", Spelling.Nearest(source, ids["sources"].Order(StringComparer.Ordinal)) ?? ""));
    }

    static bool Resolves(FieldSpec field, string cell, Dictionary<string, HashSet<string>> ids)
    {
        foreach (var target in field.Targets)
            if (target == "countries" ? CountrySet.TryParse(cell, out _, out _) : ids[target].Contains(cell)) return true;
        return false;
    }

    static void CheckKeys(Table table, List<Finding> findings)
    {
        var key = table.Spec.Key.Select(table.Spec.IndexOf).ToArray();
        // Ids that differ only by case would be one thing to a person and two to the program.
        var seen = new Dictionary<string, Row>(table.Spec.HasId ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var text = string.Join('\u001f', key.Select(k => row.Cells[k]));
            if (key.Length == 1 && text.Length == 0) continue;
            if (!seen.TryAdd(text, row))
                findings.Add(new Finding("E-KEY-01", Severity.Error, row.Place with { Column = string.Join("+", table.Spec.Key) }, text.Replace('\u001f', ' ').Trim(), (seen[text].Place.Row ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
