using System.Globalization;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public Task<bool> SaveApiKey(ApiKey key, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.ApiKey, key.Id) is { } stored)
            {
                if (!key.IsRevoked || stored.IsRevoked) return true;
                s.Update(Shapes.ApiKey, stored with { IsRevoked = true });
                s.Audit(by, stored.Workspace, "key.revoke", key.Id);
                return true;
            }
            if (s.Find(Shapes.User, key.User) is null) return false;
            s.Insert(Shapes.ApiKey, key with { Created = s.Now });
            s.Audit(by, key.Workspace, "key.add", key.Id, string.Join(' ', key.Scopes));
            return true;
        }, stop);
    }

    public Task<ApiKey?> FindApiKey(string secretHash, CancellationToken stop = default) =>
        _database.Read(s => s.First($"SELECT {Shapes.ApiKey.All} FROM api_keys WHERE secret_hash = {secretHash}", Shapes.ApiKey.Read), stop);

    public Task<IReadOnlyList<ApiKey>> ApiKeys(string? user = null, CancellationToken stop = default) => _database.Read<IReadOnlyList<ApiKey>>(s => user is null
        ? s.List($"SELECT {Shapes.ApiKey.All} FROM api_keys ORDER BY id", Shapes.ApiKey.Read)
        : s.List($"SELECT {Shapes.ApiKey.All} FROM api_keys WHERE user_id = {user} ORDER BY id", Shapes.ApiKey.Read), stop);

    public Task AddKeyElement(string name, string xml, CancellationToken stop = default) => _database.Write(s =>
    {
        ThrowIfLong(xml);
        var last = s.Number($"SELECT COALESCE(MAX(number), 0) FROM key_ring");
        s.Run($"INSERT INTO key_ring (number, name, xml) VALUES ({last + 1}, {name}, {xml})");
        s.Audit("system", "", "key-ring.add", name);
        return 0;
    }, stop);

    public Task<IReadOnlyList<string>> KeyElements(CancellationToken stop = default) => _database.Read<IReadOnlyList<string>>(s => s.List($"SELECT xml FROM key_ring ORDER BY number", r => r.Text()), stop);

    public Task<string?> Setting(string name, CancellationToken stop = default) => _database.Read(s => Setting(s, name), stop);

    public Task SaveSetting(string name, string? value, string by, CancellationToken stop = default) => _database.Write(s =>
    {
        if (value is not null) ThrowIfLong(value);
        var stored = Setting(s, name);
        if (stored == value) return 0;
        s.Run($"DELETE FROM settings WHERE name = {name}");
        if (value is not null) s.Run($"INSERT INTO settings (name, content) VALUES ({name}, {value})");
        s.Audit(by, "", value is null ? "setting.remove" : "setting.save", name);
        return 0;
    }, stop);

    public Task<string?> TakeSetting(string name, string by, CancellationToken stop = default) => _database.Write(s =>
    {
        var stored = Setting(s, name);
        if (stored is null) return null;
        s.Run($"DELETE FROM settings WHERE name = {name}");
        s.Audit(by, "", "setting.take", name);
        return stored;
    }, stop);

    static string? Setting(Session s, string name) => s.First($"SELECT content FROM settings WHERE name = {name}", r => r.Text());

    public Task<AuditEntry> Append(AuditEvent what, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(what);
        ThrowIfLong(what.Detail);
        return _database.Write(s => s.Audit(what), stop);
    }

    public Task<IReadOnlyList<AuditEntry>> FindAudit(AuditQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        // What stands in a pattern must mean itself.
        if (!query.Action.All(c => c is >= 'a' and <= 'z' or '.' or '-')) throw new ArgumentException("An action consists of small letters, dots and hyphens.", nameof(query));
        var (workspace, all) = (query.Workspace ?? "", query.Workspace is null ? 1L : 0L);
        var (before, from, until) = (query.Before > 0 ? query.Before : long.MaxValue, Time(query.From) ?? "", Time(query.Until) ?? "~");
        return _database.Read<IReadOnlyList<AuditEntry>>(s => s.List($"""
            SELECT {Shapes.Audit.All} FROM audit WHERE number < {before} AND ({all} = 1 OR workspace = {workspace}) AND action LIKE {query.Action + "%"} AND ({query.Actor} = '' OR actor = {query.Actor})
            AND time_utc >= {from} AND time_utc < {until} ORDER BY number DESC LIMIT {query.Most}
            """, Shapes.Audit.Read), stop);

        // Times stand in the log in one form, which sorts as they follow one another.
        static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    public Task<IReadOnlyList<AuditEntry>> Audit(long after = 0, int most = 1000, string? workspace = null, CancellationToken stop = default) => _database.Read<IReadOnlyList<AuditEntry>>(s => workspace is null
        ? s.List($"SELECT {Shapes.Audit.All} FROM audit WHERE number > {after} ORDER BY number LIMIT {most}", Shapes.Audit.Read)
        : s.List($"SELECT {Shapes.Audit.All} FROM audit WHERE number > {after} AND workspace = {workspace} ORDER BY number LIMIT {most}", Shapes.Audit.Read), stop);
}
