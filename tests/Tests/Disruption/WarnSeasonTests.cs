using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Tests.Disruption;

/// <summary>Series that follow the time of the year: what is usual in a month is no news.</summary>
public sealed class WarnSeasonTests
{
    static readonly int Draws = int.Parse(Environment.GetEnvironmentVariable("VAUBAN_RATES") is { Length: > 0 } draws ? draws : "1000", System.Globalization.CultureInfo.InvariantCulture);

    static WarnPoint[] Months(IEnumerable<double> values) => [.. values.Select((v, i) => new WarnPoint(new DateOnly(2020, 1, 1).AddMonths(i), Quantity.Of(v)))];

    static double[] Seasonal(int length, double amplitude, double correlation, int draw) =>
        [.. QuietSeries.Of(length, correlation, 300_000 + draw).Select((v, i) => v + amplitude * Math.Sin(2 * Math.PI * (i + draw % 12) / 12))];

    [Theory]
    [InlineData(36, 0, 0)]
    [InlineData(36, 0, 0.6)]
    [InlineData(36, 1, 0)]
    [InlineData(36, 1, 0.6)]
    [InlineData(36, 3, 0)]
    [InlineData(36, 3, 0.6)]
    [InlineData(36, 10, 0)]
    [InlineData(36, 10, 0.6)]
    [InlineData(60, 3, 0)]
    [InlineData(60, 3, 0.6)]
    public void Seasons_that_return_alarm_no_oftener_than_is_printed(int length, double amplitude, double correlation)
    {
        var alarms = 0;
        Parallel.For(0, Draws, draw =>
        {
            if (WarnJudge.Together(WarnJudge.Signals(Months(Seasonal(length, amplitude, correlation, draw)), WarnWay.Up)) == WarnStatus.Alert) Interlocked.Increment(ref alarms);
        });
        var stated = WarnRates.Of(null, length, false);
        var rate = correlation > 0 ? stated.Correlated : stated.Independent;
        Assert.True(alarms / (double)Draws <= rate + 4 * Math.Sqrt(rate / Draws), $"{alarms} of {Draws}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    public void Values_that_do_not_follow_the_year_are_judged_as_before(double correlation)
    {
        var seen = Enumerable.Range(0, Draws).Count(draw => WarnSeason.In(Months(Seasonal(36, 0, correlation, draw))) is not null);
        Assert.True(seen <= Draws / 50, $"{seen} of {Draws}");
        Assert.All(Enumerable.Range(0, 20), draw => Assert.NotNull(WarnSeason.In(Months(Seasonal(36, 4, correlation, draw)))));
    }

    [Fact]
    public void What_happens_is_found_through_the_seasons()
    {
        var (level, trend) = (0, 0);
        const int Tries = 200;
        for (var draw = 0; draw < Tries; draw++)
        {
            var seasonal = Seasonal(36, 4, 0.3, draw);
            if (WarnJudge.Signals(Months(seasonal.Select((v, i) => v + (i == 35 ? 9 : 0))), WarnWay.Up)[0].Status == WarnStatus.Alert) level++;
            if (WarnJudge.Signals(Months(seasonal.Select((v, i) => v + 0.2 * i)), WarnWay.Up)[1].Status == WarnStatus.Alert) trend++;
        }
        Assert.True(level > 0.9 * Tries && trend > 0.9 * Tries, $"{level} {trend}");
    }

    [Fact]
    public void A_high_value_in_a_month_that_is_always_high_is_usual_and_the_same_value_in_another_month_is_not()
    {
        // 100, in December 160; the wobble is 2 up and 2 down from year to year, nothing in the middle one.
        double[] values = [.. Enumerable.Range(0, 36).Select(i => (i % 12 == 11 ? 160.0 : 100 + i % 12) + 2 * (i / 12 - 1) * (i % 2 == 0 ? 1 : -1))];
        Assert.NotNull(WarnSeason.In(Months(values)));
        Assert.Equal(WarnStatus.Quiet, WarnJudge.Signals(Months(values), WarnWay.Up)[0].Status);
        var start = new DateOnly(2020, 12, 1);
        double[] shifted = [.. values.Select((_, i) => values[(i + 11) % 12 + i / 12 * 12])];
        shifted[35] = 160;
        WarnPoint[] points = [.. shifted.Select((v, i) => new WarnPoint(start.AddMonths(i), Quantity.Of(v)))];
        var signal = WarnJudge.Signals(points, WarnWay.Up)[0];
        Assert.Equal(WarnStatus.Alert, signal.Status);
        Assert.Equal(160, signal.After, 6);
        Assert.InRange(signal.Before, 105, 115);
    }

    [Fact]
    public void Fewer_than_three_of_some_month_or_two_in_one_month_have_no_season()
    {
        var values = Seasonal(36, 10, 0, 1);
        Assert.NotNull(WarnSeason.In(Months(values)));
        Assert.Null(WarnSeason.In(Months(values[1..])));
        Assert.Null(WarnSeason.In(WarnRuleTests.Points(values)));
    }
}
