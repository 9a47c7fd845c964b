namespace Vauban.Core.Model;

/// <summary>Finds the rows of a table that a change means.</summary>
sealed class ChangeQuery
{
    /// <summary>Where a line or an expansion stands: no column, but what its site, its own country or its line says.</summary>
    public const string PlaceField = "place";

    const string Inside = "inside ", Touches = "touches ";
    static readonly FieldSpec PlaceSpec = new(PlaceField, FieldType.Countries, "", "");

    readonly Package _package;
    readonly Change _change;
    readonly ICollection<Finding> _findings;
    readonly Dictionary<string, Dictionary<string, Row>> _byId = new(StringComparer.Ordinal);

    public ChangeQuery(Package package, Change change, ICollection<Finding> findings) => (_package, _change, _findings) = (package, change, findings);

    /// <summary>The rows that meet every condition, in file order; none where a condition is wrong, which is a finding.</summary>
    public IReadOnlyList<Row> Rows(Table table)
    {
        // Every condition is checked, so that all that is wrong is found at once.
        var areGood = _change.Where.Select(c => Check(table.Spec, c)).ToArray();
        if (areGood.Contains(false)) return [];
        return [.. table.Rows.Where(r => _change.Where.All(c => Holds(table.Spec, r, c)))];
    }

    bool Check(TableSpec table, ChangeCondition condition)
    {
        if (FieldOf(table, condition.Path.Split('.')) is not { } field)
        {
            _findings.Add(new("E-CHANGE-03", Severity.Error, _change.Place, condition.Path, table.Name, Spelling.Nearest(condition.Path, table.Fields.Select(f => f.Name)) ?? ""));
            return false;
        }
        if (field.Type is FieldType.Quantity or FieldType.Number && condition.Values.Any(v => v.Length > 0))
        {
            _findings.Add(new("E-CHANGE-09", Severity.Error, _change.Place, condition.Path));
            return false;
        }
        var right = true;
        foreach (var value in condition.Values)
        {
            if (Area(value) is not { } area || CountrySet.TryParse(area, out var set, out var wrong) && !set.IsEmpty) continue;
            _findings.Add(new("E-AREA-01", Severity.Error, _change.Place, wrong ?? area, Spelling.Nearest(wrong ?? area, Countries.SetNames) ?? "EU27"));
            right = false;
        }
        return right;

        string? Area(string value) => !HoldsCountries(field) ? null : value.StartsWith(Inside, StringComparison.Ordinal) ? value[Inside.Length..]
            : value.StartsWith(Touches, StringComparison.Ordinal) ? value[Touches.Length..] : field.Type == FieldType.Countries && value.Length > 0 ? value : null;
    }

    static bool HoldsCountries(FieldSpec field) => field.Type == FieldType.Countries || field.Targets.Contains("countries");

    // The column that a path ends in; of several tables that a reference may lead to, the first that has it.
    static FieldSpec? FieldOf(TableSpec table, ReadOnlySpan<string> path)
    {
        if (IsPlace(table, path)) return PlaceSpec;
        if (path.Length == 0 || table.Find(path[0]) is not (>= 0 and var at)) return null;
        var field = table.Fields[at];
        if (path.Length == 1) return field;
        if (field.Type != FieldType.Reference) return null;
        foreach (var target in field.Targets)
            if (FieldCatalog.Find(target) is { } next && FieldOf(next, path[1..]) is { } found) return found;
        return null;
    }

    bool Holds(TableSpec table, Row row, ChangeCondition condition)
    {
        var (field, cell) = Cell(table, row, condition.Path.Split('.'));
        return field is not null && condition.Values.Any(v => Matches(field, cell, v));
    }

    (FieldSpec? Field, string Cell) Cell(TableSpec table, Row row, ReadOnlySpan<string> path)
    {
        if (IsPlace(table, path)) return (PlaceSpec, PlaceOf(table, row));
        if (table.Find(path[0]) is not (>= 0 and var at)) return (null, "");
        var field = table.Fields[at];
        if (path.Length == 1) return (field, row.Cells[at]);
        foreach (var target in field.Targets)
            if (FieldCatalog.Find(target) is { } next && Find(target, row.Cells[at]) is { } other) return Cell(next, other, path[1..]);
        return (null, "");
    }

    static bool IsPlace(TableSpec table, ReadOnlySpan<string> path) => path is [PlaceField] && (table.Name is "lines" or "expansions");

    // As the model has it: a line stands where its site does, else where its row says; an expansion of a line where the line does.
    string PlaceOf(TableSpec table, Row row)
    {
        if (table.Name == "lines" && Find("sites", Of(table, row, "site")) is { } site && Of(FieldCatalog.Table("sites"), site, "country") is { Length: > 0 } place) return place;
        if (table.Name == "expansions" && Find("lines", Of(table, row, "line")) is { } line) return PlaceOf(FieldCatalog.Table("lines"), line);
        return Of(table, row, "country");
    }

    static string Of(TableSpec table, Row row, string field) => row.Cells[table.IndexOf(field)];

    bool Matches(FieldSpec field, string cell, string value)
    {
        if (HoldsCountries(field))
        {
            var isInside = value.StartsWith(Inside, StringComparison.Ordinal);
            if (isInside || value.StartsWith(Touches, StringComparison.Ordinal))
            {
                var (place, area) = (PlaceOf(cell), SetOf(value[(isInside ? Inside : Touches).Length..]));
                return !place.IsEmpty && (isInside ? place.IsSubsetOf(area) : place.Intersects(area));
            }
            if (field.Type == FieldType.Countries) return cell.Length == 0 ? value.Length == 0 : value.Length > 0 && SetOf(cell) == SetOf(value);
        }
        if (field.Type is FieldType.Choices or FieldType.Sources) return value.Length == 0 ? cell.Length == 0 : cell.Split(' ').Contains(value, StringComparer.Ordinal);
        return cell == value;
    }

    // A payer or buyer is a country, or a party that is established in one.
    CountrySet PlaceOf(string cell)
    {
        if (CountrySet.TryParse(cell, out var set, out _)) return set;
        return Find("parties", cell) is { } party ? SetOf(Of(FieldCatalog.Table("parties"), party, "country")) : CountrySet.Empty;
    }

    static CountrySet SetOf(string text) => CountrySet.TryParse(text, out var set, out _) ? set : CountrySet.Empty;

    /// <summary>The row of a table with an id, or null.</summary>
    public Row? Find(string table, string id)
    {
        if (id.Length == 0) return null;
        if (!_byId.TryGetValue(table, out var rows))
        {
            _byId[table] = rows = new(StringComparer.Ordinal);
            foreach (var row in _package[table].Rows) rows.TryAdd(row.Cells[0], row);
        }
        return rows.GetValueOrDefault(id);
    }
}
