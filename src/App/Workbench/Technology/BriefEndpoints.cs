using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Technology;

/// <summary>The two-page brief, and the assessment as the command's <c>--json</c> gives it.</summary>
sealed class BriefEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("brief.html", Brief);
        workspace.MapGet("assessment", Assessment);
    }

    static async Task<IResult> Brief(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (result, problem) = await Run(caller, texts, runs, http, stop);
        if (result is null) return problem;
        // Names are off in what travels.
        var html = BriefWriter.Write(result, ReportIdentity.Of(result, ProductVersion.Text), texts.Language);
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src '{StyleHash(html)}'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return TypedResults.Text(html, "text/html; charset=utf-8");
    }

    static async Task<IResult> Assessment(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (result, problem) = await Run(caller, texts, runs, http, stop);
        if (result is null) return problem;
        return TypedResults.Text(JsonText.Of(json => AssessmentJson.Write(json, result, new RequirementCheck([]), caller.Findings, texts)), "application/json");
    }

    static async Task<(SovereigntyResult? Result, IResult Problem)> Run(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        if (!caller.HasNetwork) return (null, TypedResults.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict));
        if (AssessmentQuery.Of(http.Request).Options(caller, texts, out var wrong) is not { } options) return (null, TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest));
        if (caller.Network.At(options.At, options.Status).Goals.Count == 0) return (null, TypedResults.Problem(texts["terminal.nothing"], statusCode: StatusCodes.Status409Conflict));
        return (await runs.Assess(caller.Network, options, stop), TypedResults.Empty);
    }

    // The page carries its style in itself; the policy allows this one and no other.
    static string StyleHash(string html)
    {
        const string Open = "<style>", Close = "</style>";
        var start = html.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var style = html[start..html.IndexOf(Close, start, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
    }
}
