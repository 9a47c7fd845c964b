using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>A plan without a solver, for programs so large that the first solve alone takes minutes: expansions in the order of the bottlenecks
/// that they lift, as far as somebody pays, then month by month what capacities and inputs allow of what is needed.</summary>
/// <remarks>It knows no links, least rates, falling costs or circles; there it gives nothing. What it gives is checked against the program.</remarks>
sealed class PlanForward
{
    readonly PlanProgram _program;
    readonly PlanData _data;
    readonly PlanPeriod[] _periods;
    readonly PlanNeeds _needs;
    readonly List<int>[] _totalsOf;

    PlanForward(PlanProgram program, PlanNeeds needs)
    {
        (_program, _data, _periods, _needs) = (program, program.Data, program.Data.Horizon.Periods, needs);
        _totalsOf = [.. _data.Groups.Select(_ => new List<int>())];
        for (var k = 0; k < _data.Totals.Length; k++)
            foreach (var g in _data.Totals[k].Members.Select(program.GroupOf).Distinct()) _totalsOf[g].Add(k);
    }

    /// <summary>A point that keeps every limit of the program, and its objective; null where none was found.</summary>
    internal static (double[] Point, double Objective)? Find(PlanProgram program)
    {
        var given = program.Data.Given;
        if (program.States.Count > 0 || program.Learning.Count > 0 || given.Made is not null || given.Delivered is not null || PlanNeeds.Of(program) is not { } needs) return null;
        var forward = new PlanForward(program, needs);
        var wanted = needs.Wanted();
        var schedule = new PlanSchedule(program);
        var starts = schedule.InOrder(forward.Wishes(wanted));
        (double[] Point, double Objective)? best = null;
        // First what everybody wants; then only what that brings, so that nothing is made for what another bottleneck stops.
        for (var pass = 0; pass < 2; pass++)
        {
            var point = forward.Play(starts, schedule, wanted, out var delivered);
            if (forward.Checked(point) is { } objective && (best is null || objective < best.Value.Objective)) best = (point, objective);
            wanted = delivered;
        }
        return best;
    }

    double? Checked(double[] point)
    {
        var model = _program.Model;
        var rows = new double[model.Rows];
        for (var i = 0; i < rows.Length; i++)
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++) rows[i] += model.Value[k] * point[model.Index[k]];
        var objective = 0.0;
        for (var j = 0; j < point.Length; j++) objective += model.Cost[j] * point[j];
        return SolutionCheck.Check(model, new(SolveStatus.Limit, objective, point, rows, null, null, 0)).Holds ? objective : null;
    }

    // The lower the output that an item's capacity stops at, the sooner its next start; none before the demand is so high.
    List<(int Expansion, int Period)> Wishes(double[][] wanted)
    {
        var need = _needs.AtOnce(wanted);
        var list = new List<(double Level, int Expansion, int Period)>();
        for (var e = 0; e < _data.Expansions.Length; e++)
        {
            var x = _data.Expansions[e];
            var peak = _periods.Max(p => need[x.Row.Item][p.Index] / p.Months);
            if (peak <= 0) continue;
            var most = x.Most - (_program.Decided[e] >= 0 ? 1 : 0);
            var capacity = _needs.GroupsOf[x.Row.Item].Sum(g => _data.Groups[g].Capacity[0] / _periods[0].Months) / _data.Scale[x.Row.Item];
            for (var n = 0; n < most; n++)
            {
                var level = capacity + n * x.Adds / _data.Scale[x.Row.Item];
                var shortage = Array.FindIndex(_periods, p => need[x.Row.Item][p.Index] > level * p.Months * (1 + 1e-9));
                if (shortage < 0) break;
                var month = _periods[shortage].Offset - x.Delay - x.Ramp;
                list.Add((level / peak, e, month <= 0 ? 0 : _data.Horizon.PeriodAt(month)));
            }
        }
        return [.. list.OrderBy(w => w.Level).ThenBy(w => w.Expansion).Select(w => (w.Expansion, w.Period))];
    }

    double[] Play(int[][] starts, PlanSchedule schedule, double[][] wanted, out double[][] delivered)
    {
        var point = new double[_program.Model.Columns];
        SetStarts(point, starts, schedule);
        var before = SetBefore(point, wanted);
        var goal = _needs.ToStart(wanted, before);
        var (arrived, started) = (_needs.Grid(), new double[_data.Network.Items.Count]);
        for (var g = 0; g < before.Length; g++)
            foreach (var period in _periods) arrived[_data.Groups[g].Item][period.Index] += before[g] * _data.Horizon.Earlier(_data.Groups[g].First.Lead, period.Index);
        var (stock, backlog) = (new double[started.Length], new double[_data.Wants.Length]);
        foreach (var item in _needs.Order) stock[item] = _data.Stores[item].Initial / _data.Scale[item];
        delivered = _needs.Grid();
        foreach (var period in _periods) PlayPeriod(period, point, goal, arrived, started, stock, backlog, delivered);
        return point;
    }

    void PlayPeriod(PlanPeriod period, double[] point, double[][] goal, double[][] arrived, double[] started, double[] stock, double[] backlog, double[][] delivered)
    {
        var t = period.Index;
        var wishes = Wishes(t, point, goal, started);
        var asked = new double[stock.Length];
        var used = new double[stock.Length];
        for (var g = 0; g < wishes.Length; g++)
            if (wishes[g] > 0) foreach (var (input, amount) in _needs.Uses(g, t)) asked[input] += amount * wishes[g];
        for (var k = 0; k < backlog.Length; k++)
        {
            backlog[k] += _data.Wants[k].Wanted[t] / _data.Scale[_data.Wants[k].Row.Item];
            if (_program.Model.ColumnUpper[_program.Delivered[k][t]] > 0) asked[_data.Wants[k].Row.Item] += backlog[k];
        }
        // From the first material to what is delivered: each user gets the same part of what it asks for.
        var part = new double[stock.Length];
        foreach (var item in _needs.Order.Reverse())
        {
            foreach (var g in _needs.GroupsOf[item].Where(g => wishes[g] > 0))
            {
                var made = wishes[g];
                foreach (var (input, _) in _needs.Uses(g, t)) made = Math.Min(made, wishes[g] * part[input]);
                if (made <= 0) continue;
                Set(point, g, t, made);
                started[item] += made;
                foreach (var (input, amount) in _needs.Uses(g, t)) used[input] += amount * made;
                foreach (var (q, share) in _program.Arrivals(_data.Groups[g].First.Lead)[t]) arrived[item][q] += made * share;
            }
            part[item] = asked[item] > 0 ? Math.Min(1, (stock[item] + arrived[item][t]) / asked[item]) : 0;
            var asking = Enumerable.Range(0, backlog.Length).Where(k => Asks(k, item, t)).ToArray();
            var left = part[item] * asking.Sum(k => backlog[k]);
            foreach (var k in asking.OrderByDescending(k => _data.Wants[k].Row.ShortfallPrice * _data.Wants[k].Row.Weight).ThenBy(k => k))
            {
                var amount = Math.Min(left, backlog[k]);
                point[_program.Delivered[k][t]] = amount;
                (left, backlog[k], used[item], delivered[item][t]) = (left - amount, backlog[k] - amount, used[item] + amount, delivered[item][t] + amount);
            }
        }
        for (var k = 0; k < backlog.Length; k++) point[_program.Backlog[k][t]] = backlog[k];
        foreach (var item in _needs.Order)
        {
            stock[item] = Math.Max(0, Math.Min(stock[item] + arrived[item][t] - used[item], Keeps(item, t, arrived[item])));
            point[_program.Stock[item][t]] = stock[item];
        }
    }

    bool Asks(int k, int item, int t) => _data.Wants[k].Row.Item == item && _program.Model.ColumnUpper[_program.Delivered[k][t]] > 0;

    // What each group would start, if its inputs were there: what is still to be started, the cheapest first, within capacities and totals.
    double[] Wishes(int t, double[] point, double[][] goal, double[] started)
    {
        var model = _program.Model;
        var wishes = new double[_data.Groups.Length];
        var totals = _program.TotalRow.Select(row => row[t] >= 0 ? model.RowUpper[row[t]] : double.PositiveInfinity).ToArray();
        foreach (var item in _needs.Order)
        {
            var open = goal[item][t] - started[item];
            foreach (var g in _needs.GroupsOf[item])
            {
                if (open <= 0 || _program.X[g][t] < 0) continue;
                var most = Math.Min(open, model.ColumnUpper[_program.X[g][t]]);
                if (_program.CapacityRow[g][t] is >= 0 and var row)
                {
                    var capacity = model.RowUpper[row];
                    for (var k = model.Start[row]; k < model.Start[row + 1]; k++)
                        if (model.Index[k] != _program.X[g][t]) capacity -= model.Value[k] * point[model.Index[k]];
                    most = Math.Min(most, capacity);
                }
                foreach (var k in _totalsOf[g]) most = Math.Min(most, totals[k]);
                if (most <= 0) continue;
                wishes[g] = most;
                open -= most;
                foreach (var k in _totalsOf[g]) totals[k] -= most;
            }
        }
        return wishes;
    }

    void Set(double[] point, int g, int t, double made)
    {
        point[_program.X[g][t]] = made;
        // Of alternatives the first.
        foreach (var choice in _program.Parts[g][t])
            if (choice.Length > 1) point[choice[0]] = made;
    }

    double Keeps(int item, int t, double[] arrived)
    {
        var store = _data.Stores[item];
        if (double.IsInfinity(store.KeepsMonths)) return double.PositiveInfinity;
        var from = _periods[t].End - store.KeepsMonths;
        var sum = from < -1e-9 ? store.Initial / _data.Scale[item] : 0;
        for (var q = 0; q <= t; q++)
            if (_periods[q].End > from) sum += arrived[q] * Math.Min(1, (_periods[q].End - from) / _periods[q].Months);
        return sum;
    }

    void SetStarts(double[] point, int[][] starts, PlanSchedule schedule)
    {
        for (var e = 0; e < starts.Length; e++)
        {
            if (_program.Decided[e] >= 0) point[_program.Decided[e]] = 1;
            for (var t = 0; t < starts[e].Length; t++)
                if (starts[e][t] > 0) point[_program.Start[e][t]] = starts[e][t];
            var x = _data.Expansions[e];
            var begun = _program.StartsOf(e).Where(s => point[s.Column] > 0).ToArray();
            foreach (var period in _periods)
                if (_program.Added[e][period.Index] is >= 0 and var added)
                    point[added] = begun.Sum(s => point[s.Column] * x.Reached(s.Month, period)) * x.Adds / _data.Scale[x.Row.Item];
            if (_program.Payments.Length == 0) continue;
            foreach (var (budget, column) in _program.Payments[e])
                if (schedule.PaidFor(e).TryGetValue(budget, out var paid)) point[column] = paid / x.Capex!.Value;
        }
    }

    // Before the plan all ran at the one rate that the scarcest item allows of what is wanted first.
    double[] SetBefore(double[] point, double[][] wanted)
    {
        var rates = new double[_data.Groups.Length];
        if (_program.Before.Length == 0 || _data.Groups.Any(g => g.Recipe[0] is { } r && r.Groups.Any(c => c.Length > 1)) || _data.Totals.Length > 0) return rates;
        var need = _needs.AtOnce([.. wanted.Select(w => w.Select((v, t) => t == 0 ? v / _periods[0].Months : 0).ToArray())]);
        double Most(int g) => _program.Before[g] is >= 0 and var column ? _program.Model.ColumnUpper[column] : 0;
        var part = _needs.Order.Where(i => need[i][0] > 0).Select(i => _needs.GroupsOf[i].Sum(Most) / need[i][0]).DefaultIfEmpty(0).Min();
        part = Math.Min(1, part);
        foreach (var item in _needs.Order)
        {
            var open = part * need[item][0];
            foreach (var g in _needs.GroupsOf[item])
            {
                rates[g] = Math.Min(open, Most(g));
                open -= rates[g];
                if (rates[g] > 0) point[_program.Before[g]] = rates[g];
            }
        }
        return rates;
    }
}
