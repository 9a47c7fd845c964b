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

namespace Vauban.App.Workbench.Dependents;

/// <summary>What depends on something, in words: for the answer, the graph and the table alike.</summary>
/// <param name="Result">Dependents.</param>
/// <param name="Request">What asks for them.</param>
sealed record DependentsWords(DependentsResult Result, TableRequest Request)
{
    const int MostBoxes = 50;

    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>What the address asks for; null where nothing is chosen or it cannot be, and then a sentence may say why.</summary>
    public static async Task<(DependentsWords? Words, string Wrong)> Of(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request);
        if (query.Options(request.Caller, request.Texts, out var wrong) is not [var options, ..]) return (null, wrong);
        if (query.What.Length == 0) return (null, "");
        if (query.Subject(request.Caller, options) is not { } subject) return (null, request.Texts.Format("workbench.dependents.nobody", query.What));
        return (new(await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Dependents(request.Caller.Network, subject, options, request.Stop), request), "");
    }

    /// <summary>Network as it counts on the day.</summary>
    public Network Network => Result.Table.Network;

    /// <summary>Name of what fails.</summary>
    public string Subject => _say.Names.Actor(Result.Subject);

    /// <summary>The answer: how many items depend, and how much of each goal.</summary>
    public string Answer()
    {
        if (Result.Dependents.Count == 0) return Text("answer.none", Subject);
        var goals = Result.Dependents.Where(d => d.IsGoal).Select(d => Request.Texts.Format("terminal.colon", d.Item.Name, Share(d.Share))).ToArray();
        var first = Text("answer", Subject, Count(Result.Dependents.Count(d => d.Tiers == 0)), Count(Result.Dependents.Count(d => d.Tiers > 0)));
        return first + " " + (goals.Length > 0 ? Text("answer.goals", string.Join(Request.Texts["sentence.semicolon"], goals)) : Text("answer.no-goal"));
    }

    /// <summary>The dependent of which most is lost: where to look next. Null where nothing depends.</summary>
    public Dependent? Worst => Result.Dependents.OrderByDescending(d => d.IsGoal).ThenByDescending(d => d.Share.High).FirstOrDefault();

    /// <summary>What an item is made of.</summary>
    public string TreeAddress(Item item) => Request.Caller.At("tree") + (new ExposureQuery { Assessment = Request.Query, Items = [item.Id] }).Text();

    /// <summary>What depends on an item.</summary>
    public string DependentsAddress(Item item) => Request.Caller.At("dependents") + (new ExposureQuery { Assessment = Request.Query, What = "item:" + item.Id }).Text();

    /// <summary>Items that depend, as rows.</summary>
    public TableContent Table()
    {
        var rows = Result.Dependents.Select(d => (IReadOnlyList<TableCell>)
        [
            new TableCell(d.IsGoal ? Request.Texts.Format("exposure.dependents.goal", d.Item.Name) : d.Item.Name) { Href = DependentsAddress(d.Item) },
            TableCell.Number(d.Tiers, Count(d.Tiers)), TableCell.Number(d.Share.Central, Share(d.Share)) with { Figure = d.Share.Address },
            d.PerMonth is { } rate ? TableCell.Number(rate, _say.Numbers.Rate(rate, d.Item.Unit.Amount, RatePeriod.Month)) : Request.Texts["unit.unknown"],
            Way(d), new TableCell(Lines(d)), new TableCell(Rests(d.Share)),
        ]);
        return new(Request.Texts.Format("exposure.dependents.title", Subject),
        [
            new(Head("item")), new(Head("steps"), true), new(Head("depends"), true), new(Head("capacity"), true), new(Head("way")), new(Text("lines")), new(Text("rests")),
        ], [.. rows]) { Nothing = Request.Texts["exposure.dependents.none"] };
    }

    string Way(Dependent dependent)
    {
        if (dependent.Paths.Count == 0 || dependent.Tiers == 0) return "";
        var path = dependent.Paths[0];
        var way = string.Join(" → ", path.Items.Select(_say.Names.Item));
        return path.PerUnit.IsKnown && !Network.Items[path.Items[0]].IsShared
            ? Request.Texts.Format("exposure.dependents.way", way, _say.Numbers.Quantity(path.PerUnit) + "\u00A0" + _say.Numbers.Unit(Network.Items[path.Items[0]].Unit.Amount)) : way;
    }

    // Lines may name who stands behind them; how many there are does not.
    string Lines(Dependent dependent)
    {
        const int Most = 4;
        if (!Request.Caller.SeesNames || dependent.Lines.Count == 0) return Count(dependent.Lines.Count);
        var named = dependent.Lines.Take(Most).Select(l => $"{l.Line.Name} ({_say.Numbers.Share(l.Share)})");
        if (dependent.Lines.Count > Most) named = named.Append(Request.Texts.Format("sentence.more", Count(dependent.Lines.Count - Most)));
        return string.Join(Request.Texts["sentence.semicolon"], named);
    }

    string Rests(Figure figure) => string.Join(", ", new[] { _say.Coverage(figure), string.Join(' ', figure.Sources) }.Where(t => t.Length > 0));

    /// <summary>Boxes of the best ways: what fails, and the items it reaches, nearest first.</summary>
    public IReadOnlyList<GraphNode> Boxes() =>
    [
        new("what", Subject) { Tone = "bad", Said = Subject },
        .. Shown.Select(d => new GraphNode(d.Item.Id, $"{(d.IsGoal ? Request.Texts.Format("exposure.dependents.goal", d.Item.Name) : d.Item.Name)}\n{Share(d.Share)}")
        {
            Tone = d.Share.Low > 0 ? "bad" : d.Share.High > 0 ? "mid" : null, Dashed = d.Share.Low != d.Share.High, Href = DependentsAddress(d.Item),
            Said = $"{d.Item.Name}. {Head("depends")}: {Share(d.Share)}",
        }),
    ];

    /// <summary>Links along the best ways.</summary>
    public IReadOnlyList<GraphLink> Links()
    {
        var shown = Shown.Select(d => d.Item.Index).ToHashSet();
        return
        [
            .. Shown.Where(d => d.Tiers == 0).Select(d => new GraphLink("what", d.Item.Id)),
            .. Shown.SelectMany(d => d.Paths).SelectMany(p => p.Items.Zip(p.Items.Skip(1))).Where(s => shown.Contains(s.First) && shown.Contains(s.Second)).Distinct()
                .Select(s => new GraphLink(Network.Items[s.First].Id, Network.Items[s.Second].Id)),
        ];
    }

    /// <summary>How many items the graph leaves out.</summary>
    public int Hidden => Result.Dependents.Count - Shown.Count;

    IReadOnlyList<Dependent> Shown => [.. Result.Dependents.Take(MostBoxes - 1)];

    /// <summary>A share with its range.</summary>
    public string Share(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var (low, central, high) = (_say.Numbers.Share(figure.Low), _say.Numbers.Share(figure.Central), _say.Numbers.Share(figure.High));
        return low == high ? central : Request.Texts.Format("unit.with-range", central, Request.Texts.Format("unit.range", low, high));
    }

    string Head(string key) => Request.Texts["exposure.head." + key];

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.dependents." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
