using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Checks of a package that need no network: required cells, keys, references.</summary>
sealed class PackageCheck
{
    // Looking for the nearest id costs a pass over all ids; beyond some wrong references or many ids it is not worth the wait.
    const int MostSuggestions = 200;
    const int MostCandidates = 20_000;

    readonly Dictionary<string, Dictionary<string, string>> _ids = new(StringComparer.Ordinal);
    readonly IReadOnlySet<string> _unread;
    readonly ICollection<Finding> _findings;
    int _suggestions;

    PackageCheck(Package package, IReadOnlySet<string> unread, ICollection<Finding> findings)
    {
        _unread = unread;
        _findings = findings;
        foreach (var spec in FieldCatalog.Tables.Where(t => t.HasId))
        {
            // Without regard to case, so that a wrong case can be told from a wrong name.
            var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var row in package[spec.Name].Rows) ids.TryAdd(row.Cells[0], row.Cells[0]);
            _ids[spec.Name] = ids;
        }
    }

    /// <summary>Checks all tables; references into tables that could not be read are not judged.</summary>
    public static void Run(Package package, IReadOnlySet<string> unread, ICollection<Finding> findings)
    {
        var check = new PackageCheck(package, unread, findings);
        foreach (var table in package.Tables.Where(t => !unread.Contains(t.Spec.Name)))
        {
            check.CheckKeys(table);
            if (table.Spec.Name == "recipes") check.CheckMade(table);
            var watched = Enumerable.Range(0, table.Spec.Fields.Count)
                .Where(i => table.Spec.Fields[i] is { Required: true } or { Type: FieldType.Reference or FieldType.Sources }).ToArray();
            foreach (var row in table.Rows)
                foreach (var i in watched)
                    check.CheckCell(row, table.Spec.Fields[i], row.Cells[i]);
        }
        if (package["goals"].Rows.Count == 0 && package["items"].Rows.Count > 0 && !unread.Contains("goals"))
            findings.Add(new Finding("W-GOAL-01", Severity.Warning, new Place(package.Head.Name, "goals")));
    }

    // Before a network is built: a row that is a recipe of nothing has no place in it.
    void CheckMade(Table table)
    {
        foreach (var row in table.Rows)
            if (table.Cell(row, "item").Length == 0 && table.Cell(row, "line").Length == 0)
                _findings.Add(new Finding("E-RECIPE-02", Severity.Error, row.Place with { Column = "item" }, table.Cell(row, "input")));
    }

    void CheckCell(Row row, FieldSpec field, string cell)
    {
        if (cell.Length == 0)
        {
            if (field.Required) _findings.Add(new Finding("E-CELL-01", Severity.Error, row.Place with { Column = field.Name }, field.Name));
        }
        else if (field.Type == FieldType.Reference)
        {
            if (!Resolves(field, cell)) Dangling(row, field, cell);
        }
        else if (field.Type == FieldType.Sources)
        {
            foreach (var source in cell.Split(' '))
                if (!Resolves(field, source)) Dangling(row, field, source);
        }
    }

    bool Resolves(FieldSpec field, string cell)
    {
        foreach (var target in field.Targets)
            if (target == "countries" ? CountrySet.TryParse(cell, out _, out _) : _unread.Contains(target) || (_ids[target].TryGetValue(cell, out var id) && id == cell)) return true;
        return false;
    }

    void Dangling(Row row, FieldSpec field, string cell)
    {
        var targets = field.Targets.Where(_ids.ContainsKey).ToArray();
        var near = targets.Select(t => _ids[t].GetValueOrDefault(cell)).FirstOrDefault(id => id is not null);
        if (near is null && _suggestions++ < MostSuggestions)
            near = Spelling.Nearest(cell, targets.SelectMany(t => _ids[t].Values).Take(MostCandidates).Order(StringComparer.Ordinal));
        _findings.Add(new Finding("E-REF-01", Severity.Error, row.Place with { Column = field.Name }, cell, string.Join(", ", field.Targets), near ?? ""));
    }

    void CheckKeys(Table table)
    {
        var key = table.Spec.Key.Select(table.Spec.IndexOf).ToArray();
        // Ids that differ only by case would be one thing to a person and two to the program.
        var seen = new Dictionary<string, Row>(table.Spec.HasId ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var text = key.Length == 1 ? row.Cells[key[0]] : string.Join('\u001f', key.Select(k => row.Cells[k]));
            if (text.AsSpan().Trim('\u001f').Length == 0 || seen.TryAdd(text, row)) continue;
            _findings.Add(new Finding("E-KEY-01", Severity.Error, row.Place with { Column = string.Join("+", table.Spec.Key) },
                text.Replace('\u001f', ' ').Trim(), (seen[text].Place.Row ?? 0).ToString(CultureInfo.InvariantCulture)));
        }
    }
}
