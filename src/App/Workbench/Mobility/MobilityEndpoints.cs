using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Mobility;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Mobility;

/// <summary>What <c>vauban mobility route --json</c>, <c>flow --json</c> and <c>check --json</c> give, for a workspace. All say where transport is weak, and ids of places may name somebody,
/// so they are for analysts who gave a reason.</summary>
sealed class MobilityEndpoints : IWorkspaceEndpoints
{
    static readonly ApiParameter[] CheckTakes = [new("corridor", "Corridor, as the links name it; all where not given.")];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("mobility/route", Route).Needs(Role.Analyst)
            .WithSummary("The fastest feasible routes, with the time that permissions take and what stops a load elsewhere; for analysts who gave a reason.").AnswersJson(RouteQuery.Takes).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("mobility/flow", Flow).Needs(Role.Analyst)
            .WithSummary("When the deliveries of a plan, or the consignments, arrive over links that carry so much a day, and the most that can move per day; for analysts who gave a reason.").AnswersJson(FlowQuery.Takes).Refuses(StatusCodes.Status409Conflict).Refuses(StatusCodes.Status404NotFound);
        workspace.MapGet("mobility/points", Points).Needs(Role.Steward)
            .WithSummary("Betweenness and single points of an invented transport network, never of a real one; for stewards who gave a reason.").AnswersJson([]).Refuses(StatusCodes.Status409Conflict).Refuses(StatusCodes.Status404NotFound);
        workspace.MapGet("mobility/check", Check).Needs(Role.Analyst)
            .WithSummary("Which segments, ports and airports have the values of the TEN-T and dual-use requirements; for analysts who gave a reason.").AnswersJson(CheckTakes).Refuses(StatusCodes.Status409Conflict);
    }

    static IResult Route(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (Refused(caller, texts) is { } refused) return refused;
        if (RouteQuery.Options(caller.Network, http.Request.Query, texts, out var wrong) is not { } options) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        var result = RouteEngine.Run(caller.Network, options, http.RequestAborted);
        return Results.Text(JsonText.Of(json => RouteJson.Write(json, result, caller.Findings, texts)), ApiNotes.Json);
    }

    static async Task<IResult> Flow(CallerWorkspace caller, FlowRuns runs, Texts texts, HttpContext http)
    {
        if (Refused(caller, texts) is { } refused) return refused;
        if (FlowView.IsNothing(caller.Network)) return Results.Problem(texts["mobility.flow.nothing"], statusCode: StatusCodes.Status404NotFound);
        if (FlowQuery.Of(caller.Network, http.Request.Query, texts, out var wrong) is not { } ask) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        try
        {
            var answer = await runs.Flow(caller.Network, ask, texts, http.RequestAborted);
            return Results.Text(JsonText.Of(json => FlowJson.Write(json, answer, caller.Findings, texts)), ApiNotes.Json);
        }
        catch (InputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    static IResult Points(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (Refused(caller, texts) is { } refused) return refused;
        if (caller.Network.TransportLinks.Count == 0) return Results.Problem(texts["mobility.check.nothing"], statusCode: StatusCodes.Status404NotFound);
        if (PointsView.Of(new(caller, AssessmentQuery.Of(http.Request), texts, http), out var wrong) is not { } view) return Results.Problem(wrong, statusCode: StatusCodes.Status409Conflict);
        return Results.Text(JsonText.Of(json => PointsJson.Write(json, view.Result, caller.Findings, texts)), ApiNotes.Json);
    }

    static IResult Check(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (Refused(caller, texts) is { } refused) return refused;
        var corridor = http.Request.Query["corridor"].FirstOrDefault(c => c is { Length: > 0 });
        var all = caller.Network.TransportLinks.Select(l => l.Corridor).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (corridor is not null && !all.Contains(corridor)) return Results.Problem(RouteQuery.Unknown(texts, "corridor", corridor, all), statusCode: StatusCodes.Status400BadRequest);
        var result = CheckEngine.Run(caller.Network, corridor);
        return Results.Text(JsonText.Of(json => CheckJson.Write(json, result, corridor, caller.Findings, texts)), ApiNotes.Json);
    }

    static IResult? Refused(CallerWorkspace caller, Texts texts) =>
        !caller.HasNetwork ? Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict)
        : !caller.SeesNames ? Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden) : null;
}
