namespace Vauban.Core.Disruption;

/// <summary>The time of the year in monthly values: whether they follow it, and what is left without it.</summary>
/// <remarks>Medians of what a straight line leaves, month by month, so that a single odd value moves nothing; at least three values of every month.</remarks>
static class WarnSeason
{
    /// <summary>Fewest years of months.</summary>
    public const int Years = 3;

    /// <summary>Values follow the year from here on: Kruskal and Wallis's H of the months (JASA 47, 1952), one in a hundred of chi-square with 11 degrees of freedom.</summary>
    public const double Limit = 24.725;

    const int Months = 12;

    /// <summary>The month of each value, 0 to 11; null where they are not one a month, are fewer than three of some month, or do not follow the year.</summary>
    public static int[]? In(ReadOnlySpan<WarnPoint> points)
    {
        if (points.Length < Years * Months) return null;
        var months = new int[points.Length];
        var counts = new int[Months];
        for (var i = 0; i < months.Length; i++)
        {
            months[i] = points[i].Date.Month - 1;
            counts[months[i]]++;
            if (i > 0 && points[i].Date.Year == points[i - 1].Date.Year && points[i].Date.Month == points[i - 1].Date.Month) return null;
        }
        if (counts.Min() < Years) return null;
        var values = new double[points.Length];
        for (var i = 0; i < values.Length; i++) values[i] = points[i].Value.Central;
        return Strength(Straightened(values, Days(points), months), months, counts) >= Limit ? months : null;
    }

    /// <summary>Days of the dates.</summary>
    public static int[] Days(ReadOnlySpan<WarnPoint> points)
    {
        var days = new int[points.Length];
        for (var i = 0; i < days.Length; i++) days[i] = points[i].Date.DayNumber;
        return days;
    }

    /// <summary>Signs and slopes between values of the same month only (Hirsch, Slack and Smith, Water Resources Research 18(1), 1982): the score as that of the
    /// trend of other series, with fewer values counted the more each leans on the one before it, and the median slope a day.</summary>
    public static (double Score, double PerDay) Trend(double[] values, int[] days, int[] months)
    {
        var (sum, variance) = (0, 0.0);
        for (var m = 0; m < Months; m++)
        {
            double[] month = [.. values.Where((_, i) => months[i] == m)];
            variance += WarnRules.Variance(month);
            for (var j = 1; j < month.Length; j++)
                for (var i = 0; i < j; i++) sum += Math.Sign(month[j] - month[i]);
        }
        variance *= WarnRules.Inflation(Apart(values, days, months));
        return (variance > 0 ? (sum - Math.Sign(sum)) / Math.Sqrt(variance) : 0, Slope(values, days, months));
    }

    /// <summary>Each value less what is usual in the other values of its month, so that the latest is measured as all the others are; for the rule that looks at it alone.</summary>
    public static double[] Apart(double[] values, int[] days, int[] months)
    {
        var rest = Straightened(values, days, months);
        return [.. rest.Select((v, i) => v - WarnRules.Median([.. rest.Where((_, j) => j != i && months[j] == months[i])]))];
    }

    // Without a straight line that no season bends.
    static double[] Straightened(double[] values, int[] days, int[] months)
    {
        var slope = Slope(values, days, months);
        return [.. values.Select((v, i) => v - slope * (days[i] - days[0]))];
    }

    static double Slope(double[] values, int[] days, int[] months)
    {
        var slopes = new List<double>();
        for (var j = 1; j < values.Length; j++)
            for (var i = 0; i < j; i++)
                if (months[i] == months[j]) slopes.Add((values[j] - values[i]) / (days[j] - days[i]));
        return WarnRules.Median([.. slopes]);
    }

    static double Strength(double[] values, int[] months, int[] counts)
    {
        var n = values.Length;
        var sums = new double[Months];
        for (var i = 0; i < n; i++)
        {
            // Equal values share their ranks.
            var (below, equal) = (0, 0);
            foreach (var other in values)
            {
                if (other < values[i]) below++;
                else if (other == values[i]) equal++;
            }
            sums[months[i]] += below + (equal + 1) / 2.0;
        }
        var squares = 0.0;
        for (var m = 0; m < Months; m++) squares += sums[m] * sums[m] / counts[m];
        return 12.0 / (n * (n + 1.0)) * squares - 3 * (n + 1);
    }
}
