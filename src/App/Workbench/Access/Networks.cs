using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Access;

/// <summary>Networks of snapshots. The last ones stay in memory: a snapshot never changes, so nothing has to be asked again.</summary>
sealed class Networks(IWorkspaceStore store)
{
    const int Most = 16;

    readonly RecentTasks<string, LoadedPackage> _loaded = new(Most);

    /// <summary>The network of a snapshot; null where the workspace has none such.</summary>
    public async Task<LoadedPackage?> Of(string workspace, string hash, CancellationToken stop)
    {
        if (hash.Length == 0) return null;
        // What one workspace holds is not for another, although the content may be the same.
        return await _loaded.Get(workspace + "/" + hash, () => Load(workspace, hash), stop);
    }

    async Task<LoadedPackage> Load(string workspace, string hash)
    {
        var package = await store.LoadPackage(workspace, hash) ?? throw new KeyNotFoundException("The workspace has no such snapshot.");
        var findings = new FindingCollection();
        var network = NetworkBuilder.Build(package, findings) ?? throw new InvalidDataException("The snapshot does not load.");
        return new(network, findings.Sorted());
    }
}
