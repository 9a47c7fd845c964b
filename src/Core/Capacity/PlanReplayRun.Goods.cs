using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    bool HasQuantities(int item) => !_network.Items[item].IsShared && !_network.Items[item].IsFree;

    // Before the plan the network ran at one rate: within its capacities, and from what it made.
    void CheckPipeline()
    {
        foreach (var supply in _plan.Supplies)
        {
            var sent = FlowsFrom(supply).Sum(f => f.Before);
            var rate = _plan.Before[supply.Index];
            AtMost(PlanContradictionKind.Pipeline, Address(supply), -1, rate, _plan.BeforePool[supply.Index] + sent);
            var limit = _plan.Options.Pipeline == PlanPipeline.Empty || supply.Kind == PlanSupplyKind.New ? 0
                : _case.Capacity.TryGetValue(supply.Id, out var other) ? other[0] : Base(supply, 0);
            AtMost(PlanContradictionKind.Pipeline, Address(supply), -1, limit, rate);
        }
        foreach (var item in _plan.Items.Where(HasQuantities))
        {
            // What works without lead time has nothing under way and shows no rate: then the balance cannot be seen.
            var sources = _plan.Supplies.Where(s => s.Item == item && s.Kind != PlanSupplyKind.New).ToArray();
            if (sources.Any(s => s.LeadTimeMonths <= 0)) continue;
            var used = _plan.Supplies.Where(s => _plan.Before[s.Index] > 0).Sum(s => IsLinked(s, item) ? 0 : _plan.Before[s.Index] * SingleUse(s, item, 0));
            AtMost(PlanContradictionKind.Pipeline, _network.Items[item].From.Address, -1, sources.Sum(s => _plan.BeforePool[s.Index]), used);
        }
    }

    IEnumerable<PlanFlow> FlowsFrom(PlanSupply supply) => _flowsFrom[supply.Index];

    void CheckArrivals()
    {
        foreach (var supply in _plan.Supplies)
        {
            var arrived = new double[_periods];
            var lead = supply.LeadTimeMonths;
            var flows = FlowsFrom(supply).ToArray();
            var largest = Math.Max(1, _plan.Production[supply.Index].Max());
            for (var t = 0; t < _periods; t++)
            {
                var sent = flows.Sum(f => f.Started[t]);
                AtMost(PlanContradictionKind.Flow, Address(supply), t, _plan.Production[supply.Index][t], sent, largest);
                Spread(_plan.Periods[t].Offset + lead, _plan.Periods[t].End + lead, _plan.Production[supply.Index][t] - sent, (q, amount) => arrived[q] += amount);
            }
            Spread(0, lead, _plan.BeforePool[supply.Index] * lead, (q, amount) => arrived[q] += amount);
            for (var t = 0; t < _periods; t++) Same(PlanContradictionKind.Arrival, Address(supply), t, arrived[t], _plan.Arrived[supply.Index][t], largest);
        }
        foreach (var flow in _plan.Flows)
        {
            var where = Address(flow);
            CheckFlow(flow, where);
            var supplier = _plan.Supplies[flow.Supplier];
            var arrived = new double[_periods];
            var under = supplier.LeadTimeMonths + flow.TransportMonths;
            for (var t = 0; t < _periods; t++) Spread(_plan.Periods[t].Offset + under, _plan.Periods[t].End + under, flow.Started[t], (q, amount) => arrived[q] += amount);
            Spread(0, under, flow.Before * under, (q, amount) => arrived[q] += amount);
            for (var t = 0; t < _periods; t++) Same(PlanContradictionKind.Arrival, where, t, arrived[t], flow.Arrived[t]);
        }
    }

    // What goes over a link goes from its supplier to its customer, if it is qualified. A new line would be qualified for the customers of its item.
    void CheckFlow(PlanFlow flow, string where)
    {
        var (supplier, customer) = (_plan.Supplies[flow.Supplier], _plan.Supplies[flow.Customer]);
        Same(PlanContradictionKind.Flow, where, -1, flow.Item, supplier.Item);
        if (flow.Link < 0)
        {
            if (supplier.Kind != PlanSupplyKind.New) Add(PlanContradictionKind.Flow, where, -1, (int)PlanSupplyKind.New, (int)supplier.Kind);
            if (!IsLinked(customer, flow.Item)) Add(PlanContradictionKind.Flow, where, -1, 1, 0);
            return;
        }
        var link = _network.Links[flow.Link];
        Same(PlanContradictionKind.Flow, where, -1, link.Supplier, supplier.Line);
        Same(PlanContradictionKind.Flow, where, -1, link.Customer, customer.Line);
        Same(PlanContradictionKind.Flow, where, -1, link.Item, flow.Item);
        if (link.TransportDays.IsKnown) Same(PlanContradictionKind.Flow, where, -1, Known(link.TransportDays) / Units.DaysPerMonth, flow.TransportMonths);
        if (link.Qualified ?? _reading != Reading.Pessimistic) return;
        for (var t = 0; t < _periods; t++) AtMost(PlanContradictionKind.Flow, where, t, 0, flow.Started[t]);
    }

    IReadOnlyList<int> RecipeAt(PlanSupply supply, int month)
    {
        var rows = _rows[month];
        if (rows.ById.TryGetValue(supply.Id, out var row)) return row.Recipe;
        // A line that does not count at the time, and a new one, work by the item's rows.
        return rows.Network.RecipeOfItem[supply.Item].ToArray();
    }

    // Of an input by itself, per unit made; alternatives are choices.
    double SingleUse(PlanSupply supply, int item, int month) =>
        _rows.Binding(_rows[month].Network, RecipeAt(supply, month)).Where(r => r.Group.Length == 0 && r.Input == item && !_network.Items[item].IsShared).Sum(r => r.Quantity.Need(_reading));

    void CheckUses()
    {
        var uses = _plan.Uses.GroupBy(u => u.Supply).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var supply in _plan.Supplies)
            for (var t = 0; t < _periods; t++)
                CheckUse(supply, t, uses.TryGetValue(supply.Index, out var mine) ? mine : []);
    }

    // A recipe that changes within a quarter leaves a span; else both ends are the same.
    void CheckUse(PlanSupply supply, int t, PlanUse[] uses)
    {
        var where = Address(supply);
        var made = _plan.Production[supply.Index][t];
        var months = MonthsOf(t).DistinctBy(m => _rows[m]).Select(m => (Month: m, Rows: _rows.Binding(_rows[m].Network, RecipeAt(supply, m)).ToArray())).ToArray();
        var singles = months.SelectMany(m => m.Rows).Where(r => r.Group.Length == 0 && HasQuantities(r.Input)).Select(r => r.Input).ToHashSet();
        var groups = months.SelectMany(m => m.Rows).Where(r => r.Group.Length > 0).Select(r => r.Group).ToHashSet(StringComparer.Ordinal);
        foreach (var input in singles.Order())
        {
            var span = months.Select(m => m.Rows.Where(r => r.Group.Length == 0 && r.Input == input).Sum(r => r.Quantity.Need(_reading))).ToArray();
            var used = uses.Where(u => u.Input == input && _network.Recipes[u.Row].Group.Length == 0).Sum(u => u.Amount[t]);
            var size = made * span.Max();
            Between(PlanContradictionKind.Use, where, t, made * span.Min(), double.IsNaN(size) ? 0 : size, used);
        }
        foreach (var group in groups.Order(StringComparer.Ordinal))
        {
            var alternatives = months[0].Rows.Where(r => r.Group == group).ToArray();
            if (months.Length > 1 || alternatives.Length == 0) continue;
            // An alternative that takes nothing (held, free, or of unknown quantity) leaves the others open.
            var isOpen = alternatives.Any(r => !HasQuantities(r.Input) || r.Quantity.Need(_reading) == 0);
            var parts = 0.0;
            foreach (var row in alternatives.Where(r => HasQuantities(r.Input) && r.Quantity.Need(_reading) is > 0 and < double.PositiveInfinity))
                parts += uses.Where(u => u.Input == row.Input && _network.Recipes[u.Row].Group == group).Sum(u => u.Amount[t]) / row.Quantity.Need(_reading);
            Between(PlanContradictionKind.Use, where, t, isOpen ? 0 : made, made, parts);
        }
        foreach (var use in uses)
        {
            var row = _network.Recipes[use.Row];
            if (row.Input != use.Input || (row.Line >= 0 ? row.Line != supply.Line : row.Item != supply.Item)
                || !(row.Group.Length == 0 ? singles.Contains(row.Input) : groups.Contains(row.Group))) AtMost(PlanContradictionKind.Use, where, t, 0, use.Amount[t]);
        }
    }

    // A line with links for an input takes it over them only, also while none of its suppliers counts.
    bool IsLinked(PlanSupply supply, int item)
    {
        if (supply.Line < 0) return false;
        foreach (var link in _network.LinksOfCustomer[supply.Line])
            if (_network.Links[link].Item == item) return true;
        return false;
    }

    // What arrived over links is used in the same period, or lies at the line.
    void CheckLinks()
    {
        var stocks = _plan.LineStocks.GroupBy(s => (s.Supply, s.Item)).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var supply in _plan.Supplies.Where(s => s.Line >= 0))
            foreach (var group in _network.LinksOfCustomer[supply.Line].ToArray().GroupBy(l => _network.Links[l].Item))
            {
                var flows = _plan.Flows.Where(f => f.Customer == supply.Index && f.Item == group.Key).ToArray();
                var uses = _plan.Uses.Where(u => u.Supply == supply.Index && u.Input == group.Key).ToArray();
                double[] arrived = [.. Enumerable.Range(0, _periods).Select(t => flows.Sum(f => f.Arrived[t]))], used = [.. Enumerable.Range(0, _periods).Select(t => uses.Sum(u => u.Amount[t]))];
                if (stocks.Remove((supply.Index, group.Key), out var mine) && mine.Length == 1 && FixStocks.CanLie(_network.Items[group.Key]))
                {
                    for (var t = 0; t < _periods; t++) used[t] += mine[0].Scrap[t];
                    Play(Address(supply), 0, arrived, used, mine[0].Stock, ShelfLifeMonths(group.Key));
                }
                else
                {
                    if (mine is not null) Add(PlanContradictionKind.Stock, Address(supply), -1, 1, mine.Length);
                    for (var t = 0; t < _periods; t++) AtMost(PlanContradictionKind.Flow, Address(supply), t, arrived[t], used[t]);
                }
            }
        foreach (var ((supply, item), rows) in stocks.OrderBy(s => s.Key)) Add(PlanContradictionKind.Stock, Address(_plan.Supplies[supply]), -1, 0, rows[0].Stock.Max());
    }

    void CheckStocks()
    {
        var pooled = new double[_network.Items.Count][];
        var delivered = new double[_network.Items.Count][];
        for (var i = 0; i < pooled.Length; i++) (pooled[i], delivered[i]) = (new double[_periods], new double[_periods]);
        foreach (var use in _plan.Uses)
        {
            var supply = _plan.Supplies[use.Supply];
            for (var t = 0; t < _periods; t++)
                if (!IsLinked(supply, use.Input)) pooled[use.Input][t] += use.Amount[t];
        }
        foreach (var demand in _plan.Demands)
            for (var t = 0; t < _periods; t++) delivered[demand.Item][t] += _plan.Delivered[demand.Index][t];
        var sources = _plan.Supplies.GroupBy(s => s.Item).ToDictionary(g => g.Key, g => g.ToArray());
        var isHere = _plan.Items.ToHashSet();
        foreach (var item in _network.Items)
        {
            if (isHere.Contains(item.Index) && HasQuantities(item.Index)) PlayItem(item, sources.TryGetValue(item.Index, out var mine) ? mine : [], pooled[item.Index], delivered[item.Index]);
            else if (!item.IsFree && !item.IsShared)
                for (var t = 0; t < _periods; t++) AtMost(PlanContradictionKind.Stock, item.From.Address, t, 0, pooled[item.Index][t] + delivered[item.Index][t]);
        }
    }

    void PlayItem(Item item, PlanSupply[] sources, double[] used, double[] delivered)
    {
        var where = item.From.Address;
        var initial = InitialStock(item.Index);
        if (_plan.Options.Alone) AtMost(PlanContradictionKind.Stock, where, -1, initial, _plan.InitialStock[item.Index]);
        else Same(PlanContradictionKind.Stock, where, -1, initial, _plan.InitialStock[item.Index]);
        double[] arrived = [.. Enumerable.Range(0, _periods).Select(t => sources.Sum(s => _plan.Arrived[s.Index][t]))], leaves = [.. Enumerable.Range(0, _periods).Select(t => used[t] + delivered[t] + _plan.Scrap[item.Index][t])];
        Play(where, _plan.InitialStock[item.Index], arrived, leaves, _plan.Stock[item.Index], ShelfLifeMonths(item.Index));
    }

    // What came in first goes out first. A batch is what arrives in a period, evenly; the oldest part of it leaves first.
    void Play(string where, double initial, double[] comes, double[] goes, IReadOnlyList<double> said, double life)
    {
        var batches = new LinkedList<(double From, double To, double Amount)>();
        if (initial > 0) batches.AddLast((0, 0, initial));
        var (stock, turned) = (initial, initial);
        for (var t = 0; t < _periods; t++)
        {
            turned += comes[t];
            if (comes[t] > 0) batches.AddLast((_plan.Periods[t].Offset, _plan.Periods[t].End, comes[t]));
            var leaves = goes[t];
            stock += comes[t] - leaves;
            AtLeast(PlanContradictionKind.Stock, where, t, 0, stock, turned);
            Same(PlanContradictionKind.Stock, where, t, stock, said[t], turned);
            while (leaves > 0 && batches.First is { } oldest)
            {
                var (from, to, amount) = oldest.Value;
                var part = Math.Min(leaves, amount);
                leaves -= part;
                if (part >= amount) batches.RemoveFirst();
                else oldest.Value = (from + (to - from) * part / amount, to, amount - part);
            }
            if (double.IsInfinity(life)) continue;
            var expired = 0.0;
            foreach (var (from, to, amount) in batches)
            {
                var limit = _plan.Periods[t].End - life;
                expired += to <= limit + PlanReplay.Tolerance ? amount : from >= limit ? 0 : amount * (limit - from) / (to - from);
            }
            AtMost(PlanContradictionKind.ShelfLife, where, t, 0, expired, turned);
        }
    }

    double InitialStock(int item) => _case.Stock.TryGetValue(item, out var given) ? given : _rows[0].Network.Stocks.Where(s => s.Item == item && s.Quantity.IsKnown && (s.From.Trusted || _reading == Reading.Optimistic)).Sum(s => s.Quantity.Supply(_reading));

    double ShelfLifeMonths(int item) => !FixStocks.CanLie(_network.Items[item]) ? 0 : _network.Stocks.Where(s => s.Item == item && s.ShelfLifeDays.IsKnown)
        .Select(s => s.ShelfLifeDays.Supply(_reading) / Units.DaysPerMonth).DefaultIfEmpty(double.PositiveInfinity).Min();

    void CheckBacklog()
    {
        foreach (var demand in _plan.Demands)
        {
            var (backlog, turned) = (0.0, 0.0);
            for (var t = 0; t < _periods; t++)
            {
                backlog += _plan.Wanted[demand.Index][t] - _plan.Delivered[demand.Index][t];
                turned += _plan.Wanted[demand.Index][t];
                if (_plan.Options.Alone && MonthsOf(t).Any(m => _rows[m].Refused[demand.Index])) AtMost(PlanContradictionKind.Backlog, Address(demand), t, 0, _plan.Delivered[demand.Index][t]);
                AtLeast(PlanContradictionKind.Backlog, Address(demand), t, 0, backlog, turned);
                Same(PlanContradictionKind.Backlog, Address(demand), t, backlog, _plan.Backlog[demand.Index][t], turned);
            }
        }
    }
}
