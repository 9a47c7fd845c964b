using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Studies;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Explain;

/// <summary>What <c>vauban explain --json</c> gives, for a workspace. Rows that say who stands behind them are for those who see names.</summary>
sealed class ExplainEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace) => workspace.MapGet("explain", Explain)
        .WithSummary("The terms a figure adds up from, or what a row says and where it matters.").AnswersJson([.. ApiParameters.Explain, .. ApiParameters.Assessment.Where(p => p.Name is "perimeter" or "at" or "status")]).Refuses(StatusCodes.Status409Conflict);

    static async Task<IResult> Explain(CallerWorkspace caller, Texts texts, ExplainRuns runs, HttpContext http, CancellationToken stop)
    {
        var (options, problem) = AssessmentRun.Settings(caller, texts, http);
        if (options is null) return problem;
        var request = new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http);
        var (address, reading) = (ExplainWords.Address(request).Trim(), ExplainWords.ReadingOf(request));
        if (!caller.MayShow(address)) return Problems.Of(StatusCodes.Status403Forbidden, texts["workbench.names.who"]);
        // As the command: one perimeter, and nobody taken away.
        options = new() { Perimeters = [options.Perimeters[0]], At = options.At, Status = options.Status };
        if (await runs.Figure(caller.Network, address, reading, options, stop) is { } figure)
            return TypedResults.Text(JsonText.Of(json => ExplainJson.Write(json, figure, caller.SeesNames)), ApiNotes.Json);
        if (await runs.Row(caller.Network, address, reading, options, stop) is { } row)
            return TypedResults.Text(JsonText.Of(json => ExplainRowJson.Write(json, row, caller.SeesNames)), ApiNotes.Json);
        return Problems.Of(StatusCodes.Status400BadRequest, texts["workbench.explain.none"]);
    }
}
