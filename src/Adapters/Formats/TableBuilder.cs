using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Builds one table from a heading and rows of raw cells, whatever the container.</summary>
sealed class TableBuilder
{
    const int PoolSize = 4096;
    readonly TableSpec _spec;
    readonly Place _place;
    readonly ReadState _state;
    readonly List<Row> _rows = [];
    readonly List<Finding> _found = [];
    readonly Dictionary<int, (Finding First, int Count)> _readAs = [];
    readonly List<(Place Place, int Field, string Text)> _thousands = [];
    readonly Dictionary<string, string>[] _pool;
    readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>[] _lookup;
    int[] _fields = [];
    string[] _headings = [];
    bool _isBroken, _hasDecimalComma;

    public TableBuilder(TableSpec spec, Place place, ReadState state)
    {
        _spec = spec;
        _place = place;
        _state = state;
        _pool = [.. spec.Fields.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal))];
        _lookup = [.. _pool.Select(p => p.GetAlternateLookup<ReadOnlySpan<char>>())];
    }

    /// <summary>Number of columns of the heading.</summary>
    public int Columns => _fields.Length;

    /// <summary>The column of the catalogue under a heading, or null.</summary>
    public FieldSpec? FieldAt(int column) => column < _fields.Length && _fields[column] >= 0 ? _spec.Fields[_fields[column]] : null;

    /// <summary>Takes the heading; what is no column of the table is an error with the nearest, unless it starts with <c>x-</c>.</summary>
    public void Heading(IReadOnlyList<string> cells, int row)
    {
        var place = _place with { Row = row };
        if (cells.Count > _state.Limits.Columns) throw new ReadLimitException("E-SIZE-04", _state.Limits.Columns.ToString(CultureInfo.InvariantCulture));
        _fields = new int[cells.Count];
        _headings = new string[cells.Count];
        var seen = new HashSet<int>();
        for (var i = 0; i < cells.Count; i++)
        {
            var text = CellEscape.Undo(cells[i].Trim());
            _headings[i] = text;
            var name = text.ToLowerInvariant().Replace(' ', '_');
            var field = _fields[i] = _spec.Find(name);
            if (text.Length == 0 || name.StartsWith("x-", StringComparison.Ordinal))
            {
                if (text.Length > 0) _state.Note("N-HEAD-01", place with { Column = text }, text);
            }
            else if (field < 0)
            {
                var free = _spec.Fields.Select(f => f.Name).Where(f => !cells.Contains(f, StringComparer.OrdinalIgnoreCase));
                Broken("E-HEAD-01", place with { Column = text }, text, _spec.Name, Spelling.Nearest(name, free) ?? "");
            }
            else if (!seen.Add(field)) Broken("E-HEAD-02", place with { Column = text }, text);
        }
        // A column that somebody misspelt is not missing as well.
        if (!_isBroken)
            foreach (var field in _spec.Fields.Where(f => f.Required && !seen.Contains(_spec.IndexOf(f.Name))))
                Broken("E-HEAD-03", place, field.Name, _spec.Name);
    }

    string[]? _cells;
    int _row;
    bool _any;

    /// <summary>Starts a row.</summary>
    public void StartRow(int row)
    {
        _row = row;
        _cells = new string[_spec.Fields.Count];
        Array.Fill(_cells, "");
        _any = false;
    }

    /// <summary>Takes the cell under a heading.</summary>
    public void Cell(int column, ReadOnlySpan<char> raw)
    {
        if (raw.IsWhiteSpace()) return;
        _any = true;
        if (raw.Length > _state.Limits.CellChars)
        {
            _state.Error("E-SIZE-05", PlaceOf(column), raw.Length.ToString(CultureInfo.InvariantCulture), _state.Limits.CellChars.ToString(CultureInfo.InvariantCulture));
            return;
        }
        if (column >= _fields.Length || _headings[column].Length == 0)
        {
            _state.Error("E-ROW-02", _place with { Row = _row }, CellEscape.Shorten(raw.Trim().ToString()), (column + 1).ToString(CultureInfo.InvariantCulture));
            return;
        }
        var field = _fields[column];
        if (field < 0) return;
        if (_lookup[field].TryGetValue(raw, out var known))
        {
            _cells![field] = known;
            return;
        }
        var text = raw.ToString();
        var canonical = CellText.Normalize(_spec.Fields[field], CellEscape.Undo(text), _place with { Row = _row }, _found);
        if (_found.Count == 0 && _pool[field].Count < PoolSize && text.Length <= 64 && !(IsFigure(field) && NumberText.LooksLikeThousands(raw.Trim()))) _pool[field][text] = canonical;
        foreach (var finding in _found) Take(finding, field, text);
        _found.Clear();
        if (IsFigure(field) && _thousands.Count < FindingCollection.Most && NumberText.LooksLikeThousands(raw.Trim()))
            _thousands.Add((PlaceOf(column), field, text.Trim()));
        _cells![field] = canonical;
    }

    /// <summary>Ends the row and gives it; a row of blanks is no row.</summary>
    public Row? EndRow()
    {
        if (!_any) return null;
        _state.CountRow(_spec.Fields.Count);
        var row = new Row(_cells!, _place with { Row = _row });
        _rows.Add(row);
        return row;
    }

    /// <summary>Says that the table cannot be trusted.</summary>
    public void Broken(string code, Place place, params string[] values)
    {
        _isBroken = true;
        _state.Error(code, place, values);
    }

    /// <summary>The table as far as it was read.</summary>
    public Table Finish()
    {
        foreach (var (_, (first, count)) in _readAs)
            _state.Warn("W-NUM-01", first.Place, [.. first.Values, count.ToString(CultureInfo.InvariantCulture)]);
        if (_hasDecimalComma)
            foreach (var (place, _, text) in _thousands)
                _state.Error("E-NUM-06", place, text, text, text.Replace(".", "", StringComparison.Ordinal));
        if (_isBroken) _state.Unread.Add(_spec.Name);
        return new Table(_spec, _rows);
    }

    bool IsFigure(int field) => _spec.Fields[field].Type is FieldType.Quantity or FieldType.Number;

    /// <summary>Place of a cell of the current row.</summary>
    public Place PlaceOf(int column) => _place with { Row = _row, Column = column < _headings.Length && _headings[column].Length > 0 ? _headings[column] : XlsxRows.Letters(column) };

    // One habit of writing numbers is one cause: it is told once per column, with its first cell and the number of cells.
    void Take(Finding finding, int field, string text)
    {
        if (finding.Code != "W-NUM-01")
        {
            _state.Findings.Add(finding);
            return;
        }
        _hasDecimalComma |= IsDecimalComma(text);
        _readAs[field] = _readAs.TryGetValue(field, out var known) ? (known.First, known.Count + 1) : (finding, 1);
    }

    static bool IsDecimalComma(string text) => text.Split("..").Any(end => end.Count(c => c == ',') == 1 && end.LastIndexOf('.') < end.IndexOf(',', StringComparison.Ordinal));
}
