using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>One replay of one plan.</summary>
sealed partial class PlanReplayRun
{
    readonly Plan _plan;
    readonly PlanCase _case;
    readonly Network _network;
    readonly Reading _reading;
    readonly int _periods;
    readonly List<PlanContradiction> _found = [];
    readonly List<PlanFlow>[] _flowsFrom;
    readonly Dictionary<string, PlanSupply> _supplyById = new(StringComparer.Ordinal);

    public PlanReplayRun(Plan plan, PlanCase conditions)
    {
        (_plan, _case, _network, _reading, _periods) = (plan, conditions, plan.Network, plan.Options.Reading, plan.Periods.Count);
        _rows = new(plan.Network, plan.Options, plan.Periods, plan.Demands);
        _flowsFrom = [.. plan.Supplies.Select(_ => new List<PlanFlow>())];
    }

    public IReadOnlyList<PlanContradiction> Found => _found;

    public int Count { get; set; }

    double Horizon => _plan.Periods[^1].End;

    public void All()
    {
        if (!HasShape() || !HasSoundAmounts()) return;
        CheckPeriods();
        CheckDemands();
        CheckSupplies();
        CheckStarts();
        CheckCapacity();
        CheckProduction();
        CheckPipeline();
        CheckArrivals();
        CheckUses();
        CheckLinks();
        CheckStocks();
        CheckHauls();
        CheckBacklog();
        CheckLineStates();
        CheckProductionCost();
        CheckCosts();
        CheckPayments();
        CheckWork();
        CheckShortfalls();
    }

    void Add(PlanContradictionKind kind, string where, int period, double expected, double found)
    {
        if (++Count <= PlanReplay.Most) _found.Add(new(kind, where, period, expected, found));
    }

    // Size is the largest amount that meets in the comparison: what two large numbers leave has no more digits than they have.
    void Same(PlanContradictionKind kind, string where, int period, double expected, double found, double size = 0)
    {
        if (expected.Equals(found)) return;
        var most = Math.Max(Math.Max(1, size), Math.Max(Math.Abs(expected), Math.Abs(found)));
        if (!(Math.Abs(expected - found) <= PlanReplay.Tolerance * most) || double.IsInfinity(most)) Add(kind, where, period, expected, found);
    }

    void AtMost(PlanContradictionKind kind, string where, int period, double limit, double found, double size = 0)
    {
        if (found <= limit) return;
        var most = Math.Max(Math.Max(1, size), Math.Max(Math.Abs(limit), Math.Abs(found)));
        if (!(found - limit <= PlanReplay.Tolerance * most)) Add(kind, where, period, limit, found);
    }

    void AtLeast(PlanContradictionKind kind, string where, int period, double limit, double found, double size = 0)
    {
        if (found >= limit) return;
        var most = Math.Max(Math.Max(1, size), Math.Max(Math.Abs(limit), Math.Abs(found)));
        if (!(limit - found <= PlanReplay.Tolerance * most)) Add(kind, where, period, limit, found);
    }

    void Between(PlanContradictionKind kind, string where, int period, double low, double high, double found, double size = 0)
    {
        AtLeast(kind, where, period, low, found, size);
        AtMost(kind, where, period, high, found, size);
    }

    bool HasShape()
    {
        var supplies = _plan.Supplies.Count;
        var demands = _plan.Demands.Count;
        var before = Count;
        if (_periods == 0) Add(PlanContradictionKind.Shape, "periods", -1, 1, 0);
        Length("discount", _plan.Discount.Length, _periods);
        Table("capacity", _plan.Capacity, supplies);
        Table("production", _plan.Production, supplies);
        Table("arrived", _plan.Arrived, supplies);
        Table("production cost", _plan.ProductionCost, supplies);
        Length("before", _plan.Before.Length, supplies);
        Length("before, to the pool", _plan.BeforePool.Length, supplies);
        Length("initial stock", _plan.InitialStock.Length, _network.Items.Count);
        Table("stock", _plan.Stock, _network.Items.Count);
        Table("scrap", _plan.Scrap, _network.Items.Count);
        Table("wanted", _plan.Wanted, demands);
        Table("delivered", _plan.Delivered, demands);
        Table("backlog", _plan.Backlog, demands);
        for (var s = 0; s < supplies; s++) Length("supply", _plan.Supplies[s].Index, s);
        for (var k = 0; k < demands; k++) Length("demand", _plan.Demands[k].Index, k);
        foreach (var use in _plan.Uses) Length("uses", use.Amount.Count, _periods);
        foreach (var stock in _plan.LineStocks)
        {
            Length("stocks at lines", stock.Stock.Count, _periods);
            Length("scrap at lines", stock.Scrap.Count, _periods);
            if (stock.Supply < 0 || stock.Supply >= supplies || stock.Item < 0 || stock.Item >= _network.Items.Count) Add(PlanContradictionKind.Shape, "stocks at lines", -1, stock.Supply, stock.Item);
        }
        foreach (var flow in _plan.Flows)
        {
            Length("flows started", flow.Started.Count, _periods);
            Length("flows arrived", flow.Arrived.Count, _periods);
            if (flow.Supplier < 0 || flow.Supplier >= supplies || flow.Customer < 0 || flow.Customer >= supplies || flow.Link >= _network.Links.Count) Add(PlanContradictionKind.Shape, "flows", -1, flow.Supplier, flow.Customer);
            else _flowsFrom[flow.Supplier].Add(flow);
        }
        foreach (var line in _plan.LineStates) Length("line states", line.States.Count, _periods);
        foreach (var cost in _plan.Costs) Length("costs", cost.PerPeriod.Count, _periods);
        foreach (var work in _plan.Work)
        {
            Length("people", work.People.Count, _periods);
            Length("capital per place", work.Capex.Count, _periods);
        }
        foreach (var start in _plan.Starts)
            if (start.Expansion < 0 || start.Expansion >= _network.Expansions.Count || start.Period >= _periods || start.Count < 1) Add(PlanContradictionKind.Shape, "starts", start.Period, 0, start.Expansion);
        foreach (var supply in _plan.Supplies)
            if (!_supplyById.TryAdd(supply.Id, supply)) Add(PlanContradictionKind.Shape, supply.Id, -1, 1, 2);
        return Count == before;

        void Table(string name, double[][] rows, int count)
        {
            Length(name, rows.Length, count);
            foreach (var row in rows) Length(name, row.Length, _periods);
        }

        void Length(string name, int found, int expected)
        {
            if (found != expected) Add(PlanContradictionKind.Shape, name, -1, expected, found);
        }
    }

    // A negative amount takes from nothing; solvers leave a trace below zero, so the size of the row's largest amount decides.
    bool HasSoundAmounts()
    {
        var before = Count;
        for (var s = 0; s < _plan.Supplies.Count; s++)
        {
            Sound(Address(_plan.Supplies[s]), _plan.Production[s]);
            Sound(Address(_plan.Supplies[s]), _plan.Arrived[s]);
            Sound(Address(_plan.Supplies[s]), _plan.ProductionCost[s]);
            Sound(Address(_plan.Supplies[s]), [_plan.Before[s], _plan.BeforePool[s]]);
        }
        foreach (var item in _network.Items)
        {
            Sound(item.From.Address, _plan.Stock[item.Index]);
            Sound(item.From.Address, _plan.Scrap[item.Index]);
            Sound(item.From.Address, [_plan.InitialStock[item.Index]]);
        }
        for (var k = 0; k < _plan.Demands.Count; k++)
        {
            Sound(Address(_plan.Demands[k]), _plan.Wanted[k]);
            Sound(Address(_plan.Demands[k]), _plan.Delivered[k]);
            Sound(Address(_plan.Demands[k]), _plan.Backlog[k]);
        }
        foreach (var use in _plan.Uses) Sound(Address(_plan.Supplies[use.Supply]), use.Amount);
        foreach (var flow in _plan.Flows)
        {
            Sound(Address(flow), flow.Started);
            Sound(Address(flow), [flow.Before]);
        }
        foreach (var stock in _plan.LineStocks)
        {
            Sound(Address(_plan.Supplies[stock.Supply]), stock.Stock);
            Sound(Address(_plan.Supplies[stock.Supply]), stock.Scrap);
        }
        foreach (var cost in _plan.Costs) Sound(cost.Kind.ToString(), [.. cost.PerPeriod, cost.After, cost.Discounted]);
        foreach (var payment in _plan.Starts.SelectMany(s => s.Payments)) Sound(payment.Payer, [payment.Amount]);
        return Count == before;

        void Sound(string where, IReadOnlyList<double> amounts)
        {
            var largest = 0.0;
            foreach (var amount in amounts) largest = Math.Max(largest, Math.Abs(amount));
            for (var t = 0; t < amounts.Count; t++)
                if (!double.IsFinite(amounts[t])) Add(PlanContradictionKind.Amount, where, t, 0, amounts[t]);
                else AtLeast(PlanContradictionKind.Amount, where, t, 0, amounts[t], largest);
        }
    }

    void CheckPeriods()
    {
        for (var t = 0; t < _periods; t++)
        {
            var period = _plan.Periods[t];
            Same(PlanContradictionKind.Period, "periods", t, t, period.Index);
            Same(PlanContradictionKind.Period, "periods", t, t == 0 ? 0 : _plan.Periods[t - 1].End, period.Offset);
            AtLeast(PlanContradictionKind.Period, "periods", t, 1, period.Months);
            if (period.First != _plan.Periods[0].First.AddMonths(period.Offset)) Add(PlanContradictionKind.Period, "periods", t, _plan.Periods[0].First.AddMonths(period.Offset).DayNumber, period.First.DayNumber);
            // Months one by one, then quarters; the last may be shorter.
            var length = period.Offset < _plan.Options.FineMonths ? 1 : 3;
            if (t < _periods - 1) Same(PlanContradictionKind.Period, "periods", t, length, period.Months);
            else AtMost(PlanContradictionKind.Period, "periods", t, length, period.Months);
            Same(PlanContradictionKind.Discount, "discount", t, DiscountAt(period.Offset + period.Months / 2.0), _plan.Discount[t]);
        }
        Same(PlanContradictionKind.Discount, "discount", _periods, DiscountAt(Horizon), _plan.DiscountAfter);
        if (_plan.Options.Months is { } months) Same(PlanContradictionKind.Period, "periods", -1, months, Horizon);
        if (_plan.Periods[0].First.Day != 1) Add(PlanContradictionKind.Period, "periods", 0, 1, _plan.Periods[0].First.Day);
        if (_plan.Options.From is { } from && from.AddDays(1 - from.Day) != _plan.Periods[0].First) Add(PlanContradictionKind.Period, "periods", 0, from.DayNumber, _plan.Periods[0].First.DayNumber);
    }

    // Worth today of one euro so many months from the start.
    double DiscountAt(double months) => Math.Pow(1 + _plan.Options.DiscountRate, -months / 12);

    // Part of an amount, spread evenly from one moment to another, that falls into each period; what a moment brings falls into the period it begins or lies in.
    void Spread(double from, double to, double amount, Action<int, double> add)
    {
        if (amount == 0) return;
        foreach (var period in _plan.Periods)
        {
            var overlap = Math.Min(to, period.End) - Math.Max(from, period.Offset);
            if (overlap > 0) add(period.Index, amount * overlap / (to - from));
        }
    }

    string Address(PlanSupply supply) => supply.Line >= 0 ? _network.Lines[supply.Line].From.Address : supply.Expansion >= 0 ? _network.Expansions[supply.Expansion].From.Address : supply.Id;

    string Address(PlanFlow flow) => flow.Link >= 0 ? _network.Links[flow.Link].From.Address : Address(_plan.Supplies[flow.Supplier]);

    string Address(PlanDemand demand) => demand.Row >= 0 ? _network.Demands[demand.Row].From.Address : demand.Goal >= 0 ? _network.Goals[demand.Goal].From.Address : demand.Buyer;
}
