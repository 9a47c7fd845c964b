namespace Vauban.Core.Survey;

/// <summary>The least costly units that hit every set, by branch and bound; for the few small sets that most searches end with.</summary>
sealed class HittingSet(IReadOnlyList<double> loss, IReadOnlyList<int[]> sets)
{
    const int MostNodes = 5_000;

    readonly HashSet<int> _chosen = [], _barred = [];
    HashSet<int>? _best;
    double _bestLoss = double.PositiveInfinity;
    int _nodes;

    /// <summary>The units, or null where the search grew too long.</summary>
    public HashSet<int>? Find()
    {
        Branch(0);
        return _nodes > MostNodes ? null : _best;
    }

    // On the smallest set not hit: its first unit is in, or it is out and the second is in, and so on.
    void Branch(double lost)
    {
        if (++_nodes > MostNodes || lost + Bound(out var next) >= _bestLoss * (1 - 1e-12)) return;
        if (next is null)
        {
            (_best, _bestLoss) = ([.. _chosen], lost);
            return;
        }
        int[] free = [.. next.Where(u => !_barred.Contains(u)).OrderBy(u => loss[u]).ThenBy(u => u)];
        foreach (var unit in free)
        {
            _chosen.Add(unit);
            Branch(lost + loss[unit]);
            _chosen.Remove(unit);
            _barred.Add(unit);
        }
        foreach (var unit in free) _barred.Remove(unit);
    }

    // Sets that share no unit each cost at least their cheapest.
    double Bound(out int[]? smallest)
    {
        var (bound, used, least) = (0.0, new HashSet<int>(), int.MaxValue);
        smallest = null;
        foreach (var set in sets)
        {
            if (set.Any(_chosen.Contains)) continue;
            var (cheapest, free) = (double.PositiveInfinity, 0);
            foreach (var unit in set)
            {
                if (_barred.Contains(unit)) continue;
                free++;
                cheapest = Math.Min(cheapest, loss[unit]);
            }
            if (free < least) (least, smallest) = (free, set);
            if (free == 0) return double.PositiveInfinity;
            if (set.Any(used.Contains)) continue;
            bound += cheapest;
            used.UnionWith(set);
        }
        return bound;
    }
}
