using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Import;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Snapshots of a workspace: the list, each as a file, two compared, an older one made the current one again.</summary>
sealed class SnapshotEndpoints(IWorkspaceStore store, Networks networks, Drafts drafts, Diffs diffs)
{
    const int MostListed = 1000;

    /// <summary>The list, newest first; its tag is the current snapshot, which an upload names in <c>If-Match</c>. Hashes are for who sees all of a snapshot.</summary>
    public async Task<IResult> List(HttpContext http, CallerWorkspace caller, CancellationToken stop)
    {
        var all = await store.Snapshots(caller.Id, stop);
        if (caller.Withheld == 0) http.Response.GetTypedHeaders().ETag = Answers.Tag(caller.Snapshot);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("current", all.FirstOrDefault(s => s.Hash == caller.Snapshot)?.Number ?? 0);
            json.WriteNumber("count", all.Count);
            json.WriteList("snapshots", all.Take(MostListed), s =>
            {
                json.WriteStartObject();
                json.WriteNumber("number", s.Number);
                json.WriteText("snapshot", SeesAll(caller, s) ? s.Hash : null);
                json.WriteString("package", s.Name);
                json.WriteString("title", s.Title);
                json.WriteText("asOf", s.AsOf is { } day ? Core.Model.Dates.Text(day) : null);
                json.WriteNumber("rows", s.Rows);
                json.WriteString("marking", s.Marking);
                json.WriteString("note", s.Note);
                json.WriteString("added", s.Added.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }), "application/json");
    }

    // By the strictest marking: one row above it is enough to withhold something.
    // Who does not see priorities could try them all against the hash of an older one.
    static bool SeesAll(CallerWorkspace caller, Snapshot snapshot) => caller.Clearance.Covers(snapshot.Marking) && (caller.Clearance.SeesPriorities || (snapshot.Hash == caller.Snapshot && caller.Withheld == 0));

    /// <summary>A snapshot as a ZIP or a workbook, in the caller's clearance. Names stand in it, so it asks for the right to see them.</summary>
    public async Task<IResult> Download(long number, string form, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        if (!SeenData.MayName(caller)) return TypedResults.Problem(texts["workbench.data.names"], statusCode: StatusCodes.Status403Forbidden);
        if (await SeenData.Of(caller, store, networks, number, stop) is not { } data) return TypedResults.NotFound();
        var withheld = data.Seen.Withheld > 0;
        await store.Append(new(caller.Actor, caller.Id, "snapshot.download", number.ToString(CultureInfo.InvariantCulture), withheld ? caller.Clearance.Marking : ""), stop);
        using var bytes = new MemoryStream();
        try
        {
            PackageWriter.Write(data.Package, bytes, "x." + form);
        }
        catch (ArgumentException e)
        {
            // A name or a cell that this container cannot hold; the message says which.
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        return TypedResults.File(bytes.ToArray(), form == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "application/zip",
            $"{caller.Id}-{number.ToString(CultureInfo.InvariantCulture)}{(withheld ? "-view" : "")}.{form}", entityTag: Answers.Tag(data.Package.Hash + "." + form));
    }

    /// <summary>Two snapshots compared, in the JSON of <c>vauban diff</c>.</summary>
    public async Task<IResult> Diff(long before, long after, int trials, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        // A list with holes would be taken for the whole.
        if (!SeenData.MayName(caller)) return TypedResults.Problem(texts["workbench.data.names"], statusCode: StatusCodes.Status403Forbidden);
        if (await SeenData.Of(caller, store, networks, before, stop) is not { } old || await SeenData.Of(caller, store, networks, after, stop) is not { } now) return TypedResults.NotFound();
        return Answer(await diffs.Of(caller, old, now, trials, stop), texts);
    }

    /// <summary>The current snapshot against a draft of the caller.</summary>
    public async Task<IResult> DraftDiff(string id, int trials, CallerWorkspace caller, Texts texts, CancellationToken stop) =>
        drafts.Find(id, caller.Id, caller.User.Id) is { } draft && await DiffQuery.OfDraft(caller, draft, diffs, trials, stop) is { } diff ? Answer(diff, texts) : TypedResults.NotFound();

    static IResult Answer(SeenDiff diff, Texts texts) => diff.Verdicts is { } verdicts
        ? TypedResults.Text(JsonText.Of(json => DiffJson.Write(json, verdicts)), "application/json")
        : TypedResults.Problem(texts["workbench.data.diff.slow"], statusCode: StatusCodes.Status422UnprocessableEntity);

    /// <summary>Makes an older snapshot the current one again.</summary>
    public async Task<IResult> MakeCurrent(long number, HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await UploadEndpoints.Form(http, stop);
        var expected = Answers.Expected(http, form, out var isAny);
        if (expected is null && !isAny) return Answers.Problem(http, caller, texts, "base", StatusCodes.Status428PreconditionRequired);
        if (await SeenData.Of(caller, store, networks, number, stop) is not { } data) return TypedResults.NotFound();
        if (data.Seen.Withheld > 0 || caller.Withheld > 0) return Answers.Problem(http, caller, texts, "clearance", StatusCodes.Status403Forbidden);
        try
        {
            await store.AddSnapshot(caller.Id, data.Package, caller.Actor, expected: expected, stop: stop);
        }
        catch (SnapshotChangedException)
        {
            return Answers.Problem(http, caller, texts, "changed", StatusCodes.Status412PreconditionFailed, $"data/changes?before={number.ToString(CultureInfo.InvariantCulture)}");
        }
        return Answers.IsProgram(http) ? TypedResults.NoContent() : TypedResults.LocalRedirect(caller.At("data") + "?sent=back");
    }
}

/// <summary>Where snapshots are.</summary>
sealed class SnapshotRoutes : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("snapshots", (HttpContext http, CallerWorkspace caller, SnapshotEndpoints snapshots, CancellationToken stop) => snapshots.List(http, caller, stop)).WithSummary("Snapshots, newest first; the tag is what an upload names in If-Match.").Gives(ApiNotes.Json);
        foreach (var form in new[] { "zip", "xlsx" })
            workspace.MapGet($"snapshots/{{number:long}}.{form}", (long number, CallerWorkspace caller, Texts texts, SnapshotEndpoints snapshots, CancellationToken stop) => snapshots.Download(number, form, caller, texts, stop))
                .WithSummary($"A snapshot as a {form.ToUpperInvariant()}, as the caller may see it; for who may see names.").Gives(form == "zip" ? "application/zip" : ApiNotes.Xlsx).Refuses(409);
        workspace.MapGet("snapshots/{before:long}/diff/{after:long}", (long before, long after, CallerWorkspace caller, Texts texts, SnapshotEndpoints snapshots, CancellationToken stop, [Description("Most trials in the search for causes of moved verdicts.")] int trials = 0) => snapshots.Diff(before, after, trials, caller, texts, stop)).WithSummary("Two snapshots compared, as vauban diff gives it.").Gives(ApiNotes.Json).Refuses(403);
        workspace.MapGet("uploads/{id}/diff", (string id, CallerWorkspace caller, Texts texts, SnapshotEndpoints snapshots, CancellationToken stop, [Description("Most trials in the search for causes of moved verdicts.")] int trials = 0) => snapshots.DraftDiff(id, trials, caller, texts, stop)).Needs(Role.Steward).WithSummary("The current snapshot against a draft of the caller.").Gives(ApiNotes.Json);
        workspace.MapPost("snapshots/{number:long}/current", (long number, HttpContext http, CallerWorkspace caller, Texts texts, SnapshotEndpoints snapshots, CancellationToken stop) => snapshots.MakeCurrent(number, http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Makes an older snapshot the current one again, over the one that If-Match or base names.").TakesForm(UploadRoutes.Base).Gives("", StatusCodes.Status204NoContent, "It is the current one.").GoesBack().Refuses(412, 428);
    }
}
