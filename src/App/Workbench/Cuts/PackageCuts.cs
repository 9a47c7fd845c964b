using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Cuts;

/// <summary>Minimal cut sets of the package, in words; for analysts who gave a reason, since they are a recipe.</summary>
/// <param name="Query">What the address asks.</param>
/// <param name="Result">Sets of one kind of actor.</param>
/// <param name="Request">What asks for them.</param>
sealed record PackageCuts(ExposureQuery Query, CutsResult Result, TableRequest Request)
{
    const int MostChoices = 200;

    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>Begins or joins the search; null for who may not see it, and where the address asks for what cannot be.</summary>
    /// <param name="request">What asks.</param>
    /// <param name="wrong">What cannot be; empty where nothing.</param>
    public static Task<PackageCuts>? Start(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        wrong = "";
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (!request.Caller.SeesNames) return null;
        if (query.Options(request.Caller, request.Texts, out wrong) is not [var first, ..]) return null;
        var options = first with { Of = [first.Of is [var kind, ..] ? kind : ActorKind.Party] };
        return Of();

        async Task<PackageCuts> Of() => new(query, await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Cuts(request.Caller.Network, options, request.Stop), request);
    }

    /// <summary>A table; null where the address asks for what cannot be.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<PackageCuts, TableContent> table)
    {
        try
        {
            return Start(request, out _) is { } search ? table((await search).Checked()) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Itself, where every event that is asked for is one.</summary>
    /// <exception cref="InputException">No set could hold an event; the message names a near one.</exception>
    public PackageCuts Checked()
    {
        ThrowIfUnknown(Result, Request.Texts);
        return this;
    }

    /// <summary>Says of an event that no tree has what may be meant.</summary>
    /// <exception cref="InputException">No tree has an event that was asked for.</exception>
    public static CutsResult ThrowIfUnknown(CutsResult result, Adapters.Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(texts);
        var ids = result.Verbs.SelectMany(v => v.Tree.Tree.Events).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var id in result.Options.Having.Concat(result.Options.Lacking).Where(id => !ids.Contains(id)))
            throw new InputException(Spelling.Nearest(id, ids) is { } near ? texts.Format("exposure.fault.event.nearest", id, near) : texts.Format("exposure.fault.event", id));
        return result;
    }

    /// <summary>True where sets were asked for that hold or lack events.</summary>
    public bool IsSelected => Result.Options.Having.Count + Result.Options.Lacking.Count > 0;

    /// <summary>Kind of actor.</summary>
    public ActorKind Of => Result.Options.Of is [var one, ..] ? one : ActorKind.Party;

    /// <summary>The answer, goal by goal.</summary>
    public IEnumerable<string> Answer()
    {
        if (Result.Verbs.Count == 0) yield return Request.Texts["exposure.tree.none"];
        foreach (var verb in Result.Verbs)
        {
            var said = verb.IsImpossible ? Cut("impossible") : verb.Total.IsZero ? verb.CompleteOrder == ExposureOptions.AnyOrder ? Cut("none.any") : Cut("none", Count(verb.CompleteOrder)) : Counted(verb);
            yield return Request.Texts.Format("terminal.colon", Goal(verb), said);
            if (!verb.IsImpossible && verb.CompleteOrder < Result.Options.Order) yield return Request.Texts.Format("terminal.colon", Goal(verb), verb.CompleteOrder == 0 ? Cut("limit.none") : Cut("limit", Count(verb.CompleteOrder)));
        }
    }

    string Counted(VerbCuts verb)
    {
        var smallest = Enumerable.Range(0, verb.Diagram.Counts.Count).First(k => !verb.Diagram.Counts[k].IsZero);
        var first = verb.Diagram.Importances is [var most, ..] ? " " + Cut("foremost", $"{NameOf(verb.Tree.Events[most.Event])} ({Look.Whole(most.Sets)})") : "";
        return Text("package.answer", Look.Whole(verb.Total), Look.Whole(verb.Diagram.Counts[smallest]), smallest == 1 ? Cut("alone") : smallest <= 3 ? Cut("together." + Count(smallest)) : Cut("together.n", Count(smallest))) + first;
    }

    IEnumerable<VerbCuts> Verbs => Result.Verbs.Where(v => !v.IsImpossible);

    /// <summary>Number of failures of the sets listed; empty for all.</summary>
    public string Size => Request.Http.Request.Query["size"].ToString();

    /// <summary>Sizes of the sets listed.</summary>
    public IReadOnlyList<int> Sizes => [.. Result.Verbs.SelectMany(v => v.Sets).Select(s => s.Events.Count).Distinct().Order()];

    /// <summary>How many sets there are of each size.</summary>
    public TableContent Counts()
    {
        var rows = Verbs.SelectMany(v => Enumerable.Range(1, Math.Max(0, v.Diagram.Counts.Count - 1)).Where(k => !v.Diagram.Counts[k].IsZero), (v, k) => (IReadOnlyList<TableCell>)
        [
            Goal(v), TableCell.Number(k, Count(k)), Number(v.Diagram.Counts[k]), .. IsSelected ? [Number(k < v.Diagram.Selected.Count ? v.Diagram.Selected[k] : 0)] : Array.Empty<TableCell>(),
        ]);
        TableColumn[] selected = IsSelected ? [new(Request.Texts["exposure.fault.head.selected"], true)] : [];
        return new(Text("counts"), [new(Request.Texts["column.goal"]), new(Text("package.size"), true), new(Request.Texts["exposure.fault.head.sets"], true), .. selected], [.. rows]) { Nothing = Cut("none.any") };
    }

    /// <summary>Sets as rows, the smallest first within a goal.</summary>
    public TableContent Sets()
    {
        var rows = Verbs.SelectMany(v => v.Sets, (v, s) => (Verb: v, Set: s)).Where(r => Size.Length == 0 || Count(r.Set.Events.Count) == Size).Select(r => (IReadOnlyList<TableCell>)
        [
            string.Join(" + ", r.Set.Events.Select(NameOf)), TableCell.Number(r.Set.Events.Count, Count(r.Set.Events.Count)), Goal(r.Verb),
        ]);
        return new(Text("listed"), [new(Request.Texts["exposure.head.who"]), new(Text("package.size"), true), new(Request.Texts["column.goal"])], [.. rows]) { Nothing = Text("none") };
    }

    /// <summary>Whose failure stands in most sets.</summary>
    public TableContent Events()
    {
        var rows = Verbs.SelectMany(v => v.Diagram.Importances, (v, i) => (IReadOnlyList<TableCell>)
        [
            new TableCell(NameOf(v.Tree.Events[i.Event])) { Href = Request.Caller.At("cuts") + (Query with { Having = [v.Tree.Tree.Events[i.Event].Name] }).Text() }, Number(i.Sets), Goal(v),
        ]);
        return new(Text("package.events"), [new(Request.Texts["exposure.head.who"]), new(Request.Texts["exposure.fault.head.sets"], true), new(Request.Texts["column.goal"])], [.. rows]) { Nothing = Text("none") };
    }

    /// <summary>Which sets are listed, where not all are.</summary>
    public string Chosen() => string.Join(" ", new[] { ("held", Result.Options.Having), ("lacked", Result.Options.Lacking) }.Where(c => c.Item2.Count > 0)
        .Select(c => Text("package." + c.Item1, string.Join(", ", c.Item2.Select(id => Result.Verbs.SelectMany(v => v.Tree.Events.Where((_, e) => v.Tree.Tree.Events[e].Name == id)).Select(NameOf).FirstOrDefault() ?? id)))));

    /// <summary>Whose failure may be asked for: the foremost of each goal.</summary>
    public IEnumerable<(string Id, string Name)> Choices() =>
        Verbs.SelectMany(v => v.Diagram.Importances.Take(MostChoices), (v, i) => (v.Tree.Tree.Events[i.Event].Name, NameOf(v.Tree.Events[i.Event]))).Distinct().OrderBy(c => c.Item2, StringComparer.Ordinal);

    /// <summary>Where the fault tree of each goal is.</summary>
    public IEnumerable<(string Goal, string Address)> Trees() =>
        Verbs.Select(v => (Goal(v), Request.Caller.Api("exposure/cuts/tree.xml") + (Query.For(v.Technology.Id) with { Verbs = [v.Verb], Having = [], Lacking = [], List = "", Order = "" }).Text()));

    /// <summary>Goals with something to draw.</summary>
    public IEnumerable<(string Goal, IReadOnlyList<BigInteger> Counts)> Drawn => Verbs.Where(v => v.Diagram.Counts.Skip(1).Any(c => !c.IsZero)).Select(v => (Goal(v), v.Diagram.Counts));

    /// <summary>How many sets there are of each size, for one goal.</summary>
    public object Chart(IReadOnlyList<BigInteger> counts) => CountChart.Of(counts, Text("package.size"), Request.Texts["exposure.fault.head.sets"]);

    string NameOf(CutEvent e) => e.Actor is { } actor ? _say.Names.Actor(actor) : _say.Names.Supply(e.Supply!);

    string Goal(VerbCuts verb) => $"{verb.Technology.Name}: {_say.Verb(verb.Verb)}";

    string Cut(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("exposure.cuts." + key, values);

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.cuts." + key, values);

    static TableCell Number(BigInteger count) => TableCell.Number((double)count, Look.Whole(count));

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
