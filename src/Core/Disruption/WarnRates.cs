namespace Vauban.Core.Disruption;

/// <summary>How often the rules alarm where nothing happens: normal values around a fixed level, one look, one direction. Measured with 40,000 drawn
/// series for each cell (seed 7); a test measures again.</summary>
static class WarnRates
{
    /// <summary>Lengths of series for which rates are measured.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [12, 18, 24, 36, 60, 120];

    /// <summary>Correlation of neighbours in the second of the two measurements.</summary>
    public const double Correlation = 0.6;

    // Level, trend, change, any of them: independent values, then correlated ones.
    static readonly double[][] Independent =
    [
        [0.0105, 0.0022, 0, 0.0126],
        [0.0037, 0.0022, 0.0002, 0.0060],
        [0.0024, 0.0029, 0.0007, 0.0056],
        [0.0008, 0.0032, 0.0013, 0.0046],
        [0.0005, 0.0039, 0.0020, 0.0053],
        [0.0001, 0.0043, 0.0029, 0.0057],
    ];

    static readonly double[][] Correlated =
    [
        [0.0138, 0.0204, 0, 0.0336],
        [0.0056, 0.0185, 0.0065, 0.0284],
        [0.0030, 0.0162, 0.0093, 0.0249],
        [0.0013, 0.0131, 0.0092, 0.0190],
        [0.0007, 0.0092, 0.0078, 0.0141],
        [0.0001, 0.0068, 0.0051, 0.0092],
    ];

    /// <summary>Rate of a rule, or of any of them, in a series of some length; between two measured lengths the larger of both rates. Looking both
    /// ways at most doubles it.</summary>
    public static FalseAlarms Of(WarnRule? rule, int length, bool looksBothWays)
    {
        if (rule == WarnRule.Change && length < WarnRules.FewestForChange) return new(0, 0);
        var column = rule is { } r ? (int)r : 3;
        var above = 0;
        while (above < Lengths.Count - 1 && Lengths[above] < length) above++;
        var below = Lengths[above] > length && above > 0 ? above - 1 : above;
        var ways = looksBothWays ? 2 : 1;
        return new(ways * Math.Max(Independent[above][column], Independent[below][column]), ways * Math.Max(Correlated[above][column], Correlated[below][column]));
    }

    /// <summary>The sum over series.</summary>
    public static FalseAlarms Sum(WarnRule? rule, IEnumerable<(int Length, bool LooksBothWays)> series)
    {
        var sum = new FalseAlarms(0, 0);
        foreach (var (length, both) in series)
        {
            var rate = Of(rule, length, both);
            sum = new(sum.Independent + rate.Independent, sum.Correlated + rate.Correlated);
        }
        return sum;
    }
}
