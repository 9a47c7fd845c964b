using System.Globalization;
using System.Numerics;
using Vauban.App.Workbench.Explore;

namespace Vauban.App.Workbench.Cuts;

/// <summary>How many sets there are of each size.</summary>
static class CountChart
{
    // Up to here bars of one set are seen beside bars of the most.
    const int MostOfBars = 500;

    /// <summary>The option of the chart.</summary>
    /// <param name="counts">Sets by size, place 0 the empty set.</param>
    /// <param name="size">Name of the size.</param>
    /// <param name="sets">Name of the number.</param>
    public static object Of(IReadOnlyList<BigInteger> counts, string size, string sets)
    {
        var sizes = Enumerable.Range(1, counts.Count - 1).ToArray();
        var xAxis = new { type = "category", data = sizes.Select(k => k.ToString(CultureInfo.InvariantCulture)).ToArray(), name = size, nameLocation = "middle", nameGap = 26 };
        var grid = new { left = 8, right = 24, top = 32, bottom = 32, containLabel = true };
        if (counts.Max() <= MostOfBars)
            return new
            {
                aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid, xAxis, yAxis = new { type = "value", min = 0, minInterval = 1, name = sets },
                series = new[] { new { type = "bar", name = sets, barMaxWidth = 40, itemStyle = new { color = "var(--c1)" }, data = sizes.Select(k => (double)counts[k]).ToArray() } },
            };
        // A scale of powers of ten has no zero: sizes without sets have no point, and points need no foot.
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid, xAxis, yAxis = new { type = "log", min = 1, name = sets },
            series = new[] { new { type = "line", name = sets, symbol = "circle", symbolSize = 9, itemStyle = new { color = "var(--c1)" }, lineStyle = new { color = "var(--c1)" }, data = sizes.Select(k => counts[k].IsZero ? (double?)null : (double)counts[k]).ToArray() } },
        };
    }
}
