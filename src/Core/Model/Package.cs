using System.Security.Cryptography;
using System.Text;

namespace Vauban.Core.Model;

/// <summary>One row of a table: cells in catalogue order, blank where nothing stands, and where it came from.</summary>
public sealed record Row(string[] Cells, Place Place);

/// <summary>One table of a package; rows in file order.</summary>
public sealed record Table(TableSpec Spec, IReadOnlyList<Row> Rows)
{
    /// <summary>Text of a cell.</summary>
    public string Cell(Row row, string field) => row.Cells[Spec.IndexOf(field)];
}

/// <summary>Name and date of a package, as its descriptor gives them.</summary>
/// <param name="Name">Short name: letters, digits, hyphens.</param>
/// <param name="Title">Title for people.</param>
/// <param name="AsOf">Date of the assessment where the user gives none.</param>
/// <param name="Description">What the package is about, and its limits.</param>
public sealed record PackageHead(string Name, string Title, DateOnly? AsOf, string Description = "");

/// <summary>A network package as read: tables of text cells, in the form that the field catalogue gives them.</summary>
public sealed class Package
{
    readonly Dictionary<string, Table> _tables;
    string? _canonical, _hash;

    /// <summary>Makes a package; missing tables are empty.</summary>
    public Package(PackageHead head, IEnumerable<Table> tables)
    {
        Head = head;
        _tables = tables.ToDictionary(t => t.Spec.Name, StringComparer.Ordinal);
    }

    /// <summary>Name, title and date.</summary>
    public PackageHead Head { get; }

    /// <summary>A table by its name; empty where the package has none.</summary>
    public Table this[string table] => _tables.TryGetValue(table, out var found) ? found : new Table(FieldCatalog.Table(table), []);

    /// <summary>All tables with rows, in catalogue order.</summary>
    public IEnumerable<Table> Tables => FieldCatalog.Tables.Select(t => this[t.Name]).Where(t => t.Rows.Count > 0);

    /// <summary>The rows of a table in the one order that does not depend on the container: by id, or by all cells where there is none.
    /// A network's rows stand in the same order.</summary>
    internal IReadOnlyList<Row> Sorted(string table) => _sorted.GetOrAdd(table, name =>
    {
        var rows = this[name];
        return rows.Spec.HasId ? [.. rows.Rows.OrderBy(r => r.Cells[0], StringComparer.Ordinal)] : [.. rows.Rows.OrderBy(r => string.Join('\u001f', r.Cells), StringComparer.Ordinal)];
    });

    readonly System.Collections.Concurrent.ConcurrentDictionary<string, Row[]> _sorted = new(StringComparer.Ordinal);

    /// <summary>A package with one table replaced.</summary>
    public Package With(Table table) => new(Head, _tables.Values.Where(t => t.Spec.Name != table.Spec.Name).Append(table));

    /// <summary>The canonical form: head, then tables and columns in catalogue order, rows by id (or by all cells), LF, shortest decimals, empty columns dropped.</summary>
    public string Canonical => _canonical ??= WriteCanonical();

    /// <summary>SHA-256 of the canonical form in hexadecimal: the snapshot's identity, whatever the container.</summary>
    public string Hash => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));

    string WriteCanonical()
    {
        var text = new StringBuilder();
        text.Append($"vauban {FieldCatalog.Version}\n");
        foreach (var value in new[] { Head.Name, Head.Title, Head.AsOf is { } d ? Dates.Text(d) : "", Head.Description }) text.Append(Escape(value)).Append('\n');
        foreach (var table in Tables)
        {
            var used = Enumerable.Range(0, table.Spec.Fields.Count).Where(i => table.Rows.Any(r => r.Cells[i].Length > 0)).ToArray();
            text.Append('[').Append(table.Spec.Name).Append(']').Append('\n').AppendJoin('\t', used.Select(i => table.Spec.Fields[i].Name)).Append('\n');
            var lines = table.Rows.Select(r => (Id: table.Spec.HasId ? r.Cells[0] : "", Line: string.Join('\t', used.Select(i => Escape(r.Cells[i]))))).ToArray();
            Array.Sort(lines, static (a, b) => string.CompareOrdinal(a.Id, b.Id) is var c && c != 0 ? c : string.CompareOrdinal(a.Line, b.Line));
            foreach (var (_, line) in lines) text.Append(line).Append('\n');
        }
        return text.ToString();
    }

    static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);
}
