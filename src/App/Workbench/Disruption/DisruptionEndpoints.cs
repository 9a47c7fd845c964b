using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What <c>vauban disruption survive --json</c> and <c>warn --json</c> give, for a workspace. The first speaks of single companies, so it is for
/// analysts who gave a reason; the second leaves out for everybody else what names somebody. A stress test is a long run: <c>POST jobs/stress</c>.</summary>
sealed class DisruptionEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("disruption/survive", Survive).Needs(Role.Analyst)
            .WithSummary("How long each failure is survived, how long recovery takes, and what is lost in between; for analysts who gave a reason.").AnswersJson(SurviveTakes.All).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("disruption/warn", Warn)
            .WithSummary("Which prices, lead times, stocks and order books leave the usual; series and market positions that name a company are for analysts who gave a reason.").AnswersJson(WarnTakes.All).Refuses(StatusCodes.Status409Conflict);
    }


    static async Task<IResult> Survive(CallerWorkspace caller, DisruptionRuns runs, Texts texts, HttpContext http)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (!caller.SeesNames) return Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        if (SurviveWords.Options(new(caller, AssessmentQuery.Of(http.Request), texts, http), out var wrong) is not { } options) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        var result = await runs.Survive(caller.Network, options, http.RequestAborted);
        return Results.Text(JsonText.Of(json => SurviveJson.Write(json, result, caller.Findings, texts)), ApiNotes.Json);
    }

    static async Task<IResult> Warn(CallerWorkspace caller, DisruptionRuns runs, Texts texts, HttpContext http)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (WarnView.Options(new(caller, AssessmentQuery.Of(http.Request), texts, http), out var wrong) is not { } options) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        var result = await runs.Warn(caller.Network, options, http.RequestAborted);
        return Results.Text(JsonText.Of(json => WarnJson.Write(json, result, [.. caller.Findings, .. WarnView.Findings(result, caller)], texts, caller.SeesNames ? null : s => WarnView.IsWithheld(s, caller))), ApiNotes.Json);
    }
}
