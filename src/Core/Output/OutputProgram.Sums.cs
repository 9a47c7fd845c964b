using Vauban.Core.Model;

namespace Vauban.Core.Output;

public sealed partial class OutputProgram
{
    /// <summary>Most that supplies of an item can give together in this reading, before their own inputs limit them:
    /// per month in the item's unit, infinite where unlimited. Published totals limit what lies under them.</summary>
    /// <param name="item">Item.</param>
    /// <param name="counts">Which of its supplies count.</param>
    public double SupplyOf(int item, Func<Supply, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sum = 0.0;
        var underTotals = new SortedDictionary<int, double>();
        foreach (var s in Table.OfItem[item])
        {
            var supply = Table.All[s];
            if (!counts(supply)) continue;
            var capacity = Capacity(supply);
            // Known lines stand beside the rest of their total; what is unknown under it shares that rest.
            if (supply.Total >= 0 && supply is not { Kind: SupplyKind.Line, Capacity.IsKnown: true })
                underTotals[supply.Total] = underTotals.GetValueOrDefault(supply.Total) + capacity;
            else sum += capacity;
        }
        foreach (var (total, capacity) in underTotals) sum += Math.Min(capacity, Remainder(total));
        return sum;
    }

    /// <summary>True where one of the supplies that count exists, so that a shared item is held by it; a holder needs no capacity.</summary>
    /// <param name="item">Item.</param>
    /// <param name="counts">Which of its supplies count.</param>
    public bool IsHeldBy(int item, Func<Supply, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (var s in Table.OfItem[item])
        {
            var supply = Table.All[s];
            if (!counts(supply) || supply.Kind == SupplyKind.Missing) continue;
            if (supply.Kind != SupplyKind.Line ? Capacity(supply) > 0 : (supply.IsTrusted || Reading == Reading.Optimistic) && !(supply.Capacity.IsKnown && supply.Capacity.High <= 0))
                return true;
        }
        return false;
    }
}
