using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Concentration;

/// <summary>Whose failure alone takes something away, in words.</summary>
/// <param name="Query">What the address asks.</param>
/// <param name="Result">Single points of one kind of actor.</param>
/// <param name="Request">What asks for it.</param>
sealed record FailureWords(ExposureQuery Query, SinglePointsResult Result, TableRequest Request)
{
    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>Begins or joins the search; null where the address asks for what cannot be.</summary>
    public static Task<FailureWords>? Start(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (ConcentrationWords.Options(query, request, out _) is not { } options) return null;
        return Of();

        async Task<FailureWords> Of() => new(query, await request.Http.RequestServices.GetRequiredService<ExposureRuns>().SinglePoints(request.Caller.Network, options, request.Stop), request);
    }

    /// <summary>The answer: who alone, and what is left at the worst.</summary>
    public string Answer()
    {
        if (Result.Verbs.Count == 0) return Request.Texts["exposure.tree.none"];
        var points = Result.Verbs.SelectMany(v => v.Points).ToArray();
        var who = points.Select(p => p.Actor).Distinct().ToArray();
        var kind = Request.Texts["exposure.kind." + ExposureJson.Word(Result.Options.Of[0])];
        if (who.Length == 0) return Text(Result.Verbs.All(v => v.Level <= 0) ? "failures.nothing" : "failures.none", kind);
        var names = who.OrderBy(a => points.Where(p => p.Actor == a).Min(p => p.Theta.Central)).ThenBy(a => a).Select(_say.Names.Actor).Distinct().ToArray();
        const int Most = 5;
        return Text("failures.answer", Count(who.Length), kind, _say.Names.Join(names.Length > Most ? names.Take(Most).Append(Request.Texts.Format("sentence.more", Count(names.Length - Most))) : names),
            Count(points.Where(p => p.IsCertain).Select(p => p.Actor).Distinct().Count()));
    }

    /// <summary>How many failures were solved, and how many touch nothing that is used.</summary>
    public string Looked => Request.Texts.Format("exposure.single.passed", Count(Result.Verbs.Sum(v => v.Looked)), Count(Result.Verbs.Sum(v => v.Passed)));

    /// <summary>Single points as rows, the worst first within a goal.</summary>
    public TableContent Table()
    {
        var rows = Rows.Select(r => (IReadOnlyList<TableCell>)
        [
            _say.Names.Actor(r.Point.Actor), $"{r.Verb.Technology.Name}: {_say.Verb(r.Verb.Verb)}",
            IsHolding(r.Verb) ? new TableCell(Request.Texts["sentence.not-held"]) { Figure = r.Point.Theta.Address } : TableCell.Number(r.Point.Theta.Central, _say.Numbers.Goal(r.Point.Theta)) with { Figure = r.Point.Theta.Address },
            IsHolding(r.Verb) ? Request.Texts["sentence.held"] : TableCell.Number(r.Verb.ThetaAll.Central, _say.Numbers.Goal(r.Verb.ThetaAll)) with { Figure = r.Verb.ThetaAll.Address },
            new TableCell(Request.Texts[r.Point.IsCertain ? "exposure.certain" : "exposure.possible"]) { Mark = r.Point.IsCertain ? new("bad", "cut") : new("open", "dashed-square") },
            Request.Texts[r.Point.IsOutside ? "exposure.outside" : "exposure.inside"],
            new TableCell(Request.Texts["workbench.decisions.open"]) { Href = $"{Request.Caller.At("decisions")}?finding={Uri.EscapeDataString(r.Point.Theta.Address)}#decide" },
        ]);
        return new(Request.Texts.Format("exposure.single.title", Result.Options.Perimeter.Name),
        [
            new(Request.Texts["exposure.head.who"]), new(Request.Texts["column.goal"]), new(Request.Texts["exposure.head.left"], true), new(Text("head.everybody"), true), new(Request.Texts["exposure.head.certain"]),
            new(Request.Texts["exposure.head.where"]), new(Request.Texts["workbench.decisions.kind"]),
        ], [.. rows]) { Nothing = Request.Texts["exposure.single.none"] };
    }

    /// <summary>Lines of the chart: of goals with an amount, the least left first.</summary>
    public IReadOnlyList<RangeBar> Bars => field ??=
    [
        .. Rows.Where(r => !IsHolding(r.Verb)).OrderBy(r => r.Point.Theta.Central).ThenBy(r => r.Point.Actor).Take(RangeChart.Most)
            .Select(r => new RangeBar($"{_say.Names.Actor(r.Point.Actor)}, {_say.Verb(r.Verb.Verb)}", Shown(r.Point.Theta.Low), Shown(r.Point.Theta.Central), Shown(r.Point.Theta.High))),
    ];

    /// <summary>What is left of each goal.</summary>
    public object Chart() => RangeChart.Of(Bars, Text("chart.axis"), Text("central"), Text("range"), 100);

    // What is left may be more than the goal where everybody together reaches more; the axis ends at all of it.
    static double Shown(double theta) => Math.Min(1, theta) * 100;

    IEnumerable<(VerbSinglePoints Verb, SinglePoint Point)> Rows => Result.Verbs.SelectMany(v => v.Points.Select(p => (v, p)));

    // Know-how is held or not; it has no amount.
    bool IsHolding(VerbSinglePoints verb) => Result.Table.Network.Goals.Where(g => g.Technology == verb.Technology.Index && g.Verb == verb.Verb).All(g => Result.Table.Network.Items[g.Item].IsShared);

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("workbench.concentration." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
