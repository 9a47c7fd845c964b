using System.Collections.Concurrent;
using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Stores;

/// <summary>Kills writing processes without warning and looks for what the store had acknowledged.</summary>
public sealed class DurabilityTests(PostgresServer server) : IDisposable
{
    // Writers at the same time: they also wait for each other, so that some are killed while they wait or hold the lock.
    const int Writers = 4;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task No_acknowledged_write_is_lost_when_writers_of_a_file_are_killed_160_times()
    {
        var path = Path.Combine(_folder.FullName, "data");
        await Check(path, () => WorkspaceStores.OpenFolder(path, TimeProvider.System), 160);

        using var raw = new SqliteDatabase(Path.Combine(path, WorkspaceStores.FileName), TimeProvider.System);
        Assert.Equal(["ok"], raw.ReadNow(s => s.List($"PRAGMA integrity_check", r => r.Text())));
        Assert.Empty(raw.ReadNow(s => s.List($"PRAGMA foreign_key_check", r => r.Text())));
    }

    [Fact]
    public async Task No_acknowledged_write_is_lost_when_writers_to_a_server_are_killed_45_times()
    {
        var address = server.NewDatabase();
        await Check(address, () => WorkspaceStores.OpenServer(address, TimeProvider.System), 45);
    }

    static async Task Check(string address, Func<IWorkspaceStore> open, int kills)
    {
        using (var store = open())
        {
            await store.SaveWorkspace(new(WriteLoad.Workspace, "Load"), "test");
            await store.AddSnapshot(WriteLoad.Workspace, WriteLoad.Package("start"), "test");
        }
        var acknowledged = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, kills), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (i, _) =>
        {
            foreach (var id in await WriteAndKill(address, i)) acknowledged.Add(id);
        });
        Assert.True(acknowledged.Count >= kills, "Every writer had at least one write acknowledged.");

        using var after = open();
        Assert.Equal(AuditFault.None, (await after.VerifyAudit()).Fault);
        foreach (var id in acknowledged) Assert.True(await IsThere(after, id), id + " is lost.");
        // A write that was not acknowledged is there wholly or not at all: what the log tells of is there.
        var told = (await Log(after)).Where(e => e.Event.Action is "setting.save" or "snapshot.add").ToList();
        foreach (var entry in told)
            if (entry.Event.Action == "setting.save") Assert.Equal(WriteLoad.Value(entry.Event.Target), await after.Setting(entry.Event.Target));
            else Assert.NotNull(await after.LoadPackage(WriteLoad.Workspace, entry.Event.Target));
        Assert.Equal(told.Count(e => e.Event.Action == "snapshot.add"), (await after.Snapshots(WriteLoad.Workspace)).Count);
    }

    static async Task<List<string>> WriteAndKill(string address, int number)
    {
        using var process = WriteLoad.Start(address, "p" + number.ToString(CultureInfo.InvariantCulture));
        var error = process.StandardError.ReadToEndAsync();
        var told = new List<string>();
        // The process is killed while it does its next write, or waits for another's.
        var enough = 1 + number % 4;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.EndsWith('.')) told.Add(line[..^1]);
            if (told.Count == enough) process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.True(told.Count >= enough, $"The writer ended by itself with {process.ExitCode}: {await error}");
        return told;
    }

    static async Task<bool> IsThere(IWorkspaceStore store, string id) => (int.Parse(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture) % 3) switch
    {
        0 => await store.Setting(id) == WriteLoad.Value(id),
        1 => await store.FindRun(WriteLoad.Workspace, WriteLoad.Run(id).Key) is { } run && run.Result.Span.SequenceEqual(WriteLoad.Run(id).Result.Span),
        _ => await store.LoadPackage(WriteLoad.Workspace, WriteLoad.Package(id).Hash) is not null,
    };

    static async Task<List<AuditEntry>> Log(IWorkspaceStore store)
    {
        var log = new List<AuditEntry>();
        while (await store.Audit(log.Count) is { Count: > 0 } some) log.AddRange(some);
        return log;
    }
}
