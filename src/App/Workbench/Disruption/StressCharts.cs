using System.Text.Json;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Jobs;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Charts of a stress test.</summary>
static class StressCharts
{
    const int MostBars = 12;

    static readonly string[] Strokes = ["solid", "dashed", "dotted", "solid"], Symbols = ["circle", "rect", "triangle", "diamond"];

    /// <summary>Lost days of demand by scenario, with the range over the readings.</summary>
    public static IReadOnlyList<RangeBar> Bars(StressView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Losing.Take(MostBars).Select(s => new RangeBar(view.Name(s), s.Part("lostDays").Number("low"), s.Part("lostDays").Number("central"), s.Part("lostDays").Number("high")))];
    }

    /// <summary>The same as a picture.</summary>
    public static object Ranking(StressView view, IReadOnlyList<RangeBar> bars)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid = new { left = 8, right = 24, top = 8, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, name = view.W("days-of-demand"), nameLocation = "middle", nameGap = 26 },
            // Variants of one scenario differ at the end of their names, so that these stand in full.
            yAxis = new { type = "category", inverse = true, data = bars.Select(b => b.Name).ToArray(), axisTick = new { show = false }, axisLabel = new { width = 260, overflow = "break", lineHeight = 13, fontSize = 11, interval = 0 } },
            series = new object[]
            {
                // What lifts the bar to its low end is not seen.
                new { type = "bar", stack = "range", silent = true, itemStyle = new { color = "transparent" }, tooltip = new { show = false }, barWidth = 10, data = bars.Select(b => b.Low).ToArray() },
                new { type = "bar", stack = "range", name = view.W("range"), itemStyle = new { color = "var(--c1)", opacity = 0.4 }, tooltip = new { show = false }, barWidth = 10, data = bars.Select(b => b.High - b.Low).ToArray() },
                new { type = "scatter", name = view.W("central"), itemStyle = new { color = "var(--c1)" }, symbolSize = 10, data = bars.Select(b => b.Central).ToArray() },
            },
        };
    }

    /// <summary>Output over time: for each scenario a line in the middle of the draws and a band in which nine of ten lie.</summary>
    public static object Bands(StressView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var bands = view.Shown.Select(s => (Name: view.Name(s), Band: view.Of(s).List("band"))).ToArray();
        var weeks = bands.Select(b => b.Band.Count).DefaultIfEmpty(0).Max();
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, legend = new { data = bands.Select(b => b.Name).ToArray() },
            grid = new { left = 8, right = 24, top = 64, bottom = 28, containLabel = true },
            xAxis = new { type = "category", name = view.W("week"), nameLocation = "middle", nameGap = 26, boundaryGap = false, data = Enumerable.Range(1, weeks).ToArray() },
            yAxis = new { type = "value", min = 0, name = view.W("axis"), nameLocation = "end", nameTextStyle = new { align = "left" } },
            series = bands.SelectMany((b, i) => Series(b.Name, b.Band, i)).ToArray(),
        };
    }

    static IEnumerable<object> Series(string name, IReadOnlyList<JsonElement> band, int i)
    {
        var colour = FormattableString.Invariant($"var(--c{i + 1})");
        var stack = FormattableString.Invariant($"band{i}");
        double[] Of(string part) => [.. band.Select(w => w.Number(part) * 100)];
        var (low, high) = (Of("p5"), Of("p95"));
        // What lifts the band to its low end is not seen.
        yield return new { type = "line", stack, silent = true, symbol = "none", lineStyle = new { opacity = 0 }, tooltip = new { show = false }, data = low };
        yield return new { type = "line", stack, silent = true, symbol = "none", lineStyle = new { opacity = 0 }, areaStyle = new { color = colour, opacity = 0.18 }, tooltip = new { show = false }, data = high.Zip(low, (h, l) => h - l).ToArray() };
        yield return new
        {
            type = "line", name, symbol = Symbols[i], symbolSize = 5, showSymbol = true, lineStyle = new { color = colour, width = 2, type = Strokes[i] }, itemStyle = new { color = colour }, data = Of("median"),
        };
    }
}
