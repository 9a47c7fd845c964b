namespace Vauban.Core.Exposure;

/// <summary>Least and largest Herfindahl-Hirschman index over all sizes that holders may have, each within its own interval.</summary>
/// <remarks>The index is a norm over a sum, both of non-negative sizes, so it is quasi-convex (Boyd and Vandenberghe 2004, Convex Optimization, section
/// 3.4): its maximum is at a vertex of the box, its minimum where every size is one level clamped to its interval. Above
/// <see cref="MostTried"/> uncertain holders the maximum is a bound from above: vertices double with each.</remarks>
static class ConcentrationBox
{
    /// <summary>Uncertain holders up to which all vertices are tried: 12.</summary>
    public const int MostTried = 12;

    /// <summary>The interval of the index, on fractions.</summary>
    /// <param name="hands">Least and largest size of each known holder; the largest may be infinite.</param>
    /// <param name="blocks">The same for parts in one hand each that may be a known holder's.</param>
    /// <param name="missing">The same for what has no known holder: spread thinly at the low end, the largest holder's at the high end.</param>
    /// <returns>The interval; (0, 1) where there may be nothing at all.</returns>
    public static (double Low, double High) Of(IReadOnlyList<(double Least, double Most)> hands, IReadOnlyList<(double Least, double Most)> blocks, (double Least, double Most) missing)
    {
        (double Least, double Most)[] all = [.. hands, .. blocks];
        return (Least(all, missing.Most), Most(hands, blocks, missing));
    }

    static double Least((double Least, double Most)[] sizes, double missing)
    {
        if (double.IsInfinity(missing) || sizes.Length == 0) return 0;
        double[] breaks = [.. sizes.SelectMany(s => new[] { s.Least, s.Most }).Append(0).Where(double.IsFinite).Distinct().Order()];
        var least = 1.0;
        for (var i = 0; i < breaks.Length; i++)
        {
            var end = i + 1 < breaks.Length ? breaks[i + 1] : double.PositiveInfinity;
            // Within the segment the clamped ones stand still and the others are the level itself; the index is least where the level is square over sum.
            double sum = missing, square = 0;
            foreach (var (low, high) in sizes)
            {
                if (low < end && high > breaks[i]) continue;
                var still = high <= breaks[i] ? high : low;
                sum += still;
                square += still * still;
            }
            Try(breaks[i]);
            if (sum > 0) Try(Math.Clamp(square / sum, breaks[i], end));
        }
        return least;

        void Try(double level)
        {
            if (!double.IsFinite(level)) return;
            double sum = missing, square = 0;
            foreach (var (low, high) in sizes)
            {
                var size = Math.Clamp(level, low, high);
                sum += size;
                square += size * size;
            }
            if (sum > 0) least = Math.Min(least, square / sum / sum);
        }
    }

    static double Most(IReadOnlyList<(double Least, double Most)> hands, IReadOnlyList<(double Least, double Most)> blocks, (double Least, double Most) missing)
    {
        var (least, most) = (blocks.Sum(b => b.Least) + missing.Least, blocks.Sum(b => b.Most) + missing.Most);
        if (double.IsInfinity(most) || hands.Any(h => double.IsInfinity(h.Most))) return 1;
        // What may be anybody's is all one holder's: each known one in turn.
        if (hands.Count == 0 || most <= 0) return Vertices(most > 0 ? [.. hands, (least, most)] : [.. hands]);
        var high = 0.0;
        for (var j = 0; j < hands.Count; j++) high = Math.Max(high, Vertices([.. hands.Select((h, i) => i == j ? (h.Least + least, h.Most + most) : h)]));
        return high;
    }

    static double Vertices((double Least, double Most)[] sizes)
    {
        var uncertain = sizes.Where(s => s.Most > s.Least).ToArray();
        if (uncertain.Length > MostTried) return Bound(sizes);
        var high = 0.0;
        var (stillSum, stillSquare) = (sizes.Where(s => s.Most <= s.Least).Sum(s => s.Least), sizes.Where(s => s.Most <= s.Least).Sum(s => s.Least * s.Least));
        for (var set = 0; set < 1 << uncertain.Length; set++)
        {
            var (sum, square) = (stillSum, stillSquare);
            for (var i = 0; i < uncertain.Length; i++)
            {
                var size = (set >> i & 1) != 0 ? uncertain[i].Most : uncertain[i].Least;
                sum += size;
                square += size * size;
            }
            if (sum > 0) high = Math.Max(high, square / sum / sum);
        }
        return high > 0 ? high : 1;
    }

    // Each share lies in an interval and all add up to 1; a square lies below the chord over its interval, and the steepest chords are filled first.
    static double Bound((double Least, double Most)[] sizes)
    {
        var (least, most) = (sizes.Sum(s => s.Least), sizes.Sum(s => s.Most));
        var shares = sizes.Where(s => s.Most > 0).Select(s => (Low: s.Least > 0 ? s.Least / (s.Least + most - s.Most) : 0, High: s.Most / (s.Most + least - s.Least))).OrderByDescending(s => s.Low + s.High).ToArray();
        var bound = shares.Sum(s => s.Low * s.Low);
        var left = Math.Max(0, 1 - shares.Sum(s => s.Low));
        foreach (var (low, high) in shares)
        {
            var more = Math.Min(left, high - low);
            bound += more * (low + high);
            left -= more;
        }
        return Math.Min(1, bound);
    }
}
