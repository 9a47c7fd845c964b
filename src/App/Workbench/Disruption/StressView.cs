using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What scenarios take away, in words and tables.</summary>
/// <param name="document">What <c>vauban disruption stress --json</c> writes.</param>
/// <param name="say">Names and numbers.</param>
/// <param name="query">Which scenarios and which product the address puts side by side.</param>
sealed class StressView(JsonElement document, CapacityNames say, (IReadOnlyList<string> Shown, string Product) query)
{
    static readonly string[] BandParts = ["median", "p5", "p95"];

    /// <summary>Scenarios side by side at most.</summary>
    public const int Most = 4;

    const int First = 2;

    /// <summary>The result of an address; null where there is none.</summary>
    public static async Task<StressView?> Of(TableRequest request)
    {
        if (await AskedJob.Of(request, StressJob.Key) is not var (job, document)) return null;
        var address = request.Http.Request.Query;
        return new(document, new(job.Package.Network, request.Texts, request.Caller.SeesNames), ([.. address["show"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most)], address["product"].ToString()));
    }

    /// <summary>A text about stress tests.</summary>
    public string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("disruption.stress." + key, values);

    /// <summary>A text of the page.</summary>
    public string W(string key, params ReadOnlySpan<string> values) => say.Texts.Format("workbench.stress." + key, values);

    /// <summary>Names and numbers.</summary>
    public CapacityNames Say => say;

    string H(string key) => say.Texts["disruption.head." + key];

    /// <summary>All scenarios, the worst first.</summary>
    public IReadOnlyList<JsonElement> Scenarios { get; } = document.List("scenarios");

    /// <summary>Those that lose anything, in some reading.</summary>
    public IReadOnlyList<JsonElement> Losing => field ??= [.. Scenarios.Where(s => s.Part("lostDays").Number("high") > 0)];

    /// <summary>Scenarios side by side: those of the address, else the worst.</summary>
    public IReadOnlyList<JsonElement> Shown => field ??= Chosen is { Count: > 0 } chosen ? chosen : [.. Losing.Take(First)];

    IReadOnlyList<JsonElement> Chosen => [.. query.Shown.Select(id => Scenarios.FirstOrDefault(s => s.Text("scenario") == id)).Where(s => s.Text("status") == "played")];

    /// <summary>Ids of the products, in the order of the goals.</summary>
    public IReadOnlyList<string> Products => field ??= [.. Scenarios.SelectMany(s => s.List("products")).Select(p => p.Text("item")).Distinct(StringComparer.Ordinal)];

    /// <summary>The product that is shown: that of the address, else the one that loses most in the first scenario shown.</summary>
    public string Product => Products.Contains(query.Product) ? query.Product : Shown.Select(s => s.Text("worst")).FirstOrDefault(p => p.Length > 0) ?? (Products.Count > 0 ? Products[0] : "");

    /// <summary>What a scenario does to the product that is shown.</summary>
    public JsonElement Of(JsonElement scenario) => scenario.List("products").FirstOrDefault(p => p.Text("item") == Product);

    /// <summary>Name of a scenario, with the country or item that it was played for.</summary>
    public string Name(JsonElement scenario)
    {
        var id = scenario.Text("scenario");
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        var title = DisruptionWords.Title(say.Texts, colon < 0 ? id : id[..colon], scenario.Text("title"));
        return colon < 0 ? title : T("variant", title, Variant(id[..colon], id[(colon + 1)..]));
    }

    string Variant(string scenario, string variant) =>
        Threats.Load(scenario, [])?.Each == "country" && Countries.TryFind(variant, out var country) ? say.Names.Country(country.Index) : say.Item(variant);

    /// <summary>The answer: what costs most and why, and what would help.</summary>
    public IEnumerable<string> Answer()
    {
        if (document.Text("status") == "nothing-made") return [say.Texts["disruption.survive.nothing"]];
        if (Losing.FirstOrDefault(s => s.Part("lostDays").Number("central") > 0) is not { ValueKind: JsonValueKind.Object } worst) return [W(Losing.Count > 0 ? "answer.perhaps" : "answer.nothing")];
        var product = worst.List("products").First(p => p.Text("item") == worst.Text("worst"));
        var sentences = new List<string> { W("answer", Name(worst), Number(worst.Part("lostDays").Number("central")), say.Item(product.Text("item")), Number(product.Part("firstDay").Number("median"))) };
        if (Why(product) is { Length: > 0 } why) sentences.Add(why);
        sentences.AddRange(Bridges(product).Take(1));
        return sentences;
    }

    /// <summary>What is to be known before the figures are read; empty for nothing.</summary>
    public string Level => document.Part("level") is var level && document.Text("status") == "played"
        ? DisruptionWords.Level(say.Texts, "stress", level.Number("low"), level.Number("central"), level.Number("high")) : "";

    /// <summary>What each scenario costs, one after the other.</summary>
    public IReadOnlyList<string> Tell(JsonElement scenario)
    {
        var lines = new List<string>();
        foreach (var p in scenario.List("products").Where(p => p.Part("lostSpread").Number("mean") > 0))
        {
            var spread = p.Part("lostSpread");
            var value = p.Part("lostValue").Number("central");
            lines.Add(T("lost", say.Item(p.Text("item")), Number(spread.Number("mean")), Number(spread.Number("p5")), Number(spread.Number("p95"))) + (double.IsNaN(value) ? "" : T("value", say.Euro(value))) + ".");
            if (Why(p) is { Length: > 0 } why) lines.Add(why);
            lines.AddRange(Bridges(p));
            if (p.List("causes").Count > 0 && p.List("bridges").Count == 0) lines.Add(T("no-bridge"));
        }
        var draw = scenario.Part("medianDraw");
        if (draw.Has("lostDaysAtLeast")) lines.Add(T("response", Number(draw.Number("lostDays")), Number(draw.Number("lostDaysAtLeast")), Number(Coordination(scenario))));
        if (lines.Count == 0) lines.Add(W("tell.nothing"));
        if (scenario.Texts("legal") is { Count: > 0 } legal) lines.Add(T("legal", string.Join("; ", legal)));
        return lines;
    }

    /// <summary>Why a product is missing, from the product down; empty where nothing is.</summary>
    public string Why(JsonElement product)
    {
        if (product.List("causes") is not [var first, ..] causes) return "";
        var words = T("why.first", say.Item(first.Text("item")), Day(first.Number("day")));
        foreach (var step in causes.Skip(1)) words += T("why.then", say.Item(step.Text("item")), Day(step.Number("day")));
        return words + T(causes[^1].Is("isHit") ? "why.hit" : "why.end", say.Item(causes[^1].Text("item")));
    }

    /// <summary>Stocks each of which would have bridged it.</summary>
    public IEnumerable<string> Bridges(JsonElement product) => product.List("bridges").Select(b => T("bridge", say.Amount(b.Number("amount"), b.Text("item")), say.Item(b.Text("item"))));

    /// <summary>What lies between what was played and the best response.</summary>
    public static double Coordination(JsonElement scenario) => scenario.Part("medianDraw").Number("lostDays") - scenario.Part("medianDraw").Number("lostDaysAtLeast");

    /// <summary>Domains of a scenario in words.</summary>
    public string Domains(JsonElement scenario) => string.Join(", ", scenario.Texts("domains").Select(d => say.Texts["disruption.domain." + d]));

    /// <summary>Scenarios without a loss, by the reason, and what the figures rest on.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var (key, of) in new[]
        {
            ("harmless", Scenarios.Where(s => s.Text("status") == "played" && !(s.Part("lostDays").Number("high") > 0))), ("hits-nothing", Scenarios.Where(s => s.Text("status") == "hits-nothing")),
            ("price-only", Scenarios.Where(s => s.Text("status") == "price-only")),
        })
        {
            var names = of.Select(Name).Distinct(StringComparer.Ordinal).ToArray();
            if (names.Length > 0) yield return T(key, string.Join("; ", names));
        }
        foreach (var (key, part) in new[] { ("survive.coverage", "coverage"), ("survive.coverage.recovery", "recoveryCoverage"), ("stress.coverage.lead", "leadCoverage"), ("survive.coverage.stock", "stockCoverage") })
            yield return say.Texts.Format("disruption." + key, Number(document.Part(part).Number("known")), Number(document.Part(part).Number("all")));
        yield return T(document.Part("identity").Part("options").Is("keepsBacklog") ? "legend.backlog" : "legend");
    }

    /// <summary>A number; empty where there is none.</summary>
    public string Number(double value) => double.IsNaN(value) ? "" : say.Numbers.Text(value);

    /// <summary>A day of the story, counted from 1 for people.</summary>
    public static string Day(double value) => double.IsNaN(value) ? "" : (value + 1).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A number as a cell.</summary>
    public TableCell Cell(double value) => double.IsNaN(value) ? "" : TableCell.Number(value, Number(value));

    /// <summary>A day as a cell.</summary>
    public static TableCell DayCell(double value) => double.IsNaN(value) ? "" : TableCell.Number(value + 1, Day(value));

    /// <summary>Scenarios by what they cost, the worst first.</summary>
    /// <param name="address">Address that shows a scenario beside the others.</param>
    public TableContent Ranking(Func<JsonElement, string> address) => new(W("ranking"),
        [new(H("scenario")), new(H("hits"), true), new(H("lost-days"), true), new(H("chance"), true), new(H("first-day"), true), new(H("back"), true), new(W("head.played"), true), new(W("best"), true), new(W("head.coordination"), true)],
        [.. Losing.Select(s =>
        {
            var (lost, worst) = (s.Part("lostDays"), s.List("products").FirstOrDefault(p => p.Text("item") == s.Text("worst")));
            if (worst.ValueKind != JsonValueKind.Object) worst = s.List("products")[0];
            return (IReadOnlyList<TableCell>)
            [
                new TableCell(Name(s)) { Sub = Domains(s), Href = address(s) }, Cell(s.Number("hits")), TableCell.Number(lost.Number("central"), say.Numbers.Readings((lost.Number("low"), lost.Number("central"), lost.Number("high")))),
                TableCell.Number(worst.Part("lossShare").Number("central"), say.Share(worst.Part("lossShare").Number("central"))), DayCell(worst.Part("firstDay").Number("median")), DayCell(worst.Part("recoveryDay").Number("median")),
                Cell(s.Part("medianDraw").Number("lostDays")), Cell(s.Part("medianDraw").Number("lostDaysAtLeast")), Cell(Coordination(s)),
            ];
        })]) { Nothing = W("answer.nothing") };

    /// <summary>The scenarios that are shown, one beside the other, for one product.</summary>
    public TableContent Side()
    {
        var rows = new (string Title, Func<JsonElement, JsonElement, TableCell> Cell)[]
        {
            (H("hits"), (s, _) => Cell(s.Number("hits"))),
            (W("lost"), (_, p) => Spread(p.Part("lostSpread"))),
            (W("worth"), (_, p) => double.IsNaN(p.Part("lostValue").Number("central")) ? say.Texts["unit.unknown"] : TableCell.Number(p.Part("lostValue").Number("central"), say.Euro(p.Part("lostValue").Number("central")))),
            (H("chance"), (_, p) => TableCell.Number(p.Part("lossShare").Number("central"), say.Share(p.Part("lossShare").Number("central")))),
            (W("survives"), (_, p) => Spread(p.Part("firstDay"))),
            (H("first-day"), (_, p) => DayCell(p.Part("firstDay").Number("median"))),
            (H("back"), (_, p) => DayCell(p.Part("recoveryDay").Number("median"))),
            (W("played"), (s, _) => Cell(s.Part("medianDraw").Number("lostDays"))),
            (W("best"), (s, _) => Cell(s.Part("medianDraw").Number("lostDaysAtLeast"))),
            (W("coordination"), (s, _) => Cell(Coordination(s))),
            (W("why"), (_, p) => Why(p)),
            (W("bridge"), (_, p) => p.List("bridges").Count > 0 ? string.Join(", ", p.List("bridges").Select(b => $"{say.Amount(b.Number("amount"), b.Text("item"))} {say.Item(b.Text("item"))}")) : p.List("causes").Count > 0 ? T("no-bridge") : ""),
            (W("legal"), (s, _) => string.Join("; ", s.Texts("legal"))),
        };
        return new(W("side", say.Item(Product)), [new(W("measure")), .. Shown.Select(s => new TableColumn(Name(s)))],
            [.. rows.Select(r => (IReadOnlyList<TableCell>)[r.Title, .. Shown.Select(s => r.Cell(s, Of(s)))])]) { Nothing = W("answer.nothing") };
    }

    TableCell Spread(JsonElement spread) => double.IsNaN(spread.Number("median")) ? "" : TableCell.Number(spread.Number("mean"), Number(spread.Number("mean"))) with { Sub = W("spread", Number(spread.Number("p5")), Number(spread.Number("p95"))) };

    /// <summary>Output of the product week by week, in each scenario that is shown.</summary>
    public TableContent Bands()
    {
        var bands = Shown.Select(s => Of(s).List("band")).ToArray();
        return new(W("bands", say.Item(Product)), [new(W("week"), true), .. Shown.SelectMany(s => new[] { new TableColumn(W("median", Name(s)), true), new(W("low", Name(s)), true), new(W("high", Name(s)), true) })],
            [.. Enumerable.Range(0, bands.Select(b => b.Count).DefaultIfEmpty(0).Max()).Select(w => (IReadOnlyList<TableCell>)
            [
                TableCell.Number(w + 1, (w + 1).ToString(CultureInfo.InvariantCulture)), .. bands.SelectMany(b => w < b.Count ? BandParts.Select(n => TableCell.Number(b[w].Number(n), say.Share(b[w].Number(n)))) : ["", "", ""]),
            ])]) { Nothing = W("answer.nothing") };
    }

    /// <summary>What higher prices add, of every scenario that has any.</summary>
    public TableContent Costs() => new(R("costs"), [new(H("scenario")), new(say.Texts["workbench.stress.product"]), new(R("costs.more"), true), new(R("costs.draws"), true), new(R("costs.range"), true), new(R("costs.valued"), true)],
        [.. Scenarios.SelectMany(s => s.List("extraCosts").Select(c => (IReadOnlyList<TableCell>)
        [
            Name(s), say.Item(c.Text("item")), Euro(c.Part("cost").Number("mean")), Euros(c.Part("cost").Number("p5"), c.Part("cost").Number("p95")), Euros(c.Number("low"), c.Number("high")),
            TableCell.Number(c.Part("valued").Number("known"), R("costs.of", Number(c.Part("valued").Number("known")), Number(c.Part("valued").Number("all")))),
        ]))]);

    string R(string key, params ReadOnlySpan<string> values) => say.Texts.Format("disruption.report." + key, values);

    /// <summary>True where a price event adds to the cost of something.</summary>
    public bool HasCosts => Scenarios.Any(s => s.List("extraCosts").Count > 0);

    /// <summary>What the table of costs means.</summary>
    public string AboutCosts => R("costs.about");

    TableCell Euro(double value) => double.IsNaN(value) ? say.Texts["unit.unknown"] : TableCell.Number(value, say.Euro(value));

    string Euros(double low, double high) => double.IsNaN(low) ? "" : say.Euro(low) == say.Euro(high) ? say.Euro(low) : say.Texts.Format("unit.range", say.Euro(low), say.Euro(high));

    /// <summary>Stocks that would have bridged the scenarios that are shown.</summary>
    public TableContent Stocks() => new(W("stocks"), [new(H("scenario")), new(say.Texts["workbench.stress.product"]), new(say.Texts["column.item"]), new(W("amount"), true)],
        [.. from s in Shown
            from p in s.List("products")
            from b in p.List("bridges")
            select (IReadOnlyList<TableCell>)[Name(s), say.Item(p.Text("item")), say.Item(b.Text("item")), TableCell.Number(b.Number("amount"), say.Amount(b.Number("amount"), b.Text("item")))]]) { Nothing = W("stocks.none") };
}
