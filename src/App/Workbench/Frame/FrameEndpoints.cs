using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;

namespace Vauban.App.Workbench.Frame;

/// <summary>What those ask who run the server: does it live, and how is it.</summary>
static class FrameEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", Health).AllowAnonymous().DisableRateLimiting().WithSummary("Whether the server and its store live.").Gives("text/plain");
        // Figures about the server are for those who sign in; a collector does so with a key.
        app.MapGet("/metrics", (RequestMetrics metrics) => TypedResults.Text(metrics.Text(), "text/plain; version=0.0.4")).NeedsScope(KeyScopes.Metrics)
            .WithSummary("Figures about requests and memory, in the text form that collectors read.").Gives("text/plain");
    }

    static async Task<IResult> Health(IWorkspaceStore store, CancellationToken stop)
    {
        _ = await store.Setting("health", stop);
        return TypedResults.Text("healthy");
    }
}
