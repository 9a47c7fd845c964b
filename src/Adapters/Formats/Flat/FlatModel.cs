using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>A figure or text that rows state, with the first row that does and the sources of all.</summary>
sealed class FlatFact<T>
{
    public T? Value { get; set; }

    public FlatRow? First { get; set; }

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>An item of the sheet.</summary>
sealed class FlatItem(string name)
{
    public string Name { get; } = name;

    public string Unit { get; set; } = "";

    public bool IsUsed { get; set; }

    public bool IsComplete { get; set; }

    public FlatFact<Quantity> Value { get; } = new();

    public FlatFact<Quantity> Stock { get; } = new();

    /// <summary>What is needed of it, with its unit and period.</summary>
    public FlatFact<(Quantity Rate, string Unit)> Need { get; } = new();

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>A party of the sheet. Without a name: the unnamed makers of an item that somebody is known to own.</summary>
sealed class FlatParty(string name)
{
    public string Name { get; } = name;

    public FlatItem? Of { get; init; }

    public SortedSet<string> Countries { get; } = new(StringComparer.Ordinal);

    public FlatFact<string> Owner { get; } = new();

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>Somebody's ability to make an item.</summary>
sealed class FlatLine(FlatItem item, FlatParty? party, string country)
{
    public FlatItem Item { get; } = item;

    public FlatParty? Party { get; } = party;

    public string Country { get; } = country;

    public bool IsSecond { get; init; }

    public FlatFact<(Quantity Figure, string Unit)> Capacity { get; } = new();

    public FlatFact<Quantity> LeadTime { get; } = new();

    public FlatFact<Quantity> Value { get; } = new();

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>An item used in another.</summary>
sealed class FlatUse(FlatItem parent, FlatItem input)
{
    public FlatItem Parent { get; } = parent;

    public FlatItem Input { get; } = input;

    public FlatFact<(Quantity Figure, string Unit)> Quantity { get; } = new();

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>What is needed of an end product.</summary>
sealed record FlatGoal(FlatItem Item, Quantity Rate, string Unit, bool IsAssumed, IReadOnlyCollection<string> Sources);

/// <summary>What the rows of a sheet say together: rows of one item joined, contradictions found.</summary>
sealed class FlatModel
{
    // A suggestion looks at all names: hundreds for a usual sheet, few for a very long one.
    const int MostCompared = 200_000;

    readonly FlatOptions _options;
    readonly FindingCollection _findings;
    readonly Dictionary<string, FlatItem> _items = new(StringComparer.Ordinal);
    readonly Dictionary<string, FlatParty> _parties = new(StringComparer.Ordinal);
    readonly Dictionary<(FlatItem, FlatItem), FlatUse> _uses = [];
    readonly Dictionary<(FlatItem, string, string), FlatLine> _lines = [];
    readonly HashSet<string> _spellings = new(StringComparer.Ordinal);

    FlatModel(FlatOptions options, FindingCollection findings)
    {
        _options = options;
        _findings = findings;
    }

    public IReadOnlyCollection<FlatItem> Items => _items.Values;

    public IReadOnlyCollection<FlatParty> Parties => _parties.Values;

    public IReadOnlyCollection<FlatUse> Uses => _uses.Values;

    public IReadOnlyCollection<FlatLine> Lines => _lines.Values;

    public List<FlatGoal> Goals { get; } = [];

    /// <summary>The one maker of all end products, who holds the stocks; null where there are several or none.</summary>
    public FlatParty? Own { get; set; }

    public static FlatModel From(IReadOnlyList<FlatRow> rows, FlatOptions options, FindingCollection findings)
    {
        var model = new FlatModel(options, findings);
        foreach (var row in rows) model.Enter(model._items, row.Item, row, n => new FlatItem(n));
        // A parent may be named with its unit or without; a name that ends in brackets itself goes first.
        rows = [.. rows.Select(r => r.UsedIn.Length == 0 || model._items.ContainsKey(Key(r.UsedIn)) ? r : r with { UsedIn = FlatReader.ItemOf(r.UsedIn).Name })];
        model.EnterParents(rows);
        model.SetUnits(rows);
        var used = rows.Where(r => r.UsedIn.Length > 0).Select(r => model.ItemOf(r.Item)).ToHashSet();
        foreach (var item in used) item.IsUsed = true;
        foreach (var row in rows) model.TakeUse(row);
        foreach (var row in rows) model.TakeItem(row);
        model.TakeMakers(rows);
        model.SetGoals();
        var makers = model.Lines.Where(l => !l.Item.IsUsed && !l.IsSecond && l.Party is { Name.Length: > 0 }).Select(l => l.Party!).Distinct().ToArray();
        model.Own = makers.Length == 1 ? makers[0] : null;
        return model;
    }

    static string Key(string name) => name.ToLowerInvariant();

    FlatItem ItemOf(string name) => _items[Key(name)];

    // One thing to a person whatever its capitals; the first spelling stays.
    T Enter<T>(Dictionary<string, T> things, string name, FlatRow row, Func<string, T> make) where T : class
    {
        if (!things.TryGetValue(Key(name), out var thing)) return things[Key(name)] = make(name);
        var first = thing is FlatItem item ? item.Name : ((FlatParty)(object)thing).Name;
        if (first != name && _spellings.Add(name)) _findings.Add(new Finding("N-FLAT-02", Severity.Note, row.Place, name, first));
        return thing;
    }

    void EnterParents(IReadOnlyList<FlatRow> rows)
    {
        var listed = _items.Values.Select(i => i.Name).ToArray();
        var suggestions = Math.Max(1, MostCompared / Math.Max(1, listed.Length));
        foreach (var row in rows.Where(r => r.UsedIn.Length > 0))
        {
            if (!_items.ContainsKey(Key(row.UsedIn)))
            {
                var near = suggestions-- > 0 && Spelling.Nearest(row.UsedIn, listed) is { } name && Spelling.Distance(name, row.UsedIn) <= 2 ? name : "";
                _findings.Add(new Finding("W-FLAT-03", Severity.Warning, row.Place, row.UsedIn, near));
            }
            Enter(_items, row.UsedIn, row, n => new FlatItem(n));
        }
    }

    // Behind the name it counts most; else the first amount that states a unit; else pieces.
    void SetUnits(IReadOnlyList<FlatRow> rows)
    {
        foreach (var group in rows.GroupBy(r => ItemOf(r.Item)))
        {
            var stated = group.Select(r => r.ItemUnit).Concat(group.Select(r => r.QuantityUnit)).Concat(group.Select(r => r.CapacityUnit)).Concat(group.Select(r => r.StockUnit)).Concat(group.Select(r => r.ValueUnit));
            group.Key.Unit = stated.FirstOrDefault(u => u.Length > 0 && Units.TryFind(u, out _)) ?? "";
        }
        foreach (var item in _items.Values.Where(i => i.Unit.Length == 0)) item.Unit = "piece";
    }

    void TakeUse(FlatRow row)
    {
        var item = ItemOf(row.Item);
        var unit = row.QuantityUnit.Length > 0 ? row.QuantityUnit : item.Unit;
        if (row.Quantity.IsKnown) CheckUnit(row, item, unit);
        if (row.UsedIn.Length == 0)
        {
            if (!row.Quantity.IsKnown) return;
            if (!item.IsUsed && row.QuantityPeriod.Length > 0) State(item.Need, (row.Quantity, $"{unit}/{row.QuantityPeriod}"), row, FlatColumns.Quantity);
            else _findings.Add(new Finding("W-FLAT-05", Severity.Warning, row.Place, item.Name, Text((row.Quantity, unit)), row.QuantityPeriod));
            return;
        }
        var parent = ItemOf(row.UsedIn);
        if (parent == item) _findings.Add(new Finding("E-FLAT-16", Severity.Error, row.Place, item.Name));
        if (!_uses.TryGetValue((parent, item), out var use)) use = _uses[(parent, item)] = new(parent, item);
        use.Sources.UnionWith(row.Sources);
        if (row.QuantityPeriod.Length > 0) _findings.Add(new Finding("E-FLAT-04", Severity.Error, row.Place, $"{Text((row.Quantity, unit))}/{row.QuantityPeriod}"));
        else if (row.Quantity.IsKnown) State(use.Quantity, (row.Quantity, unit), row, FlatColumns.Quantity);
    }

    void TakeItem(FlatRow row)
    {
        var item = ItemOf(row.Item);
        item.Sources.UnionWith(row.Sources);
        if (row.Stock.IsKnown && ConvertTo(row, item, row.StockUnit, row.Stock) is { } stock) State(item.Stock, stock, row, FlatColumns.Stock);
        if (row.Value.IsKnown && row.ValueUnit.Length > 0 && row.ValueUnit != item.Unit) _findings.Add(new Finding("E-FLAT-13", Severity.Error, row.Place, item.Name, item.Unit, row.ValueUnit));
        if (FlatCells.IsNone(row.Second)) item.IsComplete = true;
    }

    void TakeMakers(IReadOnlyList<FlatRow> rows)
    {
        var countries = rows.Where(r => r.Supplier.Length > 0 && r.Country.Length > 0).GroupBy(r => (ItemOf(r.Item), Key(r.Supplier)))
            .ToDictionary(g => g.Key, g => g.Select(r => r.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        foreach (var row in rows.Where(r => r.HasMaker)) TakeLine(row, countries);
        foreach (var row in rows.Where(r => r.Value.IsKnown && !r.HasMaker)) State(ItemOf(row.Item).Value, row.Value, row, FlatColumns.Value);
        var named = _lines.Values.Where(l => l.Party is { Name.Length: > 0 }).Select(l => (l.Item, Key(l.Party!.Name))).ToHashSet();
        foreach (var row in rows.Where(r => r.Second.Length > 0 && !FlatCells.IsNone(r.Second))) TakeSecond(row, named);
        foreach (var group in _lines.Values.GroupBy(l => l.Item)) JoinValues(group.Key, [.. group]);
        foreach (var party in _parties.Values.Where(p => p.Countries.Count > 1))
            _findings.Add(new Finding("W-FLAT-07", Severity.Warning, rows[0].Place with { Row = null }, party.Name, string.Join(", ", party.Countries)));
    }

    void TakeLine(FlatRow row, Dictionary<(FlatItem, string), string[]> countries)
    {
        var item = ItemOf(row.Item);
        var party = row.Supplier.Length > 0 ? Enter(_parties, row.Supplier, row, n => new FlatParty(n))
            : row.Owner.Length == 0 ? null : Unnamed(item, row.Country);
        var country = row.Country;
        if (country.Length == 0 && row.Supplier.Length > 0 && countries.TryGetValue((item, Key(row.Supplier)), out var known))
        {
            country = known[0];
            if (known.Length > 1 && (row.Capacity.IsKnown || row.LeadTimeDays.IsKnown)) _findings.Add(new Finding("E-FLAT-14", Severity.Error, row.Place, row.Supplier, string.Join(", ", known)));
        }
        var key = (item, row.Supplier.Length > 0 ? Key(row.Supplier) : party is null ? "" : "\u001f", country);
        if (!_lines.TryGetValue(key, out var line)) line = _lines[key] = new(item, party, country);
        line.Sources.UnionWith(row.Sources);
        if (party is not null)
        {
            party.Sources.UnionWith(row.Sources);
            if (row.Country.Length > 0) party.Countries.Add(row.Country);
            if (row.Owner.Length > 0) State(party.Owner, row.Owner, row, FlatColumns.Owner);
        }
        if (row.Capacity.IsKnown)
        {
            var unit = row.CapacityUnit.Length > 0 ? row.CapacityUnit : item.Unit;
            CheckUnit(row, item, unit);
            State(line.Capacity, (row.Capacity, $"{unit}/{row.CapacityPeriod}"), row, FlatColumns.Capacity);
        }
        if (row.LeadTimeDays.IsKnown) State(line.LeadTime, row.LeadTimeDays, row, FlatColumns.LeadTime);
        if (row.Value.IsKnown) State(line.Value, row.Value, row, FlatColumns.Value);
    }

    FlatParty Unnamed(FlatItem item, string country)
    {
        var key = $"\u001f{Key(item.Name)}\u001f{country}";
        if (!_parties.TryGetValue(key, out var party)) _parties[key] = party = new("") { Of = item };
        return party;
    }

    // A second source that is a supplier of the item anyway is there already.
    void TakeSecond(FlatRow row, HashSet<(FlatItem, string)> named)
    {
        var item = ItemOf(row.Item);
        var name = FlatCells.IsYes(row.Second) ? "" : row.Second;
        if (named.Contains((item, Key(name)))) return;
        var party = name.Length > 0 ? Enter(_parties, name, row, n => new FlatParty(n)) : null;
        var key = (item, "\u001e" + Key(name), "");
        if (!_lines.TryGetValue(key, out var line)) line = _lines[key] = new(item, party, "") { IsSecond = true };
        line.Sources.UnionWith(row.Sources);
        party?.Sources.UnionWith(row.Sources);
    }

    // One price for the item where all say the same; else each maker's own, and the item's value is the interval that holds them.
    void JoinValues(FlatItem item, FlatLine[] lines)
    {
        var stated = lines.Where(l => l.Value.Value.IsKnown).ToArray();
        if (stated.Length == 0) return;
        var values = stated.Select(l => l.Value.Value).Distinct().ToArray();
        if (item.Value.First is not null && (values.Length > 1 || values[0] != item.Value.Value)) Contradiction(stated.First(l => l.Value.Value != item.Value.Value).Value.First!, FlatColumns.Value, item.Value.First, item.Value.Value.ToString(), stated.First(l => l.Value.Value != item.Value.Value).Value.Value.ToString());
        item.Value.Value = values.Length == 1 ? values[0] : Quantity.Between(values.Min(v => v.Low), values.Max(v => v.High));
        if (values.Length == 1)
            foreach (var line in stated) line.Value.Value = Quantity.Unknown;
    }

    void SetGoals()
    {
        var ends = _items.Values.Where(i => !i.IsUsed).ToArray();
        if (ends.Length == 0 && _items.Count > 0) _findings.Add(new Finding("W-FLAT-04", Severity.Warning, new Place()));
        var asked = new Dictionary<FlatItem, (Quantity, string)>();
        foreach (var text in _options.Goals)
            if (Asked(text, ends) is { } goal)
                foreach (var item in goal.Items) asked[item] = (goal.Rate, $"{(goal.Unit.Length > 0 ? goal.Unit : item.Unit)}/{goal.Period}");
        var lines = _lines.Values.Where(l => !l.IsSecond).ToLookup(l => l.Item);
        foreach (var item in ends.Concat(asked.Keys.Where(i => i.IsUsed)))
        {
            if (asked.TryGetValue(item, out var given)) Goals.Add(new(item, given.Item1, given.Item2, false, []));
            else if (item.Need.First is not null) Goals.Add(new(item, item.Need.Value.Rate, item.Need.Value.Unit, false, item.Need.Sources));
            else Assume(item, [.. lines[item]]);
        }
        foreach (var goal in Goals.Where(g => g.Rate.High <= 0)) _findings.Add(new Finding("E-NUM-03", Severity.Error, goal.Item.Need.First?.Place ?? new Place(), goal.Rate.ToString()));
    }

    // Without a stated need the verdict cannot be asked; the end product's own capacity is the honest place to start, and it is said.
    void Assume(FlatItem item, FlatLine[] lines)
    {
        var sum = 0.0;
        foreach (var line in lines)
            sum += line.Capacity.First is { } && Units.TryFind(line.Capacity.Value.Unit, out var rate) && Units.TryFind(item.Unit, out var amount) && Units.PerMonth(rate, amount) is { } factor && double.IsFinite(line.Capacity.Value.Figure.Central)
                ? line.Capacity.Value.Figure.Central * factor : double.NaN;
        var isKnown = lines.Length > 0 && sum > 0 && double.IsFinite(sum);
        var goal = new FlatGoal(item, Quantity.Of(isKnown ? FlatCells.Rounded(sum) : 1), $"{item.Unit}/month", true, []);
        Goals.Add(goal);
        _findings.Add(new Finding(isKnown ? "W-FLAT-06" : "W-FLAT-08", Severity.Warning, new Place(), item.Name, $"{goal.Rate} {goal.Unit}"));
    }

    (IReadOnlyList<FlatItem> Items, Quantity Rate, string Unit, string Period)? Asked(string text, FlatItem[] ends)
    {
        var cut = text.LastIndexOf('=');
        IReadOnlyList<FlatItem> items = ends;
        if (cut >= 0)
        {
            var name = text[..cut].Trim();
            if (!_items.TryGetValue(Key(name), out var item))
            {
                _findings.Add(new Finding("E-FLAT-15", Severity.Error, new Place("--goal"), name, Spelling.Nearest(name, _items.Values.Select(i => i.Name)) ?? ""));
                return null;
            }
            items = [item];
        }
        var figure = text[(cut + 1)..].Trim();
        if (!FlatCells.TryFigure(figure, w => FlatCells.TryUnit(w, out _, out _, out _), out var digits, out var words) || !FlatCells.TryUnit(words, out var unit, out var period, out var factor)
            || !(Quantity.TryParse(digits, out var rate) || (NumberText.ReadInterval(digits, out var plain, out _) == NumberText.Outcome.Read && Quantity.TryParse(plain, out rate))) || !rate.IsKnown || rate.Low < 0 || rate.High <= 0)
        {
            _findings.Add(new Finding("E-FLAT-18", Severity.Error, new Place("--goal"), figure));
            return null;
        }
        foreach (var item in items)
            if (unit.Length > 0 && !Convert(unit, item.Unit).HasValue) _findings.Add(new Finding("E-FLAT-13", Severity.Error, new Place("--goal"), item.Name, item.Unit, unit));
        return (items, FlatCells.Times(rate, factor), unit, period.Length > 0 ? period : "month");
    }

    void State<T>(FlatFact<T> fact, T value, FlatRow row, string column)
    {
        if (fact.First is null) (fact.Value, fact.First) = (value, row);
        else if (!Equals(fact.Value, value)) Contradiction(row, column, fact.First, Text(fact.Value), Text(value));
        fact.Sources.UnionWith(row.Sources);
    }

    void Contradiction(FlatRow row, string column, FlatRow first, string said, string says) =>
        _findings.Add(new Finding("E-FLAT-12", Severity.Error, row.Place with { Column = column.Replace('_', ' ') }, row.Item, (first.Place.Row ?? 0).ToString(CultureInfo.InvariantCulture), said, says));

    static string Text<T>(T? value) => value switch
    {
        ValueTuple<Quantity, string>(var figure, var unit) => $"{figure} {unit}",
        _ => value?.ToString() ?? "",
    };

    void CheckUnit(FlatRow row, FlatItem item, string unit)
    {
        if (Convert(unit, item.Unit) is null) _findings.Add(new Finding("E-FLAT-13", Severity.Error, row.Place, item.Name, item.Unit, unit));
    }

    Quantity? ConvertTo(FlatRow row, FlatItem item, string unit, Quantity quantity)
    {
        if (unit.Length == 0 || unit == item.Unit) return quantity;
        if (Convert(unit, item.Unit) is { } factor) return FlatCells.Times(quantity, factor);
        CheckUnit(row, item, unit);
        return null;
    }

    static double? Convert(string from, string to) => Units.TryFind(from, out var a) && Units.TryFind(to, out var b) ? Units.Convert(a, b) : null;
}
