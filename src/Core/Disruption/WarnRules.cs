namespace Vauban.Core.Disruption;

/// <summary>The three rules on plain numbers, upwards; a series is turned over to look downwards. Values stand in order of their dates, at least
/// <see cref="WarnOptions.Fewest"/> of them.</summary>
static class WarnRules
{
    /// <summary>An alarm from here on, in spreads above the usual (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, take 3.5 for long
    /// series; with a dozen values the spread itself is uncertain).</summary>
    public const double LevelLimit = 4;

    /// <summary>An alarm from here on: one in 200 of a standard normal number lies above.</summary>
    public const double TrendLimit = 2.576;

    /// <summary>An alarm from here on: exp(-x^2) is one in 200.</summary>
    public const double ChangeLimit = 2.302;

    /// <summary>Fewest values for a change of level: with fewer not even a clean step reaches the limit.</summary>
    public const int FewestForChange = 18;

    // A level that two values hold is no level.
    const int Side = 3;

    // 1 / 0.6745 and sqrt(pi / 2): what makes the two spreads equal to a standard deviation where values are normal.
    const double Mad = 1.4826, MeanDeviation = 1.2533;

    // What leans more counts as leaning so much: else a smooth, ever faster rise would be taken for wandering.
    const double MostCorrelation = 0.6;

    /// <summary>Median.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>Spread around a middle: 1.4826 times the median absolute deviation, or 1.2533 times the mean one where more than half of the values are equal; 0 where all are.</summary>
    public static double Spread(ReadOnlySpan<double> values, double middle)
    {
        var off = new double[values.Length];
        for (var i = 0; i < off.Length; i++) off[i] = Math.Abs(values[i] - middle);
        var mad = Median(off);
        return mad > 0 ? Mad * mad : MeanDeviation * off.Average();
    }

    /// <summary>The latest value against the earlier ones: how many spreads above their median; not a number where they never moved.</summary>
    public static (double Score, double Median, double Spread) Level(ReadOnlySpan<double> values)
    {
        var median = Median(values[..^1]);
        var spread = Spread(values[..^1], median);
        return (spread > 0 ? (values[^1] - median) / spread : double.NaN, median, spread);
    }

    /// <summary>Mann and Kendall's sum of signs over its deviation, with fewer values counted the more each leans on the one before it, and the median
    /// slope of all pairs a day (Theil 1950, Sen 1968).</summary>
    public static (double Score, double PerDay) Trend(ReadOnlySpan<double> values, ReadOnlySpan<int> days)
    {
        var n = values.Length;
        var slopes = new double[n * (n - 1) / 2];
        var (sum, k) = (0, 0);
        for (var j = 1; j < n; j++)
            for (var i = 0; i < j; i++)
            {
                sum += Math.Sign(values[j] - values[i]);
                slopes[k++] = (values[j] - values[i]) / (days[j] - days[i]);
            }
        var slope = Median(slopes);
        var rest = new double[n];
        for (var i = 0; i < n; i++) rest[i] = values[i] - slope * (days[i] - days[0]);
        var variance = Variance(values) * Inflation(rest);
        // The sum is whole and goes in steps of two: half a step less (Kendall 1975).
        return (variance > 0 ? (sum - Math.Sign(sum)) / Math.Sqrt(variance) : 0, slope);
    }

    // n(n-1)(2n+5)/18, less the same for each group of equal values (Mann 1945, Kendall 1975).
    internal static double Variance(ReadOnlySpan<double> values)
    {
        static double Part(double n) => n * (n - 1) * (2 * n + 5) / 18;
        var variance = Part(values.Length);
        foreach (var ties in values.ToArray().GroupBy(v => v).Select(g => g.Count()).Where(c => c > 1)) variance -= Part(ties);
        return variance;
    }

    /// <summary>Pettitt's largest sum of signs between the values before and after a date (Applied Statistics 28(2), 1979), as x of his exp(-x^2); and the first
    /// place of the new level.</summary>
    public static (double Score, int At) Change(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        var (best, at, u) = (0, Side, 0);
        for (var t = 0; t < n - Side; t++)
        {
            // One value moves from "after" to "before": its pairs with both sides change.
            for (var j = 0; j < n; j++) u += j == t ? 0 : Math.Sign(values[j] - values[t]);
            if (t + 1 >= Side && u > best) (best, at) = (u, t + 1);
        }
        if (best == 0) return (0, at);
        var (before, after) = (Median(values[..at]), Median(values[at..]));
        var rest = new double[n];
        for (var i = 0; i < n; i++) rest[i] = values[i] - (i < at ? before : after);
        return (Math.Sqrt(6.0 * best * best / (((double)n * n * n + (double)n * n) * Inflation(rest))), at);
    }

    /// <summary>By how much the variance of a sum of signs grows where each value leans on the one before it: (1 + r) / (1 - r) with the correlation of
    /// neighbours (Bayley and Hammersley 1946), corrected for being estimated from few (Kendall 1954); never below 1.</summary>
    internal static double Inflation(ReadOnlySpan<double> rest)
    {
        var n = rest.Length;
        var mean = 0.0;
        foreach (var v in rest) mean += v / n;
        var (over, under) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            under += (rest[i] - mean) * (rest[i] - mean);
            if (i > 0) over += (rest[i] - mean) * (rest[i - 1] - mean);
        }
        if (under <= 0) return 1;
        var r = over / under;
        r += (1 + 3 * Math.Max(0, r)) / n;
        r = Math.Clamp(r, 0, MostCorrelation);
        return (1 + r) / (1 - r);
    }
}
