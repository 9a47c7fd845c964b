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

namespace Vauban.App.Workbench.Tree;

/// <summary>The supply tree in words: for the list, the graph and the table alike.</summary>
/// <param name="Query">What the address asks, with one technology.</param>
/// <param name="Result">Tree.</param>
/// <param name="Request">What asks for it.</param>
sealed record TreeWords(ExposureQuery Query, TreeResult Result, TableRequest Request)
{
    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);
    readonly RatePeriod _period = new Sentences(Result.Table.Network, Request.Texts, false).Period(Result.Goals);

    /// <summary>The tree that the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(TreeWords? Words, string Wrong)> Of(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (query.Options(request.Caller, request.Texts, out var wrong) is not [var options, ..]) return (null, wrong);
        var result = await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Tree(request.Caller.Network, options, request.Stop);
        return (new(query, result, request), "");
    }

    /// <summary>Network as it counts on the day.</summary>
    public Network Network => Result.Table.Network;

    /// <summary>Name of what the tree is of: the technology, or the item it starts from.</summary>
    public string Top => Result.Options.Items.Count > 0 ? _say.Names.Join(Network.Items.Where(i => Result.Options.Items.Contains(i.Id)).Select(i => i.Name))
        : Network.Technologies.FirstOrDefault(t => Result.Options.Technologies.Contains(t.Id))?.Name ?? "";

    /// <summary>The answer: is there enough inside of everything, and of what not.</summary>
    public string Answer()
    {
        var tree = Result.Tree;
        var inside = Result.Options.Perimeter.Name;
        if (tree.Short.Count == 0) return Text("answer.enough", Top, Count(tree.Items.Count), inside);
        const int Most = 5;
        var names = tree.Short.Take(Most).Select(_say.Names.Item);
        if (tree.Short.Count > Most) names = names.Append(Request.Texts.Format("sentence.more", Count(tree.Short.Count - Most)));
        return Text("answer.short", Top, Count(tree.Items.Count), inside, Count(tree.Short.Count), _say.Names.Join(names));
    }

    /// <summary>How much is not shown; empty where all is.</summary>
    public string Hidden => Result.Tree.HiddenItems > 0 ? Request.Texts.Format("report.tree.hidden", Count(Result.Tree.HiddenItems), Count(Result.Tree.Count)) : "";

    /// <summary>The first item from the top of which there is not enough inside; null where there is none.</summary>
    public Item? FirstShort => Result.Tree.Nodes().FirstOrDefault(n => n.IsEnough is { Central: false }) is { } node ? Network.Items[node.Item] : null;

    /// <summary>Name of a node.</summary>
    public string Name(SupplyNode node) => _say.Names.Item(node.Item);

    /// <summary>Amount per unit above; empty for a root.</summary>
    public string PerUnit(SupplyNode node) => node.Tier == 0 ? "" : _say.PerUnit(node);

    /// <summary>What is needed and what there is.</summary>
    public string Supplied(SupplyNode node) => _say.Supplied(node, _period);

    /// <summary>Whether there is enough inside, in words.</summary>
    public string Enough(SupplyNode node) => Request.Texts["exposure.tree.enough." + Key(node)];

    /// <summary>Mark of that.</summary>
    public static VerdictMark Mark(SupplyNode node) => Key(node) switch { "yes" => new("good", "full"), "no" => new("bad", "empty"), "unknown" => new("open", "dashed"), _ => Marks.None };

    static string Key(SupplyNode node) => node.IsEnough is { } enough ? ExposureJson.Word(enough) : "none";

    /// <summary>Address of the page with the inputs of a node shown.</summary>
    public string OpenAddress(SupplyNode node) => Address(Query with { Opened = [.. Query.Opened.Append(Network.Items[node.Item].Id).Distinct()] });

    /// <summary>Address of the tree from a node down.</summary>
    public string FromAddress(SupplyNode node) => Address(Query with { Items = [Network.Items[node.Item].Id], Opened = [] });

    /// <summary>Address of the whole tree.</summary>
    public string WholeAddress => Address(Query with { Items = [], Opened = [] });

    /// <summary>What depends on an item.</summary>
    public string DependentsAddress(Item item) => Request.Caller.At("dependents") + (Elsewhere with { What = "item:" + item.Id }).Text();

    // Who "we" are and the day go along; the technology stays here.
    ExposureQuery Elsewhere => new() { Assessment = Query.Assessment with { Technologies = [] } };

    string Address(ExposureQuery query) => Request.Caller.At("tree") + query.Text();

    /// <summary>Every shown node as a row.</summary>
    public TableContent Table()
    {
        var factor = Numbers.Factor(_period);
        var start = $"exposure/tree/{string.Join('+', Result.Options.Technologies.DefaultIfEmpty("all"))}/";
        var rows = Result.Tree.Nodes().Select(node =>
        {
            var item = Network.Items[node.Item];
            var isCounted = !item.IsShared && !item.IsFree;
            TableCell Rate((double Low, double Central, double High) value, string figure) =>
                isCounted ? TableCell.Number(value.Central * factor, _say.Numbers.Readings(value, factor)) with { Figure = $"{start}{item.Id}/{figure}" } : "";
            return (IReadOnlyList<TableCell>)
            [
                new TableCell(Name(node)) { Sub = node.IsRepeated ? Request.Texts["report.tree.repeated"] : "" }, TableCell.Number(node.Tier, Count(node.Tier)), PerUnit(node),
                new TableCell(Enough(node)) { Mark = Mark(node) }, Rate(node.Inside, "inside"), Rate(node.Need, "need"), Rate(node.All, "all"),
                isCounted ? _say.Numbers.RateUnit(item.Unit.Amount, _period) : Supplied(node), TableCell.Number(node.Unknown, Count(node.Unknown)),
            ];
        });
        return new(Text("caption", Top, Result.Options.Perimeter.Name),
        [
            new(Request.Texts["column.item"]), new(Text("head.tier"), true), new(Text("head.per-unit")), new(Text("head.enough")), new(Request.Texts["column.inside"], true), new(Request.Texts["column.need"], true),
            new(Text("head.all"), true), new(Text("head.unit")), new(Text("head.unknown"), true),
        ], [.. rows]) { Nothing = Request.Texts["exposure.tree.none"] };
    }

    /// <summary>Boxes: an item each, and one for what is hidden below an item.</summary>
    public IReadOnlyList<GraphNode> Boxes()
    {
        var shown = Result.Tree.Nodes().Where(n => !n.IsRepeated).ToArray();
        return
        [
            .. shown.Select(n => new GraphNode(Id(n), $"{Name(n)}\n{Enough(n)}")
            {
                Tone = Mark(n).Tone is var tone && tone == "none" ? null : tone, Dashed = n.IsEnough is not { IsCertain: true }, Href = n.Children.Count > 0 && n.Tier > 0 ? FromAddress(n) : null,
                Said = $"{Name(n)}. {Enough(n)}. {Supplied(n)}",
            }),
            .. shown.Where(n => n.Hidden > 0).Select(n => new GraphNode("more:" + Id(n), Request.Texts.Format("sentence.more", Count(n.Hidden))) { Dashed = true, Href = OpenAddress(n), Said = Text("open", Count(n.Hidden), Name(n)) }),
        ];
    }

    /// <summary>Links: each leads from an input to what it goes into; broken where it is one of several ways.</summary>
    public IReadOnlyList<GraphLink> Links() =>
    [
        .. Result.Tree.Nodes().SelectMany(n => n.Children, (n, c) => new GraphLink(Id(c), Id(n)) { Dashed = c.Group.Length > 0 }).DistinctBy(l => (l.Source, l.Target)),
        .. Result.Tree.Nodes().Where(n => n.Hidden > 0).Select(n => new GraphLink("more:" + Id(n), Id(n)) { Dashed = true }),
    ];

    string Id(SupplyNode node) => Network.Items[node.Item].Id;

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.tree." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
