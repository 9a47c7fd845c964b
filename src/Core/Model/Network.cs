namespace Vauban.Core.Model;

/// <summary>Provenance of a row: reliability of its best source, basis, marking.</summary>
/// <param name="Table">Table of the row.</param>
/// <param name="Key">Id, or the key cells joined by a stroke.</param>
/// <param name="Sources">Ids of the sources.</param>
/// <param name="Basis">Observed, declared, estimated, assumed, synthetic, or blank.</param>
/// <param name="Marking">Who may see it.</param>
/// <param name="Trusted">False where all stated sources are below reliability C: the row stays out of the central reading.</param>
public sealed record Provenance(string Table, string Key, IReadOnlyList<string> Sources, string Basis, string Marking, bool Trusted)
{
    /// <summary>Address of the row, for example <c>lines/powder-1</c>.</summary>
    public string Address => $"{Table}/{Key}";
}

/// <summary>A company, authority, state, or the makers of an area.</summary>
public sealed record Party(int Index, string Id, string Name, string Kind, CountrySet Country, CountrySet Management, CountrySet Control, string Guarantees, Provenance From);

/// <summary>A share of one party in another; share in per cent.</summary>
public sealed record Ownership(int Owner, int Owned, Quantity Share, string Control, DateOnly? Start, DateOnly? End, Provenance From);

/// <summary>A place of work. Party is -1 where not given.</summary>
public sealed record Site(int Index, string Id, string Name, int Party, CountrySet Country, string Region, Provenance From);

/// <summary>A technology that defence depends on.</summary>
public sealed record Technology(int Index, string Id, string Name, Provenance From);

/// <summary>Anything that is made or needed; value in EUR and mass in kg per unit.</summary>
public sealed record Item(int Index, string Id, string Name, string Kind, MeasureUnit Unit, Quantity UnitValue, Quantity UnitMass, int Technology,
    string CnCode, bool IsShared, bool IsFree, bool IsComplete, Provenance From)
{
    /// <summary>Length of one unit as it is moved, metres.</summary>
    public Quantity Length { get; init; }

    /// <summary>Width of one unit as it is moved, metres.</summary>
    public Quantity Width { get; init; }

    /// <summary>Height of one unit as it is moved, metres.</summary>
    public Quantity Height { get; init; }

    /// <summary>Class of dangerous goods, none, or blank for unknown.</summary>
    public string Hazard { get; init; } = "";

    /// <summary>What it is moved in; blank where not stated.</summary>
    public string UnitLoad { get; init; } = "";

    /// <summary>Units in one unit load.</summary>
    public Quantity LoadUnits { get; init; }
}

/// <summary>A party's or an area's ability to make one item.</summary>
/// <param name="Capacity">Per month in the item's unit; with <paramref name="IsShareOfNeed"/>, per cent of the need.</param>
public sealed record Line(int Index, string Id, string Name, int Party, int Site, CountrySet Country, int Item, Quantity Capacity, bool IsShareOfNeed,
    Quantity UnitCost, Quantity LeadTimeDays, Quantity RecoveryDays, DateOnly? Start, DateOnly? End, int Status, Provenance From)
{
    /// <summary>Least rate that keeps it alive, per month in the item's unit; unknown where it need not run.</summary>
    public Quantity MinimumRate { get; init; }

    /// <summary>Cost of being kept ready, EUR per month.</summary>
    public Quantity ReadinessFee { get; init; }

    /// <summary>Days to start again after a planned stop.</summary>
    public Quantity RestartDays { get; init; }

    /// <summary>Cost of starting again after a planned stop, EUR.</summary>
    public Quantity RestartCost { get; init; }

    /// <summary>Units made so far.</summary>
    public Quantity UnitsMade { get; init; }

    /// <summary>Cost of a unit after the units made have doubled, in per cent of the cost before; unknown: the cost stays.</summary>
    public Quantity Learning { get; init; }

    /// <summary>People at work at full capacity.</summary>
    public Quantity People { get; init; }
}

/// <summary>A published total of an item for an area, per month in the item's unit.</summary>
public sealed record Total(int Index, int Item, CountrySet Area, string AreaText, Quantity Capacity, DateOnly? Date, int Status, Provenance From);

/// <summary>How much an input matters.</summary>
public enum Criticality
{
    /// <summary>Nothing runs without it.</summary>
    Essential,
    /// <summary>Binds too; in the daily simulation only after the time to switch.</summary>
    Important,
    /// <summary>Never binds.</summary>
    Minor,
}

/// <summary>What it takes to qualify a supplier or an alternative: EUR, months, and the chance of success in per cent.</summary>
public readonly record struct Qualifying(Quantity Cost, Quantity Months, Quantity Chance);

/// <summary>One input of an item, or of one line (Line is -1 for the item's recipe). Quantity per unit made, in the input's unit.</summary>
public sealed record RecipeRow(int Index, int Item, int Line, int Input, Quantity Quantity, string Group, Criticality Criticality, DateOnly? Start, DateOnly? End, Provenance From)
{
    /// <summary>False for an alternative that may not be used yet: it does not count before it is qualified.</summary>
    public bool IsQualified { get; init; } = true;

    /// <summary>What it takes to qualify it.</summary>
    public Qualifying Qualifying { get; init; }
}

/// <summary>Which line supplies which line. Qualified: true, false, or null for unknown.</summary>
public sealed record Link(int Index, int Supplier, int Customer, int Item, Quantity Share, bool? Qualified, Quantity SwitchDays, Quantity TransportDays, Provenance From)
{
    /// <summary>What it takes to qualify the supplier.</summary>
    public Qualifying Qualifying { get; init; }
}

/// <summary>What lies where, in the item's unit. Holder is a line or a party; the other is -1.</summary>
public sealed record Stock(int Index, int HolderLine, int HolderParty, int Item, Quantity Quantity, Provenance From)
{
    /// <summary>How much should lie there.</summary>
    public Quantity Target { get; init; }

    /// <summary>Days it keeps; unknown where no limit is stated.</summary>
    public Quantity ShelfLifeDays { get; init; }

    /// <summary>EUR for keeping one unit for a month.</summary>
    public Quantity HoldingCost { get; init; }
}

/// <summary>A way to add capacity: to a line, or as a new line that makes an item (Line is -1).</summary>
/// <param name="Adds">Per month in the item's unit.</param>
/// <param name="Capex">Cost to build, EUR.</param>
public sealed record Expansion(int Index, string Id, string Name, int Line, int Item, int Party, CountrySet Country, string Region, Quantity Adds, Quantity Capex,
    Quantity PermitMonths, Quantity BuildMonths, Quantity RampMonths, Quantity People, DateOnly? Earliest, Quantity Most, Provenance From)
{
    /// <summary>Cost of one unit made on a new line, EUR.</summary>
    public Quantity UnitCost { get; init; }

    /// <summary>Days from order to delivery of a new line.</summary>
    public Quantity LeadTimeDays { get; init; }

    /// <summary>Chance that it succeeds, in per cent; unknown where none is stated.</summary>
    public Quantity Chance { get; init; }

    /// <summary>Last day on which it may start; null where it stays open.</summary>
    public DateOnly? Latest { get; init; }

    /// <summary>True where it is decided and starts at its earliest; false where it is a choice.</summary>
    public bool IsDecided { get; init; }
}

/// <summary>Money of one payer in one calendar year. The payer is a party or a country set.</summary>
/// <param name="Amount">EUR.</param>
/// <param name="Share">Largest share of the cost of an expansion that it pays, in per cent; unknown: no limit.</param>
/// <param name="Area">Where it may be spent; empty is anywhere.</param>
public sealed record Budget(int Index, string Payer, int PayerParty, CountrySet PayerCountry, int Year, Quantity Amount, Quantity Share, CountrySet Area, Provenance From);

/// <summary>Who wants what when. The buyer is a party or a country set; rate per month in the item's unit.</summary>
/// <param name="Purpose">own, commitment, export or stock; blank is own.</param>
/// <param name="Certainty">firm, option or intention; blank is firm.</param>
/// <param name="Priority">1 is served first; unknown counts as 1.</param>
/// <param name="ShortfallPrice">EUR for one unit late or missing for a month.</param>
public sealed record Demand(int Index, string Buyer, int BuyerParty, CountrySet BuyerCountry, int Item, DateOnly? Start, DateOnly? End, Quantity Rate, string Purpose, string Certainty,
    Quantity Priority, Quantity ShortfallPrice, Provenance From)
{
    /// <summary>True where the buyer declared the priority public: others may see it, and a joint order may rest on it.</summary>
    public bool IsPriorityPublic { get; init; }
}

/// <summary>What a verb means for a technology; rate per month in the item's unit.</summary>
public sealed record Goal(int Index, int Technology, string Verb, int Item, Quantity Rate, CountrySet Destination, DateOnly? Start, DateOnly? End, Provenance From);

/// <summary>Somebody's right to say no. Holder is a party or a country set; exactly one target is not -1. Threshold in per cent of value.</summary>
public sealed record Restriction(int Index, string Id, string Name, string Regime, int HolderParty, CountrySet HolderCountry, int TargetItem, int TargetLine, int TargetTechnology,
    IReadOnlyList<string> Verbs, Quantity Threshold, CountrySet Destinations, DateOnly? Start, DateOnly? End, string Status, Provenance From);

/// <summary>Where a figure comes from.</summary>
public sealed record Source(string Id, string Title, string Publisher, string Date, string Url, string Reliability, string Credibility);

/// <summary>The network in memory: immutable rows with indices instead of ids, and compressed rows for the ways that engines walk it.</summary>
/// <remarks>Made by <see cref="NetworkBuilder"/> only. Rows stand in order of their ids.</remarks>
public sealed class Network
{
    internal Network(Package package, NetworkRows rows)
    {
        Package = package;
        Rows = rows;
        LinesOfItem = CompressedRows.From(rows.Items.Length, rows.Lines.Select(l => (l.Item, l.Index)));
        RecipeOfItem = CompressedRows.From(rows.Items.Length, rows.Recipes.Where(r => r.Line < 0).Select(r => (r.Item, r.Index)));
        RecipeOfLine = CompressedRows.From(rows.Lines.Length, rows.Recipes.Where(r => r.Line >= 0).Select(r => (r.Line, r.Index)));
        LinksOfCustomer = CompressedRows.From(rows.Lines.Length, rows.Links.Select(l => (l.Customer, l.Index)));
        TotalsOfItem = CompressedRows.From(rows.Items.Length, rows.Totals.Select(t => (t.Item, t.Index)));
    }

    /// <summary>The package it was built from.</summary>
    public Package Package { get; }

    /// <summary>All rows that count.</summary>
    internal NetworkRows Rows { get; }

    /// <summary>Parties by id.</summary>
    public IReadOnlyList<Party> Parties => Rows.Parties;

    /// <summary>Shares of parties in parties.</summary>
    public IReadOnlyList<Ownership> Ownerships => Rows.Ownerships;

    /// <summary>Sites by id.</summary>
    public IReadOnlyList<Site> Sites => Rows.Sites;

    /// <summary>Technologies by id.</summary>
    public IReadOnlyList<Technology> Technologies => Rows.Technologies;

    /// <summary>Items by id.</summary>
    public IReadOnlyList<Item> Items => Rows.Items;

    /// <summary>Lines by id.</summary>
    public IReadOnlyList<Line> Lines => Rows.Lines;

    /// <summary>Published totals, at most one per item and area after <see cref="At"/>.</summary>
    public IReadOnlyList<Total> Totals => Rows.Totals;

    /// <summary>Inputs.</summary>
    public IReadOnlyList<RecipeRow> Recipes => Rows.Recipes;

    /// <summary>Who supplies whom.</summary>
    public IReadOnlyList<Link> Links => Rows.Links;

    /// <summary>Stocks.</summary>
    public IReadOnlyList<Stock> Stocks => Rows.Stocks;

    /// <summary>Ways to add capacity, by id.</summary>
    public IReadOnlyList<Expansion> Expansions => Rows.Expansions;

    /// <summary>Money per payer and year.</summary>
    public IReadOnlyList<Budget> Budgets => Rows.Budgets;

    /// <summary>Who wants what when.</summary>
    public IReadOnlyList<Demand> Demands => Rows.Demands;

    /// <summary>Goals.</summary>
    public IReadOnlyList<Goal> Goals => Rows.Goals;

    /// <summary>Restrictions by id.</summary>
    public IReadOnlyList<Restriction> Restrictions => Rows.Restrictions;

    /// <summary>Sources by id.</summary>
    public IReadOnlyList<Source> Sources => Rows.Sources;

    /// <summary>Places where goods are loaded or change mode, by id.</summary>
    public IReadOnlyList<TransportNode> TransportNodes => Rows.TransportNodes;

    /// <summary>Ways between two places, by id; all of them, also those outside their dates.</summary>
    public IReadOnlyList<TransportLink> TransportLinks => Rows.TransportLinks;

    /// <summary>Times of permissions to enter countries.</summary>
    public IReadOnlyList<TransitPermit> Permissions => Rows.Permissions;

    /// <summary>Days on which authorities of countries do not work, besides Saturdays and Sundays.</summary>
    public IReadOnlyList<Holiday> Holidays => Rows.Holidays;

    /// <summary>What is to be moved, by id.</summary>
    public IReadOnlyList<Consignment> Consignments => Rows.Consignments;

    /// <summary>Lines of each item.</summary>
    public CompressedRows LinesOfItem { get; }

    /// <summary>Recipe rows of each item (without those of single lines).</summary>
    public CompressedRows RecipeOfItem { get; }

    /// <summary>A line's own recipe rows.</summary>
    public CompressedRows RecipeOfLine { get; }

    /// <summary>Links into each line.</summary>
    public CompressedRows LinksOfCustomer { get; }

    /// <summary>Totals of each item.</summary>
    public CompressedRows TotalsOfItem { get; }

    /// <summary>The recipe rows a line works by: its own if it has any, else its item's.</summary>
    public ReadOnlySpan<int> RecipeFor(Line line) => RecipeOfLine[line.Index].Length > 0 ? RecipeOfLine[line.Index] : RecipeOfItem[line.Item];

    /// <summary>The network as it counts on a day and from a status: rows outside their dates or less certain do not count;
    /// of several totals of one item and area only the latest does.</summary>
    /// <param name="date">Day of the assessment; null takes the package's, and without one no row is dropped for its dates.</param>
    /// <param name="status">0 running, 1 also funded, 2 also announced.</param>
    public Network At(DateOnly? date, int status) => new(Package, NetworkBuilder.Filter(Rows, date ?? Package.Head.AsOf, status));

    /// <summary>The same rows without the totals of later days: what was known of totals on a day.</summary>
    internal Network WithTotalsUntil(DateOnly date) =>
        new(Package, Rows with { Totals = [.. Rows.Totals.Where(t => t.Date is null || t.Date <= date).Select((t, i) => t with { Index = i })] });

    /// <summary>The network in which some links and alternatives count as qualified, whatever their rows say.</summary>
    /// <param name="links">Links, by index in this network.</param>
    /// <param name="recipes">Recipe rows, by index in this network.</param>
    public Network Qualified(IReadOnlySet<int> links, IReadOnlySet<int> recipes)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(recipes);
        if (links.Count == 0 && recipes.Count == 0) return this;
        return new(Package, Rows with
        {
            Links = [.. Rows.Links.Select(l => links.Contains(l.Index) ? l with { Qualified = true } : l)],
            Recipes = [.. Rows.Recipes.Select(r => recipes.Contains(r.Index) ? r with { IsQualified = true } : r)],
        });
    }
}

/// <summary>The row arrays of a network.</summary>
internal sealed record NetworkRows(Party[] Parties, Ownership[] Ownerships, Site[] Sites, Technology[] Technologies, Item[] Items, Line[] Lines, Total[] Totals,
    RecipeRow[] Recipes, Link[] Links, Stock[] Stocks, Expansion[] Expansions, Budget[] Budgets, Demand[] Demands, Goal[] Goals, Restriction[] Restrictions, Source[] Sources)
{
    public TransportNode[] TransportNodes { get; init; } = [];

    public TransportLink[] TransportLinks { get; init; } = [];

    public TransitPermit[] Permissions { get; init; } = [];

    public Holiday[] Holidays { get; init; } = [];

    public Consignment[] Consignments { get; init; } = [];
}

/// <summary>A list of indices per row, kept in one array.</summary>
public sealed class CompressedRows
{
    readonly int[] _start, _index;

    CompressedRows(int[] start, int[] index) => (_start, _index) = (start, index);

    /// <summary>The indices of a row, ascending in the order given.</summary>
    public ReadOnlySpan<int> this[int row] => _index.AsSpan(_start[row], _start[row + 1] - _start[row]);

    /// <summary>Number of rows.</summary>
    public int Count => _start.Length - 1;

    /// <summary>Groups pairs of row and index; the order of pairs of a row is kept.</summary>
    public static CompressedRows From(int rows, IEnumerable<(int Row, int Index)> pairs)
    {
        var list = pairs.ToArray();
        var start = new int[rows + 1];
        foreach (var (row, _) in list) start[row + 1]++;
        for (var i = 0; i < rows; i++) start[i + 1] += start[i];
        var next = start.AsSpan(0, rows).ToArray();
        var index = new int[list.Length];
        foreach (var (row, i) in list) index[next[row]++] = i;
        return new(start, index);
    }
}
