using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public Task<(Snapshot Snapshot, bool IsNew)> AddSnapshot(string workspace, Package package, string by, string note = "", string? expected = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        ThrowIfLong(note);
        return Task.Run(() =>
        {
            // Packed before the write begins, so that others do not wait for it.
            using var stream = new MemoryStream();
            PackageWriter.Write(package, stream, "snapshot.zip");
            if (stream.Length > _limits.SnapshotBytes) throw new StoreLimitException(nameof(StoreLimits.SnapshotBytes), _limits.SnapshotBytes);
            var bytes = stream.ToArray();
            var snapshot = new Snapshot(workspace, package.Hash)
            {
                Name = package.Head.Name,
                Title = package.Head.Title,
                AsOf = package.Head.AsOf,
                Rows = package.Tables.Sum(t => (long)t.Rows.Count),
                Marking = Strictest(package),
                Bytes = bytes.Length,
                Note = note,
                AddedBy = by,
            };
            return _database.WriteNow(s => Add(s, snapshot, bytes, expected), stop);
        }, stop);
    }

    static (Snapshot, bool) Add(Session s, Snapshot snapshot, byte[] bytes, string? expected)
    {
        var workspace = s.Find(Shapes.Workspace, snapshot.Workspace) ?? throw new KeyNotFoundException("There is no such workspace.");
        if (!workspace.MayHold(snapshot.Marking)) throw new MarkingException(snapshot.Marking, workspace.Marking);
        // What somebody else brought meanwhile stands, unless it is the same.
        if (expected is not null && workspace.Current != expected && workspace.Current != snapshot.Hash) throw new SnapshotChangedException(workspace.Current);
        var stored = s.Find(Shapes.Snapshot, snapshot.Workspace, snapshot.Hash);
        if (stored is null)
        {
            if (!s.Any($"SELECT 1 FROM contents WHERE hash = {snapshot.Hash}")) s.Run($"INSERT INTO contents (hash, content) VALUES ({snapshot.Hash}, {bytes})");
            var last = s.Number($"SELECT COALESCE(MAX(number), 0) FROM snapshots WHERE workspace = {snapshot.Workspace}");
            s.Insert(Shapes.Snapshot, snapshot with { Number = last + 1, Added = s.Now });
        }
        else if (workspace.Current == snapshot.Hash) return (stored, false);
        s.Run($"UPDATE workspaces SET current_snapshot = {snapshot.Hash}, version = version + 1 WHERE id = {snapshot.Workspace}");
        s.Audit(snapshot.AddedBy, snapshot.Workspace, stored is null ? "snapshot.add" : "snapshot.again", snapshot.Hash);
        return (stored ?? s.Find(Shapes.Snapshot, snapshot.Workspace, snapshot.Hash)!, stored is null);
    }

    public Task<IReadOnlyList<Snapshot>> Snapshots(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Snapshot>>(s => s.List($"SELECT {Shapes.Snapshot.All} FROM snapshots WHERE workspace = {workspace} ORDER BY number DESC", Shapes.Snapshot.Read), stop);

    public Task<Snapshot?> FindSnapshot(string workspace, string hash, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.Snapshot, workspace, hash), stop);

    public Task<byte[]?> SnapshotBytes(string workspace, string hash, CancellationToken stop = default) => _database.Read(s => Content(s, workspace, hash), stop);

    public Task<Package?> LoadPackage(string workspace, string hash, CancellationToken stop = default) => Task.Run(() =>
    {
        if (_database.ReadNow(s => Content(s, workspace, hash)) is not { } bytes) return null;
        using var stream = new MemoryStream(bytes, writable: false);
        var package = PackageReader.Load("snapshot", stream, new List<Finding>());
        if (package?.Hash != hash) throw new InvalidDataException($"What is stored of snapshot {hash} is not what its hash says.");
        return package;
    }, stop);

    // A workspace opens only what was brought to it, though equal contents of all workspaces are stored once.
    static byte[]? Content(Session s, string workspace, string hash) =>
        s.First($"SELECT c.content FROM contents c JOIN snapshots n ON n.hash = c.hash WHERE n.workspace = {workspace} AND n.hash = {hash}", r => r.Bytes());

    static string Strictest(Package package)
    {
        var strictest = 0;
        foreach (var table in package.Tables)
            if (table.Spec.Find("marking") is >= 0 and var at)
                foreach (var row in table.Rows)
                    for (var i = strictest + 1; i < FieldCatalog.Markings.Count; i++)
                        if (row.Cells[at] == FieldCatalog.Markings[i]) strictest = i;
        return FieldCatalog.Markings[strictest];
    }

    public Task<Run?> FindRun(string workspace, RunKey key, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.Read(s => s.Find(Shapes.Run, workspace, key.Hash), stop);
    }

    public Task<Run> SaveRun(Run run, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ThrowIfLarge(run);
        return _database.Write(s => Save(s, run), stop);
    }

    static Run Save(Session s, Run run)
    {
        if (s.Find(Shapes.Snapshot, run.Workspace, run.Key.Snapshot) is null) throw new KeyNotFoundException("The workspace has no such snapshot.");
        var key = run.Key.Hash;
        var stored = s.Find(Shapes.Run, run.Workspace, key);
        if (stored is { Status: RunStatus.Complete })
        {
            if (run.Status == RunStatus.Complete && !stored.Result.Span.SequenceEqual(run.Result.Span)) s.Audit("system", run.Workspace, "run.differs", key);
            return stored;
        }
        if (stored is null) s.Insert(Shapes.Run, run with { Created = s.Now });
        else s.Update(Shapes.Run, run with { Created = s.Now });
        return s.Find(Shapes.Run, run.Workspace, key)!;
    }

    void ThrowIfLarge(Run run)
    {
        if (run.Result.Length > _limits.ResultBytes) throw new StoreLimitException(nameof(StoreLimits.ResultBytes), _limits.ResultBytes);
        ThrowIfLong(run.Key.Options);
    }
}
