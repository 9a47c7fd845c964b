using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
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
        workspace.MapGet("procurement/groups/report.html", GroupsReport).Needs(Role.Analyst).WithSummary("The groups as one HTML file that needs nothing else, with articles and what is missing; for analysts who gave a reason.")
            .Takes(ProcurementQuery.Groups).Gives("text/html").FollowsFromSnapshot().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        workspace.MapGet("procurement/groups/workbook.xlsx", GroupsWorkbook).Needs(Role.Analyst).WithSummary("The groups as a workbook; for analysts who gave a reason.")
            .Takes(ProcurementQuery.Groups).Gives(ApiNotes.Xlsx).FollowsFromSnapshot().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        workspace.MapGet("procurement/readiness/report.html", ReadinessReport).WithSummary("The three measures as one HTML file that needs nothing else, with base year and denominator; single contracts are for who gave a reason for names.")
            .Takes(ProcurementQuery.Readiness).Gives("text/html").Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("procurement/readiness/workbook.xlsx", ReadinessWorkbookFile).WithSummary("The three measures as a workbook, with base year and denominator; single contracts are for who gave a reason for names.")
            .Takes(ProcurementQuery.Readiness).Gives(ApiNotes.Xlsx).Refuses(StatusCodes.Status409Conflict);
        ApiParameter job = new("job", "Id of a joint order that was asked for with POST jobs/pool.") { IsRequired = true };
        workspace.MapGet("procurement/pool/report.html", PoolReport).Needs(Role.Steward).WithSummary("A joint order as one HTML file that needs nothing else; lines are named for who gave a reason for names.").Takes([job]).Gives("text/html").Refuses(StatusCodes.Status404NotFound);
        workspace.MapGet("procurement/pool/workbook.xlsx", PoolWorkbookFile).Needs(Role.Steward).WithSummary("A joint order as a workbook; for stewards who gave a reason for names.").Takes([job]).Gives(ApiNotes.Xlsx).Refuses(StatusCodes.Status404NotFound);
    }

    // What every form of an answer about groups needs first; it names who may buy together, so it is for who gave a reason.
    static async Task<IResult> OfGroups(CallerWorkspace caller, Texts texts, HttpContext http, Func<GroupView, IResult> write)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (!caller.SeesNames) return Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        try
        {
            if (ProcurementQuery.IsNothing(caller.Network, http.Request, texts)) return Results.Problem(texts["workbench.pool.no-demand"], statusCode: StatusCodes.Status404NotFound);
            return write(await GroupView.Of(new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http)));
        }
        catch (InputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    static Task<IResult> Groups(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfGroups(caller, texts, http, view => Results.Text(JsonText.Of(json => GroupsJson.Write(json, caller.Network, view.Question.Items, view.Result, caller.Findings, texts)), ApiNotes.Json));

    static Task<IResult> GroupsReport(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfGroups(caller, texts, http, view => Html(http, GroupReportWriter.Write(caller.Network, view.Question.Items, view.Result, caller.Findings, Identity(caller.Network), texts.Language)));

    static Task<IResult> GroupsWorkbook(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfGroups(caller, texts, http, view => Xlsx($"{caller.Id}-groups.xlsx", stream => GroupWorkbook.Write(view.Result, Identity(caller.Network), texts, stream)));

    static IResult OfReadiness(CallerWorkspace caller, Texts texts, HttpContext http, Func<ReadinessResult, IResult> write)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        try
        {
            var (year, perimeter) = ProcurementQuery.Ready(caller.Network, http.Request, texts);
            return write(ReadinessEngine.Run(caller.Network, perimeter, year));
        }
        catch (InputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    static IResult Readiness(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfReadiness(caller, texts, http, result => Results.Text(JsonText.Of(json => ReadinessJson.Write(json, caller.Network, result, caller.Findings, texts, hasContracts: caller.SeesNames)), ApiNotes.Json));

    static IResult ReadinessReport(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfReadiness(caller, texts, http, result => Html(http, ReadinessReportWriter.Write(caller.Network, result, caller.Findings, Identity(caller.Network), texts.Language, caller.SeesNames)));

    static IResult ReadinessWorkbookFile(CallerWorkspace caller, Texts texts, HttpContext http) =>
        OfReadiness(caller, texts, http, result => Xlsx($"{caller.Id}-readiness.xlsx", stream => ReadinessWorkbook.Write(result, Identity(caller.Network), texts, stream, caller.SeesNames)));

    // The store keeps the JSON of a joint order: its report and workbook come of the same order made once more, which gives the same.
    static async Task<IResult> OfPool(CallerWorkspace caller, HttpContext http, JobDesk desk, ProcurementRuns runs, Func<PoolResult, JobAsk, IResult> write, CancellationToken stop)
    {
        if (await desk.Find(caller, http.Request.Query["job"].ToString(), stop) is not { Ticket.IsOfLines: true } job || job.Kind.Key != PoolJob.Key || await desk.Document(job, stop) is null) return Results.NotFound();
        var ask = desk.Ask(caller, job);
        return write(await runs.Pool(job.Job.Id, ask, stop), ask);
    }

    static Task<IResult> PoolReport(CallerWorkspace caller, Texts texts, HttpContext http, JobDesk desk, ProcurementRuns runs, CancellationToken stop) =>
        OfPool(caller, http, desk, runs, (result, ask) => Html(http, PoolReportWriter.Write(result, ask.Findings, Identity(ask.Network), texts.Language, caller.SeesNames)), stop);

    // Its sheets hold the ids of lines, as the JSON does.
    static async Task<IResult> PoolWorkbookFile(CallerWorkspace caller, Texts texts, HttpContext http, JobDesk desk, ProcurementRuns runs, CancellationToken stop) =>
        !caller.SeesNames ? Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden)
            : await OfPool(caller, http, desk, runs, (result, ask) => Xlsx($"{caller.Id}-pool.xlsx", stream => PoolWorkbook.Write(result, Identity(ask.Network), stream)), stop);

    static ReportIdentity Identity(Network network) => new(network.Package.Hash, ProductVersion.Text);

    static IResult Html(HttpContext http, string html)
    {
        http.Response.Headers.ContentSecurityPolicy = ReportPolicy.Of(html);
        return Results.Text(html, "text/html; charset=utf-8");
    }

    static IResult Xlsx(string name, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Results.File(stream.ToArray(), ApiNotes.Xlsx, name);
    }
}
