using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>How each record lies in its table.</summary>
static partial class Shapes
{
    public static readonly Shape<User> User = new("users",
        ["id", "name", "name_key", "display_name", "language", "password_hash", "issuer", "subject", "is_administrator", "is_disabled", "security_stamp", "failures", "locked_until", "totp_secret", "created", "version"], 1,
        u => [u.Id, u.Name, NameKey(u.Name), u.DisplayName, u.Language, u.PasswordHash, u.Issuer, u.Subject, Flag(u.IsAdministrator), Flag(u.IsDisabled), u.SecurityStamp, (long)u.Failures, Times.Text(u.LockedUntil), u.TotpSecret, Times.Text(u.Created), u.Version],
        r => new(r.Text(), NameOf(r))
        {
            DisplayName = r.Text(),
            Language = r.Text(),
            PasswordHash = r.Text(),
            Issuer = r.Text(),
            Subject = r.Text(),
            IsAdministrator = r.Flag(),
            IsDisabled = r.Flag(),
            SecurityStamp = r.Text(),
            Failures = (int)r.Number(),
            LockedUntil = r.Time(),
            TotpSecret = r.Text(),
            Created = r.Time(),
            Version = r.Number(),
        })
    { Secret = ["password_hash", "security_stamp", "totp_secret"] };

    public static readonly Shape<Workspace> Workspace = new("workspaces",
        ["id", "name", "description", "marking", "perimeters", "current_snapshot", "created", "version"], 1,
        w => [w.Id, w.Name, w.Description, w.Marking, Words(w.Perimeters), w.Current, Times.Text(w.Created), w.Version],
        r => new(r.Text(), r.Text()) { Description = r.Text(), Marking = r.Text(), Perimeters = r.Words(), Current = r.Text(), Created = r.Time(), Version = r.Number() });

    public static readonly Shape<Membership> Membership = new("members",
        ["workspace", "user_id", "roles", "clearance", "party"], 2,
        m => [m.Workspace, m.User, Words(m.Roles.Order().Select(r => r.ToString())), m.Clearance, m.Party],
        r => new(r.Text(), r.Text(), r.Words().Select(Enum.Parse<Role>).ToHashSet(), r.Text(), r.Text()));

    public static readonly Shape<Snapshot> Snapshot = new("snapshots",
        ["workspace", "hash", "number", "name", "title", "as_of", "row_count", "marking", "bytes", "note", "added", "added_by"], 2,
        s => [s.Workspace, s.Hash, s.Number, s.Name, s.Title, s.AsOf is { } d ? Dates.Text(d) : "", s.Rows, s.Marking, s.Bytes, s.Note, Times.Text(s.Added), s.AddedBy],
        r => new(r.Text(), r.Text())
        {
            Number = r.Number(),
            Name = r.Text(),
            Title = r.Text(),
            AsOf = Day(r.Text()),
            Rows = r.Number(),
            Marking = r.Text(),
            Bytes = r.Number(),
            Note = r.Text(),
            Added = r.Time(),
            AddedBy = r.Text(),
        });

    public static readonly Shape<Run> Run = new("runs",
        ["workspace", "run_key", "snapshot", "engine", "options", "view_of", "seed", "pack", "status", "media_type", "result", "created"], 2,
        r => [r.Workspace, r.Key.Hash, r.Key.Snapshot, r.Key.Engine, CanonicalJson.Of(r.Key.Options), r.Key.View, r.Key.Seed, r.Key.Pack, r.Status.ToString(), r.MediaType, r.Result.ToArray(), Times.Text(r.Created)],
        ReadRun);

    public static readonly Shape<ApiKey> ApiKey = new("api_keys",
        ["id", "user_id", "secret_hash", "name", "workspace", "scopes", "created", "expires", "is_revoked"], 1,
        k => [k.Id, k.User, k.SecretHash, k.Name, k.Workspace, Words(k.Scopes), Times.Text(k.Created), Times.Text(k.Expires), Flag(k.IsRevoked)],
        r => new(r.Text(), r.Text(), r.Text()) { Name = r.Text(), Workspace = r.Text(), Scopes = r.Words(), Created = r.Time(), Expires = r.Time(), IsRevoked = r.Flag() });

    public static readonly Shape<AuditEntry> Audit = new("audit",
        ["number", "time_utc", "actor", "workspace", "action", "target", "detail", "previous", "hash"], 1,
        e => [e.Number, e.TimeText, e.Event.Actor, e.Event.Workspace, e.Event.Action, e.Event.Target, e.Event.Detail, e.Previous, e.Hash],
        r => new(r.Number(), r.Time(), new(r.Text(), r.Text(), r.Text(), r.Text(), r.Text()), r.Text(), r.Text()));

    /// <summary>A name as it is compared: composed, in small letters.</summary>
    public static string NameKey(string name) => NormalForm.Compose(name.Trim()).ToLowerInvariant();

    static string NameOf(SqlRow row)
    {
        var name = row.Text();
        row.Text();
        return name;
    }

    static Run ReadRun(SqlRow r)
    {
        var workspace = r.Text();
        r.Text();
        var key = new RunKey(r.Text(), r.Text(), r.Text(), r.Text()) { Seed = r.Number(), Pack = r.Text() };
        var status = r.Choice<RunStatus>();
        var media = r.Text();
        return new(workspace, key, status, r.Bytes(), r.Time()) { MediaType = media };
    }

    static object Flag(bool value) => value ? 1L : 0L;

    static string Words(IEnumerable<string> words) => string.Join('\n', words);
}
