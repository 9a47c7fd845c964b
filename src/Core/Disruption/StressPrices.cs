using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>What price events add to the cost of what goes into each product: amounts bought undisturbed, at their unit values, for as long as the price holds.</summary>
static class StressPrices
{
    /// <summary>The extra cost of each product that a price touches.</summary>
    public static PriceCost[] Of(Output.SupplyTable table, StressStage stage, ThreatCast cast, int draws)
    {
        var events = cast.Events.Where(e => e.Event.Kind == ThreatKind.Price && e.Makers.Length > 0).ToArray();
        if (events.Length == 0) return [];
        var days = events.Select(e => Enumerable.Range(0, draws).Select(i => cast.PriceDays(e, i)).ToArray()).ToArray();
        var (network, chain, steady) = (table.Network, stage.Field.Chain, stage.Field.Steady);
        var found = new List<PriceCost>();
        for (var d = 0; d < chain.Demands.Length; d++)
        {
            var output = steady.OutputFor(d);
            // EUR more a day while each event holds: with least, central and largest unit values.
            var rates = new double[events.Length, 3];
            SortedSet<int> touched = [], valued = [];
            for (var e = 0; e < events.Length; e++)
                foreach (var m in events[e].Makers)
                {
                    if (output[m] <= 0) continue;
                    var item = network.Items[chain.Makers[m].Item];
                    touched.Add(item.Index);
                    if (!item.UnitValue.IsKnown || !double.IsFinite(item.UnitValue.Central)) continue;
                    valued.Add(item.Index);
                    var more = output[m] * (events[e].Event.Effect - 1);
                    var (low, high) = (item.UnitValue.Low * more, item.UnitValue.High * more);
                    rates[e, 0] += Math.Min(low, high);
                    rates[e, 1] += item.UnitValue.Central * more;
                    rates[e, 2] += Math.Max(low, high);
                }
            if (touched.Count == 0) continue;
            double Mean(int which) => Enumerable.Range(0, events.Length).Sum(e => days[e].Average() is > 0 and var mean ? rates[e, which] * mean : 0);
            var isValued = valued.Count > 0;
            found.Add(new(network.Items[chain.Demands[d].Item], isValued ? Spread.Of(Enumerable.Range(0, draws).Select(i => Enumerable.Range(0, events.Length).Sum(e => rates[e, 1] * days[e][i]))) : Spread.Of([]),
                isValued ? Mean(0) : double.NaN, isValued ? Mean(2) : double.NaN, new(valued.Count, touched.Count, false)));
        }
        return [.. found];
    }
}
