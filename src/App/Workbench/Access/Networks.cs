using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Access;

/// <summary>Networks of snapshots. The last ones stay in memory: a snapshot never changes, so nothing has to be asked again.</summary>
sealed class Networks(IWorkspaceStore store)
{
    const int Most = 16, MostViews = 32;

    readonly RecentTasks<string, LoadedPackage> _loaded = new(Most);
    readonly RecentTasks<string, LoadedPackage> _seen = new(MostViews);

    /// <summary>The whole network of a snapshot, for what nobody is shown; pages and endpoints take <see cref="Seen"/>. Null where none is named.</summary>
    /// <exception cref="KeyNotFoundException">The workspace has no such snapshot.</exception>
    public async Task<LoadedPackage?> Of(string workspace, string hash, CancellationToken stop)
    {
        if (hash.Length == 0) return null;
        // What one workspace holds is not for another, although the content may be the same.
        return await _loaded.Get(workspace + "/" + hash, () => Load(workspace, hash), stop);
    }

    /// <summary>A snapshot as somebody with a clearance sees it: what is withheld reads as unknown, and no finding speaks of it. Null where none is named.</summary>
    /// <exception cref="KeyNotFoundException">The workspace has no such snapshot.</exception>
    public async Task<LoadedPackage?> Seen(string workspace, string hash, Clearance clearance, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (await Of(workspace, hash, stop) is not { } whole) return null;
        return await _seen.Get($"{workspace}/{hash}/{clearance.Marking}/{clearance.Party}/{clearance.SeesPriorities}", () => Task.FromResult(View(whole, clearance)), stop);
    }

    /// <summary>A package as somebody with a clearance sees it.</summary>
    public static LoadedPackage View(LoadedPackage whole, Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var seen = Cleared(whole, clearance);
        var findings = new List<Finding>();
        var network = SealedStudy.View(seen.Network, findings);
        // Sealed answers of a survey reach engines as sums over enough companies or not at all, whoever asks.
        return findings.Count == 0 ? seen : seen with { Network = network, Findings = [.. seen.Findings, .. findings] };
    }

    static LoadedPackage Cleared(LoadedPackage whole, Clearance clearance)
    {
        var view = PackageView.Of(whole.Network.Package, clearance);
        if (view.Count == 0) return whole with { Marking = view.Marking };
        var found = new FindingCollection();
        if (view.Build(found) is { } network) return new(network, found.Sorted()) { Withheld = view.Count, Marking = view.Marking };
        // Nothing is better than a part that does not hold together; what is wrong with it could speak of what is withheld.
        var head = whole.Network.Package.Head;
        var nothing = NetworkBuilder.Build(new(head, []), new FindingCollection()) ?? throw new InvalidDataException("A package without rows does not load.");
        return new(nothing, view.Findings) { Withheld = view.Count };
    }

    async Task<LoadedPackage> Load(string workspace, string hash)
    {
        var package = await store.LoadPackage(workspace, hash) ?? throw new KeyNotFoundException("The workspace has no such snapshot.");
        var findings = new FindingCollection();
        var network = NetworkBuilder.Build(package, findings) ?? throw new InvalidDataException("The snapshot does not load.");
        return new(network, findings.Sorted());
    }
}
