using System.Text.Json;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Capacity;

/// <summary>What coordination is worth, as sentences, tables and a heat map.</summary>
/// <param name="document">What <c>vauban capacity coordinate --json</c> writes.</param>
/// <param name="say">Names and numbers.</param>
sealed class CoordinateView(JsonElement document, CapacityNames say)
{
    static readonly string[] Outcomes = ["expected", "joint", "coordinated", "withoutSidePayments"];

    /// <summary>The result of an address; null where there is none, or it holds sums only.</summary>
    public static async Task<CoordinateView?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await AskedJob.Of(request, CoordinateJob.Key) is { IsOfLines: true } asked ? new(asked.Document, new(asked.Job.Package.Network, request.Texts, request.Caller.SeesNames)) : null;
    }

    string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("capacity.coordinate." + key, values);

    /// <summary>What one plan saves against what the own plans come to.</summary>
    public IEnumerable<string> Answer()
    {
        foreach (var state in document.List("states").Where(s => s.Text("aloneStatus") == "no-plan")) yield return say.Texts.Format("workbench.coordinate.alone", say.Buyer(state.Text("buyer")));
        if (document.Number("value") is var value && double.IsNaN(value)) yield return say.Texts["workbench.coordinate.no-value"];
        else yield return value > 0 ? say.Texts.Format("workbench.coordinate.value", say.Euro(value)) : T("no-value");
        if (document.List("overCommitments") is { Count: > 0 } claims && claims.MaxBy(c => c.Number("worstRatio")) is var worst)
            yield return say.Texts.Format("workbench.coordinate.worst", say.Number(claims.Count), Supply(worst), say.Number(worst.Number("worstRatio")), worst.Text("worst"));
        else yield return T("claims.none");
    }

    string Supply(JsonElement over) => document.Part("coordinated").List("supplies").FirstOrDefault(s => s.Text("id") == over.Text("supply")) is { ValueKind: JsonValueKind.Object } s
        ? say.Supply(s.Text("id"), s.Text("kind"), s.Text("item"), s.Text("place")) : say.Line(over.Text("supply")) ?? $"{say.Item(over.Text("item"))}, {say.T("unlisted")}";

    /// <summary>Who gains what: a row for each buyer and way to plan.</summary>
    public TableContent States() => new(T("who"), [new(say.Texts["workbench.coordinate.buyer"]), new(say.Texts["workbench.coordinate.way"]), new(T("delivered"), true), new(say.T("head.wanted"), true), new(T("late"), true), new(T("shortfall-cost"), true), new(say.T("head.pays"), true)],
        [.. from state in document.List("states")
            from way in Outcomes
            where state.Has(way)
            let outcome = state.Part(way)
            select (IReadOnlyList<TableCell>)
            [
                say.Buyer(state.Text("buyer")), Way(way), Number(outcome, "delivered"), Number(outcome, "wanted"), Number(outcome, "lateUnitMonths"), Euro(outcome, "shortfallCost"), Euro(outcome, "paid"),
            ]]);

    string Way(string way) => way switch { "expected" => T("sum-alone"), "joint" => T("joint"), "coordinated" => T("one-plan"), _ => T("nobody-worse") };

    TableCell Number(JsonElement of, string name) => TableCell.Number(of.Number(name), say.Number(of.Number(name)));

    TableCell Euro(JsonElement of, string name) => TableCell.Number(of.Number(name), say.Euro(of.Number(name)));

    /// <summary>Lines that are promised more than once.</summary>
    public TableContent Claims() => new(T("claims"), [new(say.T("head.line")), new(say.Texts["column.item"]), new(say.Texts["capacity.head.from"]), new(say.Texts["capacity.head.worst"]), new(say.Texts["capacity.head.ratio"], true)],
        [.. document.List("overCommitments").OrderByDescending(o => o.Number("worstRatio")).Select(o => (IReadOnlyList<TableCell>)[Supply(o), say.Item(o.Text("item")), o.Text("from"), o.Text("worst"), Number(o, "worstRatio")])]) { Nothing = T("claims.none") };

    /// <summary>Claims over capacity, line by line and month by month.</summary>
    public TableContent Heat() => new(say.Texts["workbench.coordinate.heat"], [new(say.T("head.line")), new(say.T("head.span")), new(say.Texts["capacity.head.ratio"], true), new(say.Texts["capacity.head.capacity"], true)],
        [.. from o in document.List("overCommitments")
            let ratios = o.Numbers("ratio")
            let capacities = o.Numbers("capacity")
            from t in Enumerable.Range(0, ratios.Count)
            select (IReadOnlyList<TableCell>)[Supply(o), Months[t], TableCell.Number(ratios[t], say.Number(ratios[t])), TableCell.Number(capacities[t], say.Number(capacities[t]))]]) { Nothing = T("claims.none") };

    IReadOnlyList<string> Months => [.. document.Part("joint").List("periods").Select(p => p.Text("first"))];

    /// <summary>True where somebody counts on what another counts on.</summary>
    public bool HasClaims => document.List("overCommitments").Count > 0;

    /// <summary>The heat map of claims over capacity.</summary>
    public object HeatChart()
    {
        var over = document.List("overCommitments").OrderBy(o => o.Number("worstRatio")).ToArray();
        var cells = over.SelectMany((o, y) => o.Numbers("ratio").Select((r, x) => new[] { x, y, Math.Round(r, 3) }));
        return new
        {
            tooltip = new { }, xAxis = new { type = "category", data = Months, splitArea = new { show = false } }, yAxis = new { type = "category", data = over.Select(Supply), axisLabel = new { width = 150, overflow = "break", lineHeight = 14 } },
            grid = new { left = 8, right = 16, top = 112, bottom = 8, containLabel = true },
            visualMap = new
            {
                type = "piecewise", orient = "vertical", top = 0, left = 0, itemGap = 4, itemWidth = 16, itemHeight = 12, textStyle = new { color = "var(--ink)" },
                pieces = new object[]
                {
                    new { value = 0, label = T("level.0"), color = "var(--track)" }, new { gt = 0, lte = 1, label = T("level.1"), color = "var(--good-mark)" }, new { gt = 1, lte = 1.2, label = T("level.2"), color = "#e6c158" },
                    new { gt = 1.2, lte = 1.5, label = T("level.3"), color = "#dd7f1d" }, new { gt = 1.5, label = T("level.4"), color = "var(--bad-mark)" },
                },
            },
            series = new[] { new { type = "heatmap", data = cells, itemStyle = new { borderColor = "var(--paper)", borderWidth = 1 } } },
        };
    }

    /// <summary>Units late, buyer by buyer and way by way.</summary>
    public object LateChart()
    {
        var states = document.List("states");
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = states.Select(s => say.Buyer(s.Text("buyer"))), axisLabel = new { interval = 0 } }, yAxis = new { type = "value" },
            series = Outcomes.Where(w => states.Any(s => s.Has(w))).Select(w => new { name = Way(w), type = "bar", barMaxWidth = 28, data = states.Select(s => s.Part(w).Number("lateUnitMonths")) }),
        };
    }
}

/// <summary>Who gains what of one plan.</summary>
sealed class CoordinateStatesTable : ITableSource
{
    public static string Key => "coordinate-states";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await CoordinateView.Of(request))?.States();
}

/// <summary>Lines that are promised more than once.</summary>
sealed class CoordinateClaimsTable : ITableSource
{
    public static string Key => "coordinate-claims";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await CoordinateView.Of(request))?.Claims();
}

/// <summary>Claims over capacity, month by month.</summary>
sealed class CoordinateHeatTable : ITableSource
{
    public static string Key => "coordinate-heat";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await CoordinateView.Of(request))?.Heat();
}
