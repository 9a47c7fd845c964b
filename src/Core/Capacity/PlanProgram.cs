using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>The program behind a plan: one linear model with integers, and where everything stands in it.</summary>
/// <remarks>Quantities are counted in months of the item's peak need and money in the price of the dearest month of shortfall, so
/// that coefficients are near one whatever the units. Added capacity is a state that carries over, which keeps the matrix sparse.</remarks>
sealed partial class PlanProgram
{
    readonly PlanHorizon _horizon;
    readonly PlanPeriod[] _periods;
    readonly bool _isNamed;
    readonly Dictionary<double, (int Period, double Part)[][]> _arrivals = [];
    readonly Terms[]?[] _balance;
    readonly SortedDictionary<(int Source, int Item), Terms[]> _governed = [];
    readonly int[] _groupOf;
    readonly List<int>[] _waysFrom, _waysTo;

    internal PlanProgram(PlanData data, bool isNamed = false)
    {
        Data = data;
        _horizon = data.Horizon;
        _periods = _horizon.Periods;
        _isNamed = isNamed;
        Model = new();
        Money = MoneyScale();
        Discount = [.. _periods.Select(p => DiscountAt(p.Offset + p.Months / 2.0))];
        DiscountAfter = DiscountAt(_horizon.Months);
        _balance = new Terms[data.Network.Items.Count][];
        foreach (var item in data.Items)
            if (data.Counts(item)) _balance[item] = [.. _periods.Select(_ => new Terms())];
        _groupOf = new int[data.Sources.Length];
        for (var g = 0; g < data.Groups.Length; g++)
            foreach (var member in data.Groups[g].Members) _groupOf[member.Index] = g;
        _waysFrom = [.. data.Sources.Select(_ => new List<int>())];
        _waysTo = [.. data.Sources.Select(_ => new List<int>())];
        for (var w = 0; w < data.Ways.Length; w++)
        {
            _waysFrom[data.Ways[w].Supplier].Add(w);
            _waysTo[data.Ways[w].Customer].Add(w);
        }
        X = Columns(data.Groups.Length);
        Pool = Columns(data.Groups.Length);
        Flow = Columns(data.Ways.Length);
        Stock = Columns(data.Network.Items.Count);
        Delivered = Columns(data.Wants.Length);
        Backlog = Columns(data.Wants.Length);
        Start = Columns(data.Expansions.Length);
        Added = Columns(data.Expansions.Length);
        Parts = new int[data.Groups.Length][][][];
        BalanceRow = Columns(data.Network.Items.Count);
        CapacityRow = Columns(data.Groups.Length);
        AddProduction();
        AddExpansions();
        AddCapacity();
        AddStates();
        AddLearning();
        AddTotals();
        AddPayments();
        AddPipeline();
        AddStock();
        AddLineStocks();
        AddDemands();
        AddBalances();
        AddHauls();
        AddLimits();
        FixGiven();
    }

    internal PlanData Data { get; }

    internal LinearModel Model { get; }

    /// <summary>EUR in one unit of the objective.</summary>
    internal double Money { get; }

    internal double[] Discount { get; }

    internal double DiscountAfter { get; }

    /// <summary>Production started [group][period].</summary>
    internal int[][] X { get; }

    /// <summary>Its part for the pool, where some of it goes over links [group][period]; -1 where all of it does.</summary>
    internal int[][] Pool { get; }

    /// <summary>Its part for each way [way][period].</summary>
    internal int[][] Flow { get; }

    /// <summary>Parts made with each alternative [group][period][choice][alternative].</summary>
    internal int[][][][] Parts { get; }

    internal int[][] Stock { get; }

    internal int[][] Delivered { get; }

    internal int[][] Backlog { get; }

    /// <summary>Starts [expansion][period].</summary>
    internal int[][] Start { get; }

    /// <summary>Start that was decided, one column per expansion; -1 where it is a choice.</summary>
    internal int[] Decided { get; private set; } = [];

    /// <summary>Added capacity per month [expansion][period].</summary>
    internal int[][] Added { get; }

    internal int[][] BalanceRow { get; }

    internal int[][] CapacityRow { get; }

    /// <summary>What requirement a row stands for, where it is one.</summary>
    internal Dictionary<int, PlanConflict> Requirement { get; } = [];

    internal PlanSize Size => new(Model.Columns, Model.Rows, Model.Entries, Model.Integer.Count(i => i));

    internal double DiscountAt(double month) => Math.Pow(1 + Data.Options.DiscountRate, -month / 12);

    internal int GroupOf(int source) => _groupOf[source];

    internal IReadOnlyList<int> WaysFrom(int source) => _waysFrom[source];

    internal (int Period, double Part)[][] Arrivals(double lead) =>
        _arrivals.TryGetValue(lead, out var parts) ? parts : _arrivals[lead] = _horizon.Arrivals(lead);

    // The price of one month without the item that is priced highest; without prices, of a unit.
    double MoneyScale()
    {
        var most = Data.Wants.Select(w => w.Row.ShortfallPrice * w.Row.Weight * Data.Scale[w.Row.Item]).DefaultIfEmpty(0).Max();
        return most > 0 ? most : 1;
    }

    int[][] Columns(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var row = new int[_periods.Length];
        Array.Fill(row, -1);
        return row;
    })];

    string? Name(string kind, string id, int period) => _isNamed ? $"{kind}:{id}:{_periods[period].First:yyyy-MM}" : null;

    string? Name(string kind, string id) => _isNamed ? $"{kind}:{id}" : null;

    void AddProduction()
    {
        for (var g = 0; g < Data.Groups.Length; g++)
        {
            var group = Data.Groups[g];
            Parts[g] = new int[_periods.Length][][];
            var grows = Data.Expansions.Any(e => _groupOf[e.Source] == g);
            var isSplit = group.Members.Length == 1 && _waysFrom[group.First.Index].Count > 0;
            foreach (var period in _periods)
            {
                var t = period.Index;
                var most = group.Recipe[t] is null ? 0 : group.Capacity[t] / Data.Scale[group.Item];
                if (most <= 0 && (!grows || group.Recipe[t] is null)) continue;
                X[g][t] = Model.AddColumn(group.First.UnitCost * Data.Scale[group.Item] * Discount[t] / Money, 0, grows ? double.PositiveInfinity : most, false, Name("make", group.First.Row.Id, t));
                AddUses(g, t, X[g][t], Parts[g], group.Recipe[t]!, use => Balance(group, use, t));
                if (isSplit) AddSplit(g, t);
                else AddArrivals(_balance[group.Item]!, X[g][t], t, group.First.Lead);
            }
        }
        foreach (var ((source, item), rows) in _governed)
        {
            foreach (var w in _waysTo[source])
                if (Data.Ways[w].Item == item)
                    foreach (var period in _periods)
                        if (Flow[w][period.Index] is >= 0 and var column)
                            AddArrivals(rows, column, period.Index, Data.Sources[Data.Ways[w].Supplier].Lead + Data.Ways[w].TransportMonths);
        }
    }

    // What a column of production uses: in the pool of the input, or of the flows to a line that has links.
    void AddUses(int g, int t, int column, int[][][] parts, RecipeReading recipe, Func<Use, Terms?> row)
    {
        var group = Data.Groups[g];
        foreach (var use in recipe.Single) Take(use, column);
        parts[t] = new int[recipe.Groups.Length][];
        for (var c = 0; c < recipe.Groups.Length; c++)
        {
            var choice = recipe.Groups[c];
            parts[t][c] = new int[choice.Length];
            var sum = new Terms();
            sum.Add(column, -1);
            for (var a = 0; a < choice.Length; a++)
            {
                // A single alternative is no choice.
                var part = choice.Length == 1 ? column : Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("with", $"{group.First.Row.Id}:{Data.Network.Items[choice[a].Input].Id}:{c}", t));
                parts[t][c][a] = part;
                sum.Add(part, 1);
                Take(choice[a], part);
            }
            if (choice.Length > 1) sum.AddTo(Model, 0, 0);
        }

        void Take(Use use, int from)
        {
            if (!Data.Counts(use.Input) || use.Quantity <= 0) return;
            row(use)?.Add(from, -use.Quantity * Data.Scale[group.Item] / Data.Scale[use.Input]);
        }
    }

    Terms? Balance(PlanGroup group, Use use, int t)
    {
        var key = (group.First.Index, use.Input);
        if (!Data.Governed.Contains(key)) return _balance[use.Input]?[t];
        if (!_governed.TryGetValue(key, out var rows)) _governed[key] = rows = [.. _periods.Select(_ => new Terms())];
        return rows[t];
    }

    // What a line starts goes to the pool or over one of its links.
    void AddSplit(int g, int t)
    {
        var group = Data.Groups[g];
        Pool[g][t] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("pool", group.First.Row.Id, t));
        var row = new Terms();
        row.Add(X[g][t], 1);
        row.Add(Pool[g][t], -1);
        foreach (var w in _waysFrom[group.First.Index])
        {
            Flow[w][t] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("send", $"{group.First.Row.Id}:{Data.Sources[Data.Ways[w].Customer].Row.Id}", t));
            row.Add(Flow[w][t], -1);
        }
        row.AddTo(Model, 0, 0);
        AddArrivals(_balance[group.Item]!, Pool[g][t], t, group.First.Lead);
    }

    void AddArrivals(Terms[] rows, int column, int t, double lead)
    {
        foreach (var (q, part) in Arrivals(lead)[t]) rows[q].Add(column, part);
    }

    void AddCapacity()
    {
        for (var g = 0; g < Data.Groups.Length; g++)
        {
            var adding = Data.Expansions.Select((e, k) => (e, k)).Where(p => _groupOf[p.e.Source] == g).Select(p => p.k).ToArray();
            if (adding.Length == 0) continue;
            foreach (var period in _periods)
            {
                if (X[g][period.Index] < 0 || double.IsInfinity(Data.Groups[g].Capacity[period.Index])) continue;
                var row = new Terms();
                row.Add(X[g][period.Index], 1);
                foreach (var e in adding)
                    if (Added[e][period.Index] is >= 0 and var added) row.Add(added, -period.Months);
                CapacityRow[g][period.Index] = row.AddTo(Model, double.NegativeInfinity, Data.Groups[g].Capacity[period.Index] / Data.Scale[Data.Groups[g].Item], Name("capacity", Data.Groups[g].First.Row.Id, period.Index));
            }
        }
    }

    void AddTotals()
    {
        TotalRow = Columns(Data.Totals.Length);
        for (var k = 0; k < Data.Totals.Length; k++)
            foreach (var period in _periods)
            {
                if (double.IsInfinity(Data.Totals[k].Left[period.Index])) continue;
                var row = new Terms();
                foreach (var s in Data.Totals[k].Members)
                    if (X[_groupOf[s]][period.Index] is >= 0 and var column) row.Add(column, 1);
                var item = Data.Sources[Data.Totals[k].Members[0]].Item;
                if (row.Count > 0) TotalRow[k][period.Index] = row.AddTo(Model, double.NegativeInfinity, Data.Totals[k].Left[period.Index] / Data.Scale[item]);
            }
    }

    internal int[][] TotalRow { get; private set; } = [];

    void AddStock()
    {
        ShelfRow = Columns(Data.Network.Items.Count);
        foreach (var item in Data.Items.Where(Data.Counts))
        {
            var store = Data.Stores[item];
            var id = Data.Network.Items[item].Id;
            foreach (var period in _periods)
            {
                var t = period.Index;
                // What lies over at the end of the plan is of no use in it.
                Stock[item][t] = Model.AddColumn(store.HoldingCost * Data.Scale[item] * period.Months * Discount[t] / Money, 0, store.KeepsMonths > 0 ? double.PositiveInfinity : 0, false, Name("stock", id, t));
                _balance[item]![t].Add(Stock[item][t], -1);
                if (t + 1 < _periods.Length) _balance[item]![t + 1].Add(Stock[item][t], 1);
            }
            if (store.KeepsMonths > 0 && !double.IsInfinity(store.KeepsMonths)) AddShelfLife(item, store, id);
        }
    }

    // First in, first out: what lies there came in within the months it keeps.
    void AddShelfLife(int item, PlanStore store, string id)
    {
        foreach (var period in _periods)
        {
            var from = period.End - store.KeepsMonths;
            var row = new Terms();
            row.Add(Stock[item][period.Index], 1);
            // A stock whose life ends with the period is of no use in the next one.
            var received = from < -1e-9 ? store.Initial / Data.Scale[item] : 0;
            foreach (var q in _periods)
            {
                if (q.Index > period.Index || q.End <= from) continue;
                var part = Math.Min(1, (q.End - from) / q.Months);
                foreach (var (column, value) in Receipts(item, q.Index)) row.Add(column, -value * part);
            }
            ShelfRow[item][period.Index] = row.AddTo(Model, double.NegativeInfinity, received, Name("keeps", id, period.Index));
        }
    }

    // Columns whose arrivals come into the pool of an item in a period.
    IEnumerable<(int Column, double Value)> Receipts(int item, int q) => Enumerable.Range(0, Data.Groups.Length).Where(g => Data.Groups[g].Item == item).SelectMany(g => ReceiptsOf(g, q));

    IEnumerable<(int Column, double Value)> ReceiptsOf(int g, int q)
    {
        for (var p = 0; p <= q; p++)
        {
            var column = Pool[g][p] >= 0 ? Pool[g][p] : X[g][p];
            if (column < 0) continue;
            foreach (var (at, part) in Arrivals(Data.Groups[g].First.Lead)[p])
                if (at == q) yield return (column, part);
        }
        if (BeforePool.Length > 0 && (BeforePool[g] >= 0 ? BeforePool[g] : Before[g]) is >= 0 and var before && _horizon.Earlier(Data.Groups[g].First.Lead, q) is > 0 and var months)
            yield return (before, months);
    }

    internal int[][] ShelfRow { get; private set; } = [];

    void AddDemands()
    {
        BacklogRow = Columns(Data.Wants.Length);
        for (var k = 0; k < Data.Wants.Length; k++)
        {
            var want = Data.Wants[k];
            var scale = Data.Scale[want.Row.Item];
            var id = $"{want.Row.Buyer}:{Data.Network.Items[want.Row.Item].Id}:{k}";
            foreach (var period in _periods)
            {
                var t = period.Index;
                var isLast = t + 1 == _periods.Length;
                var price = want.Row.ShortfallPrice * want.Row.Weight * scale / Money;
                var weight = period.Months * Discount[t] + (isLast ? Data.Options.TailMonths * DiscountAfter : 0);
                Delivered[k][t] = Model.AddColumn(0, 0, Data.IsRefused(k, period) ? 0 : double.PositiveInfinity, false, Name("deliver", id, t));
                Backlog[k][t] = Model.AddColumn(price * weight, 0, double.PositiveInfinity, false, Name("missing", id, t));
                var row = new Terms();
                row.Add(Backlog[k][t], 1);
                if (t > 0) row.Add(Backlog[k][t - 1], -1);
                row.Add(Delivered[k][t], 1);
                BacklogRow[k][t] = row.AddTo(Model, want.Wanted[t] / scale, want.Wanted[t] / scale, Name("wanted", id, t));
                _balance[want.Row.Item]![t].Add(Delivered[k][t], -1);
            }
        }
    }

    internal int[][] BacklogRow { get; private set; } = [];

    // stock before + arrivals - uses - deliveries - stock after >= 0; what is left over is thrown away.
    void AddBalances()
    {
        foreach (var item in Data.Items.Where(Data.Counts))
            foreach (var period in _periods)
            {
                var initial = period.Index == 0 ? Data.Stores[item].Initial / Data.Scale[item] : 0;
                BalanceRow[item][period.Index] = _balance[item]![period.Index].AddTo(Model, -initial, double.PositiveInfinity, Name("balance", Data.Network.Items[item].Id, period.Index));
            }
        foreach (var ((source, item), rows) in _governed)
            foreach (var period in _periods)
                rows[period.Index].AddTo(Model, 0, double.PositiveInfinity, Name("served", $"{Data.Sources[source].Row.Id}:{Data.Network.Items[item].Id}", period.Index));
    }

    // Nobody worse off: the priced shortfall of some demands has a limit.
    // What is given may miss a balance by the dust of the solves it came from.
    void FixGiven()
    {
        const double Dust = 1e-10;
        if (Data.Given.Made is { } made)
            for (var g = 0; g < Data.Groups.Length; g++)
                foreach (var period in _periods)
                    if (X[g][period.Index] is >= 0 and var column)
                        Fix(column, Data.Groups[g].Members.Sum(m => made.TryGetValue(m.Row.Id, out var units) ? units[period.Index] : 0) / Data.Scale[Data.Groups[g].Item]);
        if (Data.Given.Delivered is { } delivered)
            for (var d = 0; d < Data.Wants.Length; d++)
                foreach (var period in _periods)
                    if (Delivered[d][period.Index] is >= 0 and var column && delivered.TryGetValue(Data.Wants[d].Row.Row, out var units))
                        Fix(column, units[period.Index] / Data.Scale[Data.Wants[d].Row.Item]);

        void Fix(int column, double value) => Model.SetColumnBounds(column, Math.Max(0, Math.Min(value * (1 - Dust) - Dust, Model.ColumnUpper[column])), Math.Min(value * (1 + Dust) + Dust, Math.Max(Model.ColumnUpper[column], 0)));
    }

    void AddLimits()
    {
        for (var k = 0; k < Data.Given.Limits.Count; k++)
        {
            var limit = Data.Given.Limits[k];
            var row = new Terms();
            for (var d = 0; d < Data.Wants.Length; d++)
                if (limit.Demands.Contains(Data.Wants[d].Row.Row))
                    foreach (var column in Backlog[d]) row.Add(column, Model.Cost[column]);
            for (var e = 0; e < Payments.Length; e++)
                foreach (var (budget, column) in Payments[e])
                    if (limit.Budgets.Contains(budget)) row.Add(column, Data.Expansions[e].Capex!.Value * Discounts.OfYear(_horizon.First, Data.Network.Budgets[budget].Year, Data.Options.DiscountRate) / Money);
            if (row.Count == 0) continue;
            Requirement[row.AddTo(Model, double.NegativeInfinity, limit.Most / Money)] = new(PlanConflictKind.Limit, k, limit.Name);
        }
    }
}

/// <summary>Entries of a row under construction.</summary>
sealed class Terms
{
    readonly List<int> _columns = [];
    readonly List<double> _values = [];

    internal int Count => _columns.Count;

    internal void Add(int column, double value)
    {
        if (value == 0) return;
        _columns.Add(column);
        _values.Add(value);
    }

    internal int AddTo(LinearModel model, double lower, double upper, string? name = null) =>
        model.AddRow(lower, upper, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_columns), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values), name);
}
