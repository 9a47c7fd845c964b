using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>Decisions of the workspace of a request, read once however many links ask.</summary>
sealed class DecisionsOfRequest(IWorkspaceStore store)
{
    Task<Dictionary<string, DecisionKind>>? _kinds;

    /// <summary>What was decided about a finding; null where nothing was.</summary>
    public async Task<DecisionKind?> KindOf(string workspace, string finding) =>
        (await (_kinds ??= Read(workspace))).TryGetValue(finding, out var kind) ? kind : null;

    async Task<Dictionary<string, DecisionKind>> Read(string workspace) => (await store.Decisions(workspace)).ToDictionary(d => d.Finding, d => d.Kind, StringComparer.Ordinal);
}
