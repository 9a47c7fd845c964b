using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Tests.Disruption;

public sealed class WarnRuleTests
{
    static readonly int[] Days = [.. Enumerable.Range(0, 200)];

    [Fact]
    public void The_level_counts_spreads_above_the_median_of_the_earlier_values()
    {
        // Median of the first eleven is 10, absolute deviations 0 0 0 1 1 1 1 2 2 2 3: their median 1. (16 - 10) / 1.4826.
        var (score, median, spread) = WarnRules.Level([10, 9, 11, 8, 12, 10, 11, 9, 10, 12, 7, 16]);
        Assert.Equal(10, median);
        Assert.Equal(1.4826, spread, 1e-12);
        Assert.Equal(6 / 1.4826, score, 1e-12);
    }

    [Fact]
    public void Where_more_than_half_of_the_values_are_equal_the_mean_deviation_is_the_spread()
    {
        // Eleven values before: nine 5s, one 6, one 4. Mean absolute deviation 2/11.
        var (score, _, spread) = WarnRules.Level([5, 5, 5, 6, 5, 5, 4, 5, 5, 5, 5, 7]);
        Assert.Equal(1.2533 * 2 / 11, spread, 1e-12);
        Assert.Equal(2 / (1.2533 * 2 / 11), score, 1e-9);
        Assert.True(double.IsNaN(WarnRules.Level([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7]).Score));
    }

    [Fact]
    public void One_wild_value_among_the_earlier_ones_changes_neither_level_nor_slope()
    {
        double[] calm = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], wild = [1, 2, 3, 4, 500, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal(1, WarnRules.Trend(calm, Days.AsSpan(0, 12)).PerDay, 1e-12);
        Assert.Equal(1, WarnRules.Trend(wild, Days.AsSpan(0, 12)).PerDay, 1e-12);
        Assert.True(Math.Abs(WarnRules.Level(wild).Score) < 3);
    }

    [Fact]
    public void A_straight_rise_has_the_largest_sum_of_signs_and_the_correlation_of_nothing()
    {
        // All 66 pairs rise: S = 66, variance 12*11*29/18 = 212.67; the rest around the line is nothing, so nothing is inflated.
        double[] values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal(65 / Math.Sqrt(12 * 11 * 29 / 18.0), WarnRules.Trend(values, Days.AsSpan(0, 12)).Score, 1e-9);
    }

    [Fact]
    public void The_slope_goes_by_the_dates_and_not_by_the_order()
    {
        int[] days = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 300, 310];
        var values = days.Select(d => 5 + 0.25 * d).ToArray();
        Assert.Equal(0.25, WarnRules.Trend(values, days).PerDay, 1e-12);
    }

    [Fact]
    public void A_clean_step_is_found_at_its_place()
    {
        // 12 low before 8 high: U = 96; the rest around both medians is nothing. 6 * 96^2 / (20^3 + 20^2).
        double[] values = [.. Enumerable.Repeat(3.0, 12), .. Enumerable.Repeat(7.0, 8)];
        var (score, at) = WarnRules.Change(values);
        Assert.Equal(12, at);
        Assert.Equal(Math.Sqrt(6.0 * 96 * 96 / 8400), score, 1e-12);
    }

    [Fact]
    public void The_largest_sum_of_signs_is_that_of_trying_every_date()
    {
        for (var draw = 0; draw < 200; draw++)
        {
            var values = QuietSeries.Of(18 + draw % 20, 0.3, draw).Select(v => Math.Round(v, draw % 3)).ToArray();
            var best = (U: 0, At: 3);
            for (var t = 3; t <= values.Length - 3; t++)
            {
                var u = values[..t].Sum(a => values[t..].Sum(b => Math.Sign(b - a)));
                if (u > best.U) best = (u, t);
            }
            if (best.U > 0) Assert.Equal(best.At, WarnRules.Change(values).At);
            else Assert.Equal(0, WarnRules.Change(values).Score);
        }
    }

    [Fact]
    public void Turned_over_a_series_says_the_same_downwards()
    {
        for (var draw = 0; draw < 20; draw++)
        {
            var values = QuietSeries.Of(24, 0.3, draw);
            var up = WarnJudge.Signals(Points(values), WarnWay.Up);
            var down = WarnJudge.Signals(Points([.. values.Select(v => -v)]), WarnWay.Down);
            for (var r = 0; r < 3; r++)
            {
                Assert.Equal(up[r].Score, down[r].Score, 1e-12);
                Assert.Equal(up[r].Status, down[r].Status);
            }
        }
    }

    [Fact]
    public void Neither_another_unit_nor_another_zero_changes_an_answer()
    {
        for (var draw = 0; draw < 20; draw++)
        {
            var values = QuietSeries.Of(30, 0.5, draw);
            var (a, b) = (WarnJudge.Signals(Points(values), WarnWay.Up), WarnJudge.Signals(Points([.. values.Select(v => 1000 * v + 70_000)]), WarnWay.Up));
            for (var r = 0; r < 3; r++) Assert.Equal(a[r].Score, b[r].Score, 1e-6);
        }
    }

    [Fact]
    public void Wider_intervals_never_make_an_alert_out_of_quiet_nor_quiet_out_of_an_alert()
    {
        for (var draw = 0; draw < 60; draw++)
        {
            var values = QuietSeries.Of(24, 0, draw).Select((v, i) => v + (draw % 2 == 0 && i > 15 ? 3 : 0)).ToArray();
            var exact = WarnJudge.Signals(Points(values), WarnWay.Up);
            var wide = WarnJudge.Signals(Points(values, 2), WarnWay.Up);
            for (var r = 0; r < 3; r++)
            {
                if (exact[r].Status == WarnStatus.Alert) Assert.True(wide[r].Status is WarnStatus.Alert or WarnStatus.Possible);
                else Assert.NotEqual(WarnStatus.Alert, wide[r].Status);
            }
        }
    }

    internal static WarnPoint[] Points(double[] values, double half = 0) =>
        [.. values.Select((v, i) => new WarnPoint(new DateOnly(2020, 1, 1).AddDays(30 * i), Quantity.Between(v - half, v + half)))];
}

/// <summary>Series in which nothing happens: normal values around 0, each leaning on the one before it.</summary>
static class QuietSeries
{
    /// <summary>One series.</summary>
    /// <param name="length">Values.</param>
    /// <param name="correlation">Correlation of neighbours.</param>
    /// <param name="draw">Number of the draw.</param>
    public static double[] Of(int length, double correlation, int draw)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(RandomSource.At(7, draw, "quiet", 2 * i))) * Math.Cos(2 * Math.PI * RandomSource.At(7, draw, "quiet", 2 * i + 1));
            values[i] = i == 0 ? normal : correlation * values[i - 1] + Math.Sqrt(1 - correlation * correlation) * normal;
        }
        return values;
    }
}
