using Vauban.Core.Model;

namespace Vauban.App.Workbench.Access;

/// <summary>What of a network says who stands behind something: the names of companies, sites and lines are for those who gave a reason.</summary>
/// <param name="network">Network as its caller sees it.</param>
sealed class NamesIn(Network network)
{
    static readonly string[] Naming = ["parties", "sites", "lines"], Open = ["items", "technologies", "sources", "restrictions"];

    readonly Lazy<Mentions> _names = new(() =>
    {
        // A line that is called like its item says no more than the item does.
        var open = Open.SelectMany(t => Phrases(network.Package[t])).Concat(Countries.All.SelectMany(c => c.Names.Values.Append(c.Code))).Concat(Countries.SetNames).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(Naming.SelectMany(t => Phrases(network.Package[t])).Where(p => !open.Contains(p)));
    });

    readonly Lazy<HashSet<string>> _ids = new(() => Naming.SelectMany(t => network.Package[t].Rows.Select(r => r.Cells[0])).ToHashSet(StringComparer.Ordinal));

    static IEnumerable<string> Phrases(Table table)
    {
        var name = table.Spec.Find("name");
        return table.Rows.SelectMany(r => name < 0 ? r.Cells.Take(1) : [r.Cells[0], r.Cells[name]]).Where(t => t.Length > 0);
    }

    /// <summary>True where a text speaks of a company, a site or a line.</summary>
    public bool Speaks(string text) => _names.Value.In(text);

    /// <summary>True where a row names a company, a site or a line: it is one, it points to one, or its text speaks of one.</summary>
    public bool Says(TableSpec spec, IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(cells);
        if (Naming.Contains(spec.Name, StringComparer.Ordinal)) return true;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length == 0) continue;
            var field = spec.Fields[i];
            if (field.Type == FieldType.Reference && field.Targets.Any(t => Naming.Contains(t, StringComparer.Ordinal)) && _ids.Value.Contains(cells[i])) return true;
            if (field.Type == FieldType.Text && _names.Value.In(cells[i])) return true;
        }
        return false;
    }

    /// <summary>True where the row of an address (<c>recipes/radio||board</c>) names a company, a site or a line; false where there is no such row.</summary>
    public bool Says(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var stroke = address.IndexOf('/', StringComparison.Ordinal);
        if (stroke < 0 || FieldCatalog.Find(address[..stroke]) is not { } spec) return false;
        // Whether there is such a company is said to nobody who may not see it.
        if (Naming.Contains(spec.Name, StringComparer.Ordinal)) return true;
        var table = network.Package[spec.Name];
        return table.Rows.Any(r => string.Join('|', spec.Key.Select(k => table.Cell(r, k))).TrimEnd('|') == address[(stroke + 1)..] && Says(spec, r.Cells));
    }

    /// <summary>True where a finding is about a company, a site or a line, or its values speak of one.</summary>
    public bool Says(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Naming.Contains(finding.Place.Sheet, StringComparer.Ordinal) || _names.Value.In(finding.Place.Id ?? "") || finding.Values.Any(_names.Value.In);
    }
}
