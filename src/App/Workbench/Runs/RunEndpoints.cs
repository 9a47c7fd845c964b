using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Runs;

/// <summary>What a page that waits for a run asks: how far it is, to stop it, to begin it again.</summary>
sealed class RunEndpoints : IWorkspaceEndpoints
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder workspace)
    {
        ApiParameter back = new("return", "Address of the page to go back to.");
        workspace.MapGet("runs/{run}/events", Follow).WithSummary("How far the run is that a page waits for, as server-sent events until it ends.").Gives("text/event-stream");
        workspace.MapPost("runs/{run}/stop", Stop).WithSummary("Stops the run that a page waits for: for whoever asked first, and for administrators.").TakesForm(back).GoesBack();
        workspace.MapPost("runs/{run}/again", Again).WithSummary("Forgets that a run was stopped, so that its page begins it again.").TakesForm(back).GoesBack();
    }

    /// <summary>True where the caller may stop a run.</summary>
    public static bool MayStop(CallerWorkspace caller, PageRun run) => run.By == caller.User.Id || caller.Has(Role.Administrator);

    static async Task Follow(string run, CallerWorkspace caller, RunBoard board, Texts texts, TimeProvider time, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentType = "text/event-stream";
        var before = "";
        while (!stop.IsCancellationRequested)
        {
            var changed = board.Changed;
            // What is known no more is done: the page has it, or says why not.
            var found = board.Find(caller, run);
            var isEnded = found is not { State: RunState.Open };
            var now = JsonSerializer.Serialize(new { done = found?.Steps.Done ?? 0, of = found?.Steps.Of ?? 0, text = found?.Words(texts) ?? texts["workbench.job.done"], isEnded });
            if (now != before)
            {
                await http.Response.WriteAsync($"data: {now}\n\n", stop);
                await http.Response.Body.FlushAsync(stop);
            }
            if (isEnded) return;
            before = now;
            await Bell.Wait(changed, Look, time, stop);
        }
    }

    static async Task<IResult> Stop(string run, CallerWorkspace caller, RunBoard board, HttpContext http, CancellationToken stop)
    {
        if (board.Find(caller, run) is { } found)
        {
            if (!MayStop(caller, found)) return Problems.Of(StatusCodes.Status403Forbidden);
            found.Cancel();
        }
        return await Back(http, caller, stop);
    }

    static async Task<IResult> Again(string run, CallerWorkspace caller, RunBoard board, HttpContext http, CancellationToken stop)
    {
        if (board.Find(caller, run) is { State: not RunState.Open } found) board.Forget(found);
        return await Back(http, caller, stop);
    }

    static async Task<IResult> Back(HttpContext http, CallerWorkspace caller, CancellationToken stop)
    {
        var address = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(stop))["return"].ToString() : "";
        return TypedResults.LocalRedirect(address.StartsWith($"/w/{caller.Id}", StringComparison.Ordinal) ? address : caller.At());
    }
}
