namespace Vauban.Core.Model;

/// <summary>Reads the checked text cells of a package into typed rows with indices. Trusts its input.</summary>
sealed class RowReader
{
    readonly Package _package;
    readonly Dictionary<string, Dictionary<string, int>> _index = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _reliability;

    RowReader(Package package)
    {
        _package = package;
        _reliability = package["sources"].Rows.ToDictionary(r => r.Cells[0], r => package["sources"].Cell(r, "reliability"), StringComparer.Ordinal);
    }

    public static NetworkRows Read(Package package) => new RowReader(package).ReadAll();

    NetworkRows ReadAll()
    {
        foreach (var name in new[] { "parties", "sites", "technologies", "items", "lines", "transport_nodes" })
            _index[name] = Sorted(name).Select((r, i) => (r.Cells[0], i)).ToDictionary(p => p.Item1, p => p.i, StringComparer.Ordinal);
        var parties = Map("parties", (i, c) => new Party(i, c["id"], c.Name, c["kind"], c.Countries("country"), c.Countries("management_country"), c.Countries("control_country"), c["guarantees"], c.From));
        var items = Map("items", (i, c) => new Item(i, c["id"], c.Name, c["kind"], c.Unit("unit")!, c.Quantity("unit_value"), c.Quantity("unit_mass"), c.Index("technology", "technologies"),
            c["cn_code"], c.Flag("shared") ?? c["kind"] is "competence" or "software" or "data", c.Flag("free") == true, c.Flag("complete") == true, c.From)
            { Length = c.Quantity("unit_length"), Width = c.Quantity("unit_width"), Height = c.Quantity("unit_height"), Hazard = c["hazard"], UnitLoad = c["unit_load"], LoadUnits = c.Quantity("load_units") });
        return new(parties,
            Map("ownership", (_, c) => new Ownership(c.Index("owner", "parties"), c.Index("owned", "parties"), c.Quantity("share"), c["control"], c.Date("from"), c.Date("to", true), c.From)),
            Map("sites", (i, c) => new Site(i, c["id"], c.Name, c.Index("party", "parties"), c.Countries("country"), c["region"], c.From)),
            Map("technologies", (i, c) => new Technology(i, c["id"], c.Name, c.From)),
            items,
            Map("lines", (i, c) => ReadLine(i, c, items)),
            Map("totals", (i, c) => new Total(i, c.Index("item", "items"), c.Countries("area"), c["area"], Monthly(c, "capacity", "capacity_unit", items[c.Index("item", "items")]),
                c.Date("date"), Status(c), c.From)),
            Map("recipes", (i, c) => ReadRecipe(i, c, items)),
            Map("links", (i, c) => new Link(i, c.Index("supplier", "lines"), c.Index("customer", "lines"), c.Index("item", "items"), c.Quantity("share"), c.Flag("qualified"),
                c.Quantity("switch_days"), c.Quantity("transport_days"), c.From) { Qualifying = c.Qualifying }),
            Map("stocks", (i, c) => new Stock(i, c.Index("holder", "lines"), c.Index("holder", "lines") >= 0 ? -1 : c.Index("holder", "parties"), c.Index("item", "items"), c.Quantity("quantity"), c.From)
                { Target = c.Quantity("target"), ShelfLifeDays = c.Quantity("shelf_life_days"), HoldingCost = c.Quantity("holding_cost") }),
            Map("expansions", (i, c) => ReadExpansion(i, c, items)),
            Map("budgets", (i, c) => new Budget(i, c["payer"], c.Index("payer", "parties"), c.Body("payer"), c.Date("year")?.Year ?? 0, c.Quantity("amount"), c.Quantity("share"), c.Countries("area"), c.From)),
            Map("demands", (i, c) => new Demand(i, c["buyer"], c.Index("buyer", "parties"), c.Body("buyer"), c.Index("item", "items"), c.Date("from"), c.Date("to", true),
                Monthly(c, "rate", "rate_unit", items[c.Index("item", "items")]), c["purpose"].Length > 0 ? c["purpose"] : "own", c["certainty"].Length > 0 ? c["certainty"] : "firm",
                c.Quantity("priority"), c.Quantity("shortfall_price"), c.From) { IsPriorityPublic = c.Flag("priority_public") == true }),
            Map("goals", (i, c) => new Goal(i, c.Index("technology", "technologies"), c["verb"], c.Index("item", "items"), Monthly(c, "rate", "rate_unit", items[c.Index("item", "items")]),
                c.Countries("destination"), c.Date("from"), c.Date("to", true), c.From)),
            Map("restrictions", ReadRestriction),
            [.. Sorted("sources").Select(r => new Cells(this, _package["sources"].Spec, r)).Select(c => new Source(c["id"], c["title"], c["publisher"], c["date"], c["url"], c["reliability"], c["credibility"]))])
        {
            TransportNodes = Map("transport_nodes", ReadNode), TransportLinks = Map("transport_links", ReadTransport),
            Permissions = Map("transport_permissions", (_, c) => new TransitPermit(c.Countries("country"), c["regime"], c["hazard"], c.Quantity("days"), c.Flag("working") == true, c.Date("from"), c.Date("to", true), c.From)),
            Holidays = Map("holidays", (_, c) => new Holiday(c.Countries("country"), c.Date("date") ?? DateOnly.MinValue)),
            Consignments = Map("consignments", (i, c) => ReadConsignment(i, c, items)),
        };
    }

    static TransportNode ReadNode(int i, Cells c) => new(i, c["id"], c.Name, c["kind"], c.Countries("country"), c.Number("latitude"), c.Number("longitude"), c.Quantity("capacity"), c.Quantity("permission_days"), c.From)
    {
        Modes = c.Words("modes"), TransferDays = c.Quantity("transfer_days"), TransferCapacity = c.Quantity("transfer_capacity"), HasGaugeChange = c.Flag("gauge_change"),
        Site = c.Index("site", "sites"), Serves = c["serves"], DwellMinutes = c.Quantity("dwell_minutes"), Berths = c.Quantity("berths"), BerthLength = c.Quantity("berth_length"), Draught = c.Quantity("draught"), Beam = c.Quantity("beam"),
        Spurs = c.Quantity("spurs"), RunwayLength = c.Quantity("runway_length"), RunwayWidth = c.Quantity("runway_width"), Apron = c.Quantity("apron"), AircraftPerDay = c.Quantity("aircraft"), WideBodies = c.Quantity("wide_bodies"),
        Trains = c.Quantity("trains"), Sidings = c.Quantity("sidings"), SidingLength = c.Quantity("siding_length"),
    };

    static TransportLink ReadTransport(int i, Cells c) => new(i, c["id"], c.Index("start", "transport_nodes"), c.Index("end", "transport_nodes"), c["mode"], c.Quantity("length"), c.Quantity("days"), c.Quantity("capacity"), c.Quantity("permission_days"), c.From)
    {
        Mass = c.Quantity("mass"), AxleLoad = c.Quantity("axle_load"), Height = c.Quantity("height"), Width = c.Quantity("width"), VehicleLength = c.Quantity("vehicle_length"), TrainLength = c.Quantity("train_length"), Gauge = c.Quantity("gauge"),
        WheeledClass = c.Quantity("class_wheeled"), TrackedClass = c.Quantity("class_tracked"), Tunnel = c["tunnel"], BarredHazards = c.Words("barred"), IsOneWay = c.Flag("one_way") == true, DepartureDays = c.Quantity("departure_days"),
        Cost = c.Quantity("cost"), FastShare = c.Quantity("fast_share"), TrailerHeight = c.Quantity("trailer_height"), LoadingGauge = c["loading_gauge"], Radius = c.Quantity("radius"), LaneWidth = c.Quantity("lane_width"), Net = c["network"], Corridor = c["corridor"],
        Start = c.Date("from"), End = c.Date("to", true),
    };

    static Consignment ReadConsignment(int i, Cells c, Item[] items)
    {
        var item = items[c.Index("item", "items")];
        var quantity = c.Quantity("quantity");
        if (Units.TryFind(c["quantity_unit"], out var unit)) quantity = Units.Convert(unit, item.Unit) is { } factor ? quantity.Times(factor) : Quantity.Unknown;
        return new(i, c["id"], item.Index, quantity, c.Index("origin", "transport_nodes"), c.Index("destination", "transport_nodes"), c.Date("ready"), c.Date("due", true), c.From)
        {
            Modes = c.Words("modes"), GrossMass = c.Quantity("gross_mass"), AxleLoad = c.Quantity("axle_load"), Height = c.Quantity("height"), Width = c.Quantity("width"), Length = c.Quantity("length"), TrainLength = c.Quantity("train_length"),
            WheeledClass = c.Quantity("class_wheeled"), TrackedClass = c.Quantity("class_tracked"), Hazard = c["hazard"].Length > 0 ? c["hazard"] : item.Hazard, TunnelCode = c["tunnel_code"],
        };
    }

    static Line ReadLine(int i, Cells c, Item[] items)
    {
        var item = items[c.Index("item", "items")];
        var isShare = Units.TryFind(c["capacity_unit"], out var unit) && unit.IsShare;
        var country = c.Countries("country");
        return new(i, c["id"], c.Name, c.Index("party", "parties"), c.Index("site", "sites"), country, item.Index,
            isShare ? c.Quantity("capacity") : Monthly(c, "capacity", "capacity_unit", item), isShare,
            c.Quantity("unit_cost"), c.Quantity("lead_time_days"), c.Quantity("recovery_days"), c.Date("from"), c.Date("to", true), Status(c), c.From)
        {
            // Without a unit of its own the least rate is in the capacity's unit; of a share of the need no rate follows.
            MinimumRate = isShare ? Quantity.Unknown : Monthly(c, "minimum_rate", "capacity_unit", item),
            ReadinessFee = c.Quantity("readiness_fee"), RestartDays = c.Quantity("restart_days"), RestartCost = c.Quantity("restart_cost"),
            UnitsMade = c.Quantity("units_made"), Learning = c.Quantity("learning"), People = c.Quantity("people"),
        };
    }

    Expansion ReadExpansion(int i, Cells c, Item[] items)
    {
        var line = c.Index("line", "lines");
        // The item of a line is read from its row: lines are mapped by the same table.
        var item = line >= 0 ? _index["items"][_package["lines"].Cell(Sorted("lines")[line], "item")] : c.Index("item", "items");
        return new(i, c["id"], c.Name, line, item, c.Index("party", "parties"), c.Countries("country"), c["region"],
            item < 0 ? Quantity.Unknown : Monthly(c, "adds", "adds_unit", items[item]), c.Quantity("capex"), c.Quantity("permit_months"), c.Quantity("build_months"), c.Quantity("ramp_months"),
            c.Quantity("people"), c.Date("earliest"), c.Quantity("most"), c.From)
        {
            UnitCost = c.Quantity("unit_cost"), LeadTimeDays = c.Quantity("lead_time_days"), Chance = c.Quantity("chance"), Latest = c.Date("latest", true), IsDecided = c["status"] is "running" or "funded",
        };
    }

    static RecipeRow ReadRecipe(int i, Cells c, Item[] items)
    {
        var line = c.Index("line", "lines");
        var input = items[c.Index("input", "items")];
        var quantity = c.Quantity("quantity");
        if (Units.TryFind(c["quantity_unit"], out var unit) && Units.Convert(unit, input.Unit) is { } factor) quantity = quantity.Times(factor);
        return new(i, c.Index("item", "items"), line, input.Index, quantity, c["group"],
            c["criticality"] switch { "important" => Criticality.Important, "minor" => Criticality.Minor, _ => Criticality.Essential }, c.Date("from"), c.Date("to", true), c.From)
        { IsQualified = c.Flag("qualified") != false, Qualifying = c.Qualifying };
    }

    Restriction ReadRestriction(int i, Cells c)
    {
        var party = c.Index("holder", "parties");
        var item = c.Index("target", "items");
        var line = item >= 0 ? -1 : c.Index("target", "lines");
        var country = CountrySet.Empty;
        if (party < 0 && CountrySet.TryParse(c["holder"], out var named, out _)) country = named;
        return new(i, c["id"], c.Name, c["regime"].Length > 0 ? c["regime"] : c["id"], party, country, item, line, item >= 0 || line >= 0 ? -1 : c.Index("target", "technologies"),
            c["verbs"].Length == 0 ? FieldCatalog.Verbs : c["verbs"].Split(' '), c.Quantity("threshold"), c.Countries("destinations"), c.Date("from"), c.Date("to", true), c["status"], c.From);
    }

    static Quantity Monthly(Cells c, string quantity, string unit, Item item) =>
        Units.TryFind(c[unit], out var rate) && Units.PerMonth(rate, item.Unit) is { } factor ? c.Quantity(quantity).Times(factor) : Quantity.Unknown;

    static int Status(Cells c) => c["status"].Length == 0 ? 0 : FieldCatalog.Statuses.ToList().IndexOf(c["status"]);

    T[] Map<T>(string table, Func<int, Cells, T> make)
    {
        var spec = _package[table].Spec;
        return [.. Sorted(table).Select((r, i) => make(i, new Cells(this, spec, r)))];
    }

    IReadOnlyList<Row> Sorted(string table) => _package.Sorted(table);

    /// <summary>One row, read by column name.</summary>
    readonly struct Cells(RowReader reader, TableSpec spec, Row row)
    {
        public string this[string field] => row.Cells[spec.IndexOf(field)];

        public string Name => spec.Find("name") is >= 0 and var n && row.Cells[n].Length > 0 ? row.Cells[n] : row.Cells[0];

        public Quantity Quantity(string field) => Model.Quantity.TryParse(this[field], out var q) ? q : Model.Quantity.Unknown;

        public CountrySet Countries(string field) => CountrySet.TryParse(this[field], out var set, out _) ? set : CountrySet.Empty;

        public MeasureUnit? Unit(string field) => Units.TryFind(this[field], out var unit) ? unit : null;

        public bool? Flag(string field) => this[field] switch { "yes" => true, "no" => false, _ => null };

        public double? Number(string field) => Model.Quantity.TryNumber(this[field], out var value) ? value : null;

        public IReadOnlyList<string> Words(string field) => this[field].Split(' ', StringSplitOptions.RemoveEmptyEntries);

        public DateOnly? Date(string field, bool end = false) => Dates.TryParse(this[field], end, out var date) ? date : null;

        /// <summary>The countries a reference names where it names no party.</summary>
        public CountrySet Body(string field) => Index(field, "parties") >= 0 ? CountrySet.Empty : Countries(field);

        public Qualifying Qualifying => new(Quantity("qualify_cost"), Quantity("qualify_months"), Quantity("qualify_chance"));

        public int Index(string field, string table) => reader._index[table].GetValueOrDefault(this[field], -1);

        public Provenance From
        {
            get
            {
                var sources = spec.Find("source") is >= 0 and var s && row.Cells[s].Length > 0 ? row.Cells[s].Split(' ') : [];
                var reliability = reader._reliability;
                var trusted = sources.Length == 0 || sources.Any(id => reliability.GetValueOrDefault(id, "") is "" or "A" or "B" or "C");
                var cells = row.Cells;
                var columns = spec;
                var key = spec.HasId ? cells[0] : string.Join('|', spec.Key.Select(k => cells[columns.IndexOf(k)])).TrimEnd('|');
                return new(spec.Name, key, sources, spec.Find("basis") is >= 0 and var b ? row.Cells[b] : "", spec.Find("marking") is >= 0 and var m ? row.Cells[m] : "", trusted);
            }
        }
    }
}
