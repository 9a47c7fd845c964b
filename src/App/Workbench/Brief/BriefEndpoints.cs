using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Brief;

/// <summary>The two-page brief: what an official hands on, as a page, a PDF and a workbook. Names are off in what travels.</summary>
sealed class BriefEndpoints : IWorkspaceEndpoints
{
    const string Pdf = "application/pdf";

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("brief.html", Html).WithSummary("The two-page brief as one HTML file that needs nothing else.").Takes(ApiParameters.Assessment).Gives("text/html").FollowsFromSnapshot();
        // Not from the snapshot alone: another Chromium prints other bytes.
        workspace.MapGet("brief.pdf", Print).WithSummary("The two-page brief as a tagged PDF, through the Chromium of the server.").Takes(ApiParameters.Assessment).Gives(Pdf)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status501NotImplemented, StatusCodes.Status503ServiceUnavailable);
        workspace.MapGet("brief.xlsx", Workbook).WithSummary("What the brief says, as a workbook: verdicts, bottlenecks, questions, sources.").Takes(ApiParameters.Assessment).Gives(ApiNotes.Xlsx).FollowsFromSnapshot();
    }

    static async Task<IResult> Html(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (run, problem) = await AssessmentRun.Of(caller, texts, runs, http, stop);
        if (run is null) return problem;
        var html = Page(run, caller, texts);
        http.Response.Headers.ContentSecurityPolicy = ReportPolicy.Of(html);
        return TypedResults.Text(html, "text/html; charset=utf-8");
    }

    static async Task<IResult> Print(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (run, problem) = await AssessmentRun.Of(caller, texts, runs, http, stop);
        if (run is null) return problem;
        try
        {
            var pdf = await PdfPrinter.Print(Page(run, caller, texts), run.Result.Date ?? PdfPrinter.NoDate, stop: stop);
            return TypedResults.File(pdf, Pdf, $"{caller.Id}-brief.pdf");
        }
        catch (NoBrowserException)
        {
            return Problems.Of(StatusCodes.Status501NotImplemented, texts["brief.pdf.none"]);
        }
        catch (PrintException)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, texts["brief.pdf.failed"]);
        }
    }

    static async Task<IResult> Workbook(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (run, problem) = await AssessmentRun.Of(caller, texts, runs, http, stop);
        return run is null ? problem : TypedResults.File(BriefWorkbook.Write(run.Result, ReportIdentity.Of(run.Result, ProductVersion.Text), texts.Language), ApiNotes.Xlsx, $"{caller.Id}-brief.xlsx");
    }

    // Who can stop it is for analysts, here as on the page.
    static string Page(AssessmentRun run, CallerWorkspace caller, Texts texts) =>
        BriefWriter.Write(run.Result, ReportIdentity.Of(run.Result, ProductVersion.Text), texts.Language, new() { ShowsVetoes = caller.Has(Role.Analyst) });
}
