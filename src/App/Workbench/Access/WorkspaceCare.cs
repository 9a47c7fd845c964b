using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Taking a workspace out, and doing away with it: for its administrators. Both leave a line in the audit log.</summary>
sealed class WorkspaceCare : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        // Posted although nothing of the workspace changes: a link must not make somebody take out everything by a look at it.
        workspace.MapPost("export", Export).Needs(Role.Administrator).WithSummary("The whole workspace as a ZIP: snapshots, decisions, comments, audit log. For administrators whose clearance covers all of it.").Gives("application/zip");
        workspace.MapPost("delete", Delete).Needs(Role.Administrator).WithSummary("Removes the workspace with everything in it. Its name must be given again.").GoesBack();
    }

    /// <summary>The strictest marking of any snapshot of a workspace, and of any contract that it keeps.</summary>
    public static async Task<string> MarkingOf(IWorkspaceStore store, string workspace, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Clearance.Strictest([.. (await store.Snapshots(workspace, stop)).Select(s => s.Marking), .. (await store.Scenarios(workspace, stop)).Select(s => Eligibility.OwnContract.Of(s.Changes)?.Marking ?? "")]);
    }

    // The file holds every row and name: who gives out clearances has not thereby one himself.
    static async Task<IResult> Export(CallerWorkspace caller, Texts texts, IWorkspaceStore store, CancellationToken stop)
    {
        var marking = await MarkingOf(store, caller.Id, stop);
        if (!caller.Clearance.Covers(marking)) return TypedResults.Problem(texts.Format("workbench.care.export.clearance", marking, caller.Clearance.Marking), statusCode: StatusCodes.Status403Forbidden);
        // On the disk and not in memory: it may be as large as the store. It is gone with its last reader.
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            if (!await store.ExportWorkspace(caller.Id, file, caller.User.Id, stop))
            {
                await file.DisposeAsync();
                return TypedResults.NotFound();
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return TypedResults.File(file, "application/zip", $"{caller.Id}.zip");
    }

    static async Task<IResult> Delete([FromForm, Description("Name of the workspace, again.")] string? confirm, CallerWorkspace caller, Texts texts, IWorkspaceStore store, CancellationToken stop)
    {
        if (confirm?.Trim() != caller.Workspace.Name.Trim()) return TypedResults.Problem(texts.Format("workbench.care.delete.name", caller.Workspace.Name), statusCode: StatusCodes.Status400BadRequest);
        await store.DeleteWorkspace(caller.Id, caller.User.Id, stop);
        return TypedResults.LocalRedirect("/");
    }
}
