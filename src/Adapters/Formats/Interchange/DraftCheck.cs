using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Leaves out what would make a package invalid, and says so: rows that repeat a key, lack a required cell, point nowhere or end before they begin.</summary>
static class DraftCheck
{
    public static void Run(Dictionary<string, List<Row>> rows, ImportDraft draft)
    {
        foreach (var (name, list) in rows.OrderBy(r => r.Key, StringComparer.Ordinal)) Once(FieldCatalog.Table(name), list, draft);
        // A row that is left out may leave others without what they point to.
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            var ids = FieldCatalog.Tables.Where(t => t.HasId).ToDictionary(t => t.Name, t => rows.TryGetValue(t.Name, out var of) ? of.Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal) : [], StringComparer.Ordinal);
            foreach (var (name, list) in rows.OrderBy(r => r.Key, StringComparer.Ordinal))
            {
                var spec = FieldCatalog.Table(name);
                hasChanged |= list.RemoveAll(r => !Stands(spec, r, ids, draft)) > 0;
            }
        }
    }

    static void Once(TableSpec spec, List<Row> rows, ImportDraft draft)
    {
        var places = (spec.HasId ? [spec.Fields[0].Name] : spec.Key).Select(spec.IndexOf).ToArray();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        rows.RemoveAll(r =>
        {
            if (seen.Add(string.Join('\u001f', places.Select(p => r.Cells[p])))) return false;
            draft.Warn("W-IMPORT-15", r.Place, spec.Name, string.Join("/", places.Select(p => r.Cells[p]).Where(c => c.Length > 0)));
            return true;
        });
    }

    static bool Stands(TableSpec spec, Row row, Dictionary<string, HashSet<string>> ids, ImportDraft draft)
    {
        for (var i = 0; i < spec.Fields.Count; i++)
        {
            var field = spec.Fields[i];
            if (field.Type == FieldType.Reference && row.Cells[i].Length > 0 && !field.Targets.Any(t => t == "countries" ? CountrySet.TryParse(row.Cells[i], out _, out _) : ids[t].Contains(row.Cells[i])))
            {
                draft.Warn("W-IMPORT-11", row.Place, ImportDraft.Short(row.Cells[i]), $"{spec.Name}.{field.Name}");
                row.Cells[i] = "";
            }
            else if (field.Type == FieldType.Sources && row.Cells[i].Length > 0) row.Cells[i] = string.Join(' ', row.Cells[i].Split(' ').Where(ids["sources"].Contains));
            if (!field.Required || row.Cells[i].Length > 0) continue;
            draft.Warn("W-IMPORT-10", row.Place, $"{spec.Name}.{field.Name}");
            return false;
        }
        if (spec.Name == "recipes" && (row.Cells[spec.IndexOf("item")].Length == 0 && row.Cells[spec.IndexOf("line")].Length == 0 || row.Cells[spec.IndexOf("item")] == row.Cells[spec.IndexOf("input")]))
        {
            draft.Warn("W-IMPORT-16", row.Place, row.Cells[spec.IndexOf("input")]);
            return false;
        }
        if (spec.Name == "ownership" && row.Cells[0] == row.Cells[1])
        {
            draft.Warn("W-IMPORT-16", row.Place, row.Cells[0]);
            return false;
        }
        if (spec.Find("from") is >= 0 and var from && spec.Find("to") is >= 0 and var to && Dates.TryParse(row.Cells[from], false, out var first) && Dates.TryParse(row.Cells[to], true, out var last) && last < first)
        {
            draft.Warn("W-IMPORT-17", row.Place, row.Cells[to], row.Cells[from]);
            return false;
        }
        return true;
    }
}
