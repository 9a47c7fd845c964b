using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats.Extraction;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.Adapters.Texts;
using Vauban.App.Evidence;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Eligibility;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Evidence;

/// <summary>Puts papers and claims into the library of a workspace. Who saves over another's save is shown where the two differ; every change stands in the audit log.</summary>
sealed class EvidenceForms : IWorkspaceEndpoints
{
    const int MostReasons = 20;

    static readonly Role[] Writers = [Role.Analyst, Role.Steward];

    static readonly ApiParameter Marking = new("marking", "Who may see it.") { Choices = FieldCatalog.Markings }, Was = new("was", "Version that was read, as the answer about it says; who saves over another's save is shown where the two differ."),
        File = new("file", "Its text (.pdf, .html, .docx, .txt), or a list of papers (.bib, .ris, .json as CSL-JSON, .csv).") { Type = "file" }, Declared = new("declared", "yes: it holds no classified information.") { IsRequired = true, Choices = ["yes"] };

    static readonly IReadOnlyList<ApiParameter> Facts = [.. PaperForm.Fields.Where(f => f != "marking").Select(f => new ApiParameter(f, f is "authors" or "topics" or "initiatives" or "technologies" ? $"The {f} of the paper, between semicolons." : $"The {f} of the paper.")), Marking];

    static readonly IReadOnlyList<ApiParameter> Said = [.. ClaimForm.Fields.Where(f => f != "marking").Select(f => new ApiParameter(f, $"The {f} of the claim, as in claims.csv.") { IsRequired = f is "paper" or "text" or "about" }), Marking];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapPost("evidence/papers", Add).Needs(Writers).WithSummary("Puts papers into the library: one with its facts and perhaps its text, or a list of them.").TakesForm([.. Facts, File, Declared]).GoesBack();
        workspace.MapPost("evidence/papers/{paper}", Change).Needs(Writers).WithSummary("Changes the facts of a paper, and its text where a file is sent.").TakesForm([.. Facts, File, Declared, Was]).GoesBack().Refuses(StatusCodes.Status409Conflict);
        workspace.MapPost("evidence/papers/{paper}/remove", Remove).Needs(Role.Steward).WithSummary("Removes a paper with its text and its claims.").GoesBack();
        workspace.MapPost("evidence/claims", AddClaim).Needs(Writers).WithSummary("Writes a claim of a paper about a figure.").TakesForm(Said).GoesBack();
        workspace.MapPost("evidence/claims/{claim}", ChangeClaim).Needs(Writers).WithSummary("Changes a claim.").TakesForm([.. Said, Was]).GoesBack().Refuses(StatusCodes.Status409Conflict);
        workspace.MapPost("evidence/claims/{claim}/remove", RemoveClaim).Needs(Writers).WithSummary("Removes a claim.").GoesBack();
    }

    sealed record Ask(HttpContext Http, CallerWorkspace Caller, Texts Texts, IWorkspaceStore Store, ContractRefusals Refusals, CancellationToken Stop)
    {
        public IFormCollection Form { get; init; } = FormCollection.Empty;

        public SeenLibrary Seen { get; } = new(Caller, Store);

        public IPaperLibrary Library => Seen.Library;

        public IResult Refused(string page, IReadOnlyList<string> reasons)
        {
            if (Answers.IsProgram(Http)) return Problems.Of(StatusCodes.Status400BadRequest, string.Join(" ", reasons));
            var fields = Form.Where(f => f.Key != "__RequestVerificationToken").ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
            return TypedResults.LocalRedirect($"{Caller.At(page)}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}refused={Refusals.Keep(Caller.User.Id, Caller.Id, new(fields, [.. reasons.Take(MostReasons)]))}");
        }

        public IResult To(string page) => TypedResults.LocalRedirect(Caller.At(page));
    }

    static async Task<IResult> Do(Ask ask, string page, Func<Ask, Task<IResult>> work)
    {
        if (!ask.Http.Request.HasFormContentType) return TypedResults.BadRequest();
        ask = ask with { Form = await ask.Http.Request.ReadFormAsync(ask.Stop) };
        try
        {
            return await work(ask);
        }
        catch (MarkingException e)
        {
            return ask.Refused(page, [ask.Texts.Format("evidence.marking", e.Marking, e.Most)]);
        }
        catch (StoreLimitException e)
        {
            return ask.Refused(page, [ask.Texts.Format("evidence.limit", e.Most.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        }
    }

    static Task<IResult> Add(HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), "evidence", async ask =>
    {
        if (ask.Form["declared"] != "yes") return ask.Refused("evidence", [texts["workbench.problem.declare"]]);
        // Ids of papers that the caller does not see are taken, too: nothing of theirs is replaced unseen.
        var taken = (await ask.Library.Papers(Clearance.All, stop)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var file = ask.Form.Files.GetFile("file") is { Length: > 0 } sent ? sent : null;
        if (file is not null && PaperForm.IsList(file.FileName)) return await AddList(ask, file, taken);
        var findings = new List<Finding>();
        var text = file is null ? PaperText.None : await Text(file, findings, stop);
        if (findings.Any(f => f.Severity == Severity.Error)) return ask.Refused("evidence", [.. findings.Select(texts.Sentence)]);
        var (paper, reasons) = PaperForm.Read(ask.Form, file is null ? "" : Path.GetFileNameWithoutExtension(file.FileName), LanguageGuess.Of(text), caller, texts);
        if (paper is null) return ask.Refused("evidence", reasons);
        paper = paper with { Id = PaperId.Of(paper, taken.Contains) };
        await ask.Library.Save([(paper, file is null ? null : text)], caller.Actor, "", stop);
        return ask.To(PageOf(paper.Id));
    });

    static async Task<IResult> AddList(Ask ask, IFormFile file, HashSet<string> taken)
    {
        var findings = new List<Finding>();
        var marking = ask.Form["marking"].ToString() is { Length: > 0 } said ? said : FileMarking.Usual(ask.Caller);
        if (!FileMarking.Choices(ask.Caller).Contains(marking)) return ask.Refused("evidence", [ask.Texts["workbench.contract.wrong.marking"]]);
        if (file.Length > PaperFiles.MostBytes) return ask.Refused("evidence", [ask.Texts.Sentence(new("E-TEXT-02", Severity.Error, new(Name(file)), "32 MB"))]);
        var seen = (await ask.Seen.Papers(ask.Stop)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var papers = new List<(Paper, PaperText?)>();
        foreach (var read in PaperFiles.Read(Name(file), await Bytes(file, ask.Stop), findings))
        {
            var id = taken.Contains(read.Id) && !seen.Contains(read.Id) ? PaperId.Free(read.Id, taken.Contains) : read.Id;
            taken.Add(id);
            papers.Add((read with { Id = id, Marking = Clearance.Strictest([read.Marking, marking]) }, null));
        }
        if (papers.FirstOrDefault(p => !FileMarking.Choices(ask.Caller).Contains(p.Item1.Marking)).Item1 is { } strict) return ask.Refused("evidence", [ask.Texts["workbench.contract.wrong.marking"] + " " + strict.Id]);
        if (papers.Count == 0) return ask.Refused("evidence", findings.Count > 0 ? [.. findings.Select(ask.Texts.Sentence)] : [ask.Texts["workbench.evidence.wrong.list"]]);
        await ask.Library.Save(papers, ask.Caller.Actor, null, ask.Stop);
        // What was left out is said beside what was taken.
        return findings.Count > 0 ? ask.Refused($"evidence?taken={EvidenceNumber(papers.Count)}", [.. findings.Select(ask.Texts.Sentence)]) : ask.To($"evidence?taken={EvidenceNumber(papers.Count)}");
    }

    static Task<IResult> Change([Description("Id of the paper.")] string paper, HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), PageOf(paper), async ask =>
    {
        if (await ask.Seen.Find(paper, stop) is not { } stored) return TypedResults.NotFound();
        var file = ask.Form.Files.GetFile("file") is { Length: > 0 } sent ? sent : null;
        if (file is not null && ask.Form["declared"] != "yes") return ask.Refused(PageOf(paper), [texts["workbench.problem.declare"]]);
        var findings = new List<Finding>();
        PaperText? text = file is null ? null : await Text(file, findings, stop);
        if (findings.Any(f => f.Severity == Severity.Error)) return ask.Refused(PageOf(paper), [.. findings.Select(texts.Sentence)]);
        var (next, reasons) = PaperForm.Read(ask.Form, "", text is null ? "" : LanguageGuess.Of(text), caller, texts);
        if (next is null) return ask.Refused(PageOf(paper), reasons);
        next = next with { Id = stored.Id };
        try
        {
            await ask.Library.Save([(next, text)], caller.Actor, ask.Form["was"].ToString(), stop);
        }
        catch (StaleSaveException)
        {
            return await ask.Seen.Find(paper, stop) is { } theirs ? Conflict.Show(Differences(PaperForm.Of(next), PaperForm.Of(theirs)), http, caller.At(PageOf(paper)), ask.Form, ("was", VersionTag.Of(theirs))) : TypedResults.NotFound();
        }
        return ask.To(PageOf(paper) + "&saved=yes");
    });

    static Task<IResult> Remove([Description("Id of the paper.")] string paper, HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), "evidence", async ask =>
    {
        if (await ask.Seen.Find(paper, stop) is not { } stored) return TypedResults.NotFound();
        // Claims that the remover does not see would go with it unseen.
        if ((await ask.Library.Claims(Clearance.All, stop)).Count(c => c.Paper == paper) > (await ask.Seen.Claims(stop)).Count(c => c.Paper == paper)) return ask.Refused(PageOf(paper), [texts["workbench.evidence.wrong.unseen"]]);
        await ask.Library.Remove(stored.Id, caller.Actor, stop);
        return ask.To("evidence");
    });

    static Task<IResult> AddClaim(HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), "evidence/claim", async ask =>
    {
        var page = ClaimPageOf(ask.Form["paper"].ToString(), ask.Form["about"].ToString());
        var paper = await ask.Seen.Find(ask.Form["paper"].ToString(), stop);
        var (claim, reasons) = ClaimForm.Read(ask.Form, "x", paper, Package(caller), caller, texts);
        if (claim is null) return ask.Refused(page, reasons);
        var taken = (await ask.Library.Claims(Clearance.All, stop)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        claim = claim with { Id = IdOf(claim, taken) };
        await ask.Library.SaveClaim(claim, caller.Actor, "", stop);
        return ask.To($"evidence/claim?claim={Uri.EscapeDataString(claim.Id)}&saved=yes");
    });

    static Task<IResult> ChangeClaim([Description("Id of the claim.")] string claim, HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), $"evidence/claim?claim={Uri.EscapeDataString(claim)}", async ask =>
    {
        var page = $"evidence/claim?claim={Uri.EscapeDataString(claim)}";
        if ((await ask.Seen.Claims(stop)).FirstOrDefault(c => c.Id == claim) is not { } stored) return TypedResults.NotFound();
        var (next, reasons) = ClaimForm.Read(ask.Form, stored.Id, await ask.Seen.Find(ask.Form["paper"].ToString(), stop), stored.Package, caller, texts);
        if (next is null) return ask.Refused(page, reasons);
        try
        {
            await ask.Library.SaveClaim(next, caller.Actor, ask.Form["was"].ToString(), stop);
        }
        catch (StaleSaveException)
        {
            return (await ask.Seen.Claims(stop)).FirstOrDefault(c => c.Id == claim) is { } theirs ? Conflict.Show(Differences(ClaimForm.Of(next), ClaimForm.Of(theirs)), http, caller.At(page), ask.Form, ("was", VersionTag.Of(theirs))) : TypedResults.NotFound();
        }
        return ask.To(page + "&saved=yes");
    });

    static Task<IResult> RemoveClaim([Description("Id of the claim.")] string claim, HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, ContractRefusals refusals, CancellationToken stop) => Do(new(http, caller, texts, store, refusals, stop), "evidence/claims", async ask =>
    {
        if ((await ask.Seen.Claims(stop)).FirstOrDefault(c => c.Id == claim) is not { } stored) return TypedResults.NotFound();
        await ask.Library.RemoveClaim(stored.Id, caller.Actor, stop);
        return ask.To("evidence/claims");
    });

    static FieldDifference[] Differences(Dictionary<string, string> mine, Dictionary<string, string> theirs) => [.. mine.Keys.Where(k => mine[k] != theirs[k]).Select(k => new FieldDifference(k, mine[k], theirs[k]))];

    // The paper and a number: claims of one paper stand together.
    static string IdOf(Claim claim, HashSet<string> taken) => Enumerable.Range(1, int.MaxValue).Select(n => $"{claim.Paper[..Math.Min(claim.Paper.Length, 50)]}-{EvidenceNumber(n)}").First(id => !taken.Contains(id));

    static string Package(CallerWorkspace caller) => caller.HasNetwork ? caller.Network.Package.Head.Name : "";

    static string PageOf(string paper) => "evidence/paper?paper=" + Uri.EscapeDataString(paper);

    static string ClaimPageOf(string paper, string about) => $"evidence/claim?paper={Uri.EscapeDataString(Short(paper))}&about={Uri.EscapeDataString(Short(about))}";

    // What is sent may be of any length; an address may not.
    static string Short(string text) => text.Length > 300 ? "" : text;

    static string EvidenceNumber(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Name(IFormFile file) => file.FileName.Split('/', '\\')[^1] is var name && name.Length > 120 ? name[^120..] : name;

    static async Task<PaperText> Text(IFormFile file, List<Finding> findings, CancellationToken stop)
    {
        if (file.Length > new ExtractionLimits().Bytes)
        {
            findings.Add(new("E-TEXT-02", Severity.Error, new(Name(file)), "32 MB"));
            return PaperText.None;
        }
        return await ReadingProcess.Read(Name(file), await Bytes(file, stop), findings, stop);
    }

    static async Task<byte[]> Bytes(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}
