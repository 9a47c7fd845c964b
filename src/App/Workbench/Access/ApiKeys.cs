using System.Collections.Concurrent;
using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>What a key is asked for with.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Days">How long it works.</param>
sealed record KeyOrder(string Name, IReadOnlyList<string> Scopes, int Days)
{
    /// <summary>Longest life of a key, in days.</summary>
    public const int MostDays = 366;

    const int MostName = 100, LeastReason = 8, MostReason = 500;

    /// <summary>Id of the only workspace it opens; empty for all of the person's.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>Why it must see names; needed with that scope.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is wrong with it: the key of a text, or null.</summary>
    public string? Wrong() =>
        Name is null || Name.Trim().Length is 0 or > MostName ? "workbench.keys.wrong.name"
        : Scopes is not { Count: > 0 } || Scopes.Any(s => !KeyScopes.All.Contains(s)) ? "workbench.keys.wrong.scopes"
        : Days is < 1 or > MostDays ? "workbench.keys.wrong.days"
        : Scopes.Contains(KeyScopes.Names) && Reason?.Trim().Length is null or < LeastReason or > MostReason ? "workbench.keys.wrong.reason"
        : null;
}

/// <summary>Keys with which programs act for people. A secret is shown once; the store keeps its hash.</summary>
sealed class ApiKeys(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>What every key starts with, so that one that got lost is recognised.</summary>
    public const string Prefix = "vk_";

    /// <summary>Most keys that a person may hold at one time.</summary>
    public const int Most = 50;

    // The moment of the last use is kept to the hour: a line of the audit log for every request would hide all others.
    static readonly TimeSpan Grain = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>Makes a key for a person.</summary>
    /// <returns>The key and its secret; null where the order is wrong, the person is no member of the workspace, or holds too many.</returns>
    public async Task<(ApiKey Key, string Secret)?> Create(User owner, KeyOrder order, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(order);
        if (order.Wrong() is not null) return null;
        if (order.Workspace.Length > 0 && !(await store.MembershipsOf(owner.Id, stop)).Any(m => m.Workspace == order.Workspace && m.Roles.Count > 0)) return null;
        var now = time.GetUtcNow();
        if ((await store.ApiKeys(owner.Id, stop)).Count(k => k.WorksAt(now)) >= Most) return null;
        var secret = Prefix + Secrets.New();
        var key = new ApiKey(Secrets.NewId(), owner.Id, Secrets.Hash(secret))
        {
            Name = order.Name.Trim(), Workspace = order.Workspace, Scopes = [.. KeyScopes.All.Where(order.Scopes.Contains)], Expires = now.AddDays(order.Days), Created = now,
        };
        if (key.Scopes.Contains(KeyScopes.Names)) await store.SaveSetting(ReasonName(key), order.Reason.Trim(), owner.Id, stop);
        return await store.SaveApiKey(key, owner.Id, stop) ? (key, secret) : null;
    }

    /// <summary>The key of a secret with its owner; null where it does not work.</summary>
    public async Task<(ApiKey Key, User Owner)?> Take(string secret, CancellationToken stop)
    {
        // What is no secret of ours is not even looked for.
        if (secret.Length != Prefix.Length + 43 || !secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var now = time.GetUtcNow();
        if (await store.FindApiKey(Secrets.Hash(secret), stop) is not { } key || !key.WorksAt(now)) return null;
        if (await store.FindUser(key.User, stop) is not { IsDisabled: false } owner) return null;
        await Note(key, now, stop);
        return (key, owner);
    }

    /// <summary>When a key was last used, to the hour; null for never.</summary>
    public async Task<DateTimeOffset?> LastUse(ApiKey key, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await store.Setting(UseName(key), stop) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>Why a key may see names; empty where it may not.</summary>
    public async Task<string> Reason(ApiKey key, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Scopes.Contains(KeyScopes.Names) ? await store.Setting(ReasonName(key), stop) ?? "" : "";
    }

    /// <summary>Takes a key back.</summary>
    public Task Revoke(ApiKey key, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(key);
        return store.SaveApiKey(key with { IsRevoked = true }, by, stop);
    }

    async Task Note(ApiKey key, DateTimeOffset now, CancellationToken stop)
    {
        var hour = now.AddTicks(-(now.UtcTicks % Grain.Ticks));
        if (_used.TryGetValue(key.Id, out var last) && last >= hour) return;
        _used[key.Id] = hour;
        if (await LastUse(key, stop) is { } kept && kept >= hour) return;
        await store.SaveSetting(UseName(key), hour.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), key.Id, stop);
    }

    static string UseName(ApiKey key) => $"{key.User}/key/{key.Id}/used";

    static string ReasonName(ApiKey key) => $"{key.User}/key/{key.Id}/reason";
}
