using System.Globalization;
using System.Text.Json;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>What could be done, as sentences, tables and curves.</summary>
/// <param name="document">What <c>vauban capacity fixes --json</c> writes.</param>
/// <param name="say">Names and numbers.</param>
sealed class FixesView(JsonElement document, CapacityNames say)
{
    readonly JsonElement _result = document.List("results")[0];

    /// <summary>The result of an address; null where there is none, or it holds sums only.</summary>
    public static async Task<FixesView?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await AskedJob.Of(request, FixesJob.Key) is { IsOfLines: true } asked ? new(asked.Document, new(asked.Job.Package.Network, request.Texts, request.Caller.SeesNames)) : null;
    }

    string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("capacity.fixes." + key, values);

    /// <summary>Goals with something that could be done.</summary>
    public IReadOnlyList<JsonElement> Rows => _result.List("rows");

    /// <summary>A goal in words.</summary>
    public string Goal(JsonElement row) => say.Goal(row.Text("technology"), row.Text("verb"));

    /// <summary>What is reached inside today, and the most that money reaches.</summary>
    public IEnumerable<string> Answer()
    {
        foreach (var row in Rows.Where(r => !r.Is("isHolding")).OrderBy(r => r.Part("thetaIn").Number("central")).Take(3))
        {
            yield return $"{Goal(row)}: {T("today", _result.Text("perimeter"), Figure(row.Part("thetaIn")))}.";
            if (row.Part("curve").List("sets") is [.., var last] && last.List("fixes").Count > 0)
                yield return say.Texts.Format("workbench.fixes.reaches", Cost(last), say.Share(last.Number("theta")), Set(last));
        }
    }

    string Figure(JsonElement figure) => say.Numbers.Goal(figure.Number("low"), figure.Number("central"), figure.Number("high"));

    string Held(JsonElement figure) => say.Texts[figure.Number("low") > 0 ? "sentence.held" : figure.Number("high") <= 0 ? "sentence.not-held" : "sentence.held-unknown"];

    // A name of the run says who makes and who takes; who may not see names gets what it is.
    string Name(JsonElement value) => value.Text("kind") switch
    {
        "stock" => T("name.stock", Amount(value.Text("adds"), value.Text("item")), say.Item(value.Text("item"))),
        _ when value.Text("fix").StartsWith(Expansions, StringComparison.Ordinal) => say.Expansion(Id(value.Text("fix"))),
        _ => say.Names.NamesParties ? value.Text("name") : say.Texts.Format("terminal.colon", T("kind." + value.Text("kind")), say.Item(value.Text("item"))),
    };

    const string Expansions = "expansions/";

    static string Id(string address) => address.Contains('/', StringComparison.Ordinal) ? address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..] : address;

    string Amount(string quantity, string item) => Quantity.TryParse(quantity, out var amount) ? say.Numbers.Amount(say.Numbers.Quantity(amount), 2, say.Unit(item)) : say.Texts["unit.unknown"];

    string Range(string quantity) => quantity.Length > 0 && Quantity.TryParse(quantity, out var amount) ? say.Numbers.Quantity(amount) : say.Texts["unit.unknown"];

    TableCell Money(string quantity) => quantity.Length > 0 && Quantity.TryParse(quantity, out var amount) ? new TableCell(Adapters.Reports.Money.Text(say.Texts, say.Numbers, amount)) { Value = amount.Central } : say.Texts["unit.unknown"];

    string Set(JsonElement set) => set.List("fixes").Count == 0 ? T("nothing") : string.Join(" + ", set.List("fixes").Select(f => f.Number("times") > 1 ? T("times", say.Number(f.Number("times")), NameOf(f.Text("fix"))) : NameOf(f.Text("fix"))));

    string NameOf(string address) => Rows.SelectMany(r => r.List("fixes")).FirstOrDefault(f => f.Text("fix") == address) is { ValueKind: JsonValueKind.Object } value ? Name(value) : say.Expansion(Id(address));

    string Cost(JsonElement set) => set.List("fixes").Count == 0 ? "0" : Adapters.Reports.Money.Text(say.Texts, say.Numbers, Quantity.Between(set.Part("cost").Number("low"), set.Part("cost").Number("high")));

    /// <summary>Sets that no other set beats, goal by goal.</summary>
    public TableContent Curve() => new(T("curve"), [new(say.Texts["column.goal"]), new(T("report.number"), true), new(T("head.set-cost"), true), new(T("head.reaches"), true), new(T("head.takes"), true), new(T("head.months"), true), new(T("head.chance"), true), new(T("head.set"))],
        [.. from row in Rows
            from s in row.Part("curve").List("sets").Select((set, i) => (Set: set, Number: i + 1))
            select (IReadOnlyList<TableCell>)
            [
                Goal(row), TableCell.Number(s.Number, s.Number.ToString(CultureInfo.InvariantCulture)), new TableCell(Cost(s.Set)) { Value = s.Set.Part("cost").Number("central") },
                row.Is("isHolding") ? Held(s.Set.Part("thetaIn")) : TableCell.Number(s.Set.Number("theta"), say.Share(s.Set.Number("theta"))), TableCell.Number(s.Set.Number("lostDays"), T("lost.days", say.Number(s.Set.Number("lostDays")))),
                s.Set.List("fixes").Count == 0 ? "" : Range(s.Set.Text("months")), s.Set.List("fixes").Count == 0 ? "" : TableCell.Number(s.Set.Number("chance") / 100, say.Share(s.Set.Number("chance") / 100)), Set(s.Set),
            ]]) { Nothing = T("none") };

    /// <summary>Every fix by itself.</summary>
    public TableContent Fixes() => new(say.Texts["workbench.fixes.each"], [new(T("head.fix")), new(say.Texts["column.goal"]), new(T("head.kind")), new(T("head.label")), new(T("head.gain"), true), new(T("head.expected"), true), new(T("head.avoided"), true), new(T("head.cost"), true), new(T("head.months"), true), new(T("head.chance"), true)],
        [.. from row in Rows
            from f in row.List("fixes")
            select (IReadOnlyList<TableCell>)
            [
                new TableCell(Name(f)) { Figure = f.Text("fix").StartsWith(Expansions, StringComparison.Ordinal) ? f.Text("fix") : "" },
                Goal(row), T("kind." + f.Text("kind")), f.Text("label") is { Length: > 0 } label ? T("label." + label) : "",
                f.Has("gain") ? TableCell.Number(f.Part("gain").Number("central"), row.Is("isHolding") ? Held(f.Part("thetaIn")) : Figure(f.Part("gain"))) : T("cover", say.Number(f.Number("coverDays"))),
                f.Has("expectedGain") ? TableCell.Number(f.Number("expectedGain"), say.Share(f.Number("expectedGain"))) : "", f.Has("lostAvoidedDays") ? TableCell.Number(f.Number("lostAvoidedDays"), T("lost.days", say.Number(f.Number("lostAvoidedDays")))) : "",
                Money(f.Text("cost")), f.Text("kind") == "stock" ? "" : Range(f.Text("months")), f.Text("kind") == "stock" ? "" : f.Text("chance") is { Length: > 0 } chance ? $"{Range(chance)}\u00A0%" : say.Texts["unit.unknown"],
            ]]) { Nothing = T("none") };

    /// <summary>Goals with a curve to draw.</summary>
    public IReadOnlyList<JsonElement> Curves => [.. Rows.Where(r => !r.Is("isHolding") && r.Part("curve").List("sets").Count > 1)];

    /// <summary>What money reaches inside.</summary>
    public object CurveChart(JsonElement row)
    {
        var sets = row.Part("curve").List("sets").OrderBy(s => s.Part("cost").Number("central")).ToArray();
        return new
        {
            tooltip = new { trigger = "item" }, xAxis = new { type = "value", name = "EUR", nameLocation = "end" }, yAxis = new { type = "value", name = T("head.reaches"), min = 0 },
            series = new[] { new { type = "line", step = "end", symbol = "circle", symbolSize = 9, data = sets.Select(s => new[] { s.Part("cost").Number("central"), s.Number("theta") }) } },
        };
    }

    /// <summary>What is decided already and so no choice.</summary>
    public IReadOnlyList<string> Decided => _result.Texts("decided");

    /// <summary>Fixes that are on no curve.</summary>
    public IReadOnlyList<string> Unpriced => [.. Rows.SelectMany(r => r.Part("curve").Texts("unpriced")).Distinct(StringComparer.Ordinal).Select(NameOf)];
}

/// <summary>Sets that no other set beats.</summary>
sealed class FixesCurveTable : ITableSource
{
    public static string Key => "fixes-curve";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await FixesView.Of(request))?.Curve();
}

/// <summary>Every fix by itself.</summary>
sealed class FixesTable : ITableSource
{
    public static string Key => "fixes";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await FixesView.Of(request))?.Fixes();
}
