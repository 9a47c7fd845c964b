using Vauban.Core.Model;

namespace Vauban.Core.Matching;

/// <summary>One row that a merge has changed: how it was, and how it is now; null where it is no more.</summary>
public sealed record MergeStep(string Into, string Table, IReadOnlyList<string> Before, IReadOnlyList<string>? After);

/// <summary>A package after a merge, every row that changed, and what a person should look at.</summary>
public sealed record MatchMergeResult(Package Package, IReadOnlyList<MergeStep> Steps, IReadOnlyList<Finding> Findings);

/// <summary>Makes one party of those that were confirmed to be one, and takes it back.</summary>
public static class MatchMerge
{
    /// <summary>Merges the parties of confirmed pairs; references of all tables follow. Nothing is lost without a finding.</summary>
    /// <param name="package">Package.</param>
    /// <param name="result">Matching with its decisions.</param>
    public static MatchMergeResult Run(Package package, MatchResult result)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(result);
        var merging = new Merging(package);
        foreach (var pair in result.Decided.Where(d => d.Decision.IsSame == true)) merging.Join(pair.A.Id, pair.B.Id);
        // "A is B" and "B is C" make A and C one; a decision against that is a contradiction that only people can solve.
        foreach (var pair in result.Decided.Where(d => d.Decision.IsSame == false && merging.Root(d.A.Id) == merging.Root(d.B.Id)))
            merging.Findings.Add(new("E-MATCH-01", Severity.Error, new(package.Head.Name, "parties", Id: pair.A.Id), pair.A.Id, pair.B.Id));
        return merging.Findings.Any(f => f.Severity == Severity.Error) ? new(package, [], merging.Findings) : merging.Run();
    }

    /// <summary>Takes merges back: rows become what they were.</summary>
    /// <param name="package">Package after a merge, perhaps with later changes.</param>
    /// <param name="steps">Steps of the merge.</param>
    /// <param name="party">Only what was merged into this party; all where null.</param>
    /// <returns>The package, and a finding for each row that somebody has changed since, which stays as it is.</returns>
    public static (Package Package, IReadOnlyList<Finding> Findings) Undo(Package package, IReadOnlyList<MergeStep> steps, string? party = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(steps);
        var findings = new List<Finding>();
        foreach (var table in steps.Where(s => party is null || s.Into == party).GroupBy(s => s.Table, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var rows = package[table.Key].Rows.ToList();
            // Last first: a row may have changed in more than one step.
            foreach (var step in table.Reverse())
            {
                var at = step.After is null ? rows.Count : rows.FindIndex(r => r.Cells.AsSpan().SequenceEqual(step.After.ToArray()));
                if (at < 0)
                {
                    findings.Add(new("W-MATCH-04", Severity.Warning, new(package.Head.Name, table.Key, Id: step.Before[0]), string.Join(" ", step.Before.Take(2))));
                    continue;
                }
                var before = new Row([.. step.Before], at < rows.Count ? rows[at].Place : new(package.Head.Name, table.Key));
                if (step.After is null) rows.Add(before);
                else rows[at] = before;
            }
            package = package.With(new(FieldCatalog.Table(table.Key), rows));
        }
        return (package, findings);
    }

    sealed class Merging(Package package)
    {
        readonly Dictionary<string, string> _parent = new(StringComparer.Ordinal);
        readonly List<MergeStep> _steps = [];

        public List<Finding> Findings { get; } = [];

        public string Root(string id)
        {
            while (_parent.TryGetValue(id, out var up)) id = up;
            return id;
        }

        public void Join(string a, string b)
        {
            var (x, y) = (Root(a), Root(b));
            if (x == y) return;
            // The one that says more about itself keeps its id; of equals the first.
            if (Filled(y) > Filled(x) || (Filled(y) == Filled(x) && string.CompareOrdinal(y, x) < 0)) (x, y) = (y, x);
            _parent[y] = x;
        }

        int Filled(string id) => package["parties"].Rows.FirstOrDefault(r => r.Cells[0] == id) is { } row ? row.Cells.Count(c => c.Length > 0) : 0;

        public MatchMergeResult Run()
        {
            if (_parent.Count == 0) return new(package, [], Findings);
            var merged = Parties();
            foreach (var table in package.Tables.Where(t => t.Spec.Name != "parties"))
            {
                var places = Enumerable.Range(0, table.Spec.Fields.Count).Where(i => table.Spec.Fields[i].Type == FieldType.Reference && table.Spec.Fields[i].Targets.Contains("parties")).ToArray();
                if (places.Length > 0) merged = merged.With(Follow(table, places));
            }
            return new(merged, _steps, Findings);
        }

        Package Parties()
        {
            var table = package["parties"];
            var rows = new List<Row>();
            var groups = table.Rows.GroupBy(r => Root(r.Cells[0]), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
            foreach (var row in table.Rows)
            {
                var root = Root(row.Cells[0]);
                if (root != row.Cells[0]) _steps.Add(new(root, "parties", row.Cells, null));
                else if (groups[root].Length == 1) rows.Add(row);
                else
                {
                    var cells = (string[])row.Cells.Clone();
                    foreach (var other in groups[root].Where(o => o != row)) Fill(table.Spec, cells, other);
                    rows.Add(row with { Cells = cells });
                    _steps.Add(new(root, "parties", row.Cells, cells));
                }
            }
            return package.With(new(table.Spec, rows));
        }

        void Fill(TableSpec spec, string[] cells, Row other)
        {
            var note = spec.IndexOf("note");
            for (var i = 1; i < cells.Length; i++)
            {
                if (other.Cells[i].Length == 0 || other.Cells[i] == cells[i] || i == note) continue;
                // The strictest marking holds for both.
                if (spec.Fields[i].Name == "marking") cells[i] = Strictest(cells[i], other.Cells[i]);
                else if (cells[i].Length == 0) cells[i] = other.Cells[i];
                else if (spec.Fields[i].Type == FieldType.Sources) cells[i] = string.Join(' ', cells[i].Split(' ').Concat(other.Cells[i].Split(' ')).Distinct(StringComparer.Ordinal));
                else if (spec.Fields[i].Name != "name") Findings.Add(new("W-MATCH-01", Severity.Warning, new(package.Head.Name, "parties", Column: spec.Fields[i].Name, Id: cells[0]), cells[0], cells[i], other.Cells[0], other.Cells[i]));
            }
            var also = $"Also: {other.Cells[0]}" + (spec.IndexOf("name") is var name && other.Cells[name].Length > 0 ? $" ({other.Cells[name]})" : "") + (other.Cells[note].Length > 0 ? $": {other.Cells[note]}" : "");
            cells[note] = cells[note].Length == 0 ? also : $"{cells[note]}; {also}";
        }

        static string Strictest(string a, string b)
        {
            var order = FieldCatalog.Markings.ToList();
            return order.IndexOf(a) >= order.IndexOf(b) ? a : b;
        }

        Table Follow(Table table, int[] places)
        {
            var key = (table.Spec.HasId ? [table.Spec.Fields[0].Name] : table.Spec.Key).Select(table.Spec.IndexOf).ToArray();
            string KeyOf(string[] cells) => string.Join('\u001f', key.Select(k => cells[k]));
            var untouched = table.Rows.Where(r => places.All(p => Root(r.Cells[p]) == r.Cells[p])).Select(r => KeyOf(r.Cells)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var rows = new List<Row>();
            foreach (var row in table.Rows)
            {
                var moved = places.Where(p => Root(row.Cells[p]) != row.Cells[p]).ToArray();
                if (moved.Length == 0)
                {
                    rows.Add(row);
                    continue;
                }
                var cells = (string[])row.Cells.Clone();
                foreach (var p in moved) cells[p] = Root(cells[p]);
                var into = cells[moved[0]];
                if (table.Spec.Name == "ownership" && cells[0] == cells[1]) Drop("W-MATCH-03", into, table, row);
                else if (!untouched.Add(KeyOf(cells))) Drop("W-MATCH-02", into, table, row);
                else
                {
                    rows.Add(row with { Cells = cells });
                    _steps.Add(new(into, table.Spec.Name, row.Cells, cells));
                }
            }
            return new(table.Spec, rows);
        }

        void Drop(string code, string into, Table table, Row row)
        {
            _steps.Add(new(into, table.Spec.Name, row.Cells, null));
            Findings.Add(new(code, Severity.Warning, row.Place, table.Spec.Name, string.Join(" ", row.Cells.Take(3).Where(c => c.Length > 0))));
        }
    }
}
