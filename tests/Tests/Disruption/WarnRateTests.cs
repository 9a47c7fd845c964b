using Vauban.Core.Disruption;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Disruption;

/// <summary>The rates of false alarms that are printed beside every answer, measured again.</summary>
public sealed class WarnRateTests
{
    // All cells with as many draws as the printed rates: VAUBAN_RATES=40000 (some minutes).
    static readonly int Draws = int.Parse(Environment.GetEnvironmentVariable("VAUBAN_RATES") is { Length: > 0 } draws ? draws : "4000", System.Globalization.CultureInfo.InvariantCulture);

    public static TheoryData<int, double> Cells
    {
        get
        {
            var data = new TheoryData<int, double>();
            foreach (var length in WarnRates.Lengths.Where(l => Draws > 4000 || l <= 36))
            {
                data.Add(length, 0);
                data.Add(length, WarnRates.Correlation);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Quiet_series_alarm_as_often_as_is_printed(int length, double correlation)
    {
        var counts = new int[4];
        Parallel.For(0, Draws, draw =>
        {
            // Other draws than those that the printed rates come from, so that luck would show.
            var signals = WarnJudge.Signals(WarnRuleTests.Points(QuietSeries.Of(length, correlation, 100_000 + draw)), WarnWay.Up);
            for (var r = 0; r < 3; r++)
                if (signals[r].Status == WarnStatus.Alert) Interlocked.Increment(ref counts[r]);
            if (WarnJudge.Together(signals) == WarnStatus.Alert) Interlocked.Increment(ref counts[3]);
        });
        for (var column = 0; column < 4; column++)
        {
            var stated = WarnRates.Of(column < 3 ? (WarnRule)column : null, length, false);
            var rate = correlation > 0 ? stated.Correlated : stated.Independent;
            // Four standard deviations of the count, and what is lost by stating four digits.
            var room = 4 * Math.Sqrt(Math.Max(rate, 1.0 / Draws) / Draws) + 0.00005;
            Assert.InRange(counts[column] / (double)Draws, rate - room, rate + room);
        }
    }

    [Fact]
    public void Expected_false_alarms_are_the_sum_over_series_and_looking_both_ways_counts_twice()
    {
        var one = WarnRates.Of(null, 36, false);
        Assert.Equal(new(0.0046, 0.0190), one);
        var sum = WarnRates.Sum(null, [(36, false), (36, true)]);
        Assert.Equal(3 * 0.0046, sum.Independent, 1e-12);
        Assert.Equal(3 * 0.0190, sum.Correlated, 1e-12);
    }

    [Fact]
    public void Between_two_measured_lengths_the_larger_rate_is_stated()
    {
        Assert.Equal(WarnRates.Of(WarnRule.Level, 12, false), WarnRates.Of(WarnRule.Level, 15, false));
        Assert.Equal(WarnRates.Of(WarnRule.Trend, 60, false).Independent, WarnRates.Of(WarnRule.Trend, 50, false).Independent);
        Assert.Equal(new(0, 0), WarnRates.Of(WarnRule.Change, 17, false));
    }

    [Fact]
    public void What_happens_is_found()
    {
        var found = new int[3];
        const int Tries = 400;
        for (var draw = 0; draw < Tries; draw++)
        {
            var quiet = QuietSeries.Of(36, 0.3, draw);
            var rise = quiet.Select((v, i) => v + 0.15 * i).ToArray();
            var step = quiet.Select((v, i) => v + (i >= 20 ? 3 : 0)).ToArray();
            var jump = quiet.Select((v, i) => v + (i == 35 ? 7 : 0)).ToArray();
            foreach (var (values, rule) in new[] { (jump, WarnRule.Level), (rise, WarnRule.Trend), (step, WarnRule.Change) })
                if (WarnJudge.Signals(WarnRuleTests.Points(values), WarnWay.Up)[(int)rule].Status == WarnStatus.Alert) found[(int)rule]++;
        }
        // The change is the most careful of the three: what is near the step is taken for leaning on one another.
        Assert.True(found[0] > 0.9 * Tries && found[1] > 0.9 * Tries && found[2] > 0.7 * Tries, string.Join(" ", found));
    }

    [Fact]
    public void The_guide_states_the_same_rates()
    {
        var guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "guides", "early-warning.md"));
        foreach (var length in WarnRates.Lengths)
        {
            var cells = new WarnRule?[] { WarnRule.Level, WarnRule.Trend, WarnRule.Change, null }.Select(rule => WarnRates.Of(rule, length, false)).Select(r => FormattableString.Invariant($"{100 * r.Independent:0.00} to {100 * r.Correlated:0.00} %"));
            Assert.Contains($"| {length} | {string.Join(" | ", cells)} |", guide, StringComparison.Ordinal);
        }
    }
}
