using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    // Capital of a start is spent evenly while it is built; with nothing to build, in the month after its permits.
    (double From, double To) Building(PlanStart start)
    {
        var row = _network.Expansions[start.Expansion];
        var build = row.BuildMonths.IsKnown ? Known(row.BuildMonths) : 0;
        return build > 0 ? (start.FirstOutputMonth - build, start.FirstOutputMonth) : (start.FirstOutputMonth, start.FirstOutputMonth + 1);
    }

    // What is spent from the beginning of the plan on.
    double CapexFrom(PlanStart start)
    {
        var capex = _network.Expansions[start.Expansion].Capex;
        var (from, to) = Building(start);
        return capex.IsKnown ? start.Count * Known(capex) * Math.Clamp(to / (to - from), 0, 1) : 0;
    }

    void CheckCosts()
    {
        var expected = Enum.GetValues<PlanCostKind>().ToDictionary(k => k, _ => new double[_periods]);
        for (var t = 0; t < _periods; t++)
        {
            expected[PlanCostKind.Production][t] = _plan.ProductionCost.Sum(c => c[t]);
            foreach (var demand in _plan.Demands) expected[PlanCostKind.Shortfall][t] += Price(demand) * _plan.Backlog[demand.Index][t] * _plan.Periods[t].Months;
            foreach (var stock in _plan.LineStocks) expected[PlanCostKind.Holding][t] += HoldingCost(stock.Item) * stock.Stock[t] * _plan.Periods[t].Months;
            foreach (var item in _plan.Items.Where(HasQuantities)) expected[PlanCostKind.Holding][t] += HoldingCost(item) * _plan.Stock[item][t] * _plan.Periods[t].Months;
        }
        _readiness.CopyTo(expected[PlanCostKind.Readiness], 0);
        _restart.CopyTo(expected[PlanCostKind.Restart], 0);
        var after = 0.0;
        foreach (var start in _plan.Starts)
        {
            var where = _network.Expansions[start.Expansion].From.Address;
            var capex = CapexFrom(start);
            Same(PlanContradictionKind.Cost, where, start.Period, capex, start.Capex ?? 0);
            var (from, to) = Building(start);
            from = Math.Max(0, from);
            if (capex <= 0 || to <= from) continue;
            Spread(from, to, capex, (t, part) => expected[PlanCostKind.Capex][t] += part);
            after += capex * Math.Max(0, to - Math.Max(from, Horizon)) / (to - from);
        }
        var tail = _plan.Demands.Sum(d => Price(d) * _plan.Backlog[d.Index][^1]) * _plan.Options.TailMonths;
        var objective = 0.0;
        foreach (var (kind, perPeriod) in expected)
        {
            var said = _plan.Costs.Where(c => c.Kind == kind).ToArray();
            if (said.Length > 1) Add(PlanContradictionKind.Cost, kind.ToString(), -1, 1, said.Length);
            var cost = said.Length == 0 ? new PlanCost(kind, new double[_periods], 0, 0) : said[0];
            var late = kind switch { PlanCostKind.Capex => after, PlanCostKind.Tail => tail, _ => 0 };
            var discounted = kind switch { PlanCostKind.Capex or PlanCostKind.Tail => late * DiscountAt(Horizon), _ => 0 };
            for (var t = 0; t < _periods; t++)
            {
                discounted += perPeriod[t] * _plan.Discount[t];
                if (kind != PlanCostKind.Tail) Same(PlanContradictionKind.Cost, kind.ToString(), t, perPeriod[t], cost.PerPeriod[t]);
            }
            var total = perPeriod.Sum() + late;
            Same(PlanContradictionKind.Cost, kind.ToString(), -1, total, cost.Total);
            Same(PlanContradictionKind.Cost, kind.ToString(), _periods, discounted, cost.Discounted, total);
            objective += discounted;
        }
        Same(PlanContradictionKind.Objective, "objective", -1, objective, _plan.Objective);
        CheckLimits();
    }

    static double Price(PlanDemand demand) => demand.ShortfallPrice * demand.Weight;

    // The dearest place decides where an item has several.
    double HoldingCost(int item) => _network.Stocks.Where(s => s.Item == item && s.HoldingCost.IsKnown).Select(s => Known(s.HoldingCost)).DefaultIfEmpty(0).Max();

    void CheckLimits()
    {
        foreach (var limit in _case.Limits)
        {
            var cost = 0.0;
            foreach (var demand in _plan.Demands.Where(d => d.Row >= 0 && limit.Demands.Contains(d.Row)))
            {
                for (var t = 0; t < _periods; t++) cost += Price(demand) * _plan.Backlog[demand.Index][t] * _plan.Periods[t].Months * _plan.Discount[t];
                cost += Price(demand) * _plan.Backlog[demand.Index][^1] * _plan.Options.TailMonths * DiscountAt(Horizon);
            }
            foreach (var payment in _plan.Starts.SelectMany(s => s.Payments).Where(p => limit.Budgets.Contains(p.Budget)))
                cost += payment.Amount * DiscountAt(MiddleOf(payment.Year));
            AtMost(PlanContradictionKind.Limit, limit.Name, -1, limit.Most, cost);
        }
    }

    // Middle of a calendar year, or of what is left of it when the plan begins, in months from the start.
    double MiddleOf(int year)
    {
        var first = _plan.Periods[0].First;
        var end = 12 * (year - first.Year) + 13 - first.Month;
        return (Math.Max(0, end - 12) + end) / 2.0;
    }

    double MoneyOf(Budget budget)
    {
        var part = _case.BudgetParts is null ? 1 : _case.BudgetParts.GetValueOrDefault(budget.Index);
        return part > 0 ? part * budget.Amount.Supply(_reading) : 0;
    }

    void CheckPayments()
    {
        var all = _plan.Starts.SelectMany(s => s.Payments.Select(p => (Start: s, Payment: p))).ToArray();
        if (_network.Budgets.Count == 0)
        {
            foreach (var (start, payment) in all.Where(p => p.Payment.Budget >= 0)) Add(PlanContradictionKind.Payment, payment.Payer, start.Period, -1, payment.Budget);
            return;
        }
        foreach (var group in _plan.Starts.GroupBy(s => s.Expansion)) CheckPaid(_network.Expansions[group.Key], [.. group]);
        var paid = new double[_network.Budgets.Count];
        foreach (var (_, payment) in all)
        {
            if (payment.Budget < 0 || payment.Budget >= paid.Length || _network.Budgets[payment.Budget] is not { } budget || budget.Payer != payment.Payer || budget.Year != payment.Year)
                Add(PlanContradictionKind.Payment, payment.Payer, -1, payment.Year, payment.Budget);
            else
                paid[budget.Index] += payment.Amount;
        }
        foreach (var budget in _network.Budgets)
        {
            AtMost(PlanContradictionKind.Budget, budget.From.Address, -1, MoneyOf(budget), paid[budget.Index]);
            var said = _plan.Spending.Where(s => s.Budget == budget.Index).ToArray();
            Same(PlanContradictionKind.Budget, budget.From.Address, -1, paid[budget.Index], said.Sum(s => s.Amount));
            foreach (var spending in said) Same(PlanContradictionKind.Budget, budget.From.Address, -1, MoneyOf(budget), spending.Limit);
        }
    }

    // Every euro of every year is paid, by payers who may pay there, each within its share of the whole.
    void CheckPaid(Expansion row, PlanStart[] starts)
    {
        var where = row.From.Address;
        var spent = new SortedDictionary<int, double>();
        foreach (var start in starts.Where(s => !s.IsDecided || !_case.IsDecidedPaid))
        {
            var capex = CapexFrom(start);
            var (from, to) = Building(start);
            from = Math.Max(0, from);
            if (capex <= 0 || to <= from) continue;
            for (var m = Math.Floor(from); m < to; m++)
            {
                var part = capex * (Math.Min(to, m + 1) - Math.Max(from, m)) / (to - from);
                var year = _rows.FirstDay((int)m).Year;
                if (part > 0) spent[year] = spent.GetValueOrDefault(year) + part;
            }
        }
        var payments = starts.SelectMany(s => s.Payments).ToArray();
        var whole = spent.Values.Sum();
        foreach (var year in spent.Keys.Union(payments.Select(p => p.Year)).Order())
            Same(PlanContradictionKind.Payment, where, year, spent.GetValueOrDefault(year), payments.Where(p => p.Year == year).Sum(p => p.Amount), whole);
        var place = PlaceOf(row);
        foreach (var group in payments.Where(p => p.Budget >= 0 && p.Budget < _network.Budgets.Count && p.Amount > 0).GroupBy(p => p.Payer, StringComparer.Ordinal))
        {
            var most = 0.0;
            foreach (var payment in group.GroupBy(p => p.Budget))
            {
                var budget = _network.Budgets[payment.Key];
                var share = budget.Share.IsKnown ? budget.Share.Supply(_reading) / 100 : 1;
                if (!budget.Area.IsEmpty && (place.IsEmpty || !place.IsSubsetOf(budget.Area))) share = 0;
                most = Math.Max(most, share);
                AtMost(PlanContradictionKind.Payment, where, payment.First().Year, share * whole, payment.Sum(p => p.Amount), whole);
            }
            AtMost(PlanContradictionKind.Payment, where, -1, most * whole, group.Sum(p => p.Amount), whole);
        }
    }

    // An expansion of a line stands where the line stands; country and region of its row are those of a new one.
    CountrySet PlaceOf(Expansion row) => row.Line >= 0 && PlaceOf(_network.Lines[row.Line]) is { IsEmpty: false } place ? place
        : !row.Country.IsEmpty || row.Party < 0 ? row.Country : _network.Parties[row.Party].Country;

    CountrySet PlaceOf(Line line) => line.Site >= 0 && !_network.Sites[line.Site].Country.IsEmpty ? _network.Sites[line.Site].Country : line.Country;
}
