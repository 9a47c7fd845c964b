using System.Collections.Concurrent;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Which rows of a package a finding rests on: when they change, a decision about it must be made again.</summary>
/// <remarks>A figure rests on every row of what its goals need, not only on those that bind today: any of them can move it.</remarks>
public sealed class FindingRows
{
    static readonly string[] ActorTables = ["parties", "sites", "lines"];
    readonly Package _package;
    readonly Dictionary<string, (string Input, bool IsMinor)[]> _inputsOfItem, _inputsOfLine;
    readonly ILookup<string, string> _linesOfItem;
    readonly ConcurrentDictionary<string, IReadOnlyList<string>?> _goals = new(StringComparer.Ordinal);

    /// <summary>Prepares the rows of a package.</summary>
    public FindingRows(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        _package = package;
        _linesOfItem = Cells("lines", "item").ToLookup(p => p.Text, p => p.Row.Cells[0], StringComparer.Ordinal);
        _inputsOfItem = Inputs("item");
        _inputsOfLine = Inputs("line");
    }

    Dictionary<string, (string, bool)[]> Inputs(string of)
    {
        var recipes = _package["recipes"];
        return Cells("recipes", of).GroupBy(p => p.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => (recipes.Cell(p.Row, "input"), recipes.Cell(p.Row, "criticality") == "minor")).ToArray(), StringComparer.Ordinal);
    }

    IEnumerable<(string Text, Row Row)> Cells(string table, string field)
    {
        var rows = _package[table];
        return rows.Rows.Select(r => (rows.Cell(r, field), r)).Where(p => p.Item1.Length > 0);
    }

    /// <summary>Addresses of the rows behind a finding, in order; null where the package has no such finding.</summary>
    /// <param name="address">A row (<c>lines/powder-1</c>); a finding in the data (<c>data/W-OWN-01/lines/powder-1</c>, or without a key for the whole table); a
    /// figure that names a technology and a verb (<c>ammunition-155/produce/theta_in</c>, <c>exposure/single-points/ammunition-155/produce/country:CN</c>), or an item.</param>
    public IReadOnlyList<string>? Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var parts = address.Split('/');
        if (parts.Length < 2) return null;
        if (parts[0] == "data") return parts.Length > 2 ? Rows(string.Join('/', parts[2..])) : null;
        if (FieldCatalog.Find(parts[0]) is not null) return Rows(address);
        if (!HasActor(parts[^1])) return null;
        for (var i = 0; i + 1 < parts.Length; i++)
            if (_package["technologies"].Rows.Any(r => r.Cells[0] == parts[i]) && (parts[i + 1] == SovereigntyEngine.Together || FieldCatalog.Verbs.Contains(parts[i + 1]))) return OfGoals(parts[i], parts[i + 1]);
        return parts.FirstOrDefault(p => _package["items"].Rows.Any(r => r.Cells[0] == p)) is { } item ? Tree([item], "") : null;
    }

    // A finding about somebody who is not in the package any more is none.
    bool HasActor(string part)
    {
        var cut = part.IndexOf(':', StringComparison.Ordinal);
        if (cut < 0) return true;
        var table = part[..cut] switch { "party" or "owner" => "parties", "site" => "sites", "line" => "lines", _ => "" };
        return !ActorTables.Contains(table) || _package[table].Rows.Any(r => r.Cells[0] == part[(cut + 1)..]);
    }

    string[]? Rows(string address)
    {
        var cut = address.IndexOf('/', StringComparison.Ordinal);
        if (FieldCatalog.Find(cut < 0 ? address : address[..cut]) is not { } spec) return null;
        var all = _package[spec.Name].Rows.Select(r => Address(spec, r)).Where(a => cut < 0 || a == address).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return all.Length > 0 ? all : null;
    }

    // Asked again for every single point of a verb.
    IReadOnlyList<string>? OfGoals(string technology, string verb) => _goals.GetOrAdd($"{technology}/{verb}", _ => Goals(technology, verb));

    string[]? Goals(string technology, string verb)
    {
        var goals = _package["goals"];
        var asked = goals.Rows.Where(r => goals.Cell(r, "technology") == technology && (verb == SovereigntyEngine.Together || goals.Cell(r, "verb") == verb)).ToArray();
        return asked.Length == 0 ? null : Tree([.. asked.Select(r => goals.Cell(r, "item"))], technology, [.. asked.Select(r => Address(goals.Spec, r))]);
    }

    string[] Tree(string[] roots, string technology, params string[] more)
    {
        var items = Below(roots);
        var lines = items.SelectMany(i => _linesOfItem[i]).ToHashSet(StringComparer.Ordinal);
        var rows = new SortedSet<string>(more, StringComparer.Ordinal);
        var (parties, sites) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Take(rows, "technologies", (t, r) => r.Cells[0] == technology);
        Take(rows, "items", (t, r) => items.Contains(r.Cells[0]));
        Take(rows, "totals", (t, r) => items.Contains(t.Cell(r, "item")));
        Take(rows, "recipes", (t, r) => items.Contains(t.Cell(r, "item")) || lines.Contains(t.Cell(r, "line")));
        Take(rows, "links", (t, r) => lines.Contains(t.Cell(r, "supplier")) || lines.Contains(t.Cell(r, "customer")));
        Take(rows, "lines", (t, r) => lines.Contains(r.Cells[0]) && (parties.Add(t.Cell(r, "party")) | sites.Add(t.Cell(r, "site")) | true));
        Take(rows, "stocks", (t, r) => items.Contains(t.Cell(r, "item")) && (parties.Add(t.Cell(r, "holder")) | true));
        Take(rows, "restrictions", (t, r) => t.Cell(r, "target") is var target && (items.Contains(target) || lines.Contains(target) || (technology.Length > 0 && target == technology)) && (parties.Add(t.Cell(r, "holder")) | true));
        Take(rows, "sites", (t, r) => sites.Contains(r.Cells[0]) && (parties.Add(t.Cell(r, "party")) | true));
        while (Take(rows, "ownership", (t, r) => parties.Contains(t.Cell(r, "owned")) && (parties.Add(t.Cell(r, "owner")) | true))) { }
        Take(rows, "parties", (t, r) => parties.Contains(r.Cells[0]));
        return [.. rows];
    }

    // True where a row was added.
    bool Take(SortedSet<string> rows, string table, Func<Table, Row, bool> belongs)
    {
        var all = _package[table];
        var before = rows.Count;
        foreach (var row in all.Rows)
            if (belongs(all, row)) rows.Add(Address(all.Spec, row));
        return rows.Count > before;
    }

    HashSet<string> Below(IEnumerable<string> roots)
    {
        var seen = roots.ToHashSet(StringComparer.Ordinal);
        var queue = new Queue<string>(seen);
        while (queue.TryDequeue(out var item))
            foreach (var (input, isMinor) in _inputsOfItem.GetValueOrDefault(item, []).Concat(_linesOfItem[item].SelectMany(l => _inputsOfLine.GetValueOrDefault(l, []))))
                if (!isMinor && seen.Add(input)) queue.Enqueue(input);
        return seen;
    }

    /// <summary>Address of the row that a finding in the data speaks of: <c>data/CODE/TABLE/KEY</c>; without the key where it speaks of no single row. Null where it
    /// speaks of no table.</summary>
    public string? AddressOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var place = finding.Place;
        var name = place.Sheet is { Length: > 0 } sheet ? sheet : Path.GetFileNameWithoutExtension(place.File ?? "");
        if (FieldCatalog.Find(name.ToLowerInvariant()) is not { } spec) return null;
        var row = _package[spec.Name].Rows.FirstOrDefault(r => place.Row is not null && r.Place.Row == place.Row || place.Id is { Length: > 0 } id && (r.Place.Id == id || spec.HasId && r.Cells[0] == id));
        return row is null ? $"data/{finding.Code}/{spec.Name}" : $"data/{finding.Code}/{Address(spec, row)}";
    }

    static string Address(TableSpec spec, Row row) => $"{spec.Name}/{MergeEngine.KeyText(spec, row)}";
}
