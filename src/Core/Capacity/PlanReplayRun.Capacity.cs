using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    readonly PlanReplayMonths _rows;
    double[][] _added = [];

    IEnumerable<int> MonthsOf(int period) => Enumerable.Range(_plan.Periods[period].Offset, _plan.Periods[period].Months);

    void CheckDemands()
    {
        foreach (var demand in _plan.Demands)
        {
            var where = Address(demand);
            var (item, rate, start, end) = demand.Row >= 0
                ? (_network.Demands[demand.Row].Item, _network.Demands[demand.Row].Rate, _network.Demands[demand.Row].Start, _network.Demands[demand.Row].End)
                : (_network.Goals[demand.Goal].Item, _network.Goals[demand.Goal].Rate, _network.Goals[demand.Goal].Start, _network.Goals[demand.Goal].End);
            Same(PlanContradictionKind.Demand, where, -1, item, demand.Item);
            if (demand.Row >= 0)
            {
                if (_case.Demands is { } some && !some.Contains(demand.Row)) Add(PlanContradictionKind.Demand, where, -1, -1, demand.Row);
                var row = _network.Demands[demand.Row];
                if (row.Priority.IsKnown) Between(PlanContradictionKind.Demand, where, -1, Math.Max(0, row.Priority.Low), row.Priority.High, demand.Priority);
                else Same(PlanContradictionKind.Demand, where, -1, 1, demand.Priority);
            }
            var price = demand.Row >= 0 ? _network.Demands[demand.Row].ShortfallPrice : Quantity.Unknown;
            if (price.IsKnown) Between(PlanContradictionKind.Demand, where, -1, Math.Max(0, price.Low), price.High, demand.ShortfallPrice);
            else if (_plan.Options.ShortfallPrice is { } option) Same(PlanContradictionKind.Demand, where, -1, option, demand.ShortfallPrice);
            else if (_network.Items[item].UnitValue is { IsKnown: true } value) Same(PlanContradictionKind.Demand, where, -1, double.IsInfinity(value.High) ? value.Low : value.High, demand.ShortfallPrice);
            var certainty = demand.Certainty switch { "option" => _plan.Options.OptionWeight, "intention" => _plan.Options.IntentionWeight, _ => 1 };
            Same(PlanContradictionKind.Demand, where, -1, certainty * Math.Pow(demand.Priority, -_plan.Options.PriorityExponent), demand.Weight);
            if (!rate.IsKnown) continue;
            for (var t = 0; t < _periods; t++)
            {
                var wanted = 0.0;
                foreach (var m in MonthsOf(t)) wanted += rate.Need(_reading) * ShareOfMonth(m, start, end);
                Same(PlanContradictionKind.Demand, where, t, wanted, _plan.Wanted[demand.Index][t]);
            }
        }
        var served = _plan.Demands.Select(d => d.Row).ToHashSet();
        foreach (var row in _network.Demands)
            if ((_case.Demands is null || _case.Demands.Contains(row.Index)) && row.Rate.IsKnown && !served.Contains(row.Index)
                && Enumerable.Range(0, (int)Horizon).Sum(m => ShareOfMonth(m, row.Start, row.End)) * row.Rate.Need(_reading) > 0)
                Add(PlanContradictionKind.Demand, row.From.Address, -1, row.Index, -1);
    }

    // Days of the month that lie between two dates, as a part of it.
    double ShareOfMonth(int month, DateOnly? start, DateOnly? end)
    {
        var first = _rows.FirstDay(month);
        var next = first.AddMonths(1);
        var from = start is { } s && s > first ? s.DayNumber : first.DayNumber;
        var to = end is { } e && e.DayNumber + 1 < next.DayNumber ? e.DayNumber + 1 : next.DayNumber;
        return Math.Max(0, to - from) / (double)(next.DayNumber - first.DayNumber);
    }

    void CheckSupplies()
    {
        foreach (var supply in _plan.Supplies)
        {
            var where = Address(supply);
            var (item, lead, cost) = supply.Line >= 0 ? (_network.Lines[supply.Line].Item, _network.Lines[supply.Line].LeadTimeDays, _network.Lines[supply.Line].UnitCost)
                : supply.Expansion >= 0 ? (_network.Expansions[supply.Expansion].Item, _network.Expansions[supply.Expansion].LeadTimeDays, _network.Expansions[supply.Expansion].UnitCost)
                : (supply.Item, Quantity.Unknown, Quantity.Unknown);
            Same(PlanContradictionKind.Supply, where, -1, item, supply.Item);
            Same(PlanContradictionKind.Supply, where, -1, (lead.IsKnown ? lead.Need(_reading) : UnknownLead(item)) / Units.DaysPerMonth, supply.LeadTimeMonths);
            if (!cost.IsKnown && supply.Line < 0 && supply.Expansion < 0) cost = _network.Items[item].UnitValue;
            if (!cost.IsKnown && supply.UnitCost is { } invented) Add(PlanContradictionKind.Supply, where, -1, double.NaN, invented);
            if (cost.IsKnown) Same(PlanContradictionKind.Supply, where, -1, Known(cost), supply.UnitCost ?? double.NaN);
        }
    }

    // A cost or delay of an interval that is open above counts with its known end.
    double Known(Quantity quantity) => quantity.Need(_reading) is var need && double.IsInfinity(need) ? quantity.Low : need;

    double UnknownLead(int item) => _reading != Reading.Pessimistic ? 0
        : _network.LinesOfItem[item].ToArray().Select(l => _network.Lines[l].LeadTimeDays).Where(q => q.IsKnown).Select(Known).DefaultIfEmpty(0).Max();

    void CheckStarts()
    {
        foreach (var start in _plan.Starts)
        {
            var row = _network.Expansions[start.Expansion];
            var where = row.From.Address;
            if (start.IsDecided && !row.IsDecided) Add(PlanContradictionKind.Start, where, start.Period, 0, 1);
            // What is decided may be chosen again.
            if (start.IsDecided) CheckDecided(start, row, where);
            else CheckChosen(start, row, where);
            Delay(where, start.Period, start.StartMonth, start.FirstOutputMonth, [row.PermitMonths, row.BuildMonths]);
            Delay(where, start.Period, start.FirstOutputMonth, start.FullOutputMonth, [row.RampMonths]);
            if (row.Adds.IsKnown && row.From.Trusted) Same(PlanContradictionKind.Start, where, start.Period, Adds(row) * start.Count, start.Adds);
            if (_plan.Options.Alone && row.Line < 0 && !row.Country.IsEmpty && !row.Country.IsSubsetOf(_plan.Options.Perimeter.Members)) Add(PlanContradictionKind.Start, where, start.Period, 0, start.Count);
        }
        foreach (var group in _plan.Starts.GroupBy(s => s.Expansion))
        {
            var row = _network.Expansions[group.Key];
            if (row.IsDecided) Same(PlanContradictionKind.Start, row.From.Address, -1, 1, group.Where(s => s.IsDecided).Sum(s => s.Count));
            AtMost(PlanContradictionKind.Start, row.From.Address, -1, row.Most.IsKnown ? Math.Floor(row.Most.Supply(_reading) + PlanReplay.Tolerance) : 1, group.Sum(s => s.Count));
        }
        if (_case.Starts is { } given)
            foreach (var group in _plan.Starts.Where(s => !s.IsDecided).GroupBy(s => (s.Expansion, s.Period)))
            {
                var asked = given.TryGetValue(group.Key.Expansion, out var counts) && group.Key.Period >= 0 && group.Key.Period < counts.Count ? counts[group.Key.Period] : 0;
                Same(PlanContradictionKind.Start, _network.Expansions[group.Key.Expansion].From.Address, group.Key.Period, asked, group.Sum(s => s.Count));
            }
    }

    // Of an addition that is open above only its known end is planned with.
    double Adds(Expansion row) => row.Adds.Supply(_reading) is var adds && double.IsInfinity(adds) ? row.Adds.Central : adds;

    // A choice starts on the first day of a period, within its days.
    void CheckChosen(PlanStart start, Expansion row, string where)
    {
        if (start.Period < 0)
        {
            Add(PlanContradictionKind.Start, where, start.Period, 0, start.Period);
            return;
        }
        if (start.Start != _plan.Periods[start.Period].First) Add(PlanContradictionKind.Start, where, start.Period, _plan.Periods[start.Period].First.DayNumber, start.Start.DayNumber);
        Same(PlanContradictionKind.Start, where, start.Period, _plan.Periods[start.Period].Offset, start.StartMonth);
        if (_case.Starts is null && row.Earliest > start.Start) Add(PlanContradictionKind.Start, where, start.Period, row.Earliest.Value.DayNumber, start.Start.DayNumber);
        if (_reading == Reading.Pessimistic && row.Chance is { IsKnown: true, Low: < 100 }) Add(PlanContradictionKind.Start, where, start.Period, 0, start.Count);
        if (_case.Starts is null && row.Latest < start.Start) Add(PlanContradictionKind.Start, where, start.Period, row.Latest.Value.DayNumber, start.Start.DayNumber);
        if (!row.IsDecided && _case.Expansions is { } allowed && !allowed.Contains(row.Index)) Add(PlanContradictionKind.Start, where, start.Period, 0, start.Count);
    }

    // What is decided starts on its earliest day, in the middle of a month or before the plan if need be; without one, with the plan.
    void CheckDecided(PlanStart start, Expansion row, string where)
    {
        var day = row.Earliest ?? _plan.Periods[0].First;
        if (start.Start != day) Add(PlanContradictionKind.Start, where, start.Period, day.DayNumber, start.Start.DayNumber);
        var first = _plan.Periods[0].First;
        var month = (day.Year - first.Year) * 12 + day.Month - first.Month + (day.Day - 1.0) / DateTime.DaysInMonth(day.Year, day.Month);
        Same(PlanContradictionKind.Start, where, start.Period, month, start.StartMonth);
        var period = _plan.Periods.LastOrDefault(p => p.Offset <= month + PlanReplay.Tolerance)?.Index ?? -1;
        Same(PlanContradictionKind.Start, where, start.Period, period, start.Period);
    }

    void Delay(string where, int period, double from, double to, Quantity[] delays)
    {
        var known = delays.Where(d => d.IsKnown).Sum(Known);
        if (delays.All(d => d.IsKnown) || _reading != Reading.Pessimistic) Same(PlanContradictionKind.Start, where, period, from + known, to);
        else AtLeast(PlanContradictionKind.Start, where, period, from + known, to);
    }

    void CheckCapacity()
    {
        _added = [.. _plan.Supplies.Select(_ => new double[_periods])];
        var ofLine = _plan.Supplies.Where(s => s.Line >= 0).ToDictionary(s => s.Line, s => s.Index);
        var ofExpansion = _plan.Supplies.Where(s => s.Expansion >= 0).ToDictionary(s => s.Expansion, s => s.Index);
        foreach (var start in _plan.Starts)
        {
            var row = _network.Expansions[start.Expansion];
            // Expansions of what nobody needs add to nothing.
            if (!(row.Line >= 0 ? ofLine.TryGetValue(row.Line, out var s) : ofExpansion.TryGetValue(row.Index, out s))) continue;
            for (var t = 0; t < _periods; t++)
                _added[s][t] += start.Adds * (RampIntegral(_plan.Periods[t].End, start) - RampIntegral(_plan.Periods[t].Offset, start));
        }
        foreach (var supply in _plan.Supplies)
            for (var t = 0; t < _periods; t++)
            {
                var capacity = _added[supply.Index][t];
                if (_case.Capacity.TryGetValue(supply.Id, out var other)) capacity += other[t] * _plan.Periods[t].Months;
                else if (supply.Kind != PlanSupplyKind.New) foreach (var m in MonthsOf(t)) capacity += Base(supply, m);
                capacity -= TakenOf(supply.Id, t);
                Same(PlanContradictionKind.Capacity, Address(supply), t, capacity, _plan.Capacity[supply.Index][t]);
            }
    }

    double TakenOf(string supply, int period) => _case.Taken.TryGetValue(supply, out var taken) ? taken[period] : 0;

    double Base(PlanSupply supply, int month) => _rows[month].ById.TryGetValue(supply.Id, out var row) ? _rows[month].Capacity[row.Index] : 0;

    // Output of one unit of capacity from the start of the plan to a moment: nothing, then rising in a straight line, then full.
    static double RampIntegral(double month, PlanStart start)
    {
        var ramp = start.FullOutputMonth - start.FirstOutputMonth;
        var since = month - start.FirstOutputMonth;
        return since <= 0 ? 0 : since < ramp ? since * since / (2 * ramp) : ramp / 2 + (since - ramp);
    }

    void CheckProduction()
    {
        foreach (var supply in _plan.Supplies)
            for (var t = 0; t < _periods; t++)
            {
                var made = _plan.Production[supply.Index][t];
                AtMost(PlanContradictionKind.Production, Address(supply), t, _plan.Capacity[supply.Index][t], made);
                if (supply.Kind == PlanSupplyKind.New || made <= 0) continue;
                // A line that is stopped for a part of a quarter may work in the rest.
                if (MonthsOf(t).All(m => _rows[m].ById.TryGetValue(supply.Id, out var row) && _rows[m].Stopped[row.Index])) AtMost(PlanContradictionKind.Production, Address(supply), t, 0, made);
            }
        for (var t = 0; t < _periods; t++) CheckTotals(t);
    }

    // Supplies of unknown size under one total share what it leaves.
    void CheckTotals(int t)
    {
        var months = MonthsOf(t).Select(m => _rows[m]).ToArray();
        foreach (var total in months[0].Network.Totals)
        {
            var others = months.Select(m => m.Network.Totals.FirstOrDefault(o => o.Item == total.Item && o.Area == total.Area)).ToArray();
            if (others.Any(o => o is null)) continue;
            var (limit, made) = (0.0, 0.0);
            for (var m = 0; m < months.Length; m++) limit += _rows.Rest(months[m].Table, others[m]!.Index);
            foreach (var s in months[0].Table.OfTotal[total.Index])
                if (months[0].Table.All[s] is { Kind: SupplyKind.Others } or { Capacity.IsKnown: false } && _supplyById.TryGetValue(months[0].Table.All[s].Id, out var supply) && !_case.Capacity.ContainsKey(supply.Id))
                {
                    made += Math.Max(0, _plan.Production[supply.Index][t] - _added[supply.Index][t]);
                    limit -= TakenOf(supply.Id, t);
                }
            AtMost(PlanContradictionKind.Production, total.From.Address, t, Math.Max(0, limit), made);
        }
    }
}
