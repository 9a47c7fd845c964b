using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Procurement;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Procurement;

/// <summary>What <c>vauban procurement groups --json</c> and <c>readiness --json</c> give, for a workspace. A joint order is a long run: <c>POST jobs/pool</c>.</summary>
sealed class ProcurementEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("procurement/groups", Groups).Needs(Role.Analyst)
            .WithSummary("Which groups of states meet each instrument's minimum membership, which smallest additions would, and what it pays at most, as vauban procurement groups gives it; for analysts who gave a reason.")
            .Takes(ProcurementQuery.Groups).Gives(ApiNotes.Json).FollowsFromSnapshot().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        workspace.MapGet("procurement/readiness", Readiness).WithSummary("The three measures of EDIP Article 85(2) with base year and denominator, as vauban procurement readiness gives it; single contracts are for who gave a reason for names.")
            .Takes(ProcurementQuery.Readiness).Gives(ApiNotes.Json).FollowsFromSnapshot().Refuses(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> Groups(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (!caller.SeesNames) return Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        try
        {
            if (ProcurementQuery.IsNothing(caller.Network, http.Request, texts)) return Results.Problem(texts["workbench.pool.no-demand"], statusCode: StatusCodes.Status404NotFound);
            var view = await GroupView.Of(new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http));
            return Results.Text(JsonText.Of(json => GroupsJson.Write(json, caller.Network, view.Question.Items, view.Result, caller.Findings, texts)), ApiNotes.Json);
        }
        catch (InputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    static IResult Readiness(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        try
        {
            var (year, perimeter) = ProcurementQuery.Ready(caller.Network, http.Request, texts);
            var result = ReadinessEngine.Run(caller.Network, perimeter, year);
            return Results.Text(JsonText.Of(json => ReadinessJson.Write(json, caller.Network, result, caller.Findings, texts, hasContracts: caller.SeesNames)), ApiNotes.Json);
        }
        catch (InputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
