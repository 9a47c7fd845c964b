using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Concentration;

/// <summary>Concentration of supply in words: for the answer, the charts and the tables alike.</summary>
/// <param name="Query">What the address asks.</param>
/// <param name="Result">Concentration at one level.</param>
/// <param name="Request">What asks for it.</param>
sealed record ConcentrationWords(ExposureQuery Query, ConcentrationResult Result, TableRequest Request)
{
    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>What the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(ConcentrationWords? Words, string Wrong)> Of(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (Options(query, request, out var wrong) is not { } options) return (null, wrong);
        var result = await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Concentration(request.Caller.Network, options, request.Stop);
        return (new(query, result, request), "");
    }

    /// <summary>Settings at one level: countries unless another is asked for, which needs the right to names.</summary>
    public static ExposureOptions? Options(ExposureQuery query, TableRequest request, out string wrong)
    {
        wrong = request.Texts["workbench.names.who"];
        if (query.NeedsNames && !request.Caller.SeesNames) return null;
        if (query.Options(request.Caller, request.Texts, out wrong) is not [var options, ..]) return null;
        return options with { Of = [options.Of.Count > 0 ? options.Of[0] : ActorKind.Country] };
    }

    /// <summary>Level that is shown.</summary>
    public ActorKind Level => Result.Options.Of[0];

    /// <summary>Word of the level.</summary>
    public string LevelWord => Request.Texts["exposure.kind." + ExposureJson.Word(Level)];

    /// <summary>Items, those to look at first: above the line, undecided, then by the index.</summary>
    public IReadOnlyList<ItemConcentration> Items => field ??=
        [.. Result.Items.OrderBy(i => Rank(i.ThirdCountry)).ThenByDescending(i => Of(i)?.Hhi?.Central ?? -1).ThenBy(i => i.Item.Index)];

    static int Rank(ThirdCountryShare? third) => third switch { null => 4, { Verdict: LineVerdict.Exceeds } => 0, { Verdict: LineVerdict.Unknown, AsKnownToday: true } => 1, { Verdict: LineVerdict.Unknown } => 2, _ => 3 };

    LevelConcentration? Of(ItemConcentration item) => item.Levels.FirstOrDefault(l => l.Level == Level);

    /// <summary>The answer about the line for one third country.</summary>
    public string Answer()
    {
        if (Items.Count == 0) return Request.Texts["exposure.concentration.none"];
        var above = Items.Where(i => i.ThirdCountry is { Verdict: LineVerdict.Exceeds }).ToArray();
        var open = Items.Count(i => i.ThirdCountry is null or { Verdict: LineVerdict.Unknown });
        var line = _say.Numbers.Share(Result.Options.ThirdCountryLine);
        var first = above.Length == 0 ? Text("answer.none", Count(Items.Count), line) : Text("answer.above", Count(Items.Count), line, Count(above.Length), Listed(above.Select(i => i.Item.Name)));
        return first + " " + Text(open == 0 ? "answer.decided" : "answer.open", Count(open));
    }

    /// <summary>Which item lies in the fewest hands; empty where no supply has a known size.</summary>
    public string Fewest()
    {
        if (Items.Where(i => Of(i)?.Hhi is not null).MaxBy(i => Of(i)!.Hhi!.Central) is not { } item || Of(item) is not { Largest: { } largest } level) return "";
        return Text("fewest", item.Item.Name, Points(level.Hhi!), _say.Names.Actor(largest.Holder), _say.Numbers.Share(largest.Central));
    }

    /// <summary>Country to look at next and the item it stands out in; null where none does.</summary>
    public (string Country, string Href)? Next
    {
        get
        {
            if (Items.FirstOrDefault(i => i.ThirdCountry is not null) is not { ThirdCountry: { } third }) return null;
            var query = new ExposureQuery { Assessment = Query.Assessment with { Technologies = [] }, What = third.Country.Id(Result.Table.Network) };
            return (_say.Names.Actor(third.Country), Request.Caller.At("dependents") + query.Text());
        }
    }

    string Listed(IEnumerable<string> names)
    {
        const int Most = 5;
        var all = names.ToArray();
        return _say.Names.Join(all.Length > Most ? all.Take(Most).Append(Request.Texts.Format("sentence.more", Count(all.Length - Most))) : all);
    }

    /// <summary>Items as rows.</summary>
    public TableContent Table()
    {
        var rows = Items.Select(i => (IReadOnlyList<TableCell>)
        [
            new TableCell(i.Item.Name) { Href = DependentsOf(i.Item) }, Line(i), .. Hands(Of(i), i.Item),
            i.OutsideShare is { } outside ? Figure(outside, Share(outside)) : Request.Texts["unit.unknown"],
            i.IsShareOfNeed ? Request.Texts["exposure.concentration.shares"] : Request.Texts.Format("exposure.concentration.coverage", Count((int)i.Coverage.Known), Count((int)i.Coverage.All)),
        ]);
        return new(Text("caption", Request.Texts[$"exposure.kind.{ExposureJson.Word(Level)}"], Result.Options.Perimeter.Name),
        [
            new(Request.Texts["column.item"]), new(Text("head.line", _say.Numbers.Share(Result.Options.ThirdCountryLine))), new(Request.Texts["exposure.head.hhi"], true), new(Request.Texts["exposure.head.effective"], true),
            new(Request.Texts["exposure.head.largest"], true), new(Request.Texts["exposure.head.rest"], true), new(Request.Texts["column.outside"], true), new(Text("head.coverage")),
        ], [.. rows]) { Nothing = Request.Texts["exposure.concentration.none"] };
    }

    TableCell[] Hands(LevelConcentration? level, Item item)
    {
        var unknown = Request.Texts["unit.unknown"];
        if (level is not { Hhi: { } hhi, Effective: { } effective, Largest: { } largest }) return [unknown, unknown, unknown, unknown];
        return
        [
            TableCell.Number(hhi.Central * HerfindahlIndex.PointsPerUnit, Points(hhi)) with { Figure = hhi.Address }, Figure(effective, Range(effective, _say.Numbers.Text)),
            TableCell.Number(largest.Central, $"{_say.Names.Actor(largest.Holder)} {Share(largest)}") with { Figure = largest.Address(item, Result.Table.Network) }, TableCell.Number(level.Unattributed, _say.Numbers.Share(level.Unattributed)),
        ];
    }

    TableCell Line(ItemConcentration item)
    {
        if (item.ThirdCountry is not { } third) return Request.Texts["unit.unknown"];
        var key = third.Verdict == LineVerdict.Unknown ? third.AsKnownToday ? "unknown-above" : "unknown-below" : ExposureJson.Verdict(third.Verdict);
        var mark = key switch { "exceeds" => new VerdictMark("bad", "cut"), "within" => new("good", "full"), _ => new("open", "dashed") };
        return new TableCell(Request.Texts["exposure.line." + key]) { Mark = mark, Figure = third.Share.Address, Sub = $"{(third.IsStrategic ? "CRMA, " : "")}{_say.Names.Actor(third.Country)} {Share(third.Share)}" };
    }

    /// <summary>Every known holder of every item as a row.</summary>
    public TableContent Shares()
    {
        var rows = Items.SelectMany(i => (Of(i)?.Hhi is null ? [] : Of(i)!.Holders).Select(h => (Item: i, Holder: h))).Select(r => (IReadOnlyList<TableCell>)
        [
            r.Item.Item.Name, _say.Names.Actor(r.Holder.Holder), TableCell.Number(r.Holder.Central, _say.Numbers.Share(r.Holder.Central)) with { Figure = r.Holder.Address(r.Item.Item, Result.Table.Network) },
            TableCell.Number(r.Holder.Low, _say.Numbers.Share(r.Holder.Low)), TableCell.Number(r.Holder.High, _say.Numbers.Share(r.Holder.High)),
            Request.Texts[Result.Table.Actors.IsOutside(r.Holder.Holder) ? "exposure.outside" : "exposure.inside"],
        ]);
        return new(Text("shares.caption", LevelWord),
            [new(Request.Texts["column.item"]), new(Text("head.holder")), new(Request.Texts["column.share"], true), new(Text("head.low"), true), new(Text("head.high"), true), new(Request.Texts["exposure.head.where"])], [.. rows])
        { Nothing = Text("shares.none") };
    }

    /// <summary>Items that the charts show: those with an index, the highest first.</summary>
    public IReadOnlyList<ItemConcentration> Drawn => field ??= [.. Items.Where(i => Of(i)?.Hhi is not null).OrderByDescending(i => Of(i)!.Hhi!.Central).ThenBy(i => i.Item.Index).Take(RangeChart.Most)];

    /// <summary>How many items the charts leave out.</summary>
    public int NotDrawn => Items.Count - Drawn.Count;

    /// <summary>The index with its range, item by item.</summary>
    public object IndexChart() => RangeChart.Of(
        [.. Drawn.Select(i => Of(i)!.Hhi!).Zip(Drawn, (h, i) => new RangeBar(i.Item.Name, h.Low * HerfindahlIndex.PointsPerUnit, h.Central * HerfindahlIndex.PointsPerUnit, h.High * HerfindahlIndex.PointsPerUnit))],
        Request.Texts["exposure.head.hhi"], Text("central"), Text("range"), HerfindahlIndex.PointsPerUnit);

    /// <summary>Shares of the holders that stand out, of all others, and of nobody known; item by item.</summary>
    public object ShareChart()
    {
        const int Most = 6;
        var holders = Drawn.SelectMany(i => Of(i)!.Holders).GroupBy(h => h.Holder).OrderByDescending(g => g.Max(h => h.Central)).ThenBy(g => g.Key).Take(Most).Select(g => g.Key).ToArray();
        object Series(string name, string colour, Func<LevelConcentration, double> share) =>
            new { type = "bar", stack = "share", name, barWidth = 14, itemStyle = new { color = colour }, data = Drawn.Select(i => share(Of(i)!) * 100).ToArray() };
        return new
        {
            tooltip = new { trigger = "item" }, legend = new { }, grid = new { left = 8, right = 24, top = 40, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, max = 100, name = "%", nameLocation = "middle", nameGap = 26 }, yAxis = RangeChart.Names(Drawn.Select(i => i.Item.Name)),
            series = (object[])
            [
                .. holders.Select((h, n) => Series(_say.Names.Actor(h), $"var(--c{n + 1})", l => l.CentralOf(h))),
                Series(Text("others", LevelWord), "var(--c7)", l => l.CentralBeside(holders)), Series(Request.Texts["exposure.head.rest"], "var(--none-mark)", l => l.Unattributed),
            ],
        };
    }

    string DependentsOf(Item item) => Request.Caller.At("dependents") + new ExposureQuery { Assessment = Query.Assessment with { Technologies = [] }, What = "item:" + item.Id }.Text();

    static TableCell Figure(Figure figure, string text) => TableCell.Number(figure.Central, text) with { Figure = figure.Address };

    string Points(Figure hhi) => Range(hhi, v => _say.Numbers.Text(Math.Round(v * HerfindahlIndex.PointsPerUnit)));

    string Share(Figure figure) => Range(figure, _say.Numbers.Share);

    string Share(HolderShare share) => Range(share.Low, share.Central, share.High, _say.Numbers.Share);

    string Range(Figure figure, Func<double, string> text) => Range(figure.Low, figure.Central, figure.High, text);

    string Range(double low, double central, double high, Func<double, string> text)
    {
        var (first, middle, last) = (text(low), text(central), text(high));
        return first == last ? middle : Request.Texts.Format("unit.with-range", middle, Request.Texts.Format("unit.range", first, last));
    }

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.concentration." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
