using System.Security.Cryptography;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public Task<(DataFile File, bool IsNew)> AddFile(DataFile file, ReadOnlyMemory<byte> bytes, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (bytes.Length > _limits.FileBytes) throw new StoreLimitException(nameof(StoreLimits.FileBytes), _limits.FileBytes);
        return Task.Run(() =>
        {
            var whole = file with { Hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), Bytes = bytes.Length };
            var content = bytes.ToArray();
            return _database.WriteNow(s => Add(s, whole, content), stop);
        }, stop);
    }

    (DataFile, bool) Add(Session s, DataFile file, byte[] content)
    {
        var workspace = s.Find(Shapes.Workspace, file.Workspace) ?? throw new KeyNotFoundException("There is no such workspace.");
        if (!workspace.MayHold(file.Marking)) throw new MarkingException(file.Marking, workspace.Marking);
        if (s.Find(Shapes.DataFile, file.Workspace, file.Hash, file.Kind) is { } there) return (there, false);
        if (s.Number($"SELECT COUNT(*) FROM files WHERE workspace = {file.Workspace}") >= _limits.Files) throw new StoreLimitException(nameof(StoreLimits.Files), _limits.Files);
        var added = file with { Added = s.Now };
        s.Run($"INSERT INTO files ({Shapes.DataFile.All}, content) VALUES ({Shapes.DataFile.Write(added).AsEnumerable()}, {content})");
        s.Audit(file.AddedBy, file.Workspace, "file.add", file.Hash, file.Kind);
        return (added, true);
    }

    public Task<IReadOnlyList<DataFile>> Files(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<DataFile>>(s => s.List($"SELECT {Shapes.DataFile.All} FROM files WHERE workspace = {workspace} ORDER BY added DESC, kind, hash", Shapes.DataFile.Read), stop);

    public Task<DataFile?> FindFile(string workspace, string hash, string kind, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.DataFile, workspace, hash, kind), stop);

    public Task<byte[]?> FileBytes(string workspace, string hash, string kind, CancellationToken stop = default) =>
        _database.Read(s => s.First($"SELECT content FROM files WHERE workspace = {workspace} AND hash = {hash} AND kind = {kind}", r => r.Bytes()), stop);

    public Task<bool> RemoveFile(string workspace, string hash, string kind, string by, CancellationToken stop = default) =>
        _database.Write(s => Remove(s, Shapes.DataFile, [workspace, hash, kind], _ => true, new(by, workspace, "file.remove", hash, kind)) == SaveStatus.Saved, stop);
}
