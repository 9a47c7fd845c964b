using System.Globalization;
using System.Text.Json;
using Vauban.App.Workbench.Jobs;

namespace Vauban.App.Workbench.Capacity;

/// <summary>A plan as charts: what Apache ECharts draws. The tables of the same rows stand in <see cref="PlanView"/>.</summary>
static class PlanCharts
{
    // Bars of one Gantt; what starts beyond that stands in the table.
    const int MostBars = 30;

    static readonly object Nothing = new { color = "transparent", decal = new { symbol = "none" } };

    /// <summary>Starts over time: permits, building, ramp, full output. Years to the right.</summary>
    public static object Gantt(PlanView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var starts = view.Plan.List("starts").Take(MostBars).Reverse().ToArray();
        var months = view.Lengths.Sum();
        double At(double month) => Math.Clamp(month, 0, months);
        object Bar(string name, Func<JsonElement, double> from, Func<JsonElement, double> to) => new
        {
            name, type = "bar", stack = "time", barMaxWidth = 22, silent = true, data = starts.Select(s => Math.Max(0, At(to(s)) - At(from(s)))),
        };
        return new
        {
            tooltip = new { show = false },
            legend = new { data = new[] { view.Say.T("report.gantt.permit"), view.Say.T("report.gantt.build"), view.Say.T("report.gantt.ramp"), view.Say.T("report.gantt.full") } },
            // Bars stand on months as numbers; the words of the months stand on an axis of their own.
            xAxis = new object[]
            {
                new { type = "value", min = 0, max = months, position = "top", axisLabel = new { show = false }, splitLine = new { show = false } },
                new { type = "category", position = "bottom", data = Enumerable.Range(0, months).Select(m => view.Month(m)), axisTick = new { show = false } },
            },
            yAxis = new { type = "category", data = starts.Select(s => Short(view.Say.Expansion(s.Text("expansion")))), axisLabel = new { width = 150, overflow = "break", lineHeight = 14 } },
            series = new[]
            {
                new { name = "", type = "bar", stack = "time", barMaxWidth = 22, silent = true, itemStyle = Nothing, data = starts.Select(s => At(s.Number("startMonth"))) },
                Bar(view.Say.T("report.gantt.permit"), s => s.Number("startMonth"), Built),
                Bar(view.Say.T("report.gantt.build"), Built, s => s.Number("firstOutputMonth")),
                Bar(view.Say.T("report.gantt.ramp"), s => s.Number("firstOutputMonth"), s => s.Number("fullOutputMonth")),
                Bar(view.Say.T("report.gantt.full"), s => s.Number("fullOutputMonth"), _ => months),
            },
        };

        static double Built(JsonElement start) => start.Number("startMonth") + start.Number("permitMonths");
    }

    static string Short(string name) => name.Length > 60 ? name[..57] + "…" : name;

    /// <summary>Capacity of an item against what is wanted of it, month by month.</summary>
    public static object Capacity(PlanView view, JsonElement item)
    {
        ArgumentNullException.ThrowIfNull(view);
        var say = view.Say;
        object Area(string name, IEnumerable<double> values) => new { name, type = "line", stack = "capacity", step = "middle", symbol = "none", lineStyle = new { width = 0 }, areaStyle = new { opacity = 0.75 }, data = values };
        object Line(string name, IEnumerable<double> values, string colour, string kind) => new { name, type = "line", step = "middle", symbol = "none", lineStyle = new { width = 2.5, color = colour, type = kind }, itemStyle = new { color = colour }, data = values };
        var series = new List<object> { Area(say.T("report.existing"), item.Numbers("existing")) };
        series.AddRange(item.List("added").Select(a => Area(say.Expansion(a.Text("expansion")), a.Numbers("perMonth"))));
        if (item.Has("wanted"))
        {
            series.Add(Line(say.T("head.wanted"), item.Numbers("wanted"), "var(--bad-mark)", "dashed"));
            series.Add(Line(say.T("head.delivered"), item.Numbers("delivered"), "var(--ink)", "solid"));
        }
        else series.Add(Line(say.T("report.made"), item.Numbers("made"), "var(--ink)", "solid"));
        return new { tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = view.Months }, yAxis = new { type = "value" }, series };
    }

    /// <summary>Stock of items over time.</summary>
    public static object Stock(PlanView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = view.Months }, yAxis = new { type = "value" },
            series = view.Plan.List("stocks").Take(PlanView.MostCharts).Select(s => new { name = $"{view.Say.Item(s.Text("item"))} ({view.Say.Unit(s.Text("item"))})", type = "line", symbol = "none", data = s.Numbers("stock") }),
        };
    }

    /// <summary>Costs by what they are for.</summary>
    public static object Costs(PlanView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var costs = view.Plan.List("costs").Where(c => c.Number("total") > 0).Reverse().ToArray();
        return new
        {
            xAxis = new { type = "value" }, yAxis = new { type = "category", data = costs.Select(c => view.Say.T("cost." + c.Text("kind"))), axisLabel = new { width = 140, overflow = "break", lineHeight = 14 } },
            series = new[] { new { type = "bar", barMaxWidth = 22, data = costs.Select(c => c.Number("discounted")) } },
        };
    }

    /// <summary>People or capital by country, year by year.</summary>
    public static object? Work(PlanView view, string what)
    {
        ArgumentNullException.ThrowIfNull(view);
        var rows = view.Plan.Part("digest").List("work").Where(w => w.Has("place") && !w.Is("isPart") && w.List("years").Any(y => y.Number(what) > 0)).Take(PlanView.MostCharts).ToArray();
        if (rows.Length == 0) return null;
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = rows[0].List("years").Select(y => y.Number("year").ToString(CultureInfo.InvariantCulture)) }, yAxis = new { type = "value" },
            series = rows.Select(w => new { name = view.Say.Place(w.Text("place")), type = "bar", stack = "work", barMaxWidth = 40, data = w.List("years").Select(y => y.Number(what)) }),
        };
    }
}
