using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Portfolio;

/// <summary>Technologies down, verbs across, for files: a row per technology and verb.</summary>
sealed class PortfolioTable : ITableSource
{
    public static string Key => "portfolio";

    public static bool FollowsFromSnapshot => true;

    public static async Task<TableContent?> Read(TableRequest request)
    {
        var (portfolio, _) = await PortfolioResult.Of(request, request.Http.RequestServices.GetRequiredService<AssessmentRuns>());
        if (portfolio is null) return null;
        var texts = request.Texts;
        var say = new Sentences(portfolio.Result.Network, texts, request.Caller.SeesNames);
        var rows = from grid in portfolio.Grids
                   from row in grid.Rows
                   where row.Goals.Count > 0
                   select (IReadOnlyList<TableCell>)
                   [
                       grid.Technology.Name, say.Verb(row.Verb), say.Goals(row),
                       new TableCell(say.Verdict(row.Reliance.Verdict)) { Mark = Marks.Of(row.Reliance.Verdict) },
                       new TableCell(say.Reach(row, row.Reliance.ThetaIn)) { Value = row.Reliance.ThetaIn?.Central, Figure = row.Reliance.ThetaIn?.Address ?? "" },
                       new TableCell(say.Reach(row, row.Reliance.ThetaAll)) { Value = row.Reliance.ThetaAll?.Central, Figure = row.Reliance.ThetaAll?.Address ?? "" },
                       new TableCell(say.Verdict(row.Exposure.Verdict)) { Mark = Marks.Of(row.Exposure.Verdict) },
                       row.Exposure.Phi is { } phi ? new TableCell(say.Reach(row, phi)) { Value = phi.Central, Figure = phi.Address } : "",
                   ];
        return new(texts.Format("workbench.portfolio.caption", portfolio.Result.Grids[0].Perimeter.Name),
            [new(texts["column.technology"]), new(texts["column.verb"]), new(texts["column.goal"]), new(texts["column.reliance"]), new(texts["column.inside-of-need"], true), new(texts["workbench.portfolio.with-others"], true), new(texts["column.exposure"]), new(texts["workbench.portfolio.left"], true)], [.. rows]);
    }
}
