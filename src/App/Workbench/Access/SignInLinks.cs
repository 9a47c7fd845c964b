using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Links that sign a person in once. The store holds only the hash of what is in the link, and when it ends.</summary>
sealed class SignInLinks(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>How long a link holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Makes a link's secret for a person.</summary>
    public async Task<string> Create(User user, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var secret = Secrets.New();
        var ends = time.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds();
        await store.SaveSetting(Name(secret), string.Create(CultureInfo.InvariantCulture, $"{ends} {user.Id}"), by, stop);
        return secret;
    }

    /// <summary>The person of a link, who is taken from it: a second call gives null, as does one that comes late.</summary>
    public async Task<User?> Take(string secret, CancellationToken stop = default)
    {
        // What is no secret of ours is not even looked for.
        if (secret.Length != 43 || await store.TakeSetting(Name(secret), "system", stop) is not { } kept) return null;
        var parts = kept.Split(' ', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ends) || time.GetUtcNow().ToUnixTimeSeconds() > ends) return null;
        return await store.FindUser(parts[1], stop) is { IsDisabled: false } user ? user : null;
    }

    static string Name(string secret) => "sign-in/" + Secrets.Hash(secret);
}
