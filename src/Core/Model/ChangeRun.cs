using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Applies one change to the rows of a package.</summary>
sealed class ChangeRun
{
    readonly Package _package;
    readonly Change _change;
    readonly ICollection<Finding> _findings;
    readonly ChangeQuery _query;
    readonly List<string> _matched = [], _altered = [], _unknown = [];

    public ChangeRun(Package package, Change change, ICollection<Finding> findings)
    {
        (_package, _change, _findings) = (package, change, findings);
        _query = new(package, change, findings);
    }

    /// <summary>What it found and did.</summary>
    public ChangeEffect Effect => new(_change, [.. _matched.Order(StringComparer.Ordinal)], [.. _altered.Order(StringComparer.Ordinal)], [.. _unknown.Order(StringComparer.Ordinal)]);

    /// <summary>The package with the change applied; the same where something is wrong with it, which is a finding.</summary>
    public Package Apply()
    {
        if (FieldCatalog.Find(_change.Table) is not { } spec)
        {
            Error("E-CHANGE-01", _change.Table, Spelling.Nearest(_change.Table, FieldCatalog.Tables.Select(t => t.Name)) ?? "");
            return _package;
        }
        var table = _package[spec.Name];
        if (_change.Kind == ChangeKind.Add) return Added(table);
        if (FieldOf(spec, _change.Field) is not { } field || !Fits(field)) return _package;
        var errors = _findings.Count;
        var rows = _query.Rows(table);
        if (_findings.Count > errors) return _package;
        var chosen = rows.ToHashSet<Row>(ReferenceEqualityComparer.Instance);
        var result = _package.With(table with { Rows = [.. table.Rows.Select(r => chosen.Contains(r) ? Altered(spec, field, r) : r)] });
        if (_unknown.Count > 0) _findings.Add(new("N-CHANGE-01", Severity.Note, _change.Place, _unknown.Count.ToString(CultureInfo.InvariantCulture), field.Name, _unknown[0]));
        return result;
    }

    Package Added(Table table)
    {
        var cells = new string[table.Spec.Fields.Count];
        Array.Fill(cells, "");
        foreach (var (name, text) in _change.Cells.OrderBy(c => c.Key, StringComparer.Ordinal))
            if (FieldOf(table.Spec, name) is { } field) cells[table.Spec.IndexOf(name)] = CellText.Normalize(field, text, _change.Place, _findings);
        var row = new Row(cells, _change.Place with { Sheet = table.Spec.Name });
        _matched.Add(Address(table.Spec, row));
        _altered.Add(_matched[0]);
        return _package.With(table with { Rows = [.. table.Rows, row] });
    }

    FieldSpec? FieldOf(TableSpec spec, string name)
    {
        if (spec.Find(name) is >= 0 and var at) return spec.Fields[at];
        Error("E-CHANGE-02", name, spec.Name, Spelling.Nearest(name, spec.Fields.Select(f => f.Name)) ?? "");
        return null;
    }

    bool Fits(FieldSpec field)
    {
        if (field.Type == FieldType.Id || (_change.Kind != ChangeKind.Set && field.Type != FieldType.Quantity))
        {
            Error("E-CHANGE-04", field.Name);
            return false;
        }
        if (_change.Kind == ChangeKind.Set || (OtherField(field) is not null && _change.Kind is ChangeKind.AtMost or ChangeKind.AtLeast)) return true;
        if (Quantity.TryNumber(_change.Value, out var number) && (number >= 0 || _change.Kind == ChangeKind.Plus)) return true;
        Error("E-CHANGE-05", field.Name, _change.Value);
        return false;
    }

    // A bound may be another quantity of the same row, for example a stock's target.
    FieldSpec? OtherField(FieldSpec field) =>
        FieldCatalog.Table(_change.Table).Find(_change.Value) is >= 0 and var at && FieldCatalog.Table(_change.Table).Fields[at] is { Type: FieldType.Quantity } other && other.Unit == field.Unit ? other : null;

    Row Altered(TableSpec spec, FieldSpec field, Row row)
    {
        var address = Address(spec, row);
        _matched.Add(address);
        var at = spec.IndexOf(field.Name);
        if (Value(spec, field, row, address) is not { } text || text == row.Cells[at]) return row;
        var cell = CellText.Normalize(field, text, _change.Place, _findings);
        if (cell == row.Cells[at]) return row;
        _altered.Add(address);
        var cells = (string[])row.Cells.Clone();
        cells[at] = cell;
        return row with { Cells = cells };
    }

    string? Value(TableSpec spec, FieldSpec field, Row row, string address)
    {
        if (field.Type != FieldType.Quantity) return _change.Value;
        if (_change.Kind == ChangeKind.Set && _change.Value.Length == 0) return "";
        _ = Quantity.TryParse(row.Cells[spec.IndexOf(field.Name)], out var old);
        if (_change.Kind != ChangeKind.Set && !old.IsKnown) return Keep(address);
        if (_change.Kind == ChangeKind.Times) return Times(old, double.Parse(_change.Value, CultureInfo.InvariantCulture)).ToString();
        Quantity value;
        if (_change.Kind != ChangeKind.Set && OtherField(field) is { } other)
        {
            _ = Quantity.TryParse(row.Cells[spec.IndexOf(other.Name)], out value);
            if (!value.IsKnown) return Keep(address);
        }
        else
        {
            if (Factor(spec, field, row, address) is not { } factor) return null;
            if (!Quantity.TryParse(_change.Value, out value)) return _change.Value;
            value = Times(value, factor);
        }
        return (_change.Kind switch
        {
            ChangeKind.Set => value,
            ChangeKind.Plus => Quantity.Between(old.Low + value.Low, old.High + value.High),
            ChangeKind.AtMost => Quantity.Between(Math.Min(old.Low, value.Low), Math.Min(old.High, value.High)),
            _ => Quantity.Between(Math.Max(old.Low, value.Low), Math.Max(old.High, value.High)),
        }).ToString();
    }

    // Unknown stays unknown: a limit on what nobody knows would be a figure that nobody stated.
    string? Keep(string address)
    {
        _unknown.Add(address);
        return null;
    }

    // An open end times nothing is nothing.
    static Quantity Times(Quantity value, double factor) => factor == 0 && value.IsKnown ? Quantity.Of(0) : value.Times(factor);

    double? Factor(TableSpec spec, FieldSpec field, Row row, string address)
    {
        if (field.Unit is { } only)
        {
            if (_change.Unit.Length == 0 || _change.Unit == only) return 1;
            Error("E-CHANGE-06", _change.Unit, only, address);
            return null;
        }
        if (UnitOf(spec, field, row) is not { } unit) return 1;
        if (_change.Unit.Length == 0) Error("E-CHANGE-07", field.Name, unit);
        else if (!Units.TryFind(_change.Unit, out var from)) Error("E-UNIT-01", _change.Unit, Units.Nearest(_change.Unit));
        else if (!Units.TryFind(unit, out var to) || Units.Convert(from, to) is not { } factor) Error("E-CHANGE-06", _change.Unit, unit, address);
        else return factor;
        return null;
    }

    // Unit that a row gives a quantity: in its unit column, else its item's; null where it has none.
    string? UnitOf(TableSpec spec, FieldSpec field, Row row)
    {
        var column = spec.Find(field.Name + "_unit") is >= 0 and var own ? own : (spec.Name, field.Name) == ("lines", "minimum_rate") ? spec.IndexOf("capacity_unit") : -1;
        if (column >= 0 && row.Cells[column].Length > 0) return row.Cells[column];
        var item = column < 0 ? field.Name is "quantity" or "target" or "units_made" ? "item" : null : spec.Name == "recipes" ? "input" : null;
        if (item is null || spec.Find(item) < 0) return column >= 0 ? "" : null;
        return _query.Find("items", row.Cells[spec.IndexOf(item)]) is { } found ? found.Cells[FieldCatalog.Table("items").IndexOf("unit")] : "";
    }

    static string Address(TableSpec spec, Row row) => $"{spec.Name}/{(spec.HasId ? row.Cells[0] : string.Join('|', spec.Key.Select(k => row.Cells[spec.IndexOf(k)])).TrimEnd('|'))}";

    void Error(string code, params string[] values) => _findings.Add(new(code, Severity.Error, _change.Place, values));
}
