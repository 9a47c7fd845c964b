using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Reads a flat sheet: finds the heading, matches the columns, understands the cells.</summary>
sealed class FlatReader
{
    const int HeadingRows = 20;
    readonly RawSheet _sheet;
    readonly Place _place;
    readonly FindingCollection _findings;
    readonly ReadState _state;
    readonly Dictionary<string, (int Index, string Heading, string Hint)> _columns = new(StringComparer.Ordinal);
    readonly Dictionary<string, (Place Place, string Text, int Count)> _unknown = new(StringComparer.Ordinal);
    readonly Dictionary<string, (string? Country, string Near)> _countries = new(StringComparer.Ordinal);
    readonly List<string> _unread = [];

    FlatReader(RawSheet sheet, Place place, FindingCollection findings)
    {
        _sheet = sheet;
        _place = place;
        _findings = findings;
        _state = new ReadState(place.File ?? "", ReadLimits.Default);
    }

    /// <summary>Reads a sheet. What is wrong is a finding; rows come back all the same, so that later checks can say more.</summary>
    public static FlatSheet Read(RawSheet sheet, Place place, FindingCollection findings) => new FlatReader(sheet, place, findings).Run();

    /// <summary>How many columns a row names as a heading; the item is one of them, or the number is 0.</summary>
    public static int HeadingScore(RawRow row)
    {
        var columns = row.Cells.Select(c => c.Length is > 0 and < 100 && FlatColumns.TryMatch(c, out var column, out _, out _) ? column : "").Where(c => c.Length > 0).ToHashSet(StringComparer.Ordinal);
        return columns.Contains(FlatColumns.Item) ? columns.Count : 0;
    }

    /// <summary>The row of a sheet that is its heading: the one that names most columns among the first; -1 where none names the item.</summary>
    public static int HeadingOf(RawSheet sheet)
    {
        var (best, at) = (0, -1);
        for (var i = 0; i < Math.Min(HeadingRows, sheet.Rows.Count); i++)
            if (HeadingScore(sheet.Rows[i]) is var score && score > best) (best, at) = (score, i);
        return at;
    }

    FlatSheet Run()
    {
        var heading = HeadingOf(_sheet);
        if (heading < 0)
        {
            var first = _sheet.Rows.Count > 0 ? _sheet.Rows[0].Cells.Where(c => c.Length > 0).ToArray() : [];
            if (first.Length == 0) Error("E-FLAT-08", _place);
            else Error("E-FLAT-01", _place with { Row = _sheet.Rows[0].Number }, CellEscape.Shorten(string.Join(", ", first)), first.Select(c => FlatColumns.Near(c, [FlatColumns.Item])).FirstOrDefault(n => n is not null) ?? "");
            return new([], new Dictionary<string, string>(), []);
        }
        Match(_sheet.Rows[heading]);
        if (heading > 0) Note("N-FLAT-03", _place with { Row = _sheet.Rows[heading].Number }, Text(heading));
        var rows = ReadRows(heading);
        foreach (var (place, text, count) in _unknown.Values) Note("N-FLAT-01", place, text, Text(count));
        foreach (var finding in _state.Findings.Sorted())
            _findings.Add(finding with { Place = finding.Place with { Column = finding.Place.Column is { } c && _columns.TryGetValue(c, out var known) ? known.Heading : finding.Place.Column } });
        return new(rows, _columns.ToDictionary(c => c.Value.Heading, c => c.Key, StringComparer.Ordinal), _unread);
    }

    void Match(RawRow row)
    {
        var found = new List<(string Column, int Rank, int Index, string Heading, string Hint)>();
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var heading = row.Cells[i];
            if (heading.Length > 0 && !heading.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && FlatColumns.TryMatch(heading, out var column, out var rank, out var hint)) found.Add((column, rank, i, heading, hint));
        }
        foreach (var group in found.GroupBy(f => f.Column))
        {
            var best = group.OrderBy(f => f.Rank).ThenBy(f => f.Index).First();
            _columns[best.Column] = (best.Index, best.Heading, best.Hint);
            foreach (var other in group.Where(f => f.Rank == best.Rank && f.Index != best.Index)) Error("E-FLAT-03", Heading(row, other.Heading), best.Heading, other.Heading);
            foreach (var other in group.Where(f => f.Rank != best.Rank))
            {
                _unread.Add(other.Heading);
                Warn("W-FLAT-02", Heading(row, other.Heading), other.Heading, best.Heading);
            }
        }
        var matched = found.Select(f => f.Index).ToHashSet();
        var free = FlatColumns.Names.Where(n => !_columns.ContainsKey(n)).ToArray();
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var heading = row.Cells[i];
            if (matched.Contains(i)) continue;
            if (heading.Length > 0 && !heading.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && FlatColumns.Near(heading, free) is { } near) Error("E-FLAT-02", Heading(row, heading), heading, near);
            else Unread(row, i, heading);
        }
        foreach (var column in FlatColumns.Figures.Where(_columns.ContainsKey)) CheckHint(row, column);
    }

    void Unread(RawRow row, int index, string heading)
    {
        var cells = _sheet.Rows.Count(r => r.Number > row.Number && index < r.Cells.Length && r.Cells[index].Length > 0);
        if (heading.Length > 0) _unread.Add(heading);
        if (cells > 0 || heading.Length > 0) Warn("W-FLAT-01", Heading(row, heading.Length > 0 ? heading : XlsxRows.Letters(index)), heading.Length > 0 ? heading : XlsxRows.Letters(index), Text(cells));
    }

    // A heading that says "in thousands" would make every figure below it wrong, so what is not understood is an error.
    void CheckHint(RawRow row, string column)
    {
        var (index, heading, hint) = _columns[column];
        var isOk = FlatColumns.IsNeutral(hint) || column switch
        {
            FlatColumns.Value => FlatCells.WithoutEuro(hint, out _).Length == 0,
            FlatColumns.LeadTime => FlatCells.PeriodOf(hint) is not null,
            FlatColumns.Quantity or FlatColumns.Stock => FlatCells.TryUnit(hint, out _, out var period, out _) && period.Length == 0,
            _ => FlatCells.TryUnit(hint, out _, out _, out _),
        };
        if (!isOk) Error("E-FLAT-05", Heading(row, heading), heading, hint);
        if (!isOk || FlatColumns.IsNeutral(hint)) _columns[column] = (index, heading, "");
        if (column == FlatColumns.Capacity && isOk && (!FlatCells.TryUnit(_columns[column].Hint, out _, out var stated, out _) || stated.Length == 0)) Note("N-FLAT-04", Heading(row, heading), heading);
        if (column == FlatColumns.LeadTime && isOk && _columns[column].Hint.Length == 0) Note("N-FLAT-05", Heading(row, heading), heading);
    }

    List<FlatRow> ReadRows(int heading)
    {
        var builder = new TableBuilder(FlatColumns.Spec, _place, _state);
        builder.Heading([.. FlatColumns.Names], _sheet.Rows[heading].Number);
        var parents = new FlatParents(_sheet.Rows.Skip(heading + 1), _place, IndexOf(FlatColumns.Item), IndexOf(FlatColumns.UsedIn), IndexOf(FlatColumns.Quantity), IndexOf(FlatColumns.Source));
        // A row in which nothing was left to read has no item and is said to be so.
        var read = new List<(FlatRow Draft, Row? Row)>();
        foreach (var raw in parents.Apart(_findings))
        {
            var draft = new FlatRow(_place with { Row = raw.Number }, "");
            var any = false;
            builder.StartRow(raw.Number);
            for (var i = 0; i < FlatColumns.Names.Count; i++)
            {
                if (!_columns.TryGetValue(FlatColumns.Names[i], out var column) || column.Index >= raw.Cells.Length) continue;
                var text = OneLine(raw.Cells[column.Index]);
                if (FlatCells.IsUnknown(text))
                {
                    if (text.Length > 0) CountUnknown(FlatColumns.Names[i], raw.Number, column.Heading, text);
                    continue;
                }
                any = true;
                builder.Cell(i, Take(ref draft, FlatColumns.Names[i], text, column.Heading, column.Hint));
            }
            var row = builder.EndRow();
            if (any) read.Add((draft, row));
        }
        builder.Finish();
        return [.. read.Select(r => r.Row is null ? r.Draft : Fill(r.Draft, r.Row)).Where(HasItem)];
    }

    int IndexOf(string column) => _columns.TryGetValue(column, out var known) ? known.Index : -1;

    /// <summary>A cell without line breaks and with single blanks.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split([' ', '\u00A0', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    bool HasItem(FlatRow row)
    {
        if (row.Item.Length > 0) return true;
        Error("E-FLAT-09", row.Place with { Column = _columns[FlatColumns.Item].Heading });
        return false;
    }

    void CountUnknown(string column, int row, string heading, string text) =>
        _unknown[column] = _unknown.TryGetValue(column, out var known) ? known with { Count = known.Count + 1 } : (_place with { Row = row, Column = heading }, text, 1);

    // The part of a cell that is read like a cell of a package; units and currencies go to the draft.
    string Take(ref FlatRow draft, string column, string text, string heading, string hint)
    {
        var place = draft.Place with { Column = heading };
        switch (column)
        {
            case FlatColumns.Quantity:
                var quantity = Figure(text, hint, "", place);
                draft = draft with { QuantityUnit = quantity.Unit, QuantityPeriod = quantity.Period };
                return quantity.Digits;
            case FlatColumns.Capacity:
                var capacity = Figure(text, hint, "month", place);
                draft = draft with { CapacityUnit = capacity.Unit, CapacityPeriod = capacity.Period };
                return capacity.Digits;
            case FlatColumns.Stock:
                var stock = Figure(text, hint, "", place);
                if (stock.Period.Length > 0) Error("E-FLAT-04", place, text);
                draft = draft with { StockUnit = stock.Unit };
                return stock.Digits;
            case FlatColumns.LeadTime:
                return Days(text, hint, place);
            case FlatColumns.Value:
                var value = FlatCells.WithoutEuro(text, out var per);
                if (per.Length == 0 && hint.Length > 0) FlatCells.WithoutEuro(hint, out per);
                draft = draft with { ValueUnit = per };
                return IsSomeFigure(value) ? value : Wrong("E-FLAT-06", place, text);
            case FlatColumns.Country or FlatColumns.Owner:
                if (!_countries.TryGetValue(text, out var known)) _countries[text] = known = (FlatCells.CountryOf(text, out var close), close);
                var (country, near) = known;
                return country ?? Wrong(near == "Namibia" && text.Length == 2 ? "E-FLAT-10" : "E-FLAT-11", place, text, near);
            default:
                return text;
        }
    }

    // A negative, infinite or ambiguous figure is still a figure; the reader of figures says what is wrong with it.
    static bool IsSomeFigure(string text) => text.Length > 0 && !char.IsLetter(text[0]) && text.Any(char.IsAsciiDigit) && !text.Any(c => c is '$' or '£' or '¥' or '%' || (char.IsLetter(c) && c is not ('e' or 'E')));

    FlatFigure Figure(string text, string hint, string period, Place place)
    {
        FlatCells.TryUnit(hint, out var unit, out var every, out var factor);
        if (every.Length == 0) every = period;
        if (FlatCells.TryFigure(text, w => FlatCells.TryUnit(w, out _, out _, out _), out var digits, out var words) && words.Length > 0)
        {
            FlatCells.TryUnit(words, out var written, out var writtenPeriod, out var writtenFactor);
            if (written.Length > 0) (unit, factor) = (written, writtenFactor);
            if (writtenPeriod.Length > 0) every = writtenPeriod;
        }
        else if (words.Length == 0 && digits == text && text.Any(char.IsLetter) && !text.Contains("..", StringComparison.Ordinal) && !Quantity.TryParse(text, out _))
            return new(Wrong("E-FLAT-04", place, text), unit, every, 1);
        return new(Scaled(digits, factor), unit, every, factor);
    }

    string Days(string text, string hint, Place place)
    {
        var period = FlatCells.PeriodOf(hint) ?? "day";
        if (FlatCells.TryFigure(text, w => FlatCells.PeriodOf(w) is not null, out var digits, out var words))
        {
            if (words.Length > 0) period = FlatCells.PeriodOf(words)!;
        }
        else if (text.Any(char.IsLetter)) return Wrong("E-FLAT-07", place, text);
        return Scaled(digits, period switch { "week" => 7, "month" => Units.DaysPerMonth, "quarter" => 365.0 / 4, "year" => 365, _ => 1 });
    }

    static string Scaled(string digits, double factor)
    {
        if (factor == 1) return digits;
        var plain = digits;
        if (!Quantity.TryParse(plain, out var quantity) && (NumberText.ReadInterval(digits, out plain, out _) != NumberText.Outcome.Read || !Quantity.TryParse(plain, out quantity))) return digits;
        return quantity.Low < 0 && !double.IsInfinity(quantity.Low) ? digits : FlatCells.Times(quantity, factor).ToString();
    }

    static FlatRow Fill(FlatRow draft, Row row)
    {
        string Cell(string column) => row.Cells[FlatColumns.Spec.IndexOf(column)];
        Quantity Read(string column) => Quantity.TryParse(Cell(column), out var quantity) ? quantity : Quantity.Unknown;
        var (item, unit) = ItemOf(Cell(FlatColumns.Item));
        return draft with
        {
            Item = item, ItemUnit = unit, UsedIn = Cell(FlatColumns.UsedIn), Quantity = Read(FlatColumns.Quantity), Supplier = Cell(FlatColumns.Supplier), Country = Cell(FlatColumns.Country),
            Owner = Cell(FlatColumns.Owner), Value = Read(FlatColumns.Value), Capacity = Read(FlatColumns.Capacity), LeadTimeDays = Read(FlatColumns.LeadTime), Stock = Read(FlatColumns.Stock), Second = Cell(FlatColumns.Second),
            Sources = [.. Cell(FlatColumns.Source).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>An item's name and the unit in brackets behind it.</summary>
    public static (string Name, string Unit) ItemOf(string text)
    {
        var (name, bracket) = FlatColumns.Bracket(text);
        return bracket.Length > 0 && name.Length > 0 && FlatCells.UnitOf(bracket) is { Factor: 1 } unit ? (name, unit.Unit) : (text, "");
    }

    string Wrong(string code, Place place, params string[] values)
    {
        Error(code, place, [CellEscape.Shorten(values[0]), .. values[1..]]);
        return "";
    }

    static Place Heading(Place place, RawRow row, string heading) => place with { Row = row.Number, Column = heading };

    Place Heading(RawRow row, string heading) => Heading(_place, row, heading);

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    void Error(string code, Place place, params string[] values) => _findings.Add(new Finding(code, Severity.Error, place, values));

    void Warn(string code, Place place, params string[] values) => _findings.Add(new Finding(code, Severity.Warning, place, values));

    void Note(string code, Place place, params string[] values) => _findings.Add(new Finding(code, Severity.Note, place, values));
}
