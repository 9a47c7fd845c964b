using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Technology;

/// <summary>The grid of one technology as a list, for files: a row per perimeter and verb.</summary>
sealed class TechnologyTable : ITableSource
{
    public static string Key => "technology";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.OneTechnology, .. ApiParameters.Assessment.Where(p => p.Name != "technology")];

    public static bool FollowsFromSnapshot => true;

    public static async Task<TableContent?> Read(TableRequest request)
    {
        if (!request.Caller.HasNetwork || request.Query.Technologies is not [var id]) return null;
        var (result, _) = await TechnologyResult.Of(id, request, request.Http.RequestServices.GetRequiredService<AssessmentRuns>());
        if (result is null) return null;
        var texts = request.Texts;
        var say = new Sentences(result.Before.Network, texts, request.Caller.SeesNames);
        var rows = from grid in result.Grids
                   from row in grid.Rows
                   where row.Goals.Count > 0
                   select (IReadOnlyList<TableCell>)
                   [
                       grid.Perimeter.Name, say.Verb(row.Verb), say.Goals(row), Word(say.Verdict(row.Reliance.Verdict), Marks.Of(row.Reliance.Verdict)),
                       Figure(say, row, row.Reliance.ThetaIn), Figure(say, row, row.Reliance.ThetaAll), Word(say.Verdict(row.Exposure.Verdict), Marks.Of(row.Exposure.Verdict)), Figure(say, row, row.Exposure.Phi),
                   ];
        return new(texts.Format("report.grid", result.Technology.Name, texts["verb.together"]),
            [new(texts["report.perimeter"]), new(texts["column.verb"]), new(texts["column.goal"]), new(texts["column.reliance"]), new(texts["column.inside-of-need"], true),
                new(texts["workbench.portfolio.with-others"], true), new(texts["column.exposure"]), new(texts["workbench.portfolio.left"], true)], [.. rows]);
    }

    static TableCell Word(string word, VerdictMark mark) => new(word) { Mark = mark };

    static TableCell Figure(Sentences say, Core.Sovereignty.VerbRow row, Core.Model.Figure? figure) =>
        figure is null ? "" : new TableCell(say.Reach(row, figure)) { Value = figure.Central, Figure = figure.Address };
}
