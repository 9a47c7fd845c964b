namespace Vauban.Core.Capacity;

sealed partial class PlanReadback
{
    // Counted forward from what arrives over links and is used, as stocks in the pool are.
    List<PlanLineStock> ReadLineStocks(IReadOnlyList<PlanUse> uses, IReadOnlyList<PlanFlow> flows)
    {
        var list = new List<PlanLineStock>();
        foreach (var ((source, item), columns) in _program.LineStock)
        {
            var arrived = Sum(flows.Where(f => f.Customer == source && f.Item == item).Select(f => f.Arrived));
            var used = Sum(uses.Where(u => u.Supply == source && u.Input == item).Select(u => u.Amount));
            var (stock, scrap) = (new double[_periods.Length], new double[_periods.Length]);
            var before = 0.0;
            for (var t = 0; t < _periods.Length; t++)
            {
                var there = before + arrived[t] - used[t];
                if (there <= Dust * _data.Scale[item]) there = 0;
                stock[t] = Math.Min(there, _data.Stores[item].HoldingCost > 0 ? Units(columns[t], item) : Received(arrived, item, t));
                scrap[t] = there - stock[t] is var over && over > Dust * _data.Scale[item] ? over : 0;
                if (scrap[t] == 0) stock[t] = there;
                before = stock[t];
            }
            if (stock.Any(s => s > 0)) list.Add(new(source, item, stock, scrap));
        }
        return list;
    }

    double[] Sum(IEnumerable<IReadOnlyList<double>> rows)
    {
        var sum = new double[_periods.Length];
        foreach (var row in rows)
            for (var t = 0; t < sum.Length; t++) sum[t] += row[t];
        return sum;
    }

    // Receipts of the months that an item keeps, up to the end of a period.
    double Received(double[] arrived, int item, int t)
    {
        if (double.IsInfinity(_data.Stores[item].KeepsMonths)) return double.PositiveInfinity;
        var from = _periods[t].End - _data.Stores[item].KeepsMonths;
        return _periods.Where(q => q.Index <= t && q.End > from).Sum(q => arrived[q.Index] * Math.Min(1, (q.End - from) / q.Months));
    }
}
