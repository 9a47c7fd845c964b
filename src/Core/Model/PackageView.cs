using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>A package as somebody with a clearance may see it.</summary>
/// <remarks>Withheld rows read as unknown, so that a figure of the view is an interval that holds the figure of the whole (design section 8):
/// a line becomes a maker of unknown size and place, an input a need of unknown amount, a right to say no one of an unknown holder, a stock one of
/// unknown size; what can be given no unknown form (goals of the same verb, totals that a hidden line is part of) falls away with the row.
/// A demand's priority is for its buyer and for who keeps the data, unless it was declared public: else it is left blank, and the demand counts as withheld.
/// No cell of a withheld row stands in the view, and neither its id nor its name: a note or other free text of a seen row that says one is left blank, and an
/// event, a claim or a contract that does is withheld. What a text says of withheld things in other words, or of their numbers, cannot be found.</remarks>
public sealed partial class PackageView
{
    /// <summary>Start of the ids that stand for what is withheld.</summary>
    public const string Mark = "withheld";

    readonly Dictionary<string, Row[]> _seen = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, List<Row>> _hidden = new(StringComparer.Ordinal);
    readonly Clearance _clearance;
    readonly Package _whole;
    readonly string _mark;

    PackageView(Package whole, Clearance clearance)
    {
        (_whole, _clearance) = (whole, clearance);
        var ids = FieldCatalog.Tables.Where(t => t.HasId).SelectMany(t => whole[t.Name].Rows.Select(r => r.Cells[0])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _mark = Enumerable.Range(0, int.MaxValue).Select(i => i == 0 ? Mark : $"{Mark}{i.ToString(CultureInfo.InvariantCulture)}").First(m => !ids.Any(id => id.StartsWith(m, StringComparison.OrdinalIgnoreCase)));
        Package = Hide();
    }

    /// <summary>The package with the withheld rows replaced; the package itself where nothing is withheld.</summary>
    public Package Package { get; }

    /// <summary>How many rows are withheld, per table; tables without any are absent.</summary>
    public IReadOnlyDictionary<string, int> Withheld => _hidden.Select(h => (h.Key, h.Value.Count)).Concat(_blanked > 0 ? [("demands", _blanked)] : []).GroupBy(h => h.Item1, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(h => h.Item2), StringComparer.Ordinal);

    /// <summary>The strictest marking of the rows that are seen: what a figure of the view must be handled as at most.</summary>
    public string Marking => Clearance.Strictest(FieldCatalog.Tables.Where(t => t.Find("marking") >= 0).SelectMany(t => Package[t.Name].Rows.Select(r => r.Cells[t.IndexOf("marking")])));

    /// <summary>How many rows are withheld in all, those of which only the priority is among them.</summary>
    public int Count => _hidden.Values.Sum(h => h.Count) + _blanked;

    /// <summary>A warning that says how many rows are withheld and a note of how many of them only lack their priority, or none.</summary>
    public IReadOnlyList<Finding> Findings => Count == 0 ? [] : [new("W-VIEW-01", Severity.Warning, new Place(), Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", Withheld.Keys.Order(StringComparer.Ordinal))),
        .. _blanked == 0 ? Array.Empty<Finding>() : [new("N-VIEW-02", Severity.Note, new Place(), _blanked.ToString(CultureInfo.InvariantCulture))]];

    /// <summary>The view of somebody.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static PackageView Of(Package package, Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(clearance);
        return new(package, clearance);
    }

    /// <summary>Builds the network of the view.</summary>
    /// <param name="findings">What was found in what is seen, and how much is not; added to.</param>
    /// <returns>The network, or null where what is seen is no network.</returns>
    public Network? Build(ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = new List<Finding>();
        var network = NetworkBuilder.Build(Package, found);
        // What stands for the withheld has no place and no size on purpose.
        foreach (var finding in Count == 0 ? found : [.. found.Where(f => !f.Values.Any(v => v.StartsWith(_mark, StringComparison.Ordinal))), .. Findings]) findings.Add(finding);
        return network;
    }

    Package Hide()
    {
        foreach (var spec in FieldCatalog.Tables) _seen[spec.Name] = [.. _whole[spec.Name].Rows];
        Withhold("sources", _ => true, MarkedAbove);
        foreach (var spec in FieldCatalog.Tables.Where(t => t.Name != "sources")) Withhold(spec.Name, _ => true, MarkedAbove);
        BlankPriorities();
        if (Count == 0) return _whole;
        FollowReferences();
        while (WithholdWhatSpeaksOfHidden()) FollowReferences();
        WithholdGoalsTogether();
        var head = BlankWhatSpeaksOfHidden();
        return WithPlaceholders(head);
    }

    bool MarkedAbove(TableSpec spec, Row row) =>
        spec.Find("marking") is >= 0 and var at && !_clearance.Covers(row.Cells[at]) && !IsOwn(spec, row);

    // Rows about one's own party: the party, its sites and lines, what its lines hold, need and are promised, its demands, budgets and facts.
    bool IsOwn(TableSpec spec, Row row)
    {
        if (_clearance.Party is not { Length: > 0 } own) return false;
        return spec.Name switch
        {
            "parties" => row.Cells[0] == own,
            "sites" or "contracts" or "series" => Cell(spec, row, "party") == own,
            "lines" => IsOwnLine(row.Cells[0]),
            "recipes" => IsOwnLine(Cell(spec, row, "line")),
            "links" => IsOwnLine(Cell(spec, row, "customer")) && IsOwnLine(Cell(spec, row, "supplier")),
            "stocks" => Cell(spec, row, "holder") is var holder && (holder == own || IsOwnLine(holder)),
            "expansions" => Cell(spec, row, "party") == own || IsOwnLine(Cell(spec, row, "line")),
            "demands" => Cell(spec, row, "buyer") == own,
            "budgets" => Cell(spec, row, "payer") == own,
            _ => false,
        };
    }

    bool IsOwnLine(string id) => id.Length > 0 && (_ownLines ??= [.. OwnLines()]).Contains(id);

    HashSet<string>? _ownLines;

    IEnumerable<string> OwnLines()
    {
        var lines = _whole["lines"];
        var sites = _whole["sites"];
        var own = sites.Rows.Where(s => sites.Cell(s, "party") == _clearance.Party).Select(s => s.Cells[0]).ToHashSet(StringComparer.Ordinal);
        return lines.Rows.Where(l => lines.Cell(l, "party") is var party && (party == _clearance.Party || (party.Length == 0 && own.Contains(lines.Cell(l, "site"))))).Select(l => l.Cells[0]);
    }

    static string Cell(TableSpec spec, Row row, string field) => row.Cells[spec.IndexOf(field)];

    // Moves the rows of a table that fit from the seen to the hidden; true where there was one.
    bool Withhold(string table, Func<Row, bool> among, Func<TableSpec, Row, bool> when)
    {
        var spec = FieldCatalog.Table(table);
        var hidden = _seen[table].Where(r => among(r) && when(spec, r)).ToHashSet<Row>(ReferenceEqualityComparer.Instance);
        if (hidden.Count == 0) return false;
        _seen[table] = [.. _seen[table].Where(r => !hidden.Contains(r))];
        if (!_hidden.TryGetValue(table, out var list)) _hidden[table] = list = [];
        list.AddRange(_whole[table].Rows.Where(hidden.Contains));
        return true;
    }

    // A row that names a withheld row says something about it, and is withheld too; only the technology of an item can be left blank.
    void FollowReferences()
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var spec in FieldCatalog.Tables)
                foreach (var field in spec.Fields.Where(f => f.Type == FieldType.Reference && (spec.Name, f.Name) != ("items", "technology")))
                {
                    var at = spec.IndexOf(field.Name);
                    var gone = field.Targets.Where(t => t != "countries").SelectMany(Gone).ToHashSet(StringComparer.Ordinal);
                    if (gone.Count > 0) again |= Withhold(spec.Name, r => gone.Contains(r.Cells[at]), (_, _) => true);
                }
        }
    }

    IEnumerable<string> Gone(string table) =>
        _hidden.TryGetValue(table, out var rows) ? rows.Select(r => r.Cells[0]).Except(_seen[table].Select(r => r.Cells[0]), StringComparer.Ordinal) : [];

    // Some of the goals of a verb would be easier to reach than all of them.
    void WithholdGoalsTogether()
    {
        if (!_hidden.TryGetValue("goals", out var hidden)) return;
        var spec = FieldCatalog.Table("goals");
        var verbs = hidden.Select(r => (Cell(spec, r, "technology"), Cell(spec, r, "verb"))).ToHashSet();
        _ = Withhold("goals", r => verbs.Contains((Cell(spec, r, "technology"), Cell(spec, r, "verb"))), (_, _) => true);
    }

    Package WithPlaceholders(PackageHead head)
    {
        var added = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        var items = _seen["items"].Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
        HideInputs(added, items);
        HideLines(added, items);
        HideConsents(added, items);
        HideStocks(added, items);
        if (_hidden.ContainsKey("technologies")) Blank("items", "technology", [.. Gone("technologies")]);
        HideSources(added);
        return new(head, FieldCatalog.Tables.Select(t => new Table(t, added.TryGetValue(t.Name, out var more) ? [.. _seen[t.Name], .. more] : _seen[t.Name])).Where(t => t.Rows.Count > 0));
    }

    IEnumerable<Row> Hidden(string table) => _hidden.TryGetValue(table, out var rows) ? rows : [];

    static void Add(SortedDictionary<string, List<Row>> added, string table, params ReadOnlySpan<(string Field, string Text)> cells)
    {
        var spec = FieldCatalog.Table(table);
        var row = new string[spec.Fields.Count];
        Array.Fill(row, "");
        foreach (var (field, text) in cells) row[spec.IndexOf(field)] = text;
        if (!added.TryGetValue(table, out var rows)) added[table] = rows = [];
        if (!rows.Any(r => r.Cells.SequenceEqual(row))) rows.Add(new(row, new Place(Sheet: table)));
    }

    // An input of unknown amount: it cannot be met in the pessimistic reading, and none is needed in the others.
    void HideInputs(SortedDictionary<string, List<Row>> added, HashSet<string> items)
    {
        var spec = FieldCatalog.Table("recipes");
        var lines = _seen["lines"].Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Hidden("recipes"))
        {
            var (item, line) = (Cell(spec, row, "item"), Cell(spec, row, "line"));
            if ((item.Length > 0 && !items.Contains(item)) || (line.Length > 0 && !lines.Contains(line))) continue;
            // Alternatives keep standing beside one another; the group has another name than the withheld row gives it where nobody else is in it.
            var group = Cell(spec, row, "group");
            if (group.Length > 0 && !_seen["recipes"].Any(r => Cell(spec, r, "group") == group && Cell(spec, r, "item") == item && Cell(spec, r, "line") == line)) group = _mark;
            AddItem(added);
            Add(added, "recipes", ("item", item), ("line", line), ("input", _mark), ("group", group));
        }
    }

    void AddItem(SortedDictionary<string, List<Row>> added) => Add(added, "items", ("id", _mark), ("name", Mark), ("unit", "piece"));

    // A maker of unknown size, owner and place, which also stands in the place of withheld suppliers; what a total leaves cannot be told any more.
    void HideLines(SortedDictionary<string, List<Row>> added, HashSet<string> items)
    {
        var spec = FieldCatalog.Table("lines");
        // Somebody who makes it in a way of his own: what he needs is as unknown as he is.
        var ownRecipes = _whole["recipes"].Rows.Select(r => _whole["recipes"].Cell(r, "line")).Where(l => l.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var item in Hidden("lines").Select(r => Cell(spec, r, "item")).Where(items.Contains).Distinct(StringComparer.Ordinal))
        {
            Unlisted(added, item);
            if (Hidden("lines").Any(l => Cell(spec, l, "item") == item && ownRecipes.Contains(l.Cells[0])))
            {
                AddItem(added);
                Add(added, "recipes", ("line", $"{_mark}-{item}"), ("input", _mark));
            }
            _ = Withhold("totals", r => r.Cells[FieldCatalog.Table("totals").IndexOf("item")] == item, (_, _) => true);
        }
        // A total says that there are others than those listed.
        foreach (var item in Hidden("totals").Select(r => Cell(FieldCatalog.Table("totals"), r, "item")).Where(items.Contains)) Unlisted(added, item);
        var links = FieldCatalog.Table("links");
        var seen = _seen["lines"].Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Hidden("links"))
        {
            var (customer, item) = (Cell(links, row, "customer"), Cell(links, row, "item"));
            if (!seen.Contains(customer) || !items.Contains(item)) continue;
            Unlisted(added, item);
            Add(added, "links", ("supplier", $"{_mark}-{item}"), ("customer", customer), ("item", item));
        }
    }

    void Unlisted(SortedDictionary<string, List<Row>> added, string item) => Add(added, "lines", ("id", $"{_mark}-{item}"), ("name", Mark), ("item", item));

    // A right to say no of which nobody knows who has it, nor from what share on; others of its regime may then count with a smaller share.
    void HideConsents(SortedDictionary<string, List<Row>> added, HashSet<string> items)
    {
        var spec = FieldCatalog.Table("restrictions");
        var targets = items.Concat(_seen["lines"].Select(r => r.Cells[0])).Concat(_seen["technologies"].Select(r => r.Cells[0])).ToHashSet(StringComparer.Ordinal);
        var regimes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Hidden("restrictions"))
        {
            if (Cell(spec, row, "regime") is { Length: > 0 } regime) regimes.Add(regime);
            var target = Cell(spec, row, "target");
            if (!targets.Contains(target)) continue;
            Add(added, "parties", ("id", _mark), ("name", Mark));
            Add(added, "restrictions", ("id", $"{_mark}-{target}"), ("name", Mark), ("regime", _mark), ("holder", _mark), ("target", target));
        }
        var (at, of) = (spec.IndexOf("threshold"), spec.IndexOf("regime"));
        _seen["restrictions"] = [.. _seen["restrictions"].Select(r => regimes.Contains(r.Cells[of]) && Quantity.TryParse(r.Cells[at], out var t) && t.IsKnown
            ? WithCell(r, at, Quantity.Between(0, t.High).ToString()) : r)];
    }

    void HideStocks(SortedDictionary<string, List<Row>> added, HashSet<string> items)
    {
        var spec = FieldCatalog.Table("stocks");
        foreach (var item in Hidden("stocks").Select(r => Cell(spec, r, "item")).Where(items.Contains).Distinct(StringComparer.Ordinal))
        {
            Add(added, "parties", ("id", _mark), ("name", Mark));
            Add(added, "stocks", ("holder", _mark), ("item", item));
        }
    }

    // How far a source is to be believed still counts; what it is does not stand here.
    void HideSources(SortedDictionary<string, List<Row>> added)
    {
        var gone = new Dictionary<string, string>(StringComparer.Ordinal);
        var spec = FieldCatalog.Table("sources");
        foreach (var row in Hidden("sources").OrderBy(r => r.Cells[0], StringComparer.Ordinal))
        {
            gone[row.Cells[0]] = $"{_mark}-{(gone.Count + 1).ToString(CultureInfo.InvariantCulture)}";
            Add(added, "sources", ("id", gone[row.Cells[0]]), ("title", Mark), ("reliability", Cell(spec, row, "reliability")), ("credibility", Cell(spec, row, "credibility")));
        }
        if (gone.Count == 0) return;
        foreach (var table in FieldCatalog.Tables.Where(t => t.Find("source") >= 0))
        {
            var at = table.IndexOf("source");
            _seen[table.Name] = [.. _seen[table.Name].Select(r => WithCell(r, at, string.Join(' ', r.Cells[at].Split(' ').Select(s => gone.GetValueOrDefault(s, s)))))];
        }
    }

    void Blank(string table, string field, HashSet<string> values)
    {
        var at = FieldCatalog.Table(table).IndexOf(field);
        _seen[table] = [.. _seen[table].Select(r => values.Contains(r.Cells[at]) ? WithCell(r, at, "") : r)];
    }

    static Row WithCell(Row row, int at, string text)
    {
        if (row.Cells[at] == text) return row;
        var cells = (string[])row.Cells.Clone();
        cells[at] = text;
        return row with { Cells = cells };
    }
}
