using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>The store on a relational database. What the databases differ in is in <see cref="Database"/>.</summary>
sealed partial class SqlStore : IWorkspaceStore
{
    readonly Database _database;
    readonly StoreLimits _limits;

    public SqlStore(Database database, StoreLimits limits, int? schema = null)
    {
        _database = database;
        _limits = limits;
        try
        {
            database.WriteNow(session =>
            {
                Migrations.Run(session, database, schema ?? Migrations.Latest);
                return 0;
            });
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Dispose() => _database.Dispose();

    public Task<Saved<User>> SaveUser(User user, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return _database.Write(s =>
        {
            if (s.Any($"SELECT 1 FROM users WHERE id <> {user.Id} AND (name_key = {Shapes.NameKey(user.Name)} OR issuer <> '' AND issuer = {user.Issuer} AND subject = {user.Subject})"))
                return new Saved<User>(SaveStatus.Taken, null);
            if (s.Find(Shapes.User, user.Id) is { IsAdministrator: true, IsDisabled: false } stored && (!user.IsAdministrator || user.IsDisabled)
                && !s.Any($"SELECT 1 FROM users WHERE id <> {user.Id} AND is_administrator = 1 AND is_disabled = 0"))
                return new Saved<User>(SaveStatus.Last, stored);
            return Save(s, Shapes.User, user, s.Find(Shapes.User, user.Id), new(u => u.Version, (u, version, old) => u with { Version = version, Created = old?.Created ?? s.Now }), new(by, "", "user.save", user.Id));
        }, stop);
    }

    public Task<User?> FindUser(string id, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.User, id), stop);

    public Task<User?> FindUserByName(string name, CancellationToken stop = default) =>
        _database.Read(s => s.First($"SELECT {Shapes.User.All} FROM users WHERE name_key = {Shapes.NameKey(name)}", Shapes.User.Read), stop);

    public Task<User?> FindUserBySubject(string issuer, string subject, CancellationToken stop = default) =>
        _database.Read(s => s.First($"SELECT {Shapes.User.All} FROM users WHERE issuer <> '' AND issuer = {issuer} AND subject = {subject}", Shapes.User.Read), stop);

    public Task<IReadOnlyList<User>> Users(CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<User>>(s => s.List($"SELECT {Shapes.User.All} FROM users ORDER BY id", Shapes.User.Read), stop);

    public Task<Saved<Workspace>> SaveWorkspace(Workspace workspace, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!Workspace.IsId(workspace.Id)) throw new ArgumentException("The id of a workspace is 1 to 64 small letters, digits and hyphens.", nameof(workspace));
        ThrowIfLong(workspace.Description);
        return _database.Write(s =>
        {
            if (workspace.Current.Length > 0 && s.Find(Shapes.Snapshot, workspace.Id, workspace.Current) is null) throw new KeyNotFoundException("The workspace has no such snapshot.");
            foreach (var marking in s.List($"SELECT marking FROM snapshots WHERE workspace = {workspace.Id}", r => r.Text()))
                if (!workspace.MayHold(marking)) throw new MarkingException(marking, workspace.Marking);
            return Save(s, Shapes.Workspace, workspace, s.Find(Shapes.Workspace, workspace.Id),
                new(w => w.Version, (w, version, old) => w with { Version = version, Created = old?.Created ?? s.Now }), new(by, workspace.Id, "workspace.save", workspace.Id));
        }, stop);
    }

    public Task<Workspace?> FindWorkspace(string id, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.Workspace, id), stop);

    public Task<IReadOnlyList<Workspace>> Workspaces(CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Workspace>>(s => s.List($"SELECT {Shapes.Workspace.All} FROM workspaces ORDER BY id", Shapes.Workspace.Read), stop);

    public Task<bool> SetMembership(Membership membership, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(membership);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.User, membership.User) is null || s.Find(Shapes.Workspace, membership.Workspace) is null) return false;
            s.Run($"DELETE FROM members WHERE workspace = {membership.Workspace} AND user_id = {membership.User}");
            if (membership.Roles.Count > 0) s.Insert(Shapes.Membership, membership);
            s.Audit(by, membership.Workspace, "member.set", membership.User, string.Join(' ', membership.Roles.Order()) + "; " + membership.Clearance);
            return true;
        }, stop);
    }

    public Task<Saved<Membership>> SaveMembership(Membership membership, Membership? read, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(membership);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.User, membership.User) is null || s.Find(Shapes.Workspace, membership.Workspace) is null) return new Saved<Membership>(SaveStatus.Gone, null);
            var none = membership with { Roles = new HashSet<Role>(), Party = "" };
            var stored = s.Find(Shapes.Membership, membership.Workspace, membership.User);
            var isAsRead = read is null ? stored is null : stored is not null && Shapes.Membership.Differences(read, stored).Count == 0;
            if (!isAsRead)
                return new Saved<Membership>(SaveStatus.Changed, stored ?? none, Shapes.Membership.Differences(membership, stored ?? none));
            if (stored?.Has(Role.Administrator) == true && !membership.Has(Role.Administrator)
                && !s.List($"SELECT {Shapes.Membership.All} FROM members WHERE workspace = {membership.Workspace} AND user_id <> {membership.User}", Shapes.Membership.Read).Any(m => m.Has(Role.Administrator)))
                return new Saved<Membership>(SaveStatus.Last, stored);
            if (stored is not null) s.Remove(Shapes.Membership, membership.Workspace, membership.User);
            if (membership.Roles.Count > 0) s.Insert(Shapes.Membership, membership);
            s.Audit(by, membership.Workspace, "member.set", membership.User, string.Join(' ', membership.Roles.Order()) + "; " + membership.Clearance);
            return new Saved<Membership>(SaveStatus.Saved, membership);
        }, stop);
    }

    public Task<IReadOnlyList<Membership>> MembersOf(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Membership>>(s => s.List($"SELECT {Shapes.Membership.All} FROM members WHERE workspace = {workspace} ORDER BY user_id", Shapes.Membership.Read), stop);

    public Task<IReadOnlyList<Membership>> MembershipsOf(string user, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Membership>>(s => s.List($"SELECT {Shapes.Membership.All} FROM members WHERE user_id = {user} ORDER BY workspace", Shapes.Membership.Read), stop);

    /// <summary>How a record carries its version.</summary>
    sealed record Versioned<T>(Func<T, long> Of, Func<T, long, T?, T> With);

    // Whoever brings the version that is stored wins; the others get what is stored and where it differs.
    static Saved<T> Save<T>(Session s, Shape<T> shape, T offered, T? stored, Versioned<T> version, AuditEvent what) where T : class
    {
        var read = version.Of(offered);
        if (stored is null && read > 0) return new(SaveStatus.Gone, null);
        if (stored is not null && read == 0) return new(SaveStatus.Taken, stored, shape.Differences(offered, stored));
        if (stored is not null && read != version.Of(stored)) return new(SaveStatus.Changed, stored, shape.Differences(offered, stored));
        var next = version.With(offered, read + 1, stored);
        if (stored is null) s.Insert(shape, next);
        else s.Update(shape, next);
        s.Audit(what);
        // As it comes back from the database: times in whole milliseconds, and so on.
        return new(SaveStatus.Saved, s.Find(shape, [.. shape.Write(next).Take(shape.Keys).Cast<string>()])!);
    }

    // Whoever removes must have read the version that is stored.
    static SaveStatus Remove<T>(Session s, Shape<T> shape, string[] key, Func<T, bool> isRead, AuditEvent what) where T : class
    {
        if (s.Find(shape, key) is not { } stored) return SaveStatus.Gone;
        if (!isRead(stored)) return SaveStatus.Changed;
        s.Remove(shape, key);
        s.Audit(what);
        return SaveStatus.Saved;
    }

    static void Require(Session s, string workspace)
    {
        if (s.Find(Shapes.Workspace, workspace) is null) throw new KeyNotFoundException("There is no such workspace.");
    }

    void ThrowIfLong(string text)
    {
        if (text.Length > _limits.TextChars) throw new StoreLimitException(nameof(StoreLimits.TextChars), _limits.TextChars);
    }
}
