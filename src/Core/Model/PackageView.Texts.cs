namespace Vauban.Core.Model;

// What the free text of seen rows says of withheld ones.
public sealed partial class PackageView
{
    // Tables whose rows say nothing once their text is gone.
    static readonly string[] Speaking = ["events", "series", "contracts", "claims"];

    // Texts that put rows in relation, or come from a public list.
    static readonly string[] Structural = ["regime", "group", "region", "cn_code", "military_list", "lei", "ncage"];

    static readonly string[] Naming = ["id", "name", "title", "lei", "ncage"];

    // Ids and names of withheld rows, but for those that a seen row has too: a text that says one of these speaks of the seen row.
    Mentions OfHidden()
    {
        var seen = FieldCatalog.Tables.SelectMany(t => Phrases(t, _seen[t.Name])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(_hidden.SelectMany(h => Phrases(FieldCatalog.Table(h.Key), h.Value)).Where(p => !seen.Contains(p)));
    }

    static IEnumerable<string> Phrases(TableSpec spec, IEnumerable<Row> rows)
    {
        if (!spec.HasId) return [];
        var columns = Naming.Select(spec.Find).Where(i => i >= 0).ToArray();
        return rows.SelectMany(r => columns.Select(i => r.Cells[i])).Where(t => t.Length > 0);
    }

    // True where rows were withheld; what they are named may stand in others.
    bool WithholdWhatSpeaksOfHidden()
    {
        var hidden = OfHidden();
        var found = false;
        foreach (var name in Speaking)
        {
            var texts = TextColumns(FieldCatalog.Table(name)).ToArray();
            found |= Withhold(name, r => texts.Any(i => hidden.In(r.Cells[i])), (_, _) => true);
        }
        return found;
    }

    PackageHead BlankWhatSpeaksOfHidden()
    {
        var hidden = OfHidden();
        foreach (var spec in FieldCatalog.Tables)
        {
            var texts = TextColumns(spec).Where(i => !Structural.Contains(spec.Fields[i].Name, StringComparer.Ordinal)).ToArray();
            if (texts.Length > 0) _seen[spec.Name] = [.. _seen[spec.Name].Select(r => texts.Where(i => hidden.In(r.Cells[i])).Aggregate(r, (row, i) => WithCell(row, i, "")))];
        }
        var head = _whole.Head;
        return head with { Title = hidden.In(head.Title) ? "" : head.Title, Description = hidden.In(head.Description) ? "" : head.Description };
    }

    static IEnumerable<int> TextColumns(TableSpec spec) => Enumerable.Range(0, spec.Fields.Count).Where(i => spec.Fields[i].Type == FieldType.Text);
}
