using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>How a row differs between two snapshots.</summary>
public enum RowChangeKind
{
    /// <summary>Only the second has it.</summary>
    Added,
    /// <summary>Only the first has it.</summary>
    Removed,
    /// <summary>Both have it, with other cells.</summary>
    Changed,
}

/// <summary>A cell that differs.</summary>
/// <param name="Field">Column.</param>
/// <param name="Old">Text in the first snapshot; blank where there is none.</param>
/// <param name="New">Text in the second snapshot; blank where there is none.</param>
public sealed record CellChange(string Field, string Old, string New);

/// <summary>A row that differs.</summary>
/// <param name="Kind">How.</param>
/// <param name="Table">Table.</param>
/// <param name="Key">Id, or the key cells joined by a stroke.</param>
/// <param name="Cells">Cells that differ in catalogue order; of an added or removed row those that are not blank.</param>
/// <param name="Before">The row of the first snapshot, or null.</param>
/// <param name="After">The row of the second snapshot, or null.</param>
public sealed record RowChange(RowChangeKind Kind, string Table, string Key, IReadOnlyList<CellChange> Cells, Row? Before, Row? After)
{
    /// <summary>Address of the row, for example <c>lines/powder-1</c>.</summary>
    public string Address => $"{Table}/{Key}";
}

/// <summary>What changed between two snapshots, row by row, and how to take a part of it back.</summary>
public sealed class RowComparison
{
    RowComparison(Package before, Package after, IReadOnlyList<CellChange> head, IReadOnlyList<RowChange> rows)
    {
        Before = before;
        After = after;
        Head = head;
        Rows = rows;
        Groups = Group(rows);
    }

    /// <summary>First snapshot.</summary>
    public Package Before { get; }

    /// <summary>Second snapshot.</summary>
    public Package After { get; }

    /// <summary>Name, title, date and description where they differ.</summary>
    public IReadOnlyList<CellChange> Head { get; }

    /// <summary>Rows that differ, by table in catalogue order, then by key.</summary>
    public IReadOnlyList<RowChange> Rows { get; }

    /// <summary>Rows that come and go together, because one names the other: positions in <see cref="Rows"/>. New and removed sources
    /// are in no group: they carry no figure, and one source named by many rows would tie all of them together.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Compares two packages that were read without errors.</summary>
    public static RowComparison Of(Package before, Package after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var rows = new List<RowChange>();
        foreach (var spec in FieldCatalog.Tables) Compare(spec, before[spec.Name], after[spec.Name], rows);
        return new(before, after, CompareHeads(before.Head, after.Head), rows);
    }

    static void Compare(TableSpec spec, Table before, Table after, List<RowChange> rows)
    {
        var old = Keyed(spec, before);
        var now = Keyed(spec, after);
        foreach (var key in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            old.TryGetValue(key, out var a);
            now.TryGetValue(key, out var b);
            if (a is not null && b is not null && a.Cells.AsSpan().SequenceEqual(b.Cells)) continue;
            var cells = spec.Fields.Select((f, i) => new CellChange(f.Name, a?.Cells[i] ?? "", b?.Cells[i] ?? "")).Where(c => c.Old != c.New).ToArray();
            rows.Add(new(a is null ? RowChangeKind.Added : b is null ? RowChangeKind.Removed : RowChangeKind.Changed, spec.Name, MergeEngine.KeyText(spec, (a ?? b)!), cells, a, b));
        }
    }

    // Rows without any key cell are told apart by all their cells, and by their number where even those are the same.
    static Dictionary<string, Row> Keyed(TableSpec spec, Table table)
    {
        var key = spec.Key.Select(spec.IndexOf).ToArray();
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var text = string.Join('\u001f', key.Select(k => row.Cells[k]));
            if (text.AsSpan().Trim('\u001f').Length == 0) text = "\uffff" + string.Join('\u001f', row.Cells);
            var free = text;
            for (var n = 2; !rows.TryAdd(free, row); n++) free = $"{text}\uffff{n}";
        }
        return rows;
    }

    static CellChange[] CompareHeads(PackageHead a, PackageHead b) =>
    [
        .. new CellChange[]
        {
            new("name", a.Name, b.Name), new("title", a.Title, b.Title), new("as_of", Text(a.AsOf), Text(b.AsOf)), new("description", a.Description, b.Description),
        }.Where(c => c.Old != c.New),
    ];

    static string Text(DateOnly? date) => date is { } d ? Dates.Text(d) : "";

    /// <summary>The second snapshot with some groups of changes taken back. It may not load where what is taken back is needed elsewhere.</summary>
    public Package Revert(IReadOnlySet<int> groups, bool revertsHead = false)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var head = revertsHead ? Before.Head : After.Head;
        if (groups.Count == Groups.Count) return new Package(head, Before.Tables);
        var package = new Package(head, After.Tables);
        // Rows that come back may name sources that went.
        var gone = Rows.Where(r => r is { Table: "sources", Kind: RowChangeKind.Removed }).Select(r => r.Before!).ToArray();
        if (gone.Length > 0) package = package.With(After["sources"] with { Rows = [.. After["sources"].Rows, .. gone] });
        foreach (var table in groups.SelectMany(g => Groups[g]).Select(i => Rows[i]).GroupBy(r => r.Table))
        {
            var replaced = table.Where(r => r.After is not null).Select(r => r.After!).ToHashSet<Row>(ReferenceEqualityComparer.Instance);
            package = package.With(package[table.Key] with { Rows = [.. package[table.Key].Rows.Where(r => !replaced.Contains(r)), .. table.Where(r => r.Before is not null).Select(r => r.Before!)] });
        }
        return package;
    }

    static List<IReadOnlyList<int>> Group(IReadOnlyList<RowChange> rows)
    {
        var root = Enumerable.Range(0, rows.Count).ToArray();
        int Find(int i) => root[i] == i ? i : root[i] = Find(root[i]);
        var named = new Dictionary<(string, string), int>();
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Kind != RowChangeKind.Changed && FieldCatalog.Table(rows[i].Table).HasId) named[(rows[i].Table, rows[i].Key)] = i;
        for (var i = 0; i < rows.Count; i++)
            foreach (var (table, id) in References(rows[i]))
                if (named.TryGetValue((table, id), out var other)) root[Find(Math.Max(i, other))] = Find(Math.Min(i, other));
        return [.. Enumerable.Range(0, rows.Count).Where(i => rows[i] is not { Table: "sources", Kind: not RowChangeKind.Changed }).GroupBy(Find).OrderBy(g => g.Min()).Select(g => (IReadOnlyList<int>)g.Order().ToArray())];
    }

    static IEnumerable<(string Table, string Id)> References(RowChange change)
    {
        var spec = FieldCatalog.Table(change.Table);
        foreach (var row in new[] { change.Before, change.After }.OfType<Row>())
            for (var i = 0; i < spec.Fields.Count; i++)
                if (row.Cells[i].Length > 0 && spec.Fields[i].Type == FieldType.Reference)
                    foreach (var target in spec.Fields[i].Targets) yield return (target, row.Cells[i]);
    }
}
