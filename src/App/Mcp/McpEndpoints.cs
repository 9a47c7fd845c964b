using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Mcp;

/// <summary>The same answers at <c>/mcp</c>, for an assistant with a person's key: his workspaces, his rights, and nothing above the marking that may leave.</summary>
static class McpEndpoints
{
    /// <summary>Address.</summary>
    public const string Path = "/mcp";

    /// <summary>Adds what they need, where the server is started with them.</summary>
    public static void AddMcp(this IServiceCollection services, ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton<McpMarking>();
        if (options.McpMarking is null) return;
        services.AddSingleton<IMcpPackages>(s => new CallersPackages(s.GetRequiredService<IHttpContextAccessor>(), s.GetRequiredService<IWorkspaceStore>(), s.GetRequiredService<Networks>(), s.GetRequiredService<McpMarking>()));
        services.AddMcpServer(server =>
        {
            server.ServerInfo = McpTools.Server;
            server.ServerInstructions = McpTools.Instructions;
            // No server has to remember anybody: every question carries its key.
        }).WithHttpTransport(http => http.Stateless = true);
        services.AddSingleton(s => new McpEngines(s.GetRequiredService<AssessmentRuns>().Assess, s.GetRequiredService<AssessmentRuns>().Without, s.GetRequiredService<ExposureRuns>().Dependents));
        services.AddSingleton(s => new McpAnswers(s.GetRequiredService<IMcpPackages>(), s.GetRequiredService<McpEngines>(), Texts.For("en")));
        services.AddOptions<McpServerOptions>().Configure<McpAnswers>((server, answers) => server.ToolCollection = [.. McpTools.Of(answers)]);
    }

    /// <summary>Maps them, where the server is started with them.</summary>
    public static void MapMcp(this WebApplication app, ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.McpMarking is not null) app.MapMcp(Path).OnlyReads();
    }

    // Asked anew every time: rights and data may have changed since the last question.
    sealed class CallersPackages(IHttpContextAccessor accessor, IWorkspaceStore store, Networks networks, McpMarking mayLeave) : IMcpPackages
    {
        public async Task<IReadOnlyList<CallerWorkspace>> All(CancellationToken stop)
        {
            var all = new List<CallerWorkspace>();
            foreach (var member in (await Memberships(stop)).OrderBy(m => m.Workspace, StringComparer.Ordinal))
                if (await Of(member, stop) is { } workspace) all.Add(workspace);
            return all;
        }

        public async Task<CallerWorkspace?> Find(string id, CancellationToken stop) => (await Memberships(stop)).FirstOrDefault(m => m.Workspace == id) is { } member ? await Of(member, stop) : null;

        async Task<IEnumerable<Membership>> Memberships(CancellationToken stop)
        {
            if (accessor.HttpContext?.Features.Get<User>() is not { } user) return [];
            var key = accessor.HttpContext.Features.Get<ApiKey>();
            return (await store.MembershipsOf(user.Id, stop)).Select(m => KeyScopes.Narrow(m, key)).OfType<Membership>().Where(m => m.Has(Role.Viewer));
        }

        async Task<CallerWorkspace?> Of(Membership member, CancellationToken stop)
        {
            if (await store.FindWorkspace(member.Workspace, stop) is not { } workspace) return null;
            var seen = await networks.Seen(workspace.Id, workspace.Current, CallerWorkspace.ClearanceOf(member).And(new(await mayLeave.Now(stop))), stop);
            // Without the right to names, whatever the person may see elsewhere.
            return new(workspace, accessor.HttpContext!.Features.Get<User>()!, member, seen);
        }
    }
}
