using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>Joins rows with the same key, cell by cell.</summary>
sealed class MergeCells(DecisionBook decisions, ConflictPolicy policy, FindingCollection findings)
{
    // A quantity and its unit are one statement.
    static readonly (string Quantity, string Unit)[] Pairs = [("capacity", "capacity_unit"), ("rate", "rate_unit"), ("quantity", "quantity_unit"), ("adds", "adds_unit")];

    /// <summary>The joined table, rows in order of their keys.</summary>
    public Table Join(TableSpec spec, Contribution[] contributions, List<MergedRow> origin)
    {
        var key = spec.Key.Select(spec.IndexOf).ToArray();
        var groups = contributions.SelectMany(c => c.Package[spec.Name].Rows.Select(r => (c.Label, Row: r)))
            .GroupBy(p => Identity(p.Row, key), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        var rows = new List<Row>();
        foreach (var group in groups)
        {
            var said = group.OrderBy(p => p.Label, StringComparer.Ordinal).ToArray();
            var row = said.Length == 1 ? said[0].Row : JoinRow(spec, said);
            rows.Add(row with { Place = new Place(spec.Name, Row: null, Id: MergeEngine.KeyText(spec, row)) });
            var marking = spec.Find("marking");
            origin.Add(new(spec.Name, MergeEngine.KeyText(spec, row), [.. said.Select(p => (p.Label, marking < 0 ? "" : p.Row.Cells[marking]))]));
        }
        return new Table(spec, rows);
    }

    // Rows without any key cell are told apart by all their cells.
    static string Identity(Row row, int[] key)
    {
        var text = string.Join('\u001f', key.Select(k => row.Cells[k]));
        return text.AsSpan().Trim('\u001f').Length > 0 ? text : "\uffff" + string.Join('\u001f', row.Cells);
    }

    Row JoinRow(TableSpec spec, (string Label, Row Row)[] said)
    {
        var cells = new string[spec.Fields.Count];
        Array.Fill(cells, "");
        var widened = new List<string>();
        var done = new HashSet<int>();
        foreach (var (quantity, unit) in Pairs)
            if (spec.Find(quantity) is >= 0 and var q && spec.Find(unit) is >= 0 and var u)
            {
                JoinPair(spec, said, q, u, cells, widened);
                done.Add(q);
                done.Add(u);
            }
        for (var i = 0; i < cells.Length; i++)
            if (!done.Contains(i)) cells[i] = JoinCell(spec, said, i, widened);
        if (widened.Count > 0 && spec.Find("note") is >= 0 and var note) cells[note] = string.Join(" / ", new[] { cells[note] }.Where(c => c.Length > 0).Concat(widened));
        return new Row(cells, new Place(spec.Name));
    }

    string JoinCell(TableSpec spec, (string Label, Row Row)[] said, int i, List<string> widened)
    {
        var field = spec.Fields[i];
        var given = said.Where(p => p.Row.Cells[i].Length > 0).ToArray();
        if (given.Length == 0) return "";
        var values = given.Select(p => p.Row.Cells[i]).ToArray();
        switch (field.Name)
        {
            case "source": return string.Join(' ', values.SelectMany(v => v.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            case "note": return MergeEngine.Union(values);
            case "basis": return values.MaxBy(v => Position(FieldCatalog.Bases, v))!;
            // The one who gave no marking let everybody see it; the strictest holds.
            case "marking": return values.MaxBy(v => Position(FieldCatalog.Markings, v))!;
        }
        if (Array.TrueForAll(values, v => v == values[0])) return values[0];
        if (field.Type == FieldType.Text && values.Select(MergeIdentity.Letters).Distinct(StringComparer.Ordinal).Count() == 1) return values.Order(StringComparer.Ordinal).First();
        if (field.Type == FieldType.Countries && values.Select(v => CountrySet.TryParse(v, out var set, out _) ? set : default).Distinct().Count() == 1) return values.Order(StringComparer.Ordinal).First();
        if (spec.Name == "items" && field.Name == "unit") return Units(spec, given, i);
        var conflict = Conflict(spec, said, field, [.. given.Select(p => (p.Label, p.Row, p.Row.Cells[i]))]);
        var figures = values.Select(v => Quantity.TryParse(v, out var q) ? q : Quantity.Unknown).ToArray();
        if (Hull(field, conflict, figures, "", widened) is { } hull) return hull;
        return decisions.Ask(conflict) is { } decision ? Choose(field, decision, given.Select(p => (p.Label, p.Row.Cells[i]))) : values[0];
    }

    // Every amount of an item is counted in its unit, recipes included, so a decision about the unit alone would make wrong figures.
    string Units(TableSpec spec, (string Label, Row Row)[] given, int i)
    {
        findings.Add(new Finding("E-MERGE-04", Severity.Error, new Place(spec.Name, Id: given[0].Row.Cells[0]), given[0].Row.Cells[0], string.Join(", ", given.Select(p => $"{p.Label}: {p.Row.Cells[i]}"))));
        return given[0].Row.Cells[i];
    }

    void JoinPair(TableSpec spec, (string Label, Row Row)[] said, int q, int u, string[] cells, List<string> widened)
    {
        var units = said.Select(p => p.Row.Cells[u]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var given = said.Where(p => p.Row.Cells[q].Length > 0).ToArray();
        // The unit of those who know the figure; where nobody does, the first by name.
        cells[u] = given.Select(p => p.Row.Cells[u]).Where(c => c.Length > 0).Order(StringComparer.Ordinal).FirstOrDefault() ?? units.FirstOrDefault() ?? "";
        if (given.Length == 0) return;
        if (given.Select(p => (p.Row.Cells[q], p.Row.Cells[u])).Distinct().Count() == 1)
        {
            (cells[q], cells[u]) = (given[0].Row.Cells[q], given[0].Row.Cells[u]);
            return;
        }
        var target = cells[u];
        var figures = given.Select(p => In(p.Row.Cells[q], p.Row.Cells[u], target)).ToArray();
        var stated = given.Select(p => (p.Label, p.Row, Text(p.Row.Cells[q], p.Row.Cells[u]))).ToArray();
        if (Array.TrueForAll(figures, f => f is { } a && Near(a, figures[0]!.Value)))
        {
            cells[q] = given.First(p => p.Row.Cells[u] == target).Row.Cells[q];
            return;
        }
        var conflict = Conflict(spec, said, spec.Fields[q], stated);
        cells[q] = given[0].Row.Cells[q];
        if (Array.TrueForAll(figures, f => f is not null) && Hull(spec.Fields[q], conflict, [.. figures.Select(f => f!.Value)], target, widened) is { } hull) cells[q] = hull;
        else if (decisions.Ask(conflict) is { } decision)
        {
            var chosen = decision.From.Length > 0 ? given.First(p => p.Label == decision.From).Row : null;
            if (chosen is not null) (cells[q], cells[u]) = (chosen.Cells[q], chosen.Cells[u]);
            else ChooseText(spec, q, u, decision, cells);
        }
    }

    // "120 piece/month": the figure, and its unit where one is written.
    void ChooseText(TableSpec spec, int q, int u, MergeDecision decision, string[] cells)
    {
        var parts = decision.Chosen.Trim().Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        cells[q] = Normalized(spec.Fields[q], parts[0], decision);
        if (parts.Length > 1) cells[u] = Normalized(spec.Fields[u], parts[1], decision);
    }

    static MergeConflict Conflict(TableSpec spec, (string Label, Row Row)[] said, FieldSpec field, (string Label, Row Row, string Value)[] stated) =>
        new(spec.Name, MergeEngine.KeyText(spec, said[0].Row), field.Name, [.. stated.Select(p => MergeIdentity.Statement(spec, p.Label, p.Row, p.Value))], null);

    string? Hull(FieldSpec field, MergeConflict conflict, Quantity[] figures, string unit, List<string> widened)
    {
        if (policy != ConflictPolicy.Widen || field.Type != FieldType.Quantity || figures.Any(f => !f.IsKnown) || decisions.Has(conflict)) return null;
        decisions.Settle(conflict);
        widened.Add($"{field.Name}: {conflict.Said}");
        return Quantity.Between(figures.Min(f => f.Low), figures.Max(f => f.High)).ToString();
    }

    string Choose(FieldSpec field, MergeDecision decision, IEnumerable<(string Label, string Value)> given) =>
        decision.From.Length > 0 ? given.First(g => g.Label == decision.From).Value : Normalized(field, decision.Chosen, decision);

    string Normalized(FieldSpec field, string text, MergeDecision decision)
    {
        var wrong = new List<Finding>();
        var cell = CellText.Normalize(field, text, decision.Place, wrong);
        foreach (var finding in wrong.Where(f => f.Severity == Severity.Error)) decisions.Refuse(finding);
        return cell;
    }

    static Quantity? In(string figure, string unit, string target)
    {
        if (!Quantity.TryParse(figure, out var quantity)) return null;
        if (unit == target) return quantity;
        return Model.Units.TryFind(unit, out var from) && Model.Units.TryFind(target, out var to) && Model.Units.Convert(from, to) is { } factor ? Rounded(quantity.Times(factor)) : null;
    }

    // A conversion leaves dust in the last digits that nobody stated.
    static Quantity Rounded(Quantity quantity) => Quantity.Between(Rounded(quantity.Low), Rounded(quantity.High));

    static double Rounded(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    static bool Near(Quantity a, Quantity b) => Near(a.Low, b.Low) && Near(a.High, b.High);

    static bool Near(double a, double b) => a == b || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));

    static string Text(string figure, string unit) => unit.Length == 0 ? figure : string.Create(CultureInfo.InvariantCulture, $"{figure} {unit}");

    static int Position(IReadOnlyList<string> order, string word)
    {
        for (var i = 0; i < order.Count; i++)
            if (order[i] == word) return i;
        return -1;
    }
}
