using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Writes what a sheet says as the tables of a package. Identifiers come from names, whatever the order of the rows.</summary>
sealed class FlatPackage
{
    /// <summary>Note of a line that the sheet names as second source.</summary>
    public const string SecondSource = "second source";

    /// <summary>Identifier of the party that holds the stocks where no maker of the end product is named.</summary>
    public const string SheetOwner = "sheet-owner";

    readonly FlatModel _model;
    readonly FlatOptions _options;
    readonly Dictionary<string, List<Row>> _tables = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _sources, _itemIds, _partyIds;

    FlatPackage(FlatModel model, FlatOptions options)
    {
        _model = model;
        _options = options;
        var titles = model.Items.SelectMany(i => i.Sources).Concat(model.Lines.SelectMany(l => l.Sources)).Concat(model.Uses.SelectMany(u => u.Sources));
        _sources = Letters.Ids(titles.Select(t => (t, Letters.Slug(t))), "source", New());
        _itemIds = Letters.Ids(model.Items.Select(i => (i.Name, Letters.Slug(i.Name))), "item", New());
        _partyIds = Letters.Ids(model.Parties.Select(p => (NameOf(p), p.Name.Length > 0 ? Letters.Slug(p.Name) : "makers-of-" + _itemIds[p.Of!.Name])), "party", New(SheetOwner));
    }

    static HashSet<string> New(params string[] taken) => new(taken, StringComparer.OrdinalIgnoreCase);

    static string NameOf(FlatParty party) => party.Name.Length > 0 ? party.Name : $"\u001f{party.Of!.Name}\u001f{string.Join('\u001f', party.Countries)}";

    public static Package Make(FlatModel model, FlatOptions options) => new FlatPackage(model, options).Make();

    Package Make()
    {
        foreach (var (title, id) in _sources.OrderBy(s => s.Value, StringComparer.Ordinal)) Add("sources", [], ("id", id), ("title", title));
        foreach (var item in _model.Items.OrderBy(Id, StringComparer.Ordinal))
            Add("items", item.Sources, ("id", Id(item)), ("name", item.Name), ("unit", item.Unit), ("unit_value", item.Value.Value.ToString()), ("complete", item.IsComplete ? "yes" : ""));
        foreach (var party in _model.Parties.OrderBy(Id, StringComparer.Ordinal))
            Add("parties", party.Sources, ("id", Id(party)), ("name", party.Name), ("kind", party.Name.Length > 0 ? "company" : "makers"), ("country", party.Countries.Count == 1 ? party.Countries.Min! : ""), ("control_country", party.Owner.Value ?? ""));
        AddLines();
        foreach (var use in _model.Uses.OrderBy(u => (Id(u.Parent), Id(u.Input))))
            Add("recipes", use.Sources, ("item", Id(use.Parent)), ("input", Id(use.Input)), ("quantity", use.Quantity.Value.Figure.ToString()), ("quantity_unit", use.Quantity.Value.Unit ?? ""));
        AddStocks();
        foreach (var goal in _model.Goals.OrderBy(g => Id(g.Item), StringComparer.Ordinal)) AddGoal(goal);
        var named = _model.Goals.Select(g => g.Item).OrderBy(Id, StringComparer.Ordinal).FirstOrDefault() ?? _model.Items.OrderBy(Id, StringComparer.Ordinal).First();
        return new Package(new PackageHead(Id(named), named.Name, null), _tables.Select(t => new Table(FieldCatalog.Table(t.Key), t.Value)));
    }

    string Id(FlatItem item) => _itemIds[item.Name];

    string Id(FlatParty party) => _partyIds[NameOf(party)];

    void AddLines()
    {
        string Full(FlatLine l) => $"{Id(l.Item)}\u001f{(l.Party is null ? "" : Id(l.Party))}\u001f{l.Country}\u001f{l.IsSecond}";
        string Start(FlatLine l) => $"{Id(l.Item)}-{(l.Party is not null ? Id(l.Party) : l.Country.Length > 0 ? Letters.Slug(l.Country) : l.IsSecond ? "second" : "unnamed")}";
        var ids = Letters.Ids(_model.Lines.Select(l => (Full(l), Start(l))), "line", New());
        foreach (var line in _model.Lines.OrderBy(l => ids[Full(l)], StringComparer.Ordinal))
            Add("lines", line.Sources, ("id", ids[Full(line)]), ("name", string.Join(", ", new[] { line.Item.Name, line.Party?.Name ?? "", line.Party is { Name.Length: > 0 } ? "" : line.Country }.Where(t => t.Length > 0))), ("party", line.Party is null ? "" : Id(line.Party)), ("country", line.Country), ("item", Id(line.Item)), ("capacity", line.Capacity.Value.Figure.ToString()),
                ("capacity_unit", line.Capacity.Value.Unit ?? ""), ("unit_cost", line.Value.Value.ToString()), ("lead_time_days", line.LeadTime.Value.ToString()), ("note", line.IsSecond ? SecondSource : ""));
    }

    // What lies in store lies at the company whose sheet it is: the maker of the end product.
    void AddStocks()
    {
        var stocks = _model.Items.Where(i => i.Stock.First is not null).OrderBy(Id, StringComparer.Ordinal).ToArray();
        if (stocks.Length > 0 && _model.Own is null) Add("parties", [], ("id", SheetOwner), ("kind", "company"));
        foreach (var item in stocks)
            Add("stocks", item.Stock.Sources, ("holder", _model.Own is { } own ? Id(own) : SheetOwner), ("item", Id(item)), ("quantity", item.Stock.Value.ToString()));
    }

    void AddGoal(FlatGoal goal)
    {
        Add("technologies", [], ("id", Id(goal.Item)), ("name", goal.Item.Name));
        Add("goals", goal.Sources, ("technology", Id(goal.Item)), ("verb", "produce"), ("item", Id(goal.Item)), ("rate", goal.Rate.ToString()), ("rate_unit", goal.Unit), ("basis", goal.IsAssumed ? "assumed" : ""));
    }

    void Add(string table, IEnumerable<string> sources, params ReadOnlySpan<(string Field, string Text)> values)
    {
        var spec = FieldCatalog.Table(table);
        var cells = new string[spec.Fields.Count];
        Array.Fill(cells, "");
        foreach (var (field, text) in values) cells[spec.IndexOf(field)] = text;
        if (spec.Find("source") is >= 0 and var source) cells[source] = string.Join(' ', sources.Select(s => _sources[s]).Order(StringComparer.Ordinal));
        if (spec.Find("basis") is >= 0 and var basis && cells[basis].Length == 0) cells[basis] = "declared";
        if (spec.Find("marking") is >= 0 and var marking) cells[marking] = _options.Marking is "TLP:CLEAR" ? "" : _options.Marking;
        if (!_tables.TryGetValue(table, out var rows)) _tables[table] = rows = [];
        rows.Add(new Row(cells, new Place(table)));
    }
}
