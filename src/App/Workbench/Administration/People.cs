using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>What an administrator says of a person.</summary>
/// <param name="DisplayName">Name for people.</param>
/// <param name="IsAdministrator">True to administer the installation.</param>
/// <param name="IsDisabled">True to sign in no more.</param>
/// <param name="Version">The version that was read.</param>
sealed record PersonChange(string DisplayName, bool IsAdministrator, bool IsDisabled, long Version);

/// <summary>What an administrator says of a membership.</summary>
/// <param name="User">Id of the person.</param>
/// <param name="Roles">Roles by name; none to end it.</param>
/// <param name="Clearance">The strictest marking the person may see.</param>
sealed record MemberChange(string User, IReadOnlyList<string> Roles, string Clearance)
{
    /// <summary>The party that the person speaks for, with the role company.</summary>
    public string Party { get; init; } = "";

    /// <summary>The state that was read, by <see cref="People.StateOf"/>; empty where there was no membership.</summary>
    public string Before { get; init; } = "";
}

/// <summary>Invites people, opens and closes accounts, gives roles. Who loses a right loses every session with it.</summary>
sealed class People(IWorkspaceStore store, LocalAccounts accounts, SignInLinks links)
{
    const int MostName = 100, Tries = 10;

    /// <summary>True for a text that may be a name.</summary>
    public static bool IsName(string? name) => name?.Trim() is { Length: > 0 and <= MostName } text && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c));

    /// <summary>Makes an account, with the secret of its invitation.</summary>
    /// <returns>Null where the name is none or somebody has it.</returns>
    public async Task<(User User, string Secret)?> Invite(string? name, string? displayName, bool isAdministrator, string by, CancellationToken stop)
    {
        if (!IsName(name) || displayName?.Trim().Length > MostName) return null;
        var user = new User(Secrets.NewId(), name!.Trim()) { DisplayName = displayName?.Trim() ?? "", IsAdministrator = isAdministrator, SecurityStamp = Secrets.NewId() };
        if (await store.SaveUser(user, by, stop) is not { IsSaved: true } saved) return null;
        return (saved.Stored, await links.Create(saved.Stored, LinkKind.Invite, by, stop));
    }

    /// <summary>The secret of a new invitation, by which a person chooses a new password; null for who signs in elsewhere, or is closed out.</summary>
    public async Task<string?> InviteAgain(string id, string by, CancellationToken stop) =>
        await store.FindUser(id, stop) is { IsDisabled: false, Issuer: "" } user ? await links.Create(user, LinkKind.Invite, by, stop) : null;

    /// <summary>Changes an account.</summary>
    public async Task<Saved<User>?> Save(string id, PersonChange change, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.DisplayName.Trim().Length > MostName) return null;
        var version = change.Version;
        for (var i = 0; i < Tries; i++)
        {
            if (await store.FindUser(id, stop) is not { } stored) return null;
            var loses = (stored.IsAdministrator && !change.IsAdministrator) || (!stored.IsDisabled && change.IsDisabled);
            var next = stored with { DisplayName = change.DisplayName.Trim(), IsAdministrator = change.IsAdministrator, IsDisabled = change.IsDisabled, Version = version };
            var saved = await store.SaveUser(loses ? next with { SecurityStamp = Secrets.NewId() } : next, by, stop);
            // Somebody changed what is not on the form, such as the language: nothing to ask about.
            if (saved.Status != SaveStatus.Changed || saved.Differences.Any(d => d.Field != "security_stamp")) return saved;
            version = saved.Stored.Version;
        }
        return null;
    }

    /// <summary>Gives roles and clearance in a workspace.</summary>
    /// <returns>Null where a role, the clearance or the state is none.</returns>
    public async Task<Saved<Membership>?> SaveMember(string workspace, MemberChange change, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (RoleText.Read(change.Roles) is not { } roles || !FieldCatalog.Markings.Contains(change.Clearance) || change.Party.Length > MostName || change.Party.Any(char.IsControl)) return null;
        if (!TryRead(workspace, change.User, change.Before, out var read)) return null;
        var saved = await store.SaveMembership(new(workspace, change.User, roles, change.Clearance, change.Party.Trim()), read, by, stop);
        if (saved.IsSaved && read is not null && read.Roles.Any(r => !roles.Contains(r))) await accounts.EndSessions(change.User, by, stop);
        return saved;
    }

    /// <summary>A membership as one text, to tell later whether it was changed.</summary>
    public static string StateOf(Membership? membership) =>
        membership is null ? "" : string.Join('|', string.Join(',', membership.Roles.Order().Select(RoleText.Of)), membership.Clearance, membership.Party);

    static bool TryRead(string workspace, string user, string state, out Membership? read)
    {
        read = null;
        if (state.Length == 0) return true;
        if (state.Split('|', 3) is not [var roles, var clearance, var party] || RoleText.Read(roles.Split(',')) is not { } known) return false;
        read = new(workspace, user, known, clearance, party);
        return true;
    }
}
