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

namespace Vauban.App.Workbench.Map;

/// <summary>Where items are made and what flows between countries, in words: for the answer, the map and the tables alike.</summary>
/// <param name="Query">What the address asks, with one technology.</param>
/// <param name="Result">Flows.</param>
/// <param name="Request">What asks for them.</param>
sealed record MapWords(ExposureQuery Query, FlowsResult Result, TableRequest Request)
{
    const int MostArcs = 60;

    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);
    readonly FlowsSentences _flows = new(Result, Request.Texts);

    /// <summary>What the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(MapWords? Words, string Wrong)> Of(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (query.NeedsNames && !request.Caller.SeesNames) return (null, request.Texts["workbench.names.who"]);
        if (query.Options(request.Caller, request.Texts, out var wrong) is not [var options, ..]) return (null, wrong);
        if (!query.HasOneMeasure) return (null, request.Texts["exposure.flows.need-item"]);
        return (new(query, await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Flows(request.Caller.Network, options with { Of = [] }, request.Stop), request), "");
    }

    /// <summary>True where sites are shown, for who sees names; else countries.</summary>
    public bool HasSites => Request.Caller.SeesNames && Query.Of is ["site"];

    /// <summary>Tier that is shown; -1 for all.</summary>
    public int Tier => int.TryParse(Query.Tier, NumberStyles.None, CultureInfo.InvariantCulture, out var tier) && Tiers.Contains(tier) ? tier : -1;

    /// <summary>Tiers with items.</summary>
    public IReadOnlyList<int> Tiers => field ??= [.. Result.Items.Select(i => i.Tier).Distinct().Order()];

    /// <summary>Places with items of the tier.</summary>
    public IReadOnlyList<FlowPlace> Places => field ??= [.. (HasSites ? FlowPlaces.Sites(Result) : FlowPlaces.Countries(Result)).Where(p => Made(p).Any())];

    /// <summary>Flows between two known countries, the largest first.</summary>
    public IReadOnlyList<FlowExchange> Abroad => field ??= [.. Exchanges.Where(e => e.From >= 0 && e.To >= 0 && e.From != e.To).OrderByDescending(e => e.Content).ThenBy(e => e.Tier).ThenBy(e => e.From).ThenBy(e => e.To)];

    IEnumerable<FlowExchange> Exchanges => Result.Exchanges.Where(e => Tier < 0 || e.Tier == Tier);

    IEnumerable<FlowItem> Made(FlowPlace place) => place.Items.Where(i => Tier < 0 || i.Tier == Tier);

    /// <summary>The answer: how many countries, how many outside, what has no country, which flow is the largest.</summary>
    public string Answer()
    {
        if (Places.Count == 0) return Text("none");
        var countries = Places.Where(p => p.Country >= 0).Select(p => p.Country).Distinct().ToArray();
        var made = Places.Where(p => p.Country >= 0).SelectMany(Made).Select(i => i.Item.Index).Distinct().Count();
        var first = Text("answer", Count(made), Count(countries.Length), Count(countries.Count(c => !Result.Table.Perimeter.Members.Contains(c))), Result.Options.Perimeter.Name, Count(Result.Items.Count(i => Tier < 0 || i.Tier == Tier)));
        return Abroad.Count == 0 ? first : first + " " + Text("answer.flow", _flows.Country(Abroad[0].From), _flows.Country(Abroad[0].To), _flows.Amount(Abroad[0].Content), _flows.Measure);
    }

    /// <summary>Pins.</summary>
    public IReadOnlyList<MapPlace> Pins()
    {
        var largest = Places.Max(p => (double?)p.Through) is > 0 and var most ? most : 1;
        return
        [
            .. Places.Select(p => (Place: p, At: p.Cell ?? (p.Country >= 0 ? CountryPoints.Of(p.Country) : null))).Where(p => p.At is not null)
                .Select(p => new MapPlace(Name(p.Place), p.At!.Value.Longitude, p.At.Value.Latitude)
                {
                    Note = Items(p.Place), Hollow = p.Place.IsEstimate || (HasSites && p.Place.Cell is null), Href = p.Place.Site >= 0 ? null : Dependents(p.Place.Country), Tone = IsOutside(p.Place) ? "mid" : null,
                    // The area of a pin grows with what passes through.
                    Size = double.IsNaN(p.Place.Through) ? 0.2 : Math.Sqrt(Math.Max(0, p.Place.Through) / largest),
                }),
        ];
    }

    /// <summary>Arcs of the largest flows.</summary>
    public IReadOnlyList<MapFlow> Arcs()
    {
        double[]? At(int country) => CountryPoints.Of(country) is { } point ? [point.Longitude, point.Latitude] : null;
        var largest = Abroad.Count > 0 ? Abroad[0].Content : 1;
        return [.. Abroad.Take(MostArcs).Select(e => (Flow: e, From: At(e.From), To: At(e.To))).Where(e => e.From is not null && e.To is not null)
            .Select(e => new MapFlow(e.From!, e.To!, e.Flow.Content / largest, $"{_flows.Country(e.Flow.From)} → {_flows.Country(e.Flow.To)}: {_flows.Amount(e.Flow.Content)}"))];
    }

    /// <summary>How many flows have no arc.</summary>
    public int Undrawn => Math.Max(0, Abroad.Count - MostArcs);

    /// <summary>Places as rows.</summary>
    public TableContent PlaceTable() => new(Text("places.caption"),
        [new(Text("head.place")), new(Request.Texts["exposure.head.where"]), new(Text("head.items")), new(Text("head.lines"), true), new(Text("head.through"), true), new(Text("head.basis"))],
        [
            .. Places.Select(p => (IReadOnlyList<TableCell>)
            [
                p.Site < 0 && p.Country >= 0 ? new TableCell(Name(p)) { Href = Dependents(p.Country) } : Name(p), p.Country < 0 ? "" : Request.Texts[IsOutside(p) ? "exposure.outside" : "exposure.inside"],
                Items(p), TableCell.Number(p.Lines, Count(p.Lines)), double.IsNaN(p.Through) ? "" : TableCell.Number(p.Through, _flows.Amount(p.Through)), Text(p.IsEstimate ? "estimate" : "stated"),
            ]),
        ])
    { Nothing = Text("none") };

    /// <summary>Flows between countries as rows, those within a country and those of no known country too.</summary>
    public TableContent FlowTable() => new(Text("flows.caption", _flows.Measure),
        [new(Request.Texts["workbench.flows.head.from"]), new(Request.Texts["workbench.flows.head.to"]), new(Request.Texts["exposure.head.tier"], true), new(Request.Texts["exposure.head.amount"], true), new(Request.Texts["workbench.flows.head.of-total"], true)],
        [
            .. Exchanges.OrderByDescending(e => e.Content).ThenBy(e => e.Tier).ThenBy(e => e.From).ThenBy(e => e.To).Select(e => (IReadOnlyList<TableCell>)
            [
                _flows.Country(e.From), _flows.Country(e.To), TableCell.Number(e.Tier, Count(e.Tier)), TableCell.Number(e.Content, _flows.Amount(e.Content)),
                TableCell.Number(e.Content / Result.Total, _flows.Numbers.Share(e.Content / Result.Total)),
            ]),
        ])
    { Nothing = Text("flows.none") };

    string Name(FlowPlace place) => place.Site >= 0 ? _say.Names.Actor(new(ActorKind.Site, place.Site)) : place.Country >= 0 ? HasSites ? Text("elsewhere", _flows.Country(place.Country)) : _flows.Country(place.Country) : Text("no-country");

    string Items(FlowPlace place)
    {
        const int Most = 6;
        var names = Made(place).Select(i => i.Item.Name).ToArray();
        return string.Join(Request.Texts["sentence.semicolon"], names.Length > Most ? names.Take(Most).Append(Request.Texts.Format("sentence.more", Count(names.Length - Most))) : names);
    }

    bool IsOutside(FlowPlace place) => place.Country >= 0 && !Result.Table.Perimeter.Members.Contains(place.Country);

    string Dependents(int country) => Request.Caller.At("dependents") + new ExposureQuery { Assessment = Query.Assessment with { Technologies = [] }, What = new Actor(ActorKind.Country, country).Id(Result.Table.Network) }.Text();

    /// <summary>Address of the same flows from left to right.</summary>
    public string FlowsAddress => Request.Caller.At("flows") + (Query with { Of = [], Tier = "" }).Text();

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.map." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
