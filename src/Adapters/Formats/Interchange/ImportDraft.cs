using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Vauban.Adapters.Formats.Flat;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>What an import gathers: rows by table, notes, findings. At the end a package whose references all lead somewhere.</summary>
public sealed class ImportDraft
{
    readonly Dictionary<string, List<Row>> _rows = new(StringComparer.Ordinal);
    readonly Dictionary<(string Table, string Raw), string> _ids = [];
    readonly Dictionary<string, HashSet<string>> _taken = new(StringComparer.Ordinal);
    readonly List<Finding> _found = [];
    readonly ImportLimits _limits;
    readonly CancellationToken _stop;
    readonly Stopwatch _time = Stopwatch.StartNew();
    readonly string _key;
    long _bytes, _noteChars;
    int _count, _kept, _cut;

    internal ImportDraft(string key, ImportLimits limits, CancellationToken stop) => (_key, _limits, _stop) = (key, limits, stop);

    /// <summary>What was found so far.</summary>
    public FindingCollection Findings { get; } = new();

    /// <summary>Limits of this import.</summary>
    public ImportLimits Limits => _limits;

    /// <summary>Name of the package; made from the name of the first file where blank.</summary>
    public string Name { get; set; } = "";

    /// <summary>Title for people; the name of the first file where the data gives none.</summary>
    public string Title { get; set; } = "";

    /// <summary>Date of the data, or null.</summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>What a reader should know of the package.</summary>
    public string Description { get; set; } = "";

    /// <summary>How many rows there are.</summary>
    public int Count => _count;

    /// <summary>Tells a warning.</summary>
    public void Warn(string code, Place place, params string[] values) => Findings.Add(new(code, Severity.Warning, place, values));

    /// <summary>Tells an error: nothing is imported.</summary>
    public void Error(string code, Place place, params string[] values) => Findings.Add(new(code, Severity.Error, place, values));

    internal void CountBytes(int bytes)
    {
        _stop.ThrowIfCancellationRequested();
        _bytes += bytes;
        if (_bytes > _limits.Bytes) throw new ReadLimitException("E-SIZE-01", (_limits.Bytes >> 20).ToString(CultureInfo.InvariantCulture));
        if (_time.Elapsed > _limits.Time) throw new ReadLimitException("E-IMPORT-05", _limits.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
    }

    /// <summary>The identifier of a thing in a table, made from what the format calls it: the same each time, unlike all others.</summary>
    /// <param name="table">Table.</param>
    /// <param name="raw">What the format tells things apart by.</param>
    /// <param name="start">What the identifier is made from; <paramref name="raw"/> where null.</param>
    public string Id(string table, string raw, string? start = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (_ids.TryGetValue((table, raw), out var known)) return known;
        if (!_taken.TryGetValue(table, out var taken)) _taken[table] = taken = new(StringComparer.OrdinalIgnoreCase);
        var slug = Letters.Slug(start ?? raw) is { Length: > 0 } given ? given : FieldCatalog.Table(table).Name.TrimEnd('s');
        var id = slug;
        for (var n = 2; !taken.Add(id); n++) id = $"{slug}-{n.ToString(CultureInfo.InvariantCulture)}";
        return _ids[(table, raw)] = id;
    }

    /// <summary>True where the format has called something so before.</summary>
    public bool Knows(string table, string raw) => _ids.ContainsKey((table, raw));

    /// <summary>Adds a row. Cells that the catalogue refuses are left blank, told, and kept in the note.</summary>
    /// <param name="table">Table.</param>
    /// <param name="place">Where it came from.</param>
    /// <param name="kept">What is not understood, for the note.</param>
    /// <param name="cells">Cells by column.</param>
    /// <returns>The row; it may be replaced or its cells changed until the end.</returns>
    public Row Add(string table, Place place, JsonObject? kept, params (string Field, string Value)[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var spec = FieldCatalog.Table(table);
        var row = new Row(new string[spec.Fields.Count], place);
        Array.Fill(row.Cells, "");
        foreach (var (field, value) in cells)
        {
            var at = spec.IndexOf(field);
            if (string.IsNullOrEmpty(value)) continue;
            row.Cells[at] = spec.Fields[at].Type is FieldType.Id or FieldType.Reference ? value : CellText.Normalize(spec.Fields[at], spec.Fields[at].Type == FieldType.Text ? Clean(value) : value, place, _found);
            if (_found.Count == 0) continue;
            // A number in another way of writing is read; what cannot be read must not turn into something else.
            if (_found.Any(f => f.Severity == Severity.Error))
            {
                row.Cells[at] = "";
                kept ??= [];
                kept.TryAdd(field, value);
                Warn("W-IMPORT-12", place, Short(value), $"{table}.{field}");
            }
            _found.Clear();
        }
        Keep(row, spec, kept);
        if (++_count > _limits.Rows) throw new ReadLimitException("E-SIZE-02", _limits.Rows.ToString(CultureInfo.InvariantCulture));
        if (!_rows.TryGetValue(table, out var rows)) _rows[table] = rows = [];
        rows.Add(row);
        return row;
    }

    /// <summary>Takes over the tables of a package that a reader of its own has made.</summary>
    public void Take(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        (Title, AsOf, Description) = (package.Head.Title, package.Head.AsOf, package.Head.Description);
        foreach (var table in package.Tables)
        {
            _rows[table.Spec.Name] = [.. table.Rows];
            _count += table.Rows.Count;
            if (_count > _limits.Rows) throw new ReadLimitException("E-SIZE-02", _limits.Rows.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal static string Short(string text) => text.Length <= 80 ? text : text[..77] + "...";

    // Control characters cannot stand in any container; they are no content of a name.
    static string Clean(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && !text.Contains('\uFFFE') && !text.Contains('\uFFFF') && !text.Contains('\u007F') && !HasLoneSurrogate(text) ? text
        : string.Concat(text.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r) && r.Value is not (0xFFFE or 0xFFFF)).Select(r => r.ToString()));

    static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }

    void Keep(Row row, TableSpec spec, JsonObject? kept)
    {
        if (kept is null || kept.Count == 0) return;
        var note = Clean(Kept.Note(_key, kept));
        if (note.Length > _limits.NoteChars || _noteChars + note.Length > _limits.AllNoteChars)
        {
            _cut++;
            return;
        }
        _kept++;
        _noteChars += note.Length;
        row.Cells[spec.IndexOf("note")] = note;
    }

    internal Package Finish(string name)
    {
        var place = new Place(name);
        if (_kept > 0) Findings.Add(new("N-IMPORT-14", Severity.Note, place, _kept.ToString(CultureInfo.InvariantCulture)));
        if (_cut > 0) Warn("W-IMPORT-13", place, _cut.ToString(CultureInfo.InvariantCulture));
        DraftCheck.Run(_rows, this);
        return new(new(PackageWriter.NameOf(Name.Length > 0 ? Name : Path.GetFileNameWithoutExtension(name)), Title.Length > 0 ? Clean(Title) : name, AsOf, Clean(Description)), _rows.Where(r => r.Value.Count > 0).Select(r => new Table(FieldCatalog.Table(r.Key), r.Value)));
    }
}
