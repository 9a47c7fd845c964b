using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Explore;
using Vauban.Core.Evidence;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Evidence;

/// <summary>Charts about papers and claims; the table of the same numbers stands beside each.</summary>
static class EvidenceCharts
{
    /// <summary>Most topics that stay readable in one picture; the table has all.</summary>
    public const int MostRows = 12;

    const int MostTechnologies = 20;

    /// <summary>Topics down, years across, a square for each: the darker, the more papers.</summary>
    public static object Topics(TopicMap map, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(texts);
        var rows = map.Rows.Take(MostRows).ToArray();
        var most = rows.SelectMany(r => r.Counts).DefaultIfEmpty(0).Max();
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid = new { left = 8, right = 16, top = 8, bottom = 8, containLabel = true },
            xAxis = new { type = "category", data = map.Years.Select(y => EvidenceWords.Number(y)).ToArray() }, yAxis = RangeChart.Names(rows.Select(r => r.Topic)),
            visualMap = new { show = false, min = 0, max = Math.Max(1, most), inRange = new { color = new[] { "var(--paper)", "var(--c1)" } } },
            series = new[]
            {
                new
                {
                    type = "heatmap", name = texts["evidence.head.papers"], itemStyle = new { borderColor = "var(--line)", borderWidth = 1 },
                    data = rows.SelectMany((r, i) => r.Counts.Select((c, y) => new { value = new[] { y, i, c } })).ToArray(),
                },
            },
        };
    }

    /// <summary>Claims of each technology by how the figures stand to them.</summary>
    public static object Coverage(IReadOnlyList<EvidenceCoverage> coverage, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        ArgumentNullException.ThrowIfNull(texts);
        var shown = coverage.Where(c => c.Claims.Count > 0).Take(MostTechnologies).ToArray();
        return new
        {
            tooltip = new { trigger = "item" }, legend = new { }, grid = new { left = 8, right = 24, top = 44, bottom = 8, containLabel = true },
            xAxis = new { type = "value", min = 0, minInterval = 1 }, yAxis = RangeChart.Names(shown.Select(c => c.Technology.Name)),
            series = Enum.GetValues<ClaimStatus>().Select(s => new { type = "bar", stack = "claims", name = EvidenceWords.Status(texts, s), barMaxWidth = 28, data = shown.Select(c => c.Count(s)).ToArray() }).ToArray(),
        };
    }
}
