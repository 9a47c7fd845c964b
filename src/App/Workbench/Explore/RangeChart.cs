namespace Vauban.App.Workbench.Explore;

/// <summary>A value with its range on one line of a chart.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Low">Low end.</param>
/// <param name="Central">Central value.</param>
/// <param name="High">High end.</param>
sealed record RangeBar(string Name, double Low, double Central, double High);

/// <summary>A chart of values with their ranges, one below the other: a bar from the low to the high end, a point at the central value.</summary>
static class RangeChart
{
    /// <summary>Most lines that stay readable.</summary>
    public const int Most = 16;

    /// <summary>The option of the chart.</summary>
    /// <param name="bars">Lines, from the top.</param>
    /// <param name="axis">Name of the axis.</param>
    /// <param name="central">Name of the point.</param>
    /// <param name="range">Name of the bar.</param>
    /// <param name="most">End of the axis.</param>
    public static object Of(IReadOnlyList<RangeBar> bars, string axis, string central, string range, double most) => new
    {
        aria = Plain, tooltip = new { trigger = "item" },
        xAxis = new { type = "value", min = 0, max = most, name = axis, nameLocation = "middle", nameGap = 26 },
        yAxis = Names(bars.Select(b => b.Name)), grid = new { left = 8, right = 24, top = 8, bottom = 28, containLabel = true },
        series = new object[]
        {
            // What lifts the bar to its low end is not seen.
            new { type = "bar", stack = "range", silent = true, itemStyle = new { color = "transparent" }, tooltip = new { show = false }, barWidth = 10, data = bars.Select(b => b.Low).ToArray() },
            new { type = "bar", stack = "range", name = range, itemStyle = new { color = "var(--c1)", opacity = 0.4 }, tooltip = new { show = false }, barWidth = 10, data = bars.Select(b => b.High - b.Low).ToArray() },
            new { type = "scatter", name = central, itemStyle = new { color = "var(--c1)" }, symbolSize = 10, data = bars.Select(b => b.Central).ToArray() },
        },
    };

    /// <summary>Colours without patterns: one thing is drawn.</summary>
    public static object Plain { get; } = new { enabled = true, label = new { enabled = false }, decal = new { show = false } };

    /// <summary>Axis of names, the first at the top.</summary>
    public static object Names(IEnumerable<string> names) =>
        new { type = "category", inverse = true, data = names.ToArray(), axisTick = new { show = false }, axisLabel = new { width = 190, overflow = "truncate", interval = 0 } };

    /// <summary>Height that suits a number of lines.</summary>
    public static string Size(int lines) => lines <= 4 ? "small" : lines <= 9 ? "medium" : "large";
}
