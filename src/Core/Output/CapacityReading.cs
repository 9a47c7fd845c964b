using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Capacities of supplies in one reading, per month in the item's unit.</summary>
/// <param name="table">Supplies.</param>
/// <param name="reading">Reading.</param>
/// <param name="need">Need of each item at theta 1, for capacities stated as a share of it.</param>
sealed class CapacityReading(SupplyTable table, Reading reading, double[] need)
{
    /// <summary>Capacity of a supply; infinite where it does not limit.</summary>
    internal double Of(Supply supply)
    {
        if (supply.Kind == SupplyKind.Missing) return 0;
        if (supply.Kind == SupplyKind.Others) return Remainder(supply.Total);
        if (!supply.IsTrusted && reading != Reading.Optimistic) return 0;
        if (!supply.IsShareOfNeed || !supply.Capacity.IsKnown) return supply.Capacity.Supply(reading);
        // A share of use is not a capacity: the optimistic reading does not limit it.
        if (reading == Reading.Optimistic) return supply.Capacity.High > 0 ? double.PositiveInfinity : 0;
        return supply.Capacity.Supply(reading) / 100 * need[supply.Item];
    }

    /// <summary>True where several supplies of unknown size stand under one total, or totals within totals: a row limits them together.</summary>
    internal bool SharesTotal(int total)
    {
        foreach (var s in table.OfTotal[total])
            if (table.All[s] is { Kind: SupplyKind.Line, Capacity.IsKnown: false } || (table.All[s].Kind == SupplyKind.Others && table.All[s].Total != total)) return true;
        return false;
    }

    /// <summary>What a total leaves beside its listed lines.</summary>
    internal double Remainder(int total)
    {
        var left = table.Network.Totals[total].Capacity.Supply(reading);
        if (double.IsInfinity(left)) return left;
        foreach (var s in table.OfTotal[total])
            if (table.All[s] is { Kind: SupplyKind.Line, Capacity.IsKnown: true } line)
                left -= Of(line) is var capacity && double.IsInfinity(capacity) ? line.Capacity.Low : capacity; // of "at least a", a is listed
        return Math.Max(0, left);
    }
}
