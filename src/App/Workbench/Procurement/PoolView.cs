using System.Text.Json;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Procurement;

/// <summary>A joint order as sentences, tables and charts.</summary>
/// <param name="document">What <c>vauban procurement pool --json</c> writes.</param>
/// <param name="say">Names and numbers.</param>
sealed class PoolView(JsonElement document, CapacityNames say)
{
    static readonly string[] Certainties = ["firm", "option", "intention"];

    // An amount smaller than this part of what is wanted is rounding.
    const double Small = 1e-5;

    /// <summary>The order of an address; null where the caller may not see it or nothing came of it.</summary>
    public static async Task<PoolView?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await AskedJob.Of(request, PoolJob.Key) is { IsOfLines: true } asked ? new(asked.Document, new(asked.Job.Package.Network, request.Texts, request.Caller.SeesNames)) : null;
    }

    /// <summary>A table of the order of an address.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<PoolView, TableContent> table) => await Of(request) is { } view ? table(view) : null;

    string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("procurement." + key, values);

    TableColumn H(string key, bool isNumber = false) => new(T("head." + key), isNumber);

    JsonElement Joint => document.Part("joint");

    JsonElement Separate => document.Part("separate");

    bool HasSeparate => document.Has("separate");

    string[] Orders => HasSeparate ? ["joint", "separate"] : ["joint"];

    TableCell N(double value) => double.IsNaN(value) ? say.Texts["unit.unknown"] : TableCell.Number(value, say.Number(value));

    TableCell Euro(double value) => double.IsNaN(value) ? say.Texts["unit.unknown"] : TableCell.Number(value, say.Euro(value));

    TableCell Share(double value) => double.IsNaN(value) ? say.Texts["unit.unknown"] : TableCell.Number(value, say.Share(value));

    TableCell Of(JsonElement of) => TableCell.Number(of.Number("delivered"), T("of", say.Number(of.Number("delivered")), say.Number(of.Number("wanted"))));

    string Line(string id) => say.Line(id) ?? id;

    /// <summary>What buying together gains, what stands in the way, and what to know about the data.</summary>
    public IEnumerable<string> Answer()
    {
        var (joint, small) = (Joint, Small * Joint.Number("wanted"));
        if (HasSeparate)
        {
            var separate = Separate;
            var (units, late, money) = (separate.Number("missing") - joint.Number("missing"), separate.Number("lateUnitMonths") - joint.Number("lateUnitMonths"), separate.Number("cost") - joint.Number("cost"));
            var time = units > small ? "gain.units" : late > small ? "gain.time" : late < -small || units < -small ? "gain.loss" : "gain.same";
            var cost = double.IsNaN(money) ? "gain.unpriced" : money > 1e-6 * separate.Number("cost") ? "gain.cheaper" : money < -1e-6 * separate.Number("cost") ? "gain.dearer" : "gain.equal";
            yield return T(time, say.Number(units), say.Number(Math.Abs(late))) + " " + T(cost, say.Euro(Math.Abs(money)), separate.Number("cost") > 0 ? say.Share(Math.Abs(money) / separate.Number("cost")) : "");
        }
        if (!joint.Is("isOptimal")) yield return T("not-optimal");
        foreach (var relief in document.List("reliefs"))
        {
            var (late, units, money) = (joint.Number("lateUnitMonths") - relief.Number("lateUnitMonths"), joint.Number("missing") - relief.Number("missing"), joint.Number("cost") - relief.Number("cost"));
            if (late > small || units > small) yield return T("relief.late", Limit(relief), say.Number(Math.Max(0, late)), say.Number(Math.Max(0, units)));
            else if (money > 1e-4 * Math.Abs(joint.Number("cost")) && late > -small) yield return T("relief.cost", Limit(relief), say.Euro(money));
        }
        foreach (var state in document.List("publicPriorities").GroupBy(p => p.Text("state"), StringComparer.Ordinal))
            yield return T("priorities", say.Buyer(state.Key), string.Join(say.Texts["sentence.semicolon"], state.Select(p => T("priority", say.Number(p.Number("priority")), T("certainty." + p.Text("certainty")), say.Number(p.Number("units"))))));
    }

    string Limit(JsonElement relief) => T("limit." + relief.Text("limit"), relief.Text("limit") == "workshare" ? say.Buyer(relief.Text("name")) : relief.Text("name"));

    /// <summary>Together against separately.</summary>
    public TableContent Gain()
    {
        IReadOnlyList<TableCell> Row(string key, Func<JsonElement, TableCell> cell) => [T(key), .. Orders.Select(o => cell(document.Part(o)))];
        return new(T("report.gain"), [new(""), .. Orders.Select(o => new TableColumn(T(o), true))],
            [Row("delivered", Of), Row("late", o => N(o.Number("lateUnitMonths"))), Row("missing", o => N(o.Number("missing"))), Row("cost", o => Euro(o.Number("cost"))), Row("unit-price", o => Euro(o.Number("unitPrice"))),
                Row("passed-on", o => Euro(o.Number("costPassedOn"))), Row("variants", o => N(o.Number("variants"))), Row("lines", o => N(o.Number("linesUsed")))]);
    }

    /// <summary>Each state, together and separately.</summary>
    public TableContent States() => new(T("states.unit"),
        [H("state"), H("order"), H("delivered", true), H("late", true), new(T("missing"), true), H("cost", true), H("unit-price", true), H("first"), H("last"), H("delay", true), new(T("variants"), true), H("work", true), new(say.Texts["workbench.pool.return"], true)],
        [.. from s in Enumerable.Range(0, Joint.List("states").Count)
            from o in Orders
            let row = document.Part(o).List("states")[s]
            select (IReadOnlyList<TableCell>)[say.Buyer(row.Text("state")), T(o + ".short"), Of(row), N(row.Number("lateUnitMonths")), N(row.Number("missing")), Euro(row.Number("cost")), Euro(row.Number("unitPrice")), row.Text("first"), row.Text("last"),
                double.IsNaN(row.Number("meanDelayMonths")) ? "" : N(Math.Round(row.Number("meanDelayMonths"), 6)), N(row.Number("variants")), Share(row.Number("workshare")), Share(row.Number("return"))]]);

    /// <summary>Months in which something is wanted or comes.</summary>
    JsonElement[] Months => [.. document.List("schedule").Where(m => m.Number("wanted") > 0 || m.Number("joint") > 0 || m.Number("separate") > 0)];

    /// <summary>Pooled demand by certainty, what comes, and what can be made, month by month.</summary>
    public TableContent Schedule() => new(T("schedule.unit"),
        [H("month"), .. Certainties.Select(c => new TableColumn(T("certainty." + c), true)), H("due", true), .. Orders.Select(o => new TableColumn(T(o), true)), H("capacity", true), new(say.Texts["workbench.pool.others"], true)],
        [.. Months.Select(m => (IReadOnlyList<TableCell>)[m.Text("month"), .. Certainties.Select(c => Pooled(m.Text("month"), c)), N(m.Number("wanted")), .. Orders.Select(o => N(m.Number(o))), N(m.Number("capacity")), N(m.Number("othersWant"))])]);

    TableCell Pooled(string month, string certainty)
    {
        var rows = document.List("demand").Where(d => d.Text("month") == month && d.Text("certainty") == certainty).ToArray();
        return rows.Length == 0 ? "" : PoolWords.Range(say, rows.Sum(r => r.Number("low")), rows.Sum(r => r.Number("central")), rows.Sum(r => r.Number("high")));
    }

    /// <summary>Who makes it.</summary>
    public TableContent Lines() => new(T("allocation.unit"), [H("line"), new(say.Texts["column.item"]), H("home"), H("variant", true), .. Orders.Select(o => new TableColumn(T(o), true)), H("capacity", true), H("first-price", true)],
        [.. from x in Enumerable.Range(0, Joint.List("lines").Count)
            let line = Joint.List("lines")[x]
            select (IReadOnlyList<TableCell>)[Line(line.Text("id")), say.Item(line.Text("item")), line.Has("home") ? say.Buyer(line.Text("home")) : "", N(line.Number("variant")), .. Orders.Select(o => N(document.Part(o).List("lines")[x].Number("units"))),
                N(line.Number("capacity")), Euro(line.Number("unitCost"))]]);

    /// <summary>The framework agreement.</summary>
    public TableContent CallOffs() => new(T("calloffs.unit"), [H("state"), H("month"), H("line"), new(T("delivered"), true), H("cost", true)],
        [.. Joint.List("callOffs").Select(c => (IReadOnlyList<TableCell>)[say.Buyer(c.Text("state")), c.Text("month"), Line(c.Text("line")), N(c.Number("units")), Euro(c.Number("cost"))])]);

    /// <summary>What the lines can still make.</summary>
    public TableContent Offered() => new(T("offered.unit"), [H("line"), H("month"), new(T("offered"), true)],
        [.. document.List("offered").Select(s => (IReadOnlyList<TableCell>)[Line(s.Text("line")), s.Text("month"), N(s.Number("units"))])]) { Nothing = T("offered.none") };

    /// <summary>What is wanted against what comes together and separately, with what can be made.</summary>
    public object ScheduleChart()
    {
        object Line(string name, string key, string colour, string kind) => new { name, type = "line", step = "middle", symbol = "none", lineStyle = new { width = 2.5, color = colour, type = kind }, itemStyle = new { color = colour }, data = Months.Select(m => m.Number(key)) };
        var series = new List<object> { new { name = T("head.due"), type = "bar", barMaxWidth = 26, itemStyle = new { opacity = 0.55 }, data = Months.Select(m => m.Number("wanted")) }, Line(T("joint"), "joint", "var(--ink)", "solid") };
        if (HasSeparate) series.Add(Line(T("separate"), "separate", "var(--bad-mark)", "dashed"));
        series.Add(Line(T("head.capacity"), "capacity", "var(--quiet)", "dotted"));
        return new { tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = Months.Select(m => m.Text("month")) }, yAxis = new { type = "value" }, series };
    }

    /// <summary>Shares of the work, together and separately.</summary>
    public object WorkChart() => new
    {
        tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = Joint.List("states").Select(s => say.Buyer(s.Text("state"))) }, yAxis = new { type = "value", max = 1 },
        series = Orders.Select(o => new { name = T(o), type = "bar", barMaxWidth = 34, data = document.Part(o).List("states").Select(s => double.IsNaN(s.Number("workshare")) ? 0 : s.Number("workshare")) }),
    };
}

/// <summary>What tables of a joint procurement share.</summary>
static class PoolWords
{
    /// <summary>A number with its range; the central one is what a sort and a file take.</summary>
    public static TableCell Range(CapacityNames say, double low, double central, double high)
    {
        ArgumentNullException.ThrowIfNull(say);
        return TableCell.Number(central, say.Numbers.Readings((low, central, high)));
    }
}
