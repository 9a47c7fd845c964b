using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanReadback
{
    List<PlanStart> ReadStarts()
    {
        var starts = new List<PlanStart>();
        for (var e = 0; e < _data.Expansions.Length; e++)
        {
            var x = _data.Expansions[e];
            var isFirst = true;
            foreach (var (column, month, period) in _program.StartsOf(e))
            {
                if (Count(column) is not (> 0 and var count)) continue;
                var isDecided = column == _program.Decided[e];
                var day = isDecided && x.Row.Earliest is { } earliest ? earliest : _data.Horizon.First.AddMonths((int)Math.Round(month));
                starts.Add(new(x.Row.Index, period, day, month, count, month + x.Delay, month + x.Delay + x.Ramp, count * x.Adds,
                    x.Capex is { } capex ? count * capex * x.Spent(month, 0, double.PositiveInfinity) : null, isDecided)
                { Payments = isFirst ? PaymentsOf(e) : [], PermitMonths = x.Permit });
                isFirst = false;
            }
        }
        return [.. starts.OrderBy(s => s.StartMonth).ThenBy(s => s.Expansion)];
    }

    List<PlanPayment> PaymentsOf(int e)
    {
        var x = _data.Expansions[e];
        if (_data.HasBudgets)
            return [.. _program.Payments[e].Select(p => (Row: _data.Network.Budgets[p.Budget], Amount: _x[p.Column] > Dust ? _x[p.Column] * x.Capex!.Value : 0))
                .Where(p => p.Amount > 0).Select(p => new PlanPayment(p.Row.Index, p.Row.Payer, p.Row.Year, p.Amount)).OrderBy(p => p.Year).ThenBy(p => p.Budget)];
        var years = new SortedDictionary<int, double>();
        if (x.Capex is { } capex)
            foreach (var (column, month, _) in _program.StartsOf(e))
                if (Count(column) is > 0 and var count)
                    for (var year = _data.Horizon.First.Year; ; year++)
                    {
                        var (from, to) = (Math.Max(0, _data.Horizon.MonthOf(new(year, 1, 1))), _data.Horizon.MonthOf(new(year + 1, 1, 1)));
                        if (from >= month + x.Delay + 1) break;
                        if (x.Spent(month, from, to) is > 0 and var part) years[year] = years.GetValueOrDefault(year) + count * capex * part;
                    }
        return [.. years.Select(y => new PlanPayment(-1, "", y.Key, y.Value))];
    }

    List<PlanSpending> ReadSpending()
    {
        var all = Enumerable.Range(0, _data.Expansions.Length).SelectMany(PaymentsOf).ToArray();
        if (!_data.HasBudgets) return [.. all.GroupBy(p => p.Year).OrderBy(g => g.Key).Select(g => new PlanSpending(-1, "", g.Key, g.Sum(p => p.Amount), double.PositiveInfinity))];
        var first = _data.Horizon.First.Year;
        return [.. _data.Network.Budgets.Where(b => b.Year >= first).OrderBy(b => b.Year).ThenBy(b => b.Index)
            .Select(b => new PlanSpending(b.Index, b.Payer, b.Year, all.Where(p => p.Budget == b.Index).Sum(p => p.Amount), _data.AmountOf(b)))];
    }

    List<PlanLineStates> ReadStates()
    {
        var list = new List<PlanLineStates>();
        foreach (var (g, running, warm, _) in _program.States)
        {
            var states = new PlanLineState[_periods.Length];
            for (var t = 0; t < states.Length; t++)
                states[t] = Count(warm[t]) > 0 ? PlanLineState.Warm
                    : Count(running[t]) <= 0 ? PlanLineState.Cold
                    : Units(_program.X[g][t], _data.Groups[g].Item) <= 0 && t > 0 && states[t - 1] is PlanLineState.Cold or PlanLineState.Restarting ? PlanLineState.Restarting : PlanLineState.Running;
            list.Add(new(_data.Groups[g].First.Index, states));
        }
        return list;
    }

    List<PlanCost> Costs(Plan plan)
    {
        var list = new List<PlanCost> { Cost(PlanCostKind.Production, t => plan.ProductionCost.Sum(s => s[t])) };
        var (capex, after) = (new double[_periods.Length], 0.0);
        foreach (var (x, month, count) in Started())
        {
            for (var t = 0; t < capex.Length; t++) capex[t] += count * x.Capex!.Value * x.Spent(month, _periods[t].Offset, _periods[t].End);
            after += count * x.Capex!.Value * x.Spent(month, _data.Horizon.Months, double.PositiveInfinity);
        }
        list.Add(Cost(PlanCostKind.Capex, t => capex[t], after));
        list.Add(Cost(PlanCostKind.Readiness, t => _program.States.Sum(s => StateCost(s.Warm[t], t))));
        list.Add(Cost(PlanCostKind.Restart, t => _program.States.Sum(s => StateCost(s.Restart[t], t))));
        list.Add(Cost(PlanCostKind.Holding, t => (_data.Items.Sum(i => plan.Stock[i][t] * _data.Stores[i].HoldingCost) + plan.LineStocks.Sum(s => s.Stock[t] * _data.Stores[s.Item].HoldingCost)) * _periods[t].Months));
        list.Add(Cost(PlanCostKind.Shortfall, t => plan.Demands.Sum(d => plan.Backlog[d.Index][t] * d.ShortfallPrice * d.Weight * _periods[t].Months)));
        list.Add(Cost(PlanCostKind.Tail, _ => 0, plan.Demands.Sum(d => plan.Backlog[d.Index][^1] * d.ShortfallPrice * d.Weight * _data.Options.TailMonths)));
        return list;

        PlanCost Cost(PlanCostKind kind, Func<int, double> at, double afterwards = 0)
        {
            var perPeriod = _periods.Select(p => at(p.Index)).ToArray();
            return new(kind, perPeriod, afterwards, perPeriod.Select((c, t) => c * plan.Discount[t]).Sum() + afterwards * plan.DiscountAfter);
        }
    }

    // Fees and restarts stand in the program's columns, discounted.
    double StateCost(int column, int t) => column < 0 ? 0 : Math.Round(_x[column], 6) * _program.Model.Cost[column] * _program.Money / _program.Discount[t];

    IEnumerable<(PlanExpansion Expansion, double Month, int Count)> Started()
    {
        for (var e = 0; e < _data.Expansions.Length; e++)
            if (_data.Expansions[e].Capex is not null)
                foreach (var (column, month, _) in _program.StartsOf(e))
                    if (Count(column) is > 0 and var count) yield return (_data.Expansions[e], month, count);
    }

    // People work where lines run, in proportion to their use, and where expansions have come into output.
    List<PlanWork> Work(Plan plan)
    {
        var places = new SortedDictionary<(string Place, string Region), (CountrySet Place, double[] People, double[] Capex)>();
        (CountrySet Place, double[] People, double[] Capex) At(CountrySet place, string region) =>
            places.TryGetValue((place.ToString(), region), out var found) ? found : places[(place.ToString(), region)] = (place, new double[_periods.Length], new double[_periods.Length]);
        foreach (var source in _data.Sources.Where(s => s.Line is { People.IsKnown: true }))
        {
            var people = At(source.Row.Place, source.Row.Region).People;
            for (var t = 0; t < _periods.Length; t++)
                if (source.Capacity[t] is > 0 and < double.PositiveInfinity)
                    people[t] += source.Line!.People.Need(Reading.Central) * Math.Min(1, plan.Production[source.Index][t] / plan.Capacity[source.Index][t]);
        }
        for (var e = 0; e < _data.Expansions.Length; e++)
        {
            var x = _data.Expansions[e];
            foreach (var (column, month, _) in _program.StartsOf(e))
            {
                if (Count(column) is not (> 0 and var count)) continue;
                var region = x.Row.Region.Length > 0 ? x.Row.Region : _data.Sources[x.Source].Row.Region;
                var (_, people, capex) = At(x.Place, region);
                foreach (var p in _periods)
                {
                    if (x.Row.People.IsKnown) people[p.Index] += count * x.Row.People.Central * _data.Horizon.Overlap(month + x.Delay, double.PositiveInfinity, p.Index) / p.Months;
                    if (x.Capex is { } euro) capex[p.Index] += count * euro * x.Spent(month, p.Offset, p.End);
                }
            }
        }
        return [.. places.Where(p => p.Value.People.Any(v => v > 0) || p.Value.Capex.Any(v => v > 0)).Select(p => new PlanWork(p.Value.Place, p.Key.Region, p.Value.People, p.Value.Capex))];
    }
}
