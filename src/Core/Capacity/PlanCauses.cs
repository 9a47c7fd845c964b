namespace Vauban.Core.Capacity;

/// <summary>Why units are missing: the limits with a price in the requirement tree of what is missing, once all integers are fixed,
/// and for each of them what became of the expansions that could have lifted it.</summary>
sealed class PlanCauses
{
    // A price below this, as a share of the dearest month of shortfall per month of need, is the solver's arithmetic.
    const double LeastPrice = 1e-7;

    readonly PlanProgram _program;
    readonly PlanData _data;
    readonly Plan _plan;
    readonly double[] _rows, _columns;

    internal PlanCauses(PlanProgram program, Plan plan, double[] rowPrices, double[] columnPrices)
    {
        _program = program;
        _data = program.Data;
        _plan = plan;
        _rows = rowPrices;
        _columns = columnPrices;
    }

    /// <summary>What each demand misses, without or with its causes.</summary>
    internal static IReadOnlyList<PlanShortfall> Find(PlanProgram program, Plan plan, double[]? rowPrices, double[]? columnPrices)
    {
        var causes = rowPrices is null || columnPrices is null ? null : new PlanCauses(program, plan, rowPrices, columnPrices);
        var list = new List<PlanShortfall>();
        foreach (var demand in plan.Demands)
        {
            var missing = plan.Backlog[demand.Index];
            var (from, to) = (Array.FindIndex(missing, m => m > 0), Array.FindLastIndex(missing, m => m > 0));
            if (from < 0) continue;
            var months = plan.Periods.Sum(p => missing[p.Index] * p.Months);
            list.Add(new(demand.Index, from, to, missing.Max(), missing[^1], months, causes is null ? [] : [.. causes.Refusal(demand, from, to), .. causes.Of(demand, to)]));
        }
        return list;
    }

    IEnumerable<PlanCause> Refusal(PlanDemand demand, int from, int to)
    {
        var refused = Enumerable.Range(from, to - from + 1).Where(t => _data.IsRefused(demand.Index, _plan.Periods[t])).ToArray();
        if (refused.Length > 0) yield return new(PlanCauseKind.Consent, demand.Item, -1, -1, -1, refused[0], refused[^1], 0);
    }

    List<PlanCause> Of(PlanDemand demand, int last)
    {
        var (wanted, list) = (demand.Item, new List<PlanCause>());
        AddTransport(demand, last, list);
        foreach (var item in Tree(wanted))
        {
            foreach (var group in Enumerable.Range(0, _data.Groups.Length).Where(g => _data.Groups[g].Item == item)) AddLine(group, last, list);
            AddStock(item, last, list);
        }
        for (var k = 0; k < _data.Totals.Length; k++) AddTotal(k, wanted, last, list);
        if (list.Count == 0) list.AddRange(Rest(wanted, last));
        return [.. list.OrderByDescending(c => c.Weight).ThenBy(c => c.Kind).ThenBy(c => c.Item).ThenBy(c => c.Supply).ThenBy(c => c.Expansion)];
    }

    // Limits of the transport network with a price in which the ways to the buyer count.
    void AddTransport(PlanDemand demand, int last, List<PlanCause> list)
    {
        var lanes = _program.Hauls.Where(h => h.Demand == demand.Index && h.Lane >= 0).Select(h => h.Lane).Distinct().ToArray();
        var (from, to, weight) = (-1, -1, 0.0);
        foreach (var (row, period, limit) in _program.LaneRows)
        {
            if (period > last || -_rows[row] <= LeastPrice || !lanes.Any(l => limit.Weights[l] > 0)) continue;
            from = from < 0 ? period : Math.Min(from, period);
            to = Math.Max(to, period);
            weight += -_rows[row] * _program.Model.RowUpper[row];
        }
        if (from >= 0) list.Add(new(PlanCauseKind.Transport, demand.Item, -1, -1, -1, from, to, weight * _program.Money));
    }

    SortedSet<int> Tree(int wanted)
    {
        var seen = new SortedSet<int>();
        var queue = new Queue<int>([wanted]);
        while (queue.TryDequeue(out var item))
            if (seen.Add(item))
                foreach (var source in _data.Sources.Where(s => s.Item == item))
                    foreach (var recipe in source.Recipe.OfType<Output.RecipeReading>().Distinct())
                        foreach (var use in recipe.Single.Concat(recipe.Groups.SelectMany(g => g)))
                            if (_data.Counts(use.Input)) queue.Enqueue(use.Input);
        return seen;
    }

    // Price of a limit from above per unit of it: raising it makes the plan cheaper.
    double Priced(int row, int column) => Math.Max(0, row >= 0 ? -_rows[row] : column >= 0 ? -_columns[column] : 0);

    void AddLine(int g, int last, List<PlanCause> list)
    {
        var group = _data.Groups[g];
        var (from, to, weight) = (-1, -1, 0.0);
        for (var t = 0; t <= last; t++)
        {
            if (_program.X[g][t] < 0 || double.IsInfinity(group.Capacity[t])) continue;
            var price = Priced(_program.CapacityRow[g][t], _program.CapacityRow[g][t] >= 0 ? -1 : _program.X[g][t]);
            if (price <= LeastPrice) continue;
            if (from < 0) from = t;
            to = t;
            weight += price * group.Members.Sum(m => _plan.Capacity[m.Index][t]) / _data.Scale[group.Item];
        }
        if (from < 0) return;
        list.Add(new(PlanCauseKind.Capacity, group.Item, group.First.Index, -1, -1, from, to, weight * _program.Money));
        for (var e = 0; e < _data.Expansions.Length; e++)
            if (_data.Expansions[e].Row.Item == group.Item) AddExpansion(e, from, to, weight * _program.Money, list);
    }

    void AddExpansion(int e, int from, int to, double weight, List<PlanCause> list)
    {
        var x = _data.Expansions[e];
        if (list.Any(c => c.Expansion == x.Row.Index)) return;
        var started = _plan.Starts.Where(s => s.Expansion == x.Row.Index).ToArray();
        var count = started.Sum(s => s.Count);
        var earliest = started.Length > 0 ? started.Min(s => s.FirstOutputMonth) : FirstPossible(e);
        // Not ready while the limit binds: its output comes after the first month that is short.
        if (earliest > _plan.Periods[from].Offset)
            list.Add(new(PlanCauseKind.NotReady, x.Row.Item, x.Source, x.Row.Index, -1, from, Math.Min(to, PeriodBefore(Math.Max(earliest, FullAt(e, started)))), weight));
        if (count >= x.Most && count > 0)
        {
            if (started.All(s => s.FullOutputMonth < _plan.Periods[to].End)) list.Add(new(PlanCauseKind.MostReached, x.Row.Item, x.Source, x.Row.Index, -1, from, to, weight));
            return;
        }
        if (earliest >= _plan.Periods[to].End) return;
        if (Payer(e) is { } budget) list.Add(new(PlanCauseKind.Budget, x.Row.Item, x.Source, x.Row.Index, budget, from, to, weight));
        else list.Add(new(PlanCauseKind.NotWorthIt, x.Row.Item, x.Source, x.Row.Index, -1, from, to, weight));
    }

    double FirstPossible(int e) => _program.StartsOf(e).Select(s => s.Month + _data.Expansions[e].Delay).DefaultIfEmpty(double.PositiveInfinity).Min();

    double FullAt(int e, PlanStart[] started) => started.Length > 0 ? started.Max(s => s.FullOutputMonth) : FirstPossible(e) + _data.Expansions[e].Ramp;

    int PeriodBefore(double month) => double.IsInfinity(month) ? _plan.Periods.Count - 1 : Math.Max(0, _data.Horizon.PeriodAt(month - 1e-9));

    // A budget that is used up and could have paid; without any row of it, nobody may pay (-1).
    int? Payer(int e)
    {
        if (!_data.HasBudgets || _data.Expansions[e].Capex is not > 0) return null;
        var payers = _program.Payments[e].Select(p => p.Budget).Distinct().ToArray();
        if (payers.Length == 0) return -1;
        var priced = payers.Where(b => _program.BudgetRow[b] >= 0 && -_rows[_program.BudgetRow[b]] > LeastPrice).ToArray();
        if (priced.Length > 0) return priced[0];
        // With starts fixed a budget has no price; it binds where what is left does not pay for one more.
        var left = payers.Sum(b => _plan.Spending.Where(s => s.Budget == b).Sum(s => s.Limit - s.Amount));
        return left < _data.Expansions[e].Capex ? payers[0] : null;
    }

    void AddStock(int item, int last, List<PlanCause> list)
    {
        var (from, to, weight) = (-1, -1, 0.0);
        for (var t = 0; t <= last; t++)
        {
            if (_program.ShelfRow[item][t] is not (>= 0 and var row) || -_rows[row] <= LeastPrice) continue;
            if (from < 0) from = t;
            to = t;
            weight += -_rows[row] * _plan.Stock[item][t] / _data.Scale[item];
        }
        if (from >= 0) list.Add(new(PlanCauseKind.ShelfLife, item, -1, -1, -1, from, to, weight * _program.Money));
    }

    void AddTotal(int k, int wanted, int last, List<PlanCause> list)
    {
        var total = _data.Totals[k];
        var item = _data.Sources[total.Members[0]].Item;
        var (from, to, weight) = (-1, -1, 0.0);
        for (var t = 0; t <= last; t++)
        {
            if (_program.TotalRow[k][t] is not (>= 0 and var row) || -_rows[row] <= LeastPrice) continue;
            if (from < 0) from = t;
            to = t;
            weight += -_rows[row] * total.Left[t] / _data.Scale[item];
        }
        if (from >= 0 && Tree(wanted).Contains(item)) list.Add(new(PlanCauseKind.Capacity, item, total.Members[0], -1, -1, from, to, weight * _program.Money));
    }

    // Nothing with a price limits it: there is no supply, or none that arrives in time.
    List<PlanCause> Rest(int wanted, int last)
    {
        var tree = Tree(wanted);
        var none = tree.Where(i => _data.Stores[i].Initial <= 0 && IsNeeded(i, wanted) && _data.Sources.Where(s => s.Item == i).All(s => _plan.Capacity[s.Index].All(c => c <= 0))).ToArray();
        if (none.Length > 0) return [.. none.Select(i => new PlanCause(PlanCauseKind.NoSupply, i, -1, -1, -1, 0, last, 0))];
        var states = _program.States.FirstOrDefault(s => tree.Contains(_data.Groups[s.Group].Item));
        if (states.Running is not null) return [new(PlanCauseKind.LineState, _data.Groups[states.Group].Item, _data.Groups[states.Group].First.Index, -1, -1, 0, last, 0)];
        var slowest = _data.Sources.Where(s => tree.Contains(s.Item)).OrderByDescending(s => s.Lead).ThenBy(s => s.Index).FirstOrDefault();
        return [new(PlanCauseKind.LeadTime, slowest?.Item ?? wanted, slowest?.Index ?? -1, -1, -1, 0, last, 0)];
    }

    // Wanted itself, or an input of its own that has no alternative.
    bool IsNeeded(int item, int wanted) => item == wanted || _data.Sources.Any(s => s.Recipe.OfType<Output.RecipeReading>().Any(r => r.Single.Any(u => u.Input == item) || r.Groups.Any(g => g.All(u => u.Input == item))));
}
