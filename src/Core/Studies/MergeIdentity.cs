using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>Decides which rows of the same id are the same thing, and gives ids of their own to those that are not.</summary>
sealed class MergeIdentity
{
    static readonly string[] WhatASourceIs = ["title", "publisher", "date", "url"];
    static readonly string[] WhatAThingIs = ["kind", "item"];
    static readonly string[] HowAThingIsTold = ["name", "kind", "item"];
    readonly Contribution[] _contributions;
    readonly DecisionBook _decisions;
    readonly FindingCollection _findings;
    readonly Dictionary<(int Contribution, string Table, string Id), string> _renames = [];

    MergeIdentity(Contribution[] contributions, DecisionBook decisions, FindingCollection findings)
    {
        _contributions = contributions;
        _decisions = decisions;
        _findings = findings;
    }

    /// <summary>The contributions with ids made apart where one id means several things.</summary>
    public static Contribution[] Apply(Contribution[] contributions, DecisionBook decisions, FindingCollection findings)
    {
        var identity = new MergeIdentity(contributions, decisions, findings);
        foreach (var spec in FieldCatalog.Tables.Where(t => t.HasId)) identity.Look(spec);
        return identity._renames.Count == 0 ? contributions : [.. contributions.Select((c, i) => c with { Package = identity.Rename(i, c.Package) })];
    }

    void Look(TableSpec spec)
    {
        var taken = _contributions.SelectMany(c => c.Package[spec.Name].Rows.Select(r => r.Cells[0])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var groups = _contributions.SelectMany((c, i) => c.Package[spec.Name].Rows.Select(r => (Contribution: i, Row: r)))
            .GroupBy(p => p.Row.Cells[0], StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var group in groups)
        {
            var rows = group.OrderBy(p => p.Contribution).ToArray();
            if (rows.Length == 1) continue;
            if (rows.FirstOrDefault(p => p.Row.Cells[0] != rows[0].Row.Cells[0]).Row is { } other)
            {
                _findings.Add(new Finding("E-MERGE-01", Severity.Error, new Place(spec.Name, Id: rows[0].Row.Cells[0]), rows[0].Row.Cells[0], other.Cells[0]));
                continue;
            }
            if (spec.Name == "sources" ? AreSameSource(spec, rows) : AreSame(spec, rows)) continue;
            foreach (var (contribution, row) in rows) _renames[(contribution, spec.Name, row.Cells[0])] = Free($"{_contributions[contribution].Label}-{row.Cells[0]}", taken);
            if (spec.Name == "sources")
                _findings.Add(new Finding("N-MERGE-02", Severity.Note, new Place("sources", Id: group.Key), group.Key, string.Join(", ", rows.Select(p => _renames[(p.Contribution, "sources", p.Row.Cells[0])]))));
        }
    }

    // Everybody numbers his sources from S01 on: such an id says nothing, so what differs is made apart without asking.
    static bool AreSameSource(TableSpec spec, (int, Row Row)[] rows) =>
        WhatASourceIs.All(f => rows.Select(p => p.Row.Cells[spec.IndexOf(f)]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Count() <= 1)
        && rows.Select(p => p.Row.Cells[spec.IndexOf("title")]).Distinct(StringComparer.Ordinal).Count() == 1;

    bool AreSame(TableSpec spec, (int Contribution, Row Row)[] rows)
    {
        if (!Differ(spec, rows)) return true;
        var conflict = new MergeConflict(spec.Name, rows[0].Row.Cells[0], "id", [.. rows.Select(p => Statement(spec, _contributions[p.Contribution].Label, p.Row, Describe(spec, p.Row)))], null);
        if (_decisions.Ask(conflict) is not { } decision) return true;
        if (decision.Chosen is MergeEngine.Same or MergeEngine.Apart) return decision.Chosen == MergeEngine.Same;
        _decisions.Refuse(new Finding("E-MERGE-05", Severity.Error, decision.Place, decision.Chosen.Length > 0 ? decision.Chosen : decision.From, $"{MergeEngine.Same}, {MergeEngine.Apart}"));
        return true;
    }

    // Two things under one id: another kind, another item that is made, or names that have nothing in common.
    static bool Differ(TableSpec spec, (int, Row Row)[] rows)
    {
        foreach (var field in WhatAThingIs)
            if (spec.Find(field) is >= 0 and var f && rows.Select(p => p.Row.Cells[f]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Skip(1).Any()) return true;
        if (spec.Find("name") is not (>= 0 and var n)) return false;
        var names = rows.Select(p => p.Row.Cells[n]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < names.Length; i++)
            for (var j = i + 1; j < names.Length; j++)
                if (AreFar(names[i], names[j])) return true;
        return false;
    }

    internal static bool AreFar(string a, string b)
    {
        var (x, y) = (Letters(a), Letters(b));
        if (x.Length == 0 || y.Length == 0) return a != b;
        return !x.Contains(y, StringComparison.Ordinal) && !y.Contains(x, StringComparison.Ordinal) && Spelling.Distance(x, y) * 2 > Math.Max(x.Length, y.Length);
    }

    internal static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    static string Describe(TableSpec spec, Row row) =>
        string.Join(", ", HowAThingIsTold.Where(f => spec.Find(f) >= 0).Select(f => row.Cells[spec.IndexOf(f)]).Where(c => c.Length > 0));

    internal static MergeStatement Statement(TableSpec spec, string label, Row row, string value) => new(label, value, Cell(spec, row, "basis"), Cell(spec, row, "source"), Cell(spec, row, "marking"));

    static string Cell(TableSpec spec, Row row, string field) => spec.Find(field) is >= 0 and var i ? row.Cells[i] : "";

    static string Free(string id, HashSet<string> taken)
    {
        var free = id;
        for (var n = 2; !taken.Add(free); n++) free = $"{id}-{n}";
        return free;
    }

    Package Rename(int contribution, Package package)
    {
        var tables = new List<Table>();
        foreach (var table in package.Tables)
        {
            var spec = table.Spec;
            tables.Add(table with
            {
                Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells.Select((cell, i) => cell.Length == 0 ? "" : spec.Fields[i].Type switch
                {
                    FieldType.Id => _renames.GetValueOrDefault((contribution, spec.Name, cell), cell),
                    FieldType.Reference => Refer(contribution, package, spec.Fields[i], cell),
                    FieldType.Sources => string.Join(' ', cell.Split(' ').Select(s => _renames.GetValueOrDefault((contribution, "sources", s), s))),
                    _ => cell,
                })] })],
            });
        }
        return new Package(package.Head, tables);
    }

    // A reference that may point into several tables points into the first that has the id, as engines read it.
    string Refer(int contribution, Package package, FieldSpec field, string cell)
    {
        foreach (var target in field.Targets)
        {
            if (_renames.TryGetValue((contribution, target, cell), out var renamed)) return renamed;
            if (target != "countries" && package[target].Rows.Any(r => r.Cells[0] == cell)) return cell;
        }
        return cell;
    }
}
