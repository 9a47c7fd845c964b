using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Eligibility;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>What <c>vauban eligibility check --json</c>, <c>compare --json</c>, <c>funding --json</c> and <c>packs --json</c> give, for a workspace, and the report and
/// workbook of the command. An answer that names a company, a site or a line is for analysts who gave a reason.</summary>
sealed class EligibilityEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("eligibility/check", (CallerWorkspace caller, Texts texts, HttpContext http) => Json(caller, texts, http, true)).WithSummary("Facts of a contract against the rules of one instrument: an indicative self-assessment, as vauban eligibility check gives it.").Takes(EligibilityTakes.Check).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("eligibility/compare", (CallerWorkspace caller, Texts texts, HttpContext http) => Json(caller, texts, http, false)).WithSummary("One item or contract under all instruments, as vauban eligibility compare gives it.").Takes(EligibilityTakes.Compare).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("eligibility/report.html", Report).WithSummary("The self-assessment as one HTML file that needs nothing else: evidence, what is missing, links to the articles.").Takes(EligibilityTakes.Compare).Gives("text/html").Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("eligibility/workbook.xlsx", Workbook).WithSummary("The self-assessment as a workbook: rules, evidence, what is missing, figures.").Takes(EligibilityTakes.Compare).Gives(ApiNotes.Xlsx).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("eligibility/funding", Funding).WithSummary("Which instrument could fund which investment, as vauban eligibility funding gives it; investments of single lines are for who may see names.").Takes(FundingView.Takes).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("eligibility/packs", (Texts texts) => TypedResults.Text(JsonText.Of(json => PacksJson.List(json, [.. RulePacks.Names.Select(RulePacks.Of)], texts)), ApiNotes.Json)).WithSummary("Rule packs: instrument, when the texts were read, address of the act.").Gives(ApiNotes.Json);
        workspace.MapGet("eligibility/packs/{pack}", ([Description("Name of the rule pack.")] string pack, Texts texts) =>
            RulePacks.Names.Contains(pack) ? Results.Text(JsonText.Of(json => PacksJson.Show(json, RulePacks.Of(pack), texts)), ApiNotes.Json) : Results.NotFound()).WithSummary("What a rule pack asks: rules with their articles and dates, and the facts that they ask for.").Gives(ApiNotes.Json);
    }

    // Everything is written once as JSON first: what names somebody is found there, whatever form it leaves in.
    static async Task<(EligibilityView? View, EligibilityAnswer Answer, string Json, IResult Problem)> Answer(CallerWorkspace caller, Texts texts, HttpContext http, bool isOne)
    {
        IResult Wrong(string sentence, int status) => Results.Problem(sentence, statusCode: status);
        if (!caller.HasNetwork) return (null, null!, "", Wrong(texts["workbench.no-network"], StatusCodes.Status409Conflict));
        var request = new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http);
        var (view, wrong) = await EligibilityView.Of(request);
        if (view is null) return (null, null!, "", Wrong(wrong, StatusCodes.Status400BadRequest));
        var packs = EligibilityView.Asked(request);
        if (isOne && packs.Count != 1) return (null, null!, "", Wrong(texts.Format("workbench.eligibility.pack", string.Join(", ", packs), string.Join(", ", RulePacks.Names)), StatusCodes.Status400BadRequest));
        var answer = view.Only(packs);
        Action<Utf8JsonWriter, EligibilityAnswer, IReadOnlyList<Finding>, Texts> write = isOne ? EligibilityJson.Check : EligibilityJson.Compare;
        var json = JsonText.Of(j => write(j, answer, Findings(caller, answer), texts));
        return !caller.SeesNames && caller.Names(json) ? (null, null!, "", Wrong(texts["workbench.names.who"], StatusCodes.Status403Forbidden)) : (view, answer, json, null!);
    }

    static IReadOnlyList<Finding> Findings(CallerWorkspace caller, EligibilityAnswer answer) => [.. caller.Findings, .. answer.Findings];

    static async Task<IResult> Json(CallerWorkspace caller, Texts texts, HttpContext http, bool isOne)
    {
        var (view, _, json, problem) = await Answer(caller, texts, http, isOne);
        return view is null ? problem : Results.Text(json, ApiNotes.Json);
    }

    static async Task<IResult> Report(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        var (view, answer, _, problem) = await Answer(caller, texts, http, false);
        if (view is null) return problem;
        var html = EligibilityReportWriter.Write(answer.Network, answer.Subject, answer.Results, Findings(caller, answer), answer.Identity, texts.Language);
        http.Response.Headers.ContentSecurityPolicy = ReportPolicy.Of(html);
        return Results.Text(html, "text/html; charset=utf-8");
    }

    static async Task<IResult> Workbook(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        var (view, answer, _, problem) = await Answer(caller, texts, http, false);
        if (view is null) return problem;
        using var stream = new MemoryStream();
        EligibilityWorkbook.Write(answer.Subject, answer.Results, Findings(caller, answer), answer.Identity, texts, stream);
        return Results.File(stream.ToArray(), ApiNotes.Xlsx, $"{caller.Id}-eligibility.xlsx");
    }

    static async Task<IResult> Funding(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        if (!caller.HasNetwork) return Results.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        var (view, wrong) = await FundingView.Of(new(caller, AssessmentQuery.Of(http.Request), texts, http));
        if (view is null) return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        if (view.Withheld > 0) return Results.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        return Results.Text(JsonText.Of(json => FundingJson.Write(json, view.Answer, caller.Findings, texts)), ApiNotes.Json);
    }
}
