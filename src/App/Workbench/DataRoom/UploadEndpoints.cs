using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Formats;
using Vauban.App.Import;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Data into a workspace: what is sent waits as a draft until its sender accepts what he sees. The same content again is the same
/// snapshot; who was overtaken sees what the other changed before anything is replaced.</summary>
sealed class UploadEndpoints(IWorkspaceStore store, Drafts drafts) : IDisposable
{
    const int MostFiles = 64, MostNote = 2000, MostGoals = 20;
    const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Nobody waits longer for what is to be read; the limits end the reading itself.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    readonly SemaphoreSlim _turn = new(2);

    /// <summary>Takes files: <c>files</c>, <c>kind</c> (package, sheet, notices, foreign, or empty to find out), <c>goal</c> and <c>marking</c> of a sheet, <c>note</c>,
    /// <c>declared</c> (yes). With <c>accept</c> (yes) and the expected current snapshot as <c>If-Match</c> or <c>base</c> what has no error is
    /// stored at once; else it waits as a draft.</summary>
    public async Task<IResult> Send(HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (form.Files.Count is 0 or > MostFiles || form.Files.All(f => f.Length == 0)) return Answers.Problem(http, caller, texts, "nothing", StatusCodes.Status400BadRequest);
        if (form["declared"] != "yes") return Answers.Problem(http, caller, texts, "declare", StatusCodes.Status400BadRequest);
        var goals = form["goal"].OfType<string>().SelectMany(g => g.Split(['\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        if (form["note"].ToString().Length > MostNote || goals.Length > MostGoals) return Answers.Problem(http, caller, texts, "form", StatusCodes.Status400BadRequest);
        var isAccepted = form["accept"] == "yes";
        var expected = Answers.Expected(http, form, out var isAny);
        if (isAccepted && expected is null && !isAny) return Answers.Problem(http, caller, texts, "base", StatusCodes.Status428PreconditionRequired);
        if (caller.Withheld > 0) return Refused(http, caller, texts);
        var files = await Files(form.Files, stop);
        if (form["kind"] == "sheet" && files.Count != 1) return Answers.Problem(http, caller, texts, "one-sheet", StatusCodes.Status400BadRequest);
        var options = new UploadOptions { Kind = form["kind"].ToString(), Goals = goals, Into = caller.HasNetwork ? caller.Network.Package : null };
        if (form["marking"].ToString() is { Length: > 0 } marking)
        {
            if (!FieldCatalog.Markings.Contains(marking)) return Answers.Problem(http, caller, texts, "form", StatusCodes.Status400BadRequest);
            options = options with { Marking = marking };
        }
        if (await Read(() => Upload.Of(files, options), stop) is not { } upload) return Answers.Problem(http, caller, texts, "slow", StatusCodes.Status422UnprocessableEntity);
        var draft = new Draft("", caller.Id, caller.User.Id, files, upload) { Note = form["note"].ToString().Trim(), Base = caller.Snapshot };
        if (isAccepted && upload.Network is not null) return await Store(http, caller, texts, draft, expected, stop);
        draft = drafts.Keep(draft);
        return Answers.IsProgram(http) ? Shown(http, caller, texts, draft) : TypedResults.LocalRedirect(PageOf(caller, draft));
    }

    /// <summary>Reads files in turn; null where that takes too long.</summary>
    public async Task<T?> Read<T>(Func<T> read, CancellationToken stop) where T : class
    {
        await _turn.WaitAsync(stop);
        var reading = Task.Run(() =>
        {
            try
            {
                return read();
            }
            finally
            {
                _turn.Release();
            }
        }, CancellationToken.None);
        try
        {
            return await reading.WaitAsync(Longest, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>A draft as <c>vauban validate --json</c> or, of a merge, <c>vauban merge --json</c> gives it.</summary>
    public static IResult Shown(HttpContext http, CallerWorkspace caller, Texts texts, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        http.Response.Headers.Location = caller.Api("uploads/" + draft.Id);
        return TypedResults.Text(JsonText.Of(json =>
        {
            if (draft.Merge is { } merge) MergeJson.Write(json, merge, draft.Upload.Findings, texts);
            else ValidateJson.Write(json, draft.Upload.Network, draft.Upload.Findings, texts);
        }), "application/json", statusCode: draft.Upload.Network is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Shows a draft.</summary>
    public IResult Look(string id, HttpContext http, CallerWorkspace caller, Texts texts) =>
        drafts.Find(id, caller.Id, caller.User.Id) is { } draft ? Shown(http, caller, texts, draft) : Answers.Problem(http, caller, texts, "gone", StatusCodes.Status404NotFound);

    /// <summary>Makes a draft the current snapshot over the one that its sender saw (<c>If-Match</c> or <c>base</c>).</summary>
    public async Task<IResult> Accept(string id, HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await Form(http, stop);
        if (drafts.Find(id, caller.Id, caller.User.Id) is not { } draft) return Answers.Problem(http, caller, texts, "gone", StatusCodes.Status404NotFound);
        var expected = Answers.Expected(http, form, out var isAny);
        if (expected is null && !isAny) return Answers.Problem(http, caller, texts, "base", StatusCodes.Status428PreconditionRequired);
        if (draft.Upload.Network is null) return Answers.Problem(http, caller, texts, "errors", StatusCodes.Status422UnprocessableEntity, Page(draft));
        return caller.Withheld > 0 ? Refused(http, caller, texts) : await Store(http, caller, texts, draft, expected, stop);
    }

    /// <summary>Forgets a draft.</summary>
    public IResult Drop(string id, HttpContext http, CallerWorkspace caller)
    {
        if (drafts.Find(id, caller.Id, caller.User.Id) is { } draft) drafts.Drop(draft);
        return Answers.IsProgram(http) ? TypedResults.NoContent() : TypedResults.LocalRedirect(caller.At("data"));
    }

    /// <summary>A copy of what was sent, with every finding beside its cell.</summary>
    public IResult Copy(string id, HttpContext http, CallerWorkspace caller, Texts texts)
    {
        if (drafts.Find(id, caller.Id, caller.User.Id) is not { Files.Count: > 0 } draft) return Answers.Problem(http, caller, texts, "gone", StatusCodes.Status404NotFound);
        var bytes = AnnotatedCopy.Write([.. draft.Files.Select(f => (f.Name, f.Bytes))], draft.Upload.Findings, texts);
        return TypedResults.File(bytes, Workbook, $"{PackageWriter.NameOf(draft.Files[0].Name)}-findings.xlsx");
    }

    // Who does not see all of the data would replace rows that he cannot put back.
    static IResult Refused(HttpContext http, CallerWorkspace caller, Texts texts) => Answers.Problem(http, caller, texts, "clearance", StatusCodes.Status403Forbidden);

    async Task<IResult> Store(HttpContext http, CallerWorkspace caller, Texts texts, Draft draft, string? expected, CancellationToken stop)
    {
        var network = draft.Upload.Network!;
        try
        {
            var (snapshot, isNew) = await store.AddSnapshot(caller.Id, network.Package, caller.Actor, draft.Note, expected, stop);
            drafts.Drop(draft);
            if (!Answers.IsProgram(http)) return TypedResults.LocalRedirect($"{caller.At("data")}?sent={(isNew ? "new" : "same")}");
            http.Response.GetTypedHeaders().ETag = Answers.Tag(snapshot.Hash);
            http.Response.Headers.Location = caller.Api($"snapshots/{snapshot.Number.ToString(CultureInfo.InvariantCulture)}.zip");
            return TypedResults.Text(JsonText.Of(json => ValidateJson.Write(json, network, draft.Upload.Findings, texts)), "application/json", statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
        catch (SnapshotChangedException e)
        {
            draft = drafts.Keep(draft);
            if (!Answers.IsProgram(http)) return TypedResults.LocalRedirect(PageOf(caller, draft) + "&problem=changed");
            http.Response.GetTypedHeaders().ETag = Answers.Tag(e.Current);
            return TypedResults.Problem(texts["workbench.problem.changed"], statusCode: StatusCodes.Status412PreconditionFailed, title: "changed",
                extensions: [new("current", e.Current), new("diff", caller.Api($"uploads/{draft.Id}/diff"))]);
        }
        catch (MarkingException)
        {
            return Answers.Problem(http, caller, texts, "marking", StatusCodes.Status422UnprocessableEntity, Page(drafts.Keep(draft)));
        }
        catch (StoreLimitException)
        {
            return Answers.Problem(http, caller, texts, "large", StatusCodes.Status413PayloadTooLarge, Page(drafts.Keep(draft)));
        }
    }

    /// <summary>A program may send nothing but a header.</summary>
    public static async Task<IFormCollection> Form(HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(stop) : FormCollection.Empty;
    }

    static string Page(Draft draft) => "data/draft?id=" + draft.Id;

    /// <summary>Address of the page of a draft.</summary>
    public static string PageOf(CallerWorkspace caller, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        return caller.At(Page(draft));
    }

    /// <summary>Files of a form, without folders in their names.</summary>
    public static async Task<IReadOnlyList<SentFile>> Files(IFormFileCollection files, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(files);
        var read = new List<SentFile>();
        foreach (var file in files.Where(f => f.Length > 0))
        {
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, stop);
            var name = file.FileName.Split('/', '\\')[^1];
            read.Add(new(name.Length > 200 ? name[^200..] : name, bytes.ToArray()));
        }
        return read;
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>Where uploads arrive.</summary>
sealed class UploadRoutes : IWorkspaceEndpoints
{
    // Forms are checked for their token by the pipeline (FormTokens); a program with a key sends none.
    /// <summary>The snapshot that a change is meant for, where no header says it.</summary>
    internal static ApiParameter Base => new("base", "Hash of the snapshot that was seen, where If-Match does not say it.");

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapPost("uploads", (HttpContext http, CallerWorkspace caller, Texts texts, UploadEndpoints uploads, CancellationToken stop) => uploads.Send(http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Sends a package or a sheet: it waits as a draft, or with accept is stored over the snapshot that If-Match names. The same content again is the same snapshot.")
            .TakesForm(new("files", "A ZIP, a workbook, or the CSV files of a package.") { Type = "file", IsList = true, IsRequired = true }, new("declared", "yes: it is no result of a mapping that is classified.") { IsRequired = true, Choices = ["yes"] },
                new("kind", "package, sheet, notices (eForms or Open Contracting releases), foreign (a format that vauban convert reads), both added to the data there are, or empty to find out.") { Choices = ["", "package", "sheet", "notices", "foreign"] }, new("goal", "Goal of a sheet.") { IsList = true }, new("marking", "Marking of a sheet.") { Choices = FieldCatalog.Markings },
                new("note", "What it is, up to 2,000 characters."), new("accept", "yes: stored at once where it has no error.") { Choices = ["yes"] }, Base)
            .Gives(ApiNotes.Json, about: "A draft, or what was stored before.").Gives(ApiNotes.Json, StatusCodes.Status201Created, "Stored as a new snapshot.").GoesBack().Refuses(409, 412, 422, 428);
        workspace.MapGet("uploads/{id}", (string id, HttpContext http, CallerWorkspace caller, Texts texts, UploadEndpoints uploads) => uploads.Look(id, http, caller, texts)).Needs(Role.Steward).WithSummary("A draft of the caller, as vauban validate or merge gives it.").Gives(ApiNotes.Json).Refuses(422);
        workspace.MapPost("uploads/{id}/accept", (string id, HttpContext http, CallerWorkspace caller, Texts texts, UploadEndpoints uploads, CancellationToken stop) => uploads.Accept(id, http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Makes a draft the current snapshot over the one that If-Match or base names.").TakesForm(Base).Gives(ApiNotes.Json).Gives(ApiNotes.Json, StatusCodes.Status201Created, "Stored as a new snapshot.").GoesBack().Refuses(409, 412, 422, 428);
        workspace.MapPost("uploads/{id}/drop", (string id, HttpContext http, CallerWorkspace caller, UploadEndpoints uploads) => uploads.Drop(id, http, caller)).Needs(Role.Steward).DisableAntiforgery().WithSummary("Forgets a draft.").Gives("", StatusCodes.Status204NoContent, "Forgotten.").GoesBack();
        workspace.MapGet("uploads/{id}/copy.xlsx", (string id, HttpContext http, CallerWorkspace caller, Texts texts, UploadEndpoints uploads) => uploads.Copy(id, http, caller, texts)).Needs(Role.Steward).WithSummary("What was sent as a workbook, with every finding beside its cell.").Gives(ApiNotes.Xlsx);
    }
}
