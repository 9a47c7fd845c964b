namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    /// <summary>Stock of a linked input at the line that takes it over links [period]; -1 in the last, after which nothing uses it.</summary>
    internal SortedDictionary<(int Source, int Item), int[]> LineStock { get; } = [];

    // What goes over a link is its customer's: it lies with him until he uses it, as long as the item keeps.
    void AddLineStocks()
    {
        foreach (var ((source, item), rows) in _governed)
        {
            if (!FixStocks.CanLie(Data.Network.Items[item])) continue;
            var store = Data.Stores[item];
            var columns = LineStock[(source, item)] = new int[_periods.Length];
            columns[^1] = -1;
            for (var t = 0; t + 1 < _periods.Length; t++)
            {
                columns[t] = Model.AddColumn(store.HoldingCost * Data.Scale[item] * _periods[t].Months * Discount[t] / Money, 0, double.PositiveInfinity, false,
                    Name("stock-at", $"{Data.Sources[source].Row.Id}:{Data.Network.Items[item].Id}", t));
                rows[t].Add(columns[t], -1);
                rows[t + 1].Add(columns[t], 1);
            }
            if (double.IsInfinity(store.KeepsMonths)) continue;
            for (var t = 0; t + 1 < _periods.Length; t++)
            {
                var row = new Terms();
                row.Add(columns[t], 1);
                AddReceipts(row, source, item, t, _periods[t].End - store.KeepsMonths);
                row.AddTo(Model, double.NegativeInfinity, 0);
            }
        }
    }

    // Less what arrived over links from a month on to the end of a period.
    void AddReceipts(Terms row, int source, int item, int last, double from)
    {
        foreach (var w in _waysTo[source].Where(w => Data.Ways[w].Item == item))
        {
            var lead = Data.Sources[Data.Ways[w].Supplier].Lead + Data.Ways[w].TransportMonths;
            double Part(int q) => q > last || _periods[q].End <= from ? 0 : Math.Min(1, (_periods[q].End - from) / _periods[q].Months);
            for (var p = 0; p <= last; p++)
            {
                var arrived = Flow[w][p] < 0 ? 0 : Arrivals(lead)[p].Sum(a => Part(a.Period) * a.Part);
                if (arrived > 0) row.Add(Flow[w][p], -arrived);
            }
            if (BeforeFlow.Length == 0 || BeforeFlow[w] < 0) continue;
            var before = _periods.Sum(p => Part(p.Index) is > 0 and var part ? part * _horizon.Earlier(lead, p.Index) : 0);
            if (before > 0) row.Add(BeforeFlow[w], -before);
        }
    }
}
