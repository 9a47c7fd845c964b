using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Flows;

/// <summary>Flows from source countries to the goals in words: for the answer, the picture and the tables alike.</summary>
/// <param name="Query">What the address asks, with one technology.</param>
/// <param name="Result">Flows.</param>
/// <param name="Request">What asks for them.</param>
sealed record FlowsWords(ExposureQuery Query, FlowsResult Result, TableRequest Request)
{
    const int MostNodes = 50;

    /// <summary>Sentences.</summary>
    public FlowsSentences Say { get; } = new(Result, Request.Texts);

    /// <summary>What the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(FlowsWords? Words, string Wrong)> Of(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (query.Options(request.Caller, request.Texts, out var wrong) is not [var options, ..]) return (null, wrong);
        if (!query.HasOneMeasure) return (null, request.Texts["exposure.flows.need-item"]);
        return (new(query, await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Flows(request.Caller.Network, options, request.Stop), request), "");
    }

    /// <summary>Network as it counts on the day.</summary>
    public Network Network => Result.Table.Network;

    /// <summary>Items that can be followed: those used up below the goals.</summary>
    public IReadOnlyList<Item> Followable => field ??= [.. Network.Items.Where(i => i is { IsShared: false, IsFree: false }).OrderBy(i => i.Name, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Index).Take(300)];

    /// <summary>Countries as rows.</summary>
    public TableContent Countries() => new(Text("countries.caption", Say.Measure),
        [new(Request.Texts["exposure.head.country"]), new(Request.Texts["exposure.head.flow-share"], true), new(Request.Texts["workbench.concentration.head.low"], true), new(Request.Texts["workbench.concentration.head.high"], true), new(Request.Texts["exposure.head.amount"], true), new(Request.Texts["exposure.head.where"])],
        [
            .. Result.Countries.Select(c => (IReadOnlyList<TableCell>)
            [
                c.Country < 0 ? Say.Country(-1) : new TableCell(Say.Country(c.Country)) { Href = Dependents(c.Country) },
                TableCell.Number(c.Share.Central, Say.Numbers.Share(c.Share.Central)) with { Figure = c.Share.Address }, TableCell.Number(c.Share.Low, Say.Numbers.Share(c.Share.Low)),
                TableCell.Number(c.Share.High, Say.Numbers.Share(c.Share.High)), TableCell.Number(c.Central, Say.Amount(c.Central)), c.Country < 0 ? "" : Request.Texts[c.IsOutside ? "exposure.outside" : "exposure.inside"],
            ]),
        ])
    { Nothing = Say.Answer() };

    /// <summary>Every flow as a row: what starts in a country, what goes from item to item, what ends as a goal.</summary>
    public TableContent Links()
    {
        var tiers = Result.Items.ToDictionary(i => i.Item.Index, i => i.Tier);
        IReadOnlyList<TableCell> Row(string from, string to, int tier, string perMonth, double content) =>
            [from, to, TableCell.Number(tier, Count(tier)), perMonth, TableCell.Number(content, Say.Amount(content)), TableCell.Number(content / Result.Total, Say.Numbers.Share(content / Result.Total))];
        return new(Text("links.caption", Say.Measure),
            [new(Text("head.from")), new(Text("head.to")), new(Request.Texts["exposure.head.tier"], true), new(Text("head.per-month")), new(Request.Texts["exposure.head.amount"], true), new(Text("head.of-total"), true)],
            [
                .. Result.Sources.OrderByDescending(s => tiers[s.Item]).Select(s => Row(Say.Country(s.Country), Say.Names.Item(s.Item), tiers[s.Item], "", s.Central)),
                .. Result.Links.OrderByDescending(l => tiers[l.Input]).Select(l => Row(Say.Names.Item(l.Input), Say.Names.Item(l.Item) + (l.IsLoop ? " ↺" : ""), tiers[l.Input],
                    $"{Say.Numbers.Text(l.PerMonth)}\u00A0{Say.Numbers.Unit(Network.Items[l.Input].Unit.Amount, l.PerMonth)}", l.Content)),
                .. Result.Items.Where(i => i.End > 0).Select(i => Row(i.Item.Name, Text("goal"), i.Tier, "", i.End)),
            ])
        { Nothing = Say.Answer() };
    }

    /// <summary>The picture: countries, items by tier, and what is left out in sums of its own.</summary>
    public FlowPicture Picture => field ??= FlowPicture.Of(Result, MostNodes);

    /// <summary>What the picture does not show one by one; empty where it shows all.</summary>
    public string Hidden
    {
        get
        {
            var (countries, items) = (Picture.Nodes.Where(n => n.Kind == FlowNodeKind.OtherCountries).Sum(n => n.Count), Picture.Nodes.Where(n => n.Kind == FlowNodeKind.OtherItems).Sum(n => n.Count));
            return countries + items == 0 ? "" : Text("hidden", Count(countries), Count(items));
        }
    }

    /// <summary>The picture as a chart.</summary>
    public object Chart()
    {
        var names = Picture.Nodes.Select(Label).ToArray();
        // Two nodes of one name would be one.
        for (var i = 0; i < names.Length; i++)
            if (Array.IndexOf(names, names[i]) is var first && first < i) names[i] += string.Concat(Enumerable.Repeat("\u00A0", i));
        string Colour(FlowNode node) => node.Kind switch
        {
            FlowNodeKind.Country => Result.Table.Perimeter.Members.Contains(node.Index) ? "var(--c1)" : "var(--c2)", FlowNodeKind.OtherCountries => "var(--c7)", FlowNodeKind.Unknown => "var(--none-mark)", _ => node.End > 0 ? "var(--c3)" : "var(--c6)",
        };
        // As many columns as tiers, and one of countries: names take the room between two.
        var width = Math.Clamp(660 / (Result.Items.Select(i => i.Tier).Distinct().Count() + 1), 76, 170);
        return new
        {
            tooltip = new { trigger = "item" },
            series = new
            {
                type = "sankey", left = 4, right = width + 12, top = 12, bottom = 12, nodeGap = 12, nodeWidth = 12, draggable = false, emphasis = new { focus = "adjacency" }, layoutIterations = 64,
                lineStyle = new { color = "source", opacity = 0.35 }, label = new { width, overflow = "break", lineOverflow = "truncate", height = 26, fontSize = 11, lineHeight = 13, color = "var(--ink)" }, labelLayout = new { hideOverlap = true },
                data = Picture.Nodes.Select((n, i) => new { name = names[i], itemStyle = new { color = Colour(n) }, label = n.Kind is FlowNodeKind.Country or FlowNodeKind.OtherCountries ? Line : null }).ToArray(),
                links = Picture.Bands.Select(b => new { source = names[b.From], target = names[b.To], value = b.Content }).ToArray(),
            },
            links = Picture.Nodes.Select((n, i) => (Name: names[i], Href: Href(n))).Where(n => n.Href.Length > 0).ToDictionary(n => n.Name, n => n.Href),
        };
    }

    // Countries stand close: one line each.
    static readonly object Line = new { overflow = "truncate", height = 13, fontSize = 10, lineHeight = 11 };

    string Label(FlowNode node) => node.Kind switch
    {
        FlowNodeKind.Country => Result.Table.Perimeter.Members.Contains(node.Index) ? Say.Country(node.Index) : Text("country.outside", Say.Country(node.Index)),
        FlowNodeKind.OtherCountries => Text("other-countries", Count(node.Count)), FlowNodeKind.Unknown => Say.Country(-1), FlowNodeKind.OtherItems => Text("other-items", Count(node.Count), Count(node.Index)),
        _ => Say.Names.Item(node.Index),
    };

    string Href(FlowNode node) => node.Kind switch
    {
        FlowNodeKind.Country => Dependents(node.Index),
        FlowNodeKind.Item => Request.Caller.At("flows") + (Query with { By = FlowsJson.Word(FlowMeasure.Need), Items = [Network.Items[node.Index].Id] }).Text(),
        _ => "",
    };

    string Dependents(int country) => Request.Caller.At("dependents") + new ExposureQuery { Assessment = Query.Assessment with { Technologies = [] }, What = new Actor(ActorKind.Country, country).Id(Network) }.Text();

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.flows." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
