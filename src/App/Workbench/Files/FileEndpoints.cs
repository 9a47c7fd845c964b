using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Files;

/// <summary>Files beside the package, for engines that read files of their own: networks of firms, fault trees. Each has a marking; who is not cleared
/// for it neither sees the file nor what comes of it.</summary>
sealed class FileEndpoints : IWorkspaceEndpoints
{
    const int MostName = 120;

    // Pages that files are sent from, and come back to.
    static readonly string[] Pages = ["cascade", "cuts", "pool"];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapPost("files", Send).Needs(Role.Analyst, Role.Steward).DisableAntiforgery()
            .WithSummary("Keeps files beside the package: the links and firms of a network of firms, classes, shocks, a fault tree, or transport of a joint order. Files with errors are refused with their findings.")
            .TakesForm([.. FileCheck.Kinds.Select(k => new ApiParameter(k, About(k)) { Type = "file" }),
                new("declared", "yes: it is no result of a mapping that is classified.") { IsRequired = true, Choices = ["yes"] }, new("marking", "Who may see them and what comes of them.") { Choices = FieldCatalog.Markings },
                new("shock-name", "Name of a shock that is typed."), new("shock", "A firm and what is left of its output in each line, such as acme 0.4."), new("return", "Page to go back to.") { Choices = Pages }])
            .Gives(ApiNotes.Json, StatusCodes.Status201Created, "Kept.").GoesBack().Refuses(413, 422);
        workspace.MapGet("files", List).Needs(Role.Analyst, Role.Steward).WithSummary("Files beside the package that the caller may see, newest first.").Gives(ApiNotes.Json);
        workspace.MapDelete("files/{kind}/{hash}", async ([Description("What it is read as: links, firms, classes, shocks, tree, transport.")] string kind, [Description("SHA-256 of its bytes.")] string hash, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
            await Remove(kind, hash, caller, store, stop) is { } refused ? refused : TypedResults.NoContent()).Needs(Role.Analyst, Role.Steward).WithSummary("Removes a file: who sent it may, and a steward.").Gives("", StatusCodes.Status204NoContent, "Removed.");
        workspace.MapPost("files/{kind}/{hash}/remove", async ([Description("What it is read as: links, firms, classes, shocks, tree, transport.")] string kind, [Description("SHA-256 of its bytes.")] string hash, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
            await Remove(kind, hash, caller, store, stop) is { } refused ? refused : TypedResults.LocalRedirect(caller.At(kind switch { "tree" => "cuts", "transport" => "pool", _ => "cascade" }))).Needs(Role.Analyst, Role.Steward).WithSummary("The same, as a form of a page.").GoesBack();
    }

    static string About(string kind) => kind switch
    {
        "links" => "CSV of who sells how much to whom; comes together with firms.", "firms" => "CSV of the firms and their sectors; comes together with links.",
        "classes" => "CSV of how badly sectors need each other.", "shocks" => "CSV of shocks: scenario, firm, left.", "transport" => "CSV of transport: line, buyer, days, cost.", _ => "A fault tree in Open-PSA XML.",
    };

    static async Task<IResult> Send(HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, UploadEndpoints uploads, FileRefusals refusals, CancellationToken stop)
    {
        var form = await UploadEndpoints.Form(http, stop);
        var page = Pages.Contains(form["return"].ToString()) ? form["return"].ToString() : Pages[0];
        var sent = new Dictionary<string, SentFile>(StringComparer.Ordinal);
        foreach (var kind in FileCheck.Kinds)
            if (form.Files.GetFile(kind) is { Length: > 0 } file) sent[kind] = await Read(file, stop);
        if (form["shock"].ToString().Trim().Length > 0)
        {
            if (TypedShock.Of(form["shock-name"].ToString(), form["shock"].ToString()) is not { } typed) return Answers.Problem(http, caller, texts, "shock", StatusCodes.Status400BadRequest, page);
            sent["shocks"] = typed;
        }
        if (!sent.Keys.All(k => MayUse(caller, k))) return Problems.Of(StatusCodes.Status403Forbidden);
        if (sent.Count == 0) return Answers.Problem(http, caller, texts, "file", StatusCodes.Status400BadRequest, page);
        if (sent.ContainsKey("links") != sent.ContainsKey("firms")) return Answers.Problem(http, caller, texts, "pair", StatusCodes.Status400BadRequest, page);
        if (form["declared"] != "yes") return Answers.Problem(http, caller, texts, "declare", StatusCodes.Status400BadRequest, page);
        var marking = form["marking"].ToString() is { Length: > 0 } said ? said : FileMarking.Usual(caller);
        // Who marks above what he may see himself would lose sight of what he sent.
        if (!FieldCatalog.Markings.Contains(marking) || !caller.Clearance.Covers(marking)) return Answers.Problem(http, caller, texts, "form", StatusCodes.Status400BadRequest, page);
        if (await uploads.Read(() => FileCheck.Of(sent), stop) is not { } findings) return Answers.Problem(http, caller, texts, "slow", StatusCodes.Status422UnprocessableEntity, page);
        if (findings.Any(f => f.Severity == Severity.Error))
            return Answers.IsProgram(http) ? TypedResults.Text(JsonText.Of(json => FindingsJson.Write(json, findings, texts)), ApiNotes.Json, statusCode: StatusCodes.Status422UnprocessableEntity)
                : TypedResults.LocalRedirect($"{caller.At(page)}?refused={refusals.Keep(caller.User.Id, caller.Id, findings)}");
        return await Keep(http, caller, texts, store, sent, marking, page, stop);
    }

    static async Task<IResult> Keep(HttpContext http, CallerWorkspace caller, Texts texts, IWorkspaceStore store, Dictionary<string, SentFile> sent, string marking, string page, CancellationToken stop)
    {
        var kept = new List<DataFile>();
        try
        {
            foreach (var (kind, file) in sent) kept.Add((await store.AddFile(new(caller.Id, "", kind) { Name = file.Name, Marking = marking, AddedBy = caller.Actor }, file.Bytes, stop)).File);
        }
        catch (MarkingException)
        {
            return Answers.Problem(http, caller, texts, "marking", StatusCodes.Status422UnprocessableEntity, page);
        }
        catch (StoreLimitException)
        {
            return Answers.Problem(http, caller, texts, "files", StatusCodes.Status413PayloadTooLarge, page);
        }
        // What was there before keeps the marking it has, which may be above what this sender sees.
        kept.RemoveAll(f => !caller.Clearance.Covers(f.Marking));
        return Answers.IsProgram(http) ? TypedResults.Text(Json(kept), ApiNotes.Json, statusCode: StatusCodes.Status201Created)
            : TypedResults.LocalRedirect($"{caller.At(page)}?{string.Join('&', kept.Select(f => $"{f.Kind}={f.Hash}"))}");
    }

    static async Task<SentFile> Read(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, stop);
        var name = file.FileName.Split('/', '\\')[^1];
        return new(name.Length > MostName ? name[^MostName..] : name, bytes.ToArray());
    }

    // Networks of firms and fault trees say who is weak where: they are for analysts. Orders are the steward's work, too.
    static bool MayUse(CallerWorkspace caller, string kind) => caller.Has(Role.Analyst) || kind == "transport";

    static async Task<IResult> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        TypedResults.Text(Json([.. (await store.Files(caller.Id, stop)).Where(f => MayUse(caller, f.Kind) && caller.Clearance.Covers(f.Marking))]), ApiNotes.Json);

    static string Json(IReadOnlyList<DataFile> files) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteList("files", files, f => Write(json, f));
        json.WriteEndObject();
    });

    static void Write(Utf8JsonWriter json, DataFile file)
    {
        json.WriteStartObject();
        json.WriteString("kind", file.Kind);
        json.WriteString("name", file.Name);
        json.WriteString("sha256", file.Hash);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("marking", file.Marking);
        json.WriteEndObject();
    }

    /// <summary>True where the caller may remove a file.</summary>
    public static bool MayRemove(CallerWorkspace caller, DataFile file)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(file);
        return file.AddedBy == caller.Actor || caller.Has(Role.Steward);
    }

    static async Task<IResult?> Remove(string kind, string hash, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindFile(caller.Id, hash, kind, stop) is not { } file || !MayUse(caller, kind) || !caller.Clearance.Covers(file.Marking)) return TypedResults.NotFound();
        if (!MayRemove(caller, file)) return Problems.Of(StatusCodes.Status403Forbidden);
        await store.RemoveFile(caller.Id, hash, kind, caller.Actor, stop);
        return null;
    }
}
