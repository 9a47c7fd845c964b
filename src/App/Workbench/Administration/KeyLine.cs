using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>A key as a list shows it.</summary>
/// <param name="Key">Key.</param>
/// <param name="Used">When it was last used, to the hour; null for never.</param>
/// <param name="State">revoked, expired, or empty where it works.</param>
/// <param name="Owner">Name of whom it acts for.</param>
public sealed record KeyLine(ApiKey Key, DateTimeOffset? Used, string State, string Owner)
{
    /// <summary>Keys of a person, or of all where none is named: those that work first, newest first.</summary>
    internal static async Task<IReadOnlyList<KeyLine>> Of(IWorkspaceStore store, ApiKeys keys, string? user, TimeProvider time, CancellationToken stop)
    {
        var names = (await store.Users(stop)).ToDictionary(u => u.Id, u => u.Name, StringComparer.Ordinal);
        var lines = new List<KeyLine>();
        foreach (var key in await store.ApiKeys(user, stop))
            lines.Add(new(key, await keys.LastUse(key, stop), key.IsRevoked ? "revoked" : key.WorksAt(time.GetUtcNow()) ? "" : "expired", names.GetValueOrDefault(key.User, key.User)));
        return [.. lines.OrderBy(l => l.State.Length > 0).ThenByDescending(l => l.Key.Created).ThenBy(l => l.Key.Id, StringComparer.Ordinal)];
    }
}
