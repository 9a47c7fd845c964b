using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>Turns a point of the program back into a plan, in units and euro, and counts its costs anew from its rows.</summary>
sealed partial class PlanReadback
{
    // What the solver's arithmetic leaves behind, in months of need.
    const double Dust = 1e-9;

    readonly PlanProgram _program;
    readonly PlanData _data;
    readonly PlanPeriod[] _periods;
    readonly double[] _x;

    internal PlanReadback(PlanProgram program, double[] point)
    {
        _program = program;
        _data = program.Data;
        _periods = _data.Horizon.Periods;
        _x = point;
    }

    internal Plan Read()
    {
        var sources = _data.Sources.Length;
        var plan = new Plan
        {
            Network = _data.Network, Options = _data.Options, Periods = _periods, Discount = _program.Discount, DiscountAfter = _program.DiscountAfter,
            Supplies = [.. _data.Sources.Select(s => s.Row)], Demands = [.. _data.Wants.Select(w => w.Row)], Items = _data.Items,
            Capacity = Grid(sources), Production = Grid(sources), Arrived = Grid(sources), ProductionCost = Grid(sources),
            Before = new double[sources], BeforePool = new double[sources], BeforeCapacity = [.. _data.Sources.Select(_data.BeforeOf)],
            InitialStock = [.. _data.Stores.Select(s => s.Initial)],
            Stock = Grid(_data.Network.Items.Count), Scrap = Grid(_data.Network.Items.Count),
            Wanted = [.. _data.Wants.Select(w => w.Wanted)], Delivered = Grid(_data.Wants.Length), Backlog = Grid(_data.Wants.Length),
            Uses = [], Flows = [], Starts = ReadStarts(), LineStates = ReadStates(), Costs = [], Spending = ReadSpending(), Work = [], Shortfalls = [],
        };
        ReadProduction(plan);
        var uses = ReadUses(plan);
        var flows = ReadFlows();
        ReadDemands(plan);
        ReadStock(plan, uses);
        ReadProductionCost(plan);
        plan = plan with { Uses = uses, Flows = flows, LineStocks = ReadLineStocks(uses, flows), Hauls = ReadHauls(plan) };
        return plan with { Costs = Costs(plan), Work = Work(plan) };
    }

    double[][] Grid(int rows) => [.. Enumerable.Range(0, rows).Select(_ => new double[_periods.Length])];

    // Value of a column that counts months of an item's need, in units.
    double Units(int column, int item) => column >= 0 && _x[column] > Dust ? _x[column] * _data.Scale[item] : 0;

    int Count(int column) => column < 0 ? 0 : (int)Math.Round(_x[column]);

    void ReadProduction(Plan plan)
    {
        for (var g = 0; g < _data.Groups.Length; g++)
        {
            var group = _data.Groups[g];
            var before = Split(_program.Before, g, 0);
            var pooled = _program.BeforePool.Length > 0 && _program.BeforePool[g] >= 0 ? Split(_program.BeforePool, g, 0) : before;
            for (var k = 0; k < group.Members.Length; k++) (plan.Before[group.Members[k].Index], plan.BeforePool[group.Members[k].Index]) = (before[k], pooled[k]);
            foreach (var period in _periods)
            {
                var t = period.Index;
                var made = group.Split(Units(_program.X[g][t], group.Item), t);
                var toPool = _program.Pool[g][t] >= 0 ? [Units(_program.Pool[g][t], group.Item)] : made;
                for (var k = 0; k < group.Members.Length; k++)
                {
                    var s = group.Members[k].Index;
                    plan.Production[s][t] = made[k];
                    plan.Capacity[s][t] = group.Members[k].Capacity[t] + AddedTo(s, period);
                    plan.Arrived[s][t] += pooled[k] * _data.Horizon.Earlier(group.First.Lead, t);
                    foreach (var (q, part) in _program.Arrivals(group.First.Lead)[t]) plan.Arrived[s][q] += toPool[k] * part;
                }
            }
        }

        double[] Split(int[] columns, int g, int t) => _data.Groups[g].Split(columns.Length > 0 ? Units(columns[g], _data.Groups[g].Item) * _periods[t].Months : 0, t) is var parts
            ? [.. parts.Select(p => p / _periods[t].Months)] : [];
    }

    double AddedTo(int source, PlanPeriod period)
    {
        var sum = 0.0;
        for (var e = 0; e < _data.Expansions.Length; e++)
        {
            if (_data.Expansions[e].Source != source) continue;
            foreach (var (column, month, _) in _program.StartsOf(e))
                if (Count(column) is > 0 and var count) sum += count * _data.Expansions[e].Adds * _data.Expansions[e].Reached(month, period) * period.Months;
        }
        return sum;
    }

    List<PlanUse> ReadUses(Plan plan)
    {
        var uses = new SortedDictionary<(int Supply, int Row), (int Input, double[] Amount)>();
        for (var g = 0; g < _data.Groups.Length; g++)
        {
            var group = _data.Groups[g];
            foreach (var period in _periods)
            {
                var t = period.Index;
                if (_program.X[g][t] < 0 || group.Recipe[t] is not { } recipe) continue;
                var whole = Units(_program.X[g][t], group.Item);
                if (whole <= 0) continue;
                foreach (var member in group.Members)
                {
                    var share = plan.Production[member.Index][t] / whole;
                    if (share <= 0) continue;
                    foreach (var use in recipe.Single) Add(member.Index, use, t, share * whole * use.Quantity);
                    for (var c = 0; c < recipe.Groups.Length; c++)
                        for (var a = 0; a < recipe.Groups[c].Length; a++)
                            Add(member.Index, recipe.Groups[c][a], t, share * Units(_program.Parts[g][t][c][a], group.Item) * recipe.Groups[c][a].Quantity);
                }
            }
        }
        return [.. uses.Select(u => new PlanUse(u.Key.Supply, u.Key.Row, u.Value.Input, u.Value.Amount))];

        void Add(int supply, Use use, int t, double amount)
        {
            if (amount <= 0 || !_data.Counts(use.Input)) return;
            if (!uses.TryGetValue((supply, use.Row), out var row)) uses[(supply, use.Row)] = row = (use.Input, new double[_periods.Length]);
            row.Amount[t] += amount;
        }
    }

    List<PlanFlow> ReadFlows()
    {
        var flows = new List<PlanFlow>();
        for (var w = 0; w < _data.Ways.Length; w++)
        {
            var way = _data.Ways[w];
            var lead = _data.Sources[way.Supplier].Lead + way.TransportMonths;
            var before = _program.BeforeFlow.Length > 0 ? Units(_program.BeforeFlow[w], way.Item) : 0;
            var started = _periods.Select(p => Units(_program.Flow[w][p.Index], way.Item)).ToArray();
            var arrived = _periods.Select(p => before * _data.Horizon.Earlier(lead, p.Index)).ToArray();
            for (var t = 0; t < started.Length; t++)
                foreach (var (q, part) in _program.Arrivals(lead)[t]) arrived[q] += started[t] * part;
            if (before > 0 || started.Any(s => s > 0)) flows.Add(new(way.Link, way.Supplier, way.Customer, way.Item, way.TransportMonths, before, started, arrived));
        }
        return flows;
    }

    // What is delivered has lost the dust of the solve; what is hauled of it loses its part.
    PlanHaul[] ReadHauls(Plan plan)
    {
        var sent = _program.Hauls.Select(h => new PlanHaul(_data.Groups[h.Group].First.Index, h.Demand, [.. _periods.Select(p => Units(h.Column[p.Index], _data.Wants[h.Demand].Row.Item))])).ToArray();
        foreach (var ofDemand in sent.GroupBy(h => h.Demand))
            foreach (var period in _periods)
            {
                var (sum, delivered) = (ofDemand.Sum(h => h.Units[period.Index]), plan.Delivered[ofDemand.Key][period.Index]);
                if (sum > delivered)
                    foreach (var haul in ofDemand) haul.Units[period.Index] *= delivered / sum;
            }
        return [.. sent.Where(h => h.Units.Any(u => u > 0)).OrderBy(h => h.Supply).ThenBy(h => h.Demand)];
    }

    void ReadDemands(Plan plan)
    {
        for (var k = 0; k < _data.Wants.Length; k++)
        {
            var missing = 0.0;
            foreach (var period in _periods)
            {
                var t = period.Index;
                plan.Delivered[k][t] = Math.Min(Units(_program.Delivered[k][t], _data.Wants[k].Row.Item), missing + plan.Wanted[k][t]);
                missing += plan.Wanted[k][t] - plan.Delivered[k][t];
                if (missing <= Dust * _data.Scale[_data.Wants[k].Row.Item])
                {
                    plan.Delivered[k][t] += missing;
                    missing = 0;
                }
                plan.Backlog[k][t] = missing;
            }
        }
    }

    // Stock and scrap are counted forward from what arrives, is used and delivered. Where keeping costs nothing, nothing is
    // thrown away before it must be.
    void ReadStock(Plan plan, IReadOnlyList<PlanUse> uses)
    {
        var change = Grid(_data.Network.Items.Count);
        for (var s = 0; s < _data.Sources.Length; s++)
            for (var t = 0; t < _periods.Length; t++) change[_data.Sources[s].Item][t] += plan.Arrived[s][t];
        foreach (var use in uses)
            if (!_data.Governed.Contains((use.Supply, use.Input)))
                for (var t = 0; t < _periods.Length; t++) change[use.Input][t] -= use.Amount[t];
        for (var k = 0; k < _data.Wants.Length; k++)
            for (var t = 0; t < _periods.Length; t++) change[_data.Wants[k].Row.Item][t] -= plan.Delivered[k][t];
        foreach (var item in _data.Items.Where(_data.Counts))
        {
            var before = _data.Stores[item].Initial;
            for (var t = 0; t < _periods.Length; t++)
            {
                var there = before + change[item][t];
                if (there <= Dust * _data.Scale[item]) there = 0;
                plan.Stock[item][t] = Math.Min(there, _data.Stores[item].HoldingCost > 0 ? Units(_program.Stock[item][t], item) : Keeps(plan, item, t));
                plan.Scrap[item][t] = there - plan.Stock[item][t] is var scrap && scrap > Dust * _data.Scale[item] ? scrap : 0;
                if (plan.Scrap[item][t] == 0) plan.Stock[item][t] = there;
                before = plan.Stock[item][t];
            }
        }
    }

    // Receipts of the months that an item keeps, up to the end of a period.
    double Keeps(Plan plan, int item, int t)
    {
        var store = _data.Stores[item];
        if (double.IsInfinity(store.KeepsMonths)) return double.PositiveInfinity;
        var from = _periods[t].End - store.KeepsMonths;
        var sum = from < 0 ? store.Initial : 0;
        foreach (var source in _data.Sources)
            if (source.Item == item)
                for (var q = 0; q <= t; q++)
                    if (_periods[q].End > from) sum += plan.Arrived[source.Index][q] * Math.Min(1, (_periods[q].End - from) / _periods[q].Months);
        return sum;
    }

    void ReadProductionCost(Plan plan)
    {
        for (var s = 0; s < _data.Sources.Length; s++)
            for (var t = 0; t < _periods.Length; t++) plan.ProductionCost[s][t] = plan.Production[s][t] * _data.Sources[s].UnitCost;
        foreach (var (g, _, cost, made) in _program.Learning)
        {
            var source = _data.Groups[g].First;
            for (var t = 0; t < _periods.Length; t++)
                plan.ProductionCost[source.Index][t] = cost.Select((c, k) => c * Units(made[k][t], source.Item)).Sum();
        }
    }
}
