using System.Globalization;
using System.Xml;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>One cell of a workbook.</summary>
/// <param name="Column">From 0.</param>
/// <param name="Text">Its text, or the digits of its number.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="HasFormula">True where the value was computed when the workbook was last saved.</param>
readonly record struct XlsxCell(int Column, string Text, XlsxKind Kind, bool HasFormula);

/// <summary>Streams the rows of one sheet.</summary>
sealed class XlsxRows : IDisposable
{
    const int MostColumns = 16_384;
    const int MostRows = 1_048_576;
    readonly XlsxBook _book;
    readonly XmlReader _xml;
    readonly ReadLimits _limits;

    public XlsxRows(XlsxBook book, XlsxSheet sheet, ReadLimits limits)
    {
        _book = book;
        _limits = limits;
        _xml = book.Xml(sheet.Part);
    }

    /// <summary>Number of the current row.</summary>
    public int Row { get; set; }

    /// <summary>Cells of the current row that hold something, in order.</summary>
    public List<XlsxCell> Cells { get; } = [];

    /// <summary>Ranges of merged cells; complete when the last row was read.</summary>
    public List<string> Merged { get; } = [];

    /// <summary>Goes to the next row that has cells.</summary>
    public bool Next()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (_xml.LocalName == "mergeCell" && Merged.Count < FindingCollection.Most) Merged.Add(_xml.GetAttribute("ref") ?? "");
            if (_xml.LocalName != "row") continue;
            var row = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var r) ? r : Row + 1;
            if (row <= Row || row > MostRows) throw new InvalidDataException($"Row {row} follows row {Row}.");
            Row = row;
            ReadCells();
            if (Cells.Count > 0) return true;
        }
        return false;
    }

    void ReadCells()
    {
        Cells.Clear();
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        var column = -1;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "c") continue;
            var at = ColumnOf(_xml.GetAttribute("r"), column + 1);
            if (at <= column || at >= MostColumns) throw new InvalidDataException($"Cell {_xml.GetAttribute("r")} is out of order.");
            column = at;
            var type = _xml.GetAttribute("t") ?? "n";
            var style = int.TryParse(_xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 0;
            var (value, hasFormula) = ReadValue();
            if (Make(column, type, style, value, hasFormula) is { } cell) Cells.Add(cell);
        }
    }

    // A cell holds <f> (the formula), <v> (the value) or <is> (text on the spot).
    (string? Value, bool HasFormula) ReadValue()
    {
        string? value = null;
        var hasFormula = false;
        if (_xml.IsEmptyElement) return (null, false);
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (_xml.LocalName == "f") hasFormula = true;
            if (_xml.LocalName is "v" or "is") value = XlsxBook.RichText(_xml, _limits.CellChars);
        }
        return (value, hasFormula);
    }

    XlsxCell? Make(int column, string type, int style, string? value, bool hasFormula)
    {
        if (value is null) return hasFormula ? new XlsxCell(column, "", XlsxKind.Fault, true) : null;
        switch (type)
        {
            case "s":
                var text = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? _book.Shared(index) : null;
                if (text is null) throw new InvalidDataException($"Shared string {value} is missing.");
                return new XlsxCell(column, text, XlsxKind.Text, hasFormula);
            case "b":
                return new XlsxCell(column, value.Trim() is "1" or "true" ? "yes" : "no", XlsxKind.Flag, hasFormula);
            case "e":
                return new XlsxCell(column, value, XlsxKind.Fault, hasFormula);
            case "str" or "inlineStr":
                return new XlsxCell(column, value, XlsxKind.Text, hasFormula);
            case "d":
                return new XlsxCell(column, value.Length >= 10 ? value[..10] : value, XlsxKind.Text, hasFormula);
            default:
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return new XlsxCell(column, value, XlsxKind.Text, hasFormula);
                var kind = _book.KindOf(style);
                var date = kind is XlsxKind.Date or XlsxKind.Month ? XlsxDates.Text(number, kind, _book.StartsIn1904) : null;
                return date is not null ? new XlsxCell(column, date, kind, hasFormula)
                    : new XlsxCell(column, double.IsFinite(number) ? Quantity.Text(number) : value, kind is XlsxKind.Time or XlsxKind.Percent ? kind : XlsxKind.Number, hasFormula);
        }
    }

    static int ColumnOf(string? reference, int next)
    {
        if (reference is null) return next;
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > MostColumns) return MostColumns;
        }
        return column - 1;
    }

    /// <summary>Letters of a column, from 0.</summary>
    public static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    public void Dispose() => _xml.Dispose();
}
