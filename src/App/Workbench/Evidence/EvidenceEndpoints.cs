using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Evidence;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Evidence;

/// <summary>What <c>vauban evidence</c> answers, for the library of a workspace: papers, claims beside the figures, coverage, citations.</summary>
sealed class EvidenceEndpoints : IWorkspaceEndpoints
{
    static readonly IReadOnlyList<ApiParameter> Held = [.. ApiParameters.Assessment.Where(p => p.Name is "perimeter" or "at" or "status")];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("evidence/papers", Search).WithSummary("Papers by their words, best first, with the place where they stand: the JSON of vauban evidence search.").Takes([.. LibraryQuery.Parameters, .. LibraryQuery.Part]).Gives(ApiNotes.Json);
        workspace.MapGet("evidence/papers/{paper}", Paper).WithSummary("A paper with its text, page by page, and its citation.").Gives(ApiNotes.Json);
        workspace.MapGet("evidence/papers/{paper}/related", Related).WithSummary("Papers whose words are most like those of one: the JSON of vauban evidence related.").Takes(LibraryQuery.Part.Take(1)).Gives(ApiNotes.Json);
        workspace.MapGet("evidence/topics", Topics).WithSummary("How many papers speak of what, year by year: the JSON of vauban evidence topics.").Takes(TopicsTable.Takes).Gives(ApiNotes.Json);
        workspace.MapGet("evidence/claims", Claims).WithSummary("Claims beside the figures here: the JSON of vauban evidence claim.").Takes(ClaimsTable.Takes).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("evidence/coverage", Coverage).WithSummary("How much of each technology papers speak of: the JSON of vauban evidence coverage.").Takes(Held).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("evidence/report.html", Report).WithSummary("Claims beside the figures, coverage and papers to cite as one HTML file that needs nothing else.").Takes(ClaimsTable.Takes).Gives("text/html").Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("evidence/report.xlsx", Workbook).WithSummary("The same as a workbook.").Takes(ClaimsTable.Takes).Gives(ApiNotes.Xlsx).Refuses(StatusCodes.Status409Conflict);
        workspace.MapGet("evidence/citations/{form}", Citations).WithSummary("Citations of papers: of those named, of a reading list, or of what a search finds.")
            .Takes([.. LibraryQuery.Parameters, new("paper", "Id of a paper; what the search finds where not given.") { IsList = true }, new("reading", "Id of a technology: its reading list.")]).Gives("text/plain");
        workspace.MapGet("evidence/cite/{form}", Page).WithSummary("The citation of a page of figures, with the snapshot it rests on, and the papers that speak of its technologies.")
            .Takes(new ApiParameter("page", "Key of the page."), new ApiParameter("address", "Address of the page below this server."), new ApiParameter("technology", "Technologies it shows: their reading lists follow.") { IsList = true }).Gives("text/plain").Refuses(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> Search(CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (LibraryQuery.Of(http.Request, caller, texts, out var wrong) is not { } query) return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        var found = await new SeenLibrary(caller, store).Search(query, stop);
        Mark(http, caller, found.Hits.Select(h => h.Paper.Marking));
        return TypedResults.Text(JsonText.Of(json => EvidenceJson.Search(json, found)), ApiNotes.Json);
    }

    static async Task<IResult> Paper([Description("Id of the paper.")] string paper, CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        var library = new SeenLibrary(caller, store);
        if (await library.Find(paper, stop) is not { } found) return TypedResults.NotFound();
        var text = await library.Text(paper, stop);
        Mark(http, caller, [found.Marking]);
        return TypedResults.Text(JsonText.Of(json => EvidenceJson.Paper(json, found, text)), ApiNotes.Json);
    }

    static async Task<IResult> Related([Description("Id of the paper.")] string paper, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        var library = new SeenLibrary(caller, store);
        if (LibraryQuery.Of(http.Request, caller, texts, out var wrong) is not { } query) return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        if (await library.Find(paper, stop) is not { } found) return TypedResults.NotFound();
        var hits = await library.Related(found.Id, query.Most, stop);
        Mark(http, caller, hits.Select(h => h.Paper.Marking).Append(found.Marking));
        return TypedResults.Text(JsonText.Of(json => EvidenceJson.Related(json, found.Id, hits)), ApiNotes.Json);
    }

    static async Task<IResult> Topics(CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (TopicsTable.By(Request(caller, texts, http)) is not { } by) return Problems.Of(StatusCodes.Status400BadRequest, texts.Format("evidence.by", LibraryQuery.One(http.Request, "by"), string.Join(", ", TopicGroups.All)));
        var papers = await new SeenLibrary(caller, store).Papers(stop);
        Mark(http, caller, papers.Select(p => p.Marking));
        return TypedResults.Text(JsonText.Of(json => EvidenceJson.Topics(json, by, TopicGroups.Map(papers, by))), ApiNotes.Json);
    }

    static Task<IResult> Claims(CallerWorkspace caller, Texts texts, HttpContext http) => View(caller, texts, http, (view, request) => TypedResults.Text(JsonText.Of(json => EvidenceJson.Claims(json, caller.Network, view.Filtered(request).Results)), ApiNotes.Json));

    static Task<IResult> Coverage(CallerWorkspace caller, Texts texts, HttpContext http) => View(caller, texts, http, (view, _) => TypedResults.Text(JsonText.Of(json => EvidenceJson.Coverage(json, caller.Network, view.Coverage(caller.Network))), ApiNotes.Json));

    static Task<IResult> Report(CallerWorkspace caller, Texts texts, HttpContext http) => View(caller, texts, http, (view, request) =>
    {
        var html = EvidenceReportWriter.Write(caller.Network, view.Filtered(request).Answer(caller.Network), caller.Findings, Identity(caller), texts.Language);
        http.Response.Headers.ContentSecurityPolicy = ReportPolicy.Of(html);
        return TypedResults.Text(html, "text/html; charset=utf-8");
    });

    static Task<IResult> Workbook(CallerWorkspace caller, Texts texts, HttpContext http) => View(caller, texts, http, (view, request) =>
    {
        using var book = new MemoryStream();
        EvidenceWorkbook.Write(view.Filtered(request).Answer(caller.Network), Identity(caller), texts, book);
        return TypedResults.File(book.ToArray(), ApiNotes.Xlsx, $"{caller.Id}-evidence.xlsx");
    });

    static async Task<IResult> View(CallerWorkspace caller, Texts texts, HttpContext http, Func<EvidenceView, TableRequest, IResult> answer)
    {
        if (!caller.HasNetwork) return Problems.Of(StatusCodes.Status409Conflict, texts["workbench.no-network"]);
        var request = Request(caller, texts, http);
        var (view, wrong) = await EvidenceView.Of(request);
        if (view is null) return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        Mark(http, caller, [view.Answer(caller.Network).Marking]);
        return answer(view, request);
    }

    static async Task<IResult> Citations([Description("Form: bib, ris, json (CSL-JSON) or csv.")] string form, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!PaperFiles.Forms.Contains(form)) return Problems.Of(StatusCodes.Status400BadRequest, texts.Format("evidence.form", form, string.Join(", ", PaperFiles.Forms)));
        if (LibraryQuery.Of(http.Request, caller, texts, out var wrong) is not { } query) return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        var library = new SeenLibrary(caller, store);
        string[] named = [.. http.Request.Query["paper"].OfType<string>().Where(p => p.Length > 0)];
        IReadOnlyList<Paper> papers;
        if (LibraryQuery.One(http.Request, "reading") is { Length: > 0 } technology) papers = await Reading(library, caller, technology, stop);
        else if (named.Length > 0) papers = Citation.Sorted((await library.Papers(stop)).Where(p => named.Contains(p.Id)));
        else if (query.Words.Trim().Length == 0) papers = Citation.Sorted((await library.Papers(stop)).Where(query.Passes));
        else papers = [.. (await library.Search(query with { Most = PaperFinder.MostHits, Skip = 0 }, stop)).Hits.Select(h => h.Paper)];
        return File(http, caller, form, "papers", papers);
    }

    /// <summary>The reading list of a technology, as the caller sees it.</summary>
    public static async Task<IReadOnlyList<Paper>> Reading(SeenLibrary library, CallerWorkspace caller, string technology, CancellationToken stop)
    {
        var papers = await library.Papers(stop);
        return caller.HasNetwork ? Citation.ReadingList(papers, await library.Claims(stop), caller.Network, technology) : Citation.Sorted(papers.Where(p => p.Technologies.Contains(technology, StringComparer.OrdinalIgnoreCase)));
    }

    static async Task<IResult> Page([Description("Form: bib, ris, json (CSL-JSON) or csv.")] string form, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!PaperFiles.Forms.Contains(form)) return Problems.Of(StatusCodes.Status400BadRequest, texts.Format("evidence.form", form, string.Join(", ", PaperFiles.Forms)));
        if (!caller.HasNetwork) return Problems.Of(StatusCodes.Status409Conflict, texts["workbench.no-network"]);
        var library = new SeenLibrary(caller, store);
        var papers = new List<Paper> { PageCitation.Of(caller, texts, LibraryQuery.One(http.Request, "page"), LibraryQuery.One(http.Request, "address"), http.Request) };
        foreach (var technology in AssessmentQuery.Of(http.Request).Technologies.Take(20))
            papers.AddRange((await Reading(library, caller, technology, stop)).Where(p => papers.All(q => q.Id != p.Id)));
        return File(http, caller, form, "page", papers);
    }

    static IResult File(HttpContext http, CallerWorkspace caller, string form, string name, IReadOnlyList<Paper> papers)
    {
        Mark(http, caller, papers.Select(p => p.Marking));
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{caller.Id}-{name}.{form}\"";
        return TypedResults.Text(PaperFiles.Write(form, papers), (form == "json" ? ApiNotes.Json : "text/plain") + "; charset=utf-8");
    }

    static ReportIdentity Identity(CallerWorkspace caller) => new(caller.SeenHash, ProductVersion.Text);

    static TableRequest Request(CallerWorkspace caller, Texts texts, HttpContext http) => new(caller, AssessmentQuery.Of(http.Request), texts, http);

    // Figures rest on the package, papers have a marking of their own: the answer bears the strictest.
    static void Mark(HttpContext http, CallerWorkspace caller, IEnumerable<string> markings) => http.Response.Headers[RightsCheck.MarkingHeader] = Clearance.Strictest([.. markings, caller.Marking]);
}
