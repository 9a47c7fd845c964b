using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Makes whole starts of the parts that a program without integers gives, one after the other in the order in which it needs
/// them, each as early as it is needed and somebody can pay for it.</summary>
/// <remarks>No solve is needed. What is paid for here is paid for in the program, since each start keeps by itself the shares that hold
/// for all starts of its expansion together.</remarks>
sealed class PlanSchedule
{
    const double Dust = 1e-9;

    readonly PlanProgram _program;
    readonly PlanData _data;
    readonly double[] _left;
    readonly (Budget Row, double Share)[][] _payers;
    readonly SortedDictionary<int, double>[] _paid;

    internal PlanSchedule(PlanProgram program)
    {
        _program = program;
        _data = program.Data;
        _left = [.. _data.Network.Budgets.Select(_ => 0.0)];
        _payers = new (Budget, double)[_data.Expansions.Length][];
        _paid = [.. _data.Expansions.Select(_ => new SortedDictionary<int, double>())];
        for (var e = 0; e < _payers.Length; e++)
        {
            _payers[e] = [.. _data.PayersOf(_data.Expansions[e]).Select(p => (p.Row, p.Share))];
            foreach (var (row, amount, _) in _data.PayersOf(_data.Expansions[e])) _left[row.Index] = Math.Max(_left[row.Index], amount);
        }
    }

    /// <summary>Starts per expansion and period that are no more than what the parts add up to, rounded.</summary>
    /// <param name="parts">Starts of the program without integers [expansion][period].</param>
    /// <param name="threshold">Part of a start from which it counts as a whole one, 0 to 1.</param>
    /// <param name="from">First period of choice; what starts before is whole already and stays.</param>
    internal int[][] Round(double[][] parts, double threshold, int from = 0)
    {
        var starts = parts.Select(p => new int[p.Length]).ToArray();
        var wishes = new List<(double When, int Expansion)>();
        PayDecided();
        for (var e = 0; e < parts.Length; e++)
        {
            var sum = 0.0;
            for (var t = 0; t < from; t++)
            {
                sum += starts[e][t] = (int)Math.Round(parts[e][t]);
                for (var n = 0; n < starts[e][t]; n++) Pays(e, _data.Horizon.Periods[t].Offset);
            }
            var next = sum + threshold;
            for (var t = from; t < parts[e].Length; t++)
            {
                for (; sum + parts[e][t] >= next - Dust && parts[e][t] > 0; next++)
                    wishes.Add((t + Math.Clamp((next - sum) / parts[e][t], 0, 1), e));
                sum += parts[e][t];
            }
        }
        foreach (var (when, e) in wishes.OrderBy(w => w.When).ThenBy(w => w.Expansion)) Begin(starts[e], e, Math.Max(from, (int)Math.Ceiling(when - Dust) - 1));
        KeepGiven(starts);
        return starts;
    }

    /// <summary>Starts that are wanted one after the other, each no earlier than it is needed.</summary>
    /// <param name="wishes">Expansions and first periods, the most urgent first.</param>
    internal int[][] InOrder(IEnumerable<(int Expansion, int Period)> wishes)
    {
        var starts = _program.Start.Select(p => new int[p.Length]).ToArray();
        PayDecided();
        foreach (var (e, period) in wishes) Begin(starts[e], e, period);
        KeepGiven(starts);
        return starts;
    }

    /// <summary>Money in EUR that the starts of an expansion take from each budget row, by its index.</summary>
    internal IReadOnlyDictionary<int, double> PaidFor(int expansion) => _paid[expansion];

    void PayDecided()
    {
        for (var e = 0; e < _paid.Length; e++)
            if (_program.Decided[e] >= 0 && !_data.Given.IsDecidedPaid) Pays(e, _data.Expansions[e].Earliest);
    }

    void Begin(int[] starts, int e, int period)
    {
        for (var t = period; t < starts.Length; t++)
            if (_program.Start[e][t] is >= 0 and var column && starts[t] + 1 <= _program.Model.ColumnUpper[column] && Pays(e, _data.Horizon.Periods[t].Offset))
            {
                starts[t]++;
                return;
            }
    }

    // Starts that are given are no choice.
    void KeepGiven(int[][] starts)
    {
        for (var e = 0; e < starts.Length; e++)
            for (var t = 0; t < starts[e].Length; t++)
                if (_program.Start[e][t] is >= 0 and var column) starts[e][t] = Math.Max(starts[e][t], (int)Math.Round(_program.Model.ColumnLower[column]));
    }

    // Takes the money of one start out of the budgets; false, and nothing taken, where nobody can pay.
    bool Pays(int e, double month)
    {
        var x = _data.Expansions[e];
        if (!_data.HasBudgets || x.Capex is not > 0) return true;
        var capex = x.Capex.Value;
        var whole = capex * x.Spent(month, 0, double.PositiveInfinity);
        var paid = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var taken = new List<(int Budget, double Amount)>();
        for (var year = _data.Horizon.First.Year; ; year++)
        {
            var (from, to) = (Math.Max(0, _data.Horizon.MonthOf(new(year, 1, 1))), _data.Horizon.MonthOf(new(year + 1, 1, 1)));
            if (from >= month + x.Delay + 1) break;
            var spent = capex * x.Spent(month, from, to);
            if (spent <= capex * Dust) continue;
            var able = _payers[e].Where(p => p.Row.Year == year)
                .Select(p => (p.Row, Most: Math.Min(Math.Min(_left[p.Row.Index], spent), p.Share >= 1 ? spent : (p.Share * whole) - paid.GetValueOrDefault(p.Row.Payer)))).Where(p => p.Most > 0).ToArray();
            var most = able.Sum(p => p.Most);
            if (most < spent * (1 - Dust)) return false;
            foreach (var (row, part) in able)
            {
                var amount = part * spent / most;
                taken.Add((row.Index, amount));
                paid[row.Payer] = paid.GetValueOrDefault(row.Payer) + amount;
            }
        }
        foreach (var (budget, amount) in taken)
        {
            _left[budget] -= amount;
            _paid[e][budget] = _paid[e].GetValueOrDefault(budget) + amount;
        }
        return true;
    }
}
