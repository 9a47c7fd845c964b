using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Takes rows apart that name several parents in one cell, with one quantity for all or a list of as many.</summary>
sealed class FlatParents
{
    readonly RawRow[] _rows;
    readonly Place _place;
    readonly int _item, _usedIn, _quantity, _source;
    readonly HashSet<string> _items = new(StringComparer.Ordinal);

    public FlatParents(IEnumerable<RawRow> rows, Place place, int item, int usedIn, int quantity, int source)
    {
        _rows = [.. rows];
        _place = place;
        (_item, _usedIn, _quantity, _source) = (item, usedIn, quantity, source);
        foreach (var row in _rows)
            if (Cell(row, item) is { Length: > 0 } name) _items.Add(Key(name));
    }

    static string Key(string name) => FlatReader.ItemOf(name).Name.ToLowerInvariant();

    static string Cell(RawRow row, int column) => column >= 0 && column < row.Cells.Length ? FlatReader.OneLine(row.Cells[column]) : "";

    /// <summary>The rows, each with one parent at most. What belongs to the item stands in the first of those that were one row.</summary>
    public IEnumerable<RawRow> Apart(FindingCollection findings)
    {
        foreach (var row in _rows)
            foreach (var part in Apart(row, findings)) yield return part;
    }

    IEnumerable<RawRow> Apart(RawRow row, FindingCollection findings)
    {
        var parents = Parents(row, findings);
        if (parents.Length < 2) return [row];
        var amounts = Amounts(Cell(row, _quantity));
        if (amounts.Length > 1 && amounts.Length != parents.Length)
        {
            findings.Add(new Finding("E-FLAT-20", Severity.Error, _place with { Row = row.Number }, Text(amounts.Length), Text(parents.Length)));
            amounts = [""];
        }
        return parents.Select((parent, i) => new RawRow(row.Number, [.. row.Cells.Select((cell, c) => c == _usedIn ? parent : c == _quantity ? amounts[amounts.Length > 1 ? i : 0] : i == 0 || c == _item || c == _source ? cell : "")]));
    }

    // "Pump; Frame" are two, unless a part is called that. A comma stands in names too, so it parts only what are parts of the sheet.
    string[] Parents(RawRow row, FindingCollection findings)
    {
        var text = Cell(row, _usedIn);
        if (!text.Contains(';', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal) || _items.Contains(Key(text))) return [text];
        if (text.Contains(';', StringComparison.Ordinal)) return text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = parts.Where(p => _items.Contains(Key(p))).ToArray();
        if (known.Length == parts.Length) return parts;
        if (known.Length > 0) findings.Add(new Finding("E-FLAT-19", Severity.Error, _place with { Row = row.Number }, CellEscape.Shorten(text), known[0]));
        return [text];
    }

    // A comma without a blank behind it is a decimal comma or parts thousands.
    static string[] Amounts(string text) => text.Split(text.Contains(';', StringComparison.Ordinal) ? ";" : ", ", StringSplitOptions.TrimEntries);

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
