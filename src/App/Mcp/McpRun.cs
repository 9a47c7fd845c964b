using ModelContextProtocol.Server;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Mcp;

/// <summary>Answers an assistant over standard input and output until it goes away.</summary>
static class McpRun
{
    /// <summary>Loads the packages and answers.</summary>
    /// <exception cref="InputException">A package has errors.</exception>
    public static void Until(Call call, IReadOnlyList<string> paths, string marking)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(paths);
        var packages = new LoadedPackages([.. paths.Select(p => Of(call, p, marking)).DistinctBy(p => p.Id)]);
        Serve(call, new(packages, Engines, call.Texts)).GetAwaiter().GetResult();
    }

    static async Task Serve(Call call, McpAnswers answers)
    {
        var options = new McpServerOptions { ServerInfo = McpTools.Server, ServerInstructions = McpTools.Instructions, ToolCollection = [.. McpTools.Of(answers)] };
        await using var transport = new StdioServerTransport(options);
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync(call.Stop);
    }

    // Each is computed when it is asked for: one assistant asks one thing at a time.
    static McpEngines Engines { get; } = new(
        (network, options, stop) => Task.Run(() => SovereigntyEngine.Run(network, options, LinearSolvers.Default, stop: stop), stop),
        (network, options, stop) => Task.Run(() => WithoutStudy.Run(network, options, LinearSolvers.Default, stop), stop),
        (network, subject, options, stop) => Task.Run(() => ExposureEngine.Dependents(network, subject, options, stop), stop));

    static CallerWorkspace Of(Call call, string path, string marking)
    {
        var (network, findings) = call.Load(path);
        var head = network.Package.Head;
        return new(new Workspace(head.Name, head.Title.Length > 0 ? head.Title : head.Name), new User("", "assistant"), new Membership(head.Name, "", new HashSet<Role> { Role.Viewer }, marking),
            Networks.View(new(network, findings), new(marking)));
    }

    sealed class LoadedPackages(IReadOnlyList<CallerWorkspace> all) : IMcpPackages
    {
        public Task<IReadOnlyList<CallerWorkspace>> All(CancellationToken stop) => Task.FromResult(all);

        public Task<CallerWorkspace?> Find(string id, CancellationToken stop) => Task.FromResult(all.FirstOrDefault(p => p.Id == id));
    }
}
