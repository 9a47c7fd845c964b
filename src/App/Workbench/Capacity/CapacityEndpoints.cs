using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Capacity;

namespace Vauban.App.Workbench.Capacity;

/// <summary>What <c>vauban capacity today --json</c> gives, for a workspace: single lines for who keeps the data and gave a reason for names, else sums.</summary>
sealed class CapacityEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace) => workspace.MapGet("capacity/today", async (CallerWorkspace caller, Texts texts, HttpContext http) =>
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        var (words, wrong) = await TodayWords.Of(new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http));
        if (words is null) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        if (words.SeesLines && !caller.SeesNames) return Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        return Results.Text(JsonText.Of(json =>
        {
            if (words.SeesLines) TodayJson.Write(json, [words.Result], caller.Findings, texts);
            else AggregateJson.Today(json, caller.Network.Package, words.Result, AggregateToday.Of(words.Result), caller.Findings);
        }), "application/json");
    }).WithSummary("The most that can be made today and what limits it, as vauban capacity today gives it: single lines for who keeps the data and gave a reason, else sums.").Takes(ApiParameters.Assessment).Gives(ApiNotes.Json).Refuses(409);
}
