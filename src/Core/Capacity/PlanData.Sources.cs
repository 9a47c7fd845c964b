using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

sealed partial class PlanData
{
    // Lines in the order of the network, then unlisted supply by item, then what expansions build anew.
    PlanSource[] ReadSources()
    {
        var recipes = new Dictionary<string, RecipeReading>(StringComparer.Ordinal);
        var keys = new SortedDictionary<(int Kind, int Order, string Id), Supply>();
        foreach (var epoch in _epochs.All)
            foreach (var s in epoch.Table.All)
                if (s.Kind != SupplyKind.Missing && Counts(s.Item))
                    keys.TryAdd(s.Kind == SupplyKind.Line ? (0, 0, s.Id) : (1, s.Item, s.Id), s);
        var lines = Network.Lines.ToDictionary(l => l.Id, StringComparer.Ordinal);
        var control = new ControlGraph(Network);
        var list = new List<PlanSource>();
        foreach (var (key, supply) in keys)
        {
            var line = supply.Kind == SupplyKind.Line ? lines[supply.Id] : null;
            var lead = Lead(line?.LeadTimeDays ?? Quantity.Unknown, supply.Item);
            var cost = line is not null ? Known(line.UnitCost) : ValueOf(supply.Item, Reading);
            var region = line is { Site: >= 0 } ? Network.Sites[line.Site].Region : "";
            var capacity = new double[Horizon.Count];
            var recipe = new RecipeReading?[Horizon.Count];
            var isUnknown = Fill(epoch => epoch.Find(line is not null, supply.Id), capacity, recipe, recipes);
            if (Given.Capacity.TryGetValue(supply.Id, out var other))
                foreach (var p in Horizon.Periods)
                    if (recipe[p.Index] is not null) capacity[p.Index] = other[p.Index] * p.Months;
            // Where what is decided has not come into output yet, others may take more than there is so far; the row of the line makes up for it.
            if (Given.Taken.TryGetValue(supply.Id, out var taken))
                foreach (var p in Horizon.Periods)
                    capacity[p.Index] = capacity[p.Index] - taken[p.Index] is var left && Math.Abs(left) <= 1e-7 * taken[p.Index] ? 0 : left;
            if (Given.Parts is not null) capacity = PartOf(supply.Id);
            CountRow(!isUnknown);
            if (capacity.Any(c => c > 0)) CountCost(cost is not null);
            list.Add(new()
            {
                Row = new(list.Count, KindOf(supply.Kind), supply.Item, line?.Index ?? -1, -1, supply.Id, line is null ? supply.Place : control.PlaceOf(line), region, lead, cost, isUnknown),
                Capacity = capacity, Recipe = recipe, Line = line,
            });
        }
        foreach (var e in Network.Expansions.Where(e => e.Line < 0 && e.Item >= 0 && Counts(e.Item)))
        {
            var recipe = new RecipeReading?[Horizon.Count];
            Fill(epoch => epoch.Table.All[epoch.Table.MissingOf[e.Item]], new double[Horizon.Count], recipe, recipes);
            list.Add(new()
            {
                Row = new(list.Count, PlanSupplyKind.New, e.Item, -1, e.Index, e.Id, e.Country, e.Region, Lead(e.LeadTimeDays, e.Item), Known(e.UnitCost), false),
                Capacity = Given.Parts is null ? new double[Horizon.Count] : PartOf(e.Id), Recipe = recipe,
            });
        }
        var silent = list.Where(s => s.Line is { LeadTimeDays.IsKnown: false }).ToArray();
        if (silent.Length > 0) Find("N-PLAN-02", Severity.Note, null, Text(silent.Length), Text(silent.Select(s => s.Item).Distinct().Count()));
        return [.. list];
    }

    double[] PartOf(string id) => Given.Parts!.TryGetValue(id, out var part) ? [.. part.Most] : new double[Horizon.Count];

    /// <summary>Most of a source per month before the plan begins.</summary>
    internal double BeforeOf(PlanSource source) =>
        Given.Parts is null ? Math.Max(0, source.Capacity[0]) / Horizon.Periods[0].Months : Given.Parts.TryGetValue(source.Row.Id, out var part) ? part.Before : 0;

    // Fills capacity and recipe over time; true where the size is unknown in some month.
    bool Fill(Func<PlanEpoch, Supply?> find, double[] capacity, RecipeReading?[] recipe, Dictionary<string, RecipeReading> recipes)
    {
        var isUnknown = false;
        foreach (var period in Horizon.Periods)
            for (var month = period.Offset; month < period.End; month++)
            {
                var epoch = _epochs.Of(month);
                if (find(epoch) is not { } supply) continue;
                isUnknown |= !supply.IsKnown && supply.Kind != SupplyKind.Missing;
                // A recipe that changes within a period counts from the next one on.
                if (!epoch.IsStopped(supply)) recipe[period.Index] ??= Shared(epoch, supply, recipes);
                capacity[period.Index] += epoch.Capacity(supply);
            }
        return isUnknown;
    }

    // Recipes with the same rows are one object, so that supplies can be compared; rows are those of the whole network.
    RecipeReading Shared(PlanEpoch epoch, Supply supply, Dictionary<string, RecipeReading> recipes)
    {
        var recipe = epoch.Recipe(supply);
        Use Mapped(Use use) => use with { Row = _recipeRow[epoch.Network.Recipes[use.Row]] };
        var single = recipe.Single.Select(Mapped).ToArray();
        var groups = recipe.Groups.Select(g => g.Where(u => !Network.Items[u.Input].IsShared || epoch.Held[u.Input]).Select(Mapped).ToArray()).ToArray();
        var key = string.Join(',', single.Select(u => u.Row)) + "|" + string.Join('|', groups.Select(g => string.Join(',', g.Select(u => u.Row))));
        if (!recipes.TryGetValue(key, out var shared)) recipes[key] = shared = new(single, [], groups, -1);
        return shared;
    }

    static PlanSupplyKind KindOf(SupplyKind kind) => kind switch
    {
        SupplyKind.Line => PlanSupplyKind.Line,
        SupplyKind.Others => PlanSupplyKind.Others,
        SupplyKind.UnlistedInside => PlanSupplyKind.UnlistedInside,
        _ => PlanSupplyKind.UnlistedOutside,
    };

    double? Known(Quantity cost) => cost.IsKnown ? Finite(cost, Reading) : null;

    double? ValueOf(int item, Reading reading) => Network.Items[item].UnitValue is { IsKnown: true } value ? Finite(value, reading) : null;

    // A cost or a delay in a reading; of an open interval the known end.
    static double Finite(Quantity quantity, Reading reading) => Math.Max(0, double.IsInfinity(quantity.Need(reading)) ? quantity.Central : quantity.Need(reading));

    // Unknown: none; in the pessimistic reading the longest that is known among the item's lines.
    double Lead(Quantity days, int item)
    {
        if (days.IsKnown) return Finite(days, Reading) / Units.DaysPerMonth;
        if (Reading != Reading.Pessimistic) return 0;
        return Network.Lines.Where(l => l.Item == item && l.LeadTimeDays.IsKnown).Select(l => Finite(l.LeadTimeDays, Reading)).DefaultIfEmpty(0).Max() / Units.DaysPerMonth;
    }

    PlanTotal[] ReadTotals()
    {
        if (Given.Parts is not null) return [];
        var rows = new SortedDictionary<string, (SortedSet<int> Members, double[] Left, bool IsShared)>(StringComparer.Ordinal);
        var byId = Sources.Where(s => s.Row.Kind != PlanSupplyKind.New).ToDictionary(s => (s.Row.Kind == PlanSupplyKind.Line, s.Row.Id), s => s.Index);
        foreach (var period in Horizon.Periods)
            for (var month = period.Offset; month < period.End; month++)
            {
                var epoch = _epochs.Of(month);
                foreach (var total in epoch.Network.Totals.Where(t => Counts(t.Item)))
                {
                    var key = $"{total.Item:D9}:{total.AreaText}";
                    if (!rows.TryGetValue(key, out var row)) rows[key] = row = ([], new double[Horizon.Count], false);
                    foreach (var s in epoch.Table.OfTotal[total.Index])
                        if (epoch.Table.All[s] is { Kind: SupplyKind.Others } or { Capacity.IsKnown: false } && byId.TryGetValue((epoch.Table.All[s].Kind == SupplyKind.Line, epoch.Table.All[s].Id), out var source))
                            row.Members.Add(source);
                    row.Left[period.Index] += epoch.Remainder(total.Index);
                    rows[key] = row with { IsShared = row.IsShared || epoch.SharesTotal(total.Index) };
                }
            }
        // Capacities that are given instead of the network's say all there is to say.
        var shared = rows.Values.Where(r => r.IsShared && r.Members.Count > 0 && !r.Members.Any(m => Given.Capacity.ContainsKey(Sources[m].Row.Id)))
            .Select(r => new PlanTotal([.. r.Members], r.Left)).ToArray();
        foreach (var total in shared)
            foreach (var s in total.Members)
            {
                Sources[s].SharesTotal = true;
                if (Given.Taken.TryGetValue(Sources[s].Row.Id, out var taken))
                    for (var t = 0; t < total.Left.Length; t++) total.Left[t] = Math.Max(0, total.Left[t] - taken[t]);
            }
        return shared;
    }

    // Flows to lines that have links, from their qualified suppliers; a new line would be qualified for them.
    PlanWay[] ReadWays()
    {
        var ofLine = Sources.Where(s => s.Row.Line >= 0).ToDictionary(s => s.Row.Line, s => s.Index);
        var list = new List<PlanWay>();
        var governed = new SortedSet<(int Customer, int Item)>();
        foreach (var link in Network.Links)
        {
            if (!Counts(link.Item) || !ofLine.TryGetValue(link.Customer, out var customer)) continue;
            governed.Add((customer, link.Item));
            var isQualified = link.Qualified ?? Reading != Reading.Pessimistic;
            if (!isQualified || !ofLine.TryGetValue(link.Supplier, out var supplier) || Sources[supplier].Item != link.Item) continue;
            list.Add(new(link.Index, supplier, customer, link.Item, (link.TransportDays.IsKnown ? Finite(link.TransportDays, Reading) : 0) / Units.DaysPerMonth));
        }
        foreach (var (customer, item) in governed)
            foreach (var s in Sources.Where(s => s.Row.Kind == PlanSupplyKind.New && s.Item == item)) list.Add(new(-1, s.Index, customer, item, 0));
        Governed = governed;
        return [.. list];
    }

    /// <summary>Pairs of line and input that are served over links only.</summary>
    internal IReadOnlySet<(int Customer, int Item)> Governed { get; private set; } = new HashSet<(int, int)>();

    // All of an item's stock is one pool, also what a line with links holds: a row says who holds it, not for whom it is qualified, and states that plan
    // alone share it item by item. It does not reach those who take the item over links only.
    PlanStore[] ReadStores()
    {
        var stores = new PlanStore[Network.Items.Count];
        for (var i = 0; i < stores.Length; i++) stores[i] = new(0, double.PositiveInfinity, 0);
        foreach (var stock in Network.Stocks.Where(s => Counts(s.Item)))
        {
            CountRow(stock.Quantity.IsKnown);
            // What nobody knows to lie there is not planned with.
            var quantity = !stock.Quantity.IsKnown || (!stock.From.Trusted && Reading != Reading.Optimistic) ? 0 : Math.Max(0, stock.Quantity.Supply(Reading));
            if (double.IsInfinity(quantity)) quantity = Math.Max(0, stock.Quantity.Central);
            var keeps = stock.ShelfLifeDays.IsKnown ? Math.Max(0, double.IsInfinity(stock.ShelfLifeDays.Supply(Reading)) ? stock.ShelfLifeDays.Central : stock.ShelfLifeDays.Supply(Reading)) / Units.DaysPerMonth : double.PositiveInfinity;
            var cost = stock.HoldingCost.IsKnown ? Finite(stock.HoldingCost, Reading) : 0;
            var now = stores[stock.Item];
            stores[stock.Item] = new(now.Initial + quantity, Math.Min(now.KeepsMonths, keeps), Math.Max(now.HoldingCost, cost));
        }
        foreach (var (item, quantity) in Given.Stock.OrderBy(s => s.Key))
            if (Counts(item)) stores[item] = stores[item] with { Initial = quantity };
        // An hour of work or a kilowatt-hour passes with the month in which it is there.
        foreach (var item in Items.Where(i => Counts(i) && !FixStocks.CanLie(Network.Items[i]))) stores[item] = stores[item] with { KeepsMonths = 0 };
        return stores;
    }

    // Supplies alike in all but size share a column; those with a role of their own stay alone.
    PlanGroup[] Group()
    {
        var alone = new HashSet<int>(Ways.SelectMany(w => new[] { w.Supplier, w.Customer }).Concat(Expansions.Select(e => e.Source)).Concat(Governed.Select(g => g.Customer)));
        var groups = new List<PlanGroup>();
        foreach (var same in Sources.GroupBy(Likeness).OrderBy(g => g.First().Index))
        {
            var members = same.ToArray();
            groups.Add(new() { Members = members, Capacity = [.. Horizon.Periods.Select(p => members.Sum(m => m.Capacity[p.Index]))] });
        }
        return [.. groups];

        (int, double, double?, string) Likeness(PlanSource s)
        {
            var isAlone = alone.Contains(s.Index) || (s.Line is { } placed && Given.Transport?.Origins.ContainsKey(placed.Index) == true) || s.SharesTotal || s.Row.Kind == PlanSupplyKind.New || Given.Parts is not null
                || s.Line is { } line && (line.MinimumRate.IsKnown || line.ReadinessFee.IsKnown || line.RestartDays.IsKnown || line.RestartCost.IsKnown || line.Learning.IsKnown);
            if (isAlone) return (s.Item, 0, null, "#" + s.Index);
            return (s.Item, s.Lead, s.Row.UnitCost, string.Join(',', s.Recipe.Select(r => r is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(r))));
        }
    }
}
