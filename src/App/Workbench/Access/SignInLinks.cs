using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>What a link is for.</summary>
enum LinkKind
{
    /// <summary>Signs in.</summary>
    SignIn,

    /// <summary>Lets a person choose a password: an invitation, or a new start for who forgot his.</summary>
    Invite,
}

/// <summary>Links that sign a person in once. The store holds only the hash of what is in the link, and when it ends.</summary>
sealed class SignInLinks(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>How long a link holds that signs in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How long an invitation holds.</summary>
    public static readonly TimeSpan InviteLifetime = TimeSpan.FromDays(3);

    /// <summary>Makes a link's secret for a person.</summary>
    public Task<string> Create(User user, string by, CancellationToken stop = default) => Create(user, LinkKind.SignIn, by, stop);

    /// <summary>Makes a link's secret for a person.</summary>
    public async Task<string> Create(User user, LinkKind kind, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var secret = Secrets.New();
        var ends = time.GetUtcNow().Add(kind == LinkKind.Invite ? InviteLifetime : Lifetime).ToUnixTimeSeconds();
        await store.SaveSetting(Name(secret, kind), string.Create(CultureInfo.InvariantCulture, $"{ends} {user.Id}"), by, stop);
        return secret;
    }

    /// <summary>The person of a link, who is taken from it: a second call gives null, as does one that comes late.</summary>
    public Task<User?> Take(string secret, CancellationToken stop = default) => Take(secret, LinkKind.SignIn, stop);

    /// <summary>The person of a link, who is taken from it: a second call gives null, as does one that comes late.</summary>
    public async Task<User?> Take(string secret, LinkKind kind, CancellationToken stop)
    {
        // What is no secret of ours is not even looked for.
        if (secret.Length != 43 || await store.TakeSetting(Name(secret, kind), "system", stop) is not { } kept) return null;
        return await Of(kept, stop);
    }

    /// <summary>The person of a link that stays as it is.</summary>
    public async Task<User?> Look(string? secret, LinkKind kind, CancellationToken stop) =>
        secret is { Length: 43 } && await store.Setting(Name(secret, kind), stop) is { } kept ? await Of(kept, stop) : null;

    async Task<User?> Of(string kept, CancellationToken stop)
    {
        var parts = kept.Split(' ', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ends) || time.GetUtcNow().ToUnixTimeSeconds() > ends) return null;
        return await store.FindUser(parts[1], stop) is { IsDisabled: false } user ? user : null;
    }

    static string Name(string secret, LinkKind kind) => (kind == LinkKind.Invite ? "invite/" : "sign-in/") + Secrets.Hash(secret);
}
