using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;

namespace Vauban.App.Workbench.Concentration;

/// <summary>Who alone or together leaves nothing at all, in words; for analysts who gave a reason, since it is a recipe.</summary>
/// <param name="Result">Minimal cut sets of one kind of actor.</param>
/// <param name="Request">What asks for it.</param>
sealed record CutWords(CutsResult Result, TableRequest Request)
{
    readonly Sentences _say = new(Result.Table.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>Begins or joins the search; null for who may not see it, and where the address asks for what cannot be.</summary>
    public static Task<CutWords>? Start(TableRequest request)
    {
        var query = ExposureQuery.From(request.Http.Request).Narrowed(request.Caller.Network);
        if (!request.Caller.SeesNames || ConcentrationWords.Options(query, request, out _) is not { } options) return null;
        return Of();

        async Task<CutWords> Of() => new(await request.Http.RequestServices.GetRequiredService<ExposureRuns>().Cuts(request.Caller.Network, options, request.Stop), request);
    }

    /// <summary>What limits the answer, goal by goal.</summary>
    public IEnumerable<string> Notes => Result.Verbs.Where(v => v.IsImpossible || v.CompleteOrder < Result.Options.Order).Select(v => Request.Texts.Format("terminal.colon", Goal(v),
        v.IsImpossible ? Request.Texts["exposure.cuts.impossible"] : Request.Texts.Format("exposure.cuts.limit", Count(v.CompleteOrder))));

    /// <summary>Sets as rows, the smallest first within a goal.</summary>
    public TableContent Table()
    {
        var rows = Result.Verbs.SelectMany(v => v.Sets, (v, s) => (IReadOnlyList<TableCell>)
        [
            string.Join(" + ", s.Events.Select(e => e.Actor is { } actor ? _say.Names.Actor(actor) : _say.Names.Supply(e.Supply!))), TableCell.Number(s.Events.Count, Count(s.Events.Count)), Goal(v),
        ]);
        return new(Request.Texts.Format("exposure.cuts.title", Count(Result.Options.Order)),
            [new(Request.Texts["exposure.head.who"]), new(Request.Texts["workbench.concentration.head.together"], true), new(Request.Texts["column.goal"])], [.. rows])
        { Nothing = Request.Texts.Format("exposure.cuts.none", Count(Result.Options.Order)) };
    }

    string Goal(VerbCuts verb) => $"{verb.Technology.Name}: {_say.Verb(verb.Verb)}";

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
