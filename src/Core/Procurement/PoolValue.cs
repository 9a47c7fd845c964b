using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>What a pooled demand may cost before an order is worked out: the least that a line asks for all of it, and the most.</summary>
public static class PoolValue
{
    /// <summary>EUR without transport; unknown where a line that could deliver states no price or a demand no rate, open above where a demand is.</summary>
    /// <param name="network">Network with demands.</param>
    /// <param name="options">Items, buyers, window.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or nobody wants the item.</exception>
    public static Quantity Of(Network network, PoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var data = new PoolData(network, options);
        if (data.Sources.Length == 0 || data.Sources.Any(s => s.UnitCost is null) || data.Demands.Any(d => !d.Rate.IsKnown)) return Quantity.Unknown;
        var (low, high) = (0.0, 0.0);
        foreach (var item in data.Pooled.GroupBy(p => p.Item))
        {
            var sources = data.Sources.Where(s => options.AreInterchangeable || s.Item == item.Key).ToArray();
            if (sources.Length == 0) return Quantity.Unknown;
            var (least, most) = (item.Sum(p => p.Low), item.Sum(p => p.High));
            // Where the cost falls with the order, the least that all of it may cost is what one line asks for the fewest units there may be.
            low += sources.Min(s => s.Cost(least));
            high += double.IsInfinity(most) ? most : sources.Max(s => s.UnitCost!.Value) * most;
        }
        return Quantity.Between(low, high);
    }
}
