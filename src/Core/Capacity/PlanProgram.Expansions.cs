using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    /// <summary>Money of a budget row for an expansion, as a share of the capital of one start [expansion](budget row, column).</summary>
    internal IReadOnlyList<(int Budget, int Column)>[] Payments { get; private set; } = [];

    /// <summary>Row of each budget, by index; -1 where it limits nothing.</summary>
    internal int[] BudgetRow { get; private set; } = [];

    /// <summary>Row that limits how often each expansion starts; -1 where none does.</summary>
    internal int[] MostRow { get; private set; } = [];

    /// <summary>Every possible start of an expansion: column, month, period (-1 before the plan).</summary>
    internal IEnumerable<(int Column, double Month, int Period)> StartsOf(int expansion)
    {
        if (Decided[expansion] >= 0) yield return (Decided[expansion], Data.Expansions[expansion].Earliest, Data.Expansions[expansion].Earliest < 0 ? -1 : _horizon.PeriodAt(Data.Expansions[expansion].Earliest));
        foreach (var period in _periods)
            if (Start[expansion][period.Index] is >= 0 and var column) yield return (column, period.Offset, period.Index);
    }

    void AddExpansions()
    {
        Decided = new int[Data.Expansions.Length];
        MostRow = new int[Data.Expansions.Length];
        Array.Fill(Decided, -1);
        Array.Fill(MostRow, -1);
        for (var e = 0; e < Data.Expansions.Length; e++)
        {
            AddStarts(e);
            AddState(e);
        }
    }

    void AddStarts(int e)
    {
        var x = Data.Expansions[e];
        var left = x.Most;
        if (x.Row.IsDecided && x.Most > 0)
        {
            // One that would start after the horizon is not part of it.
            if (x.Earliest < _horizon.Months) Decided[e] = Model.AddColumn(CapexOf(x, x.Earliest), 1, 1, true, Name("decided", x.Row.Id));
            left--;
        }
        var given = Data.Given.Starts?.GetValueOrDefault(x.Row.Index);
        var most = new Terms();
        foreach (var period in _periods)
        {
            var t = period.Index;
            var fixedAt = Data.Given.Starts is null ? -1 : given is null ? 0 : given[t];
            if (fixedAt == 0 || (fixedAt < 0 && (left <= 0 || period.Offset < x.Earliest - 1e-9 || period.Offset > x.Latest - 1e-9))) continue;
            // A start whose output comes after the plan only costs.
            if (fixedAt < 0 && x.Reached(period.Offset, _periods[^1]) <= 0) continue;
            Start[e][t] = Model.AddColumn(CapexOf(x, period.Offset), Math.Max(0, fixedAt), fixedAt < 0 ? left : fixedAt, true, Name("start", x.Row.Id, t));
            most.Add(Start[e][t], 1);
        }
        if (Data.Given.Starts is null && most.Count > 1) MostRow[e] = most.AddTo(Model, double.NegativeInfinity, left, Name("most", x.Row.Id));
    }

    // Capital still to be spent, discounted period by period; what comes after the plan counts at its end.
    double CapexOf(PlanExpansion x, double start)
    {
        if (x.Capex is not { } capex) return 0;
        var sum = x.Spent(start, _horizon.Months, double.PositiveInfinity) * DiscountAfter;
        foreach (var period in _periods) sum += x.Spent(start, period.Offset, period.End) * Discount[period.Index];
        return sum * capex / Money;
    }

    // added[t] = added[t-1] + what starts have gained since: only while they ramp up.
    void AddState(int e)
    {
        var x = Data.Expansions[e];
        var starts = StartsOf(e).ToArray();
        var scale = x.Adds / Data.Scale[x.Row.Item];
        var before = new double[starts.Length];
        var last = -1;
        foreach (var period in _periods)
        {
            var row = new Terms();
            for (var k = 0; k < starts.Length; k++)
            {
                var now = x.Reached(starts[k].Month, period);
                if (Math.Abs(now - before[k]) > 1e-12) row.Add(starts[k].Column, -(now - before[k]) * scale);
                before[k] = now;
            }
            if (row.Count == 0 && last < 0) continue;
            Added[e][period.Index] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("added", x.Row.Id, period.Index));
            row.Add(Added[e][period.Index], 1);
            if (last >= 0) row.Add(last, -1);
            row.AddTo(Model, 0, 0);
            last = Added[e][period.Index];
        }
    }

    // Every euro of an expansion is paid by somebody in the calendar year in which it is spent.
    void AddPayments()
    {
        Payments = [.. Data.Expansions.Select(_ => new List<(int, int)>())];
        BudgetRow = new int[Data.Network.Budgets.Count];
        Array.Fill(BudgetRow, -1);
        if (!Data.HasBudgets) return;
        var spent = new Terms[Data.Network.Budgets.Count];
        for (var e = 0; e < Data.Expansions.Length; e++)
            if (Data.Expansions[e].Capex is > 0) AddPaymentsOf(e, spent);
        foreach (var budget in Data.Network.Budgets)
            if (spent[budget.Index] is { } row && Data.AmountOf(budget) is var amount && !double.IsInfinity(amount))
            {
                BudgetRow[budget.Index] = row.AddTo(Model, double.NegativeInfinity, 1, Name("budget", $"{budget.Payer}:{budget.Year}"));
                Requirement[BudgetRow[budget.Index]] = new(PlanConflictKind.Budget, budget.Index, $"{budget.Payer} {budget.Year}");
            }
    }

    void AddPaymentsOf(int e, Terms[] spent)
    {
        var x = Data.Expansions[e];
        var starts = StartsOf(e).Where(s => !Data.Given.IsDecidedPaid || s.Column != Decided[e]).ToArray();
        var payers = Data.PayersOf(x).ToArray();
        var columns = new List<(int Budget, int Column)>();
        var perPayer = new SortedDictionary<string, (Terms Row, double Share)>(StringComparer.Ordinal);
        var lastYear = _horizon.First.AddMonths((int)Math.Ceiling(_horizon.Months + x.Delay + 1)).Year;
        for (var year = _horizon.First.Year; year <= lastYear; year++)
        {
            var (from, to) = (Math.Max(0, _horizon.MonthOf(new(year, 1, 1))), _horizon.MonthOf(new(year + 1, 1, 1)));
            var row = new Terms();
            foreach (var (column, month, _) in starts)
                if (x.Spent(month, from, to) is > 1e-12 and var part) row.Add(column, -part);
            if (row.Count == 0) continue;
            foreach (var (budget, amount, share) in payers.Where(p => p.Row.Year == year))
            {
                var pay = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("pay", $"{x.Row.Id}:{budget.Payer}:{year}"));
                columns.Add((budget.Index, pay));
                row.Add(pay, 1);
                if (!double.IsInfinity(amount)) (spent[budget.Index] ??= new()).Add(pay, x.Capex!.Value / amount);
                if (!perPayer.TryGetValue(budget.Payer, out var limit)) limit = (new(), 0);
                limit.Row.Add(pay, 1);
                perPayer[budget.Payer] = limit with { Share = Math.Max(limit.Share, share) };
            }
            // A row without payers forbids what would be spent then.
            Requirement[row.AddTo(Model, 0, 0, Name("spent", $"{x.Row.Id}:{year}"))] = new(PlanConflictKind.Expansion, x.Row.Index, x.Row.Id);
        }
        foreach (var (_, (row, share)) in perPayer)
        {
            if (share >= 1) continue;
            foreach (var (column, month, _) in starts) row.Add(column, -share * x.Spent(month, 0, double.PositiveInfinity));
            Requirement[row.AddTo(Model, double.NegativeInfinity, 0)] = new(PlanConflictKind.Expansion, x.Row.Index, x.Row.Id);
        }
        Payments[e] = columns;
    }
}
