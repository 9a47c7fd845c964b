using System.Text.Json;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Stores;

public sealed class StoreCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-store");

    string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    async Task Fill()
    {
        using var store = WorkspaceStores.OpenFolder(Data, new TestClock());
        await StoreSample.Fill(store);
    }

    CommandRun Run(params string[] args) => CommandRun.With(new() { Folder = _folder.FullName }, args);

    [Fact]
    public async Task A_whole_log_verifies_and_says_its_head()
    {
        await Fill();
        var run = Run("audit", "verify", "--data", Data, "--json");
        using var json = JsonDocument.Parse(run.Output);
        var head = json.RootElement.GetProperty("head").GetString()!;

        Assert.Equal((ExitCode.Ok, true), (run.Code, json.RootElement.GetProperty("whole").GetBoolean()));
        Assert.StartsWith(json.RootElement.GetProperty("lines").GetInt64() + ":", head, StringComparison.Ordinal);
        Assert.Contains("every one in its place", Run("audit", "verify", "--data", Data).Output, StringComparison.Ordinal);
        Assert.Contains("Keep the head elsewhere", Run("audit", "verify", "--data", Data).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("audit", "verify", "--data", Data, "--head", head).Code);
        var other = Run("audit", "verify", "--data", Data, "--head", head[..^4] + "0000");
        Assert.Equal((ExitCode.PolicyFails, true), (other.Code, other.Output.Contains("written anew", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.InvalidInput, Run("audit", "verify", "--data", Data, "--head", "12").Code);
    }

    [Fact]
    public async Task An_exported_log_verifies_without_the_store_and_shows_every_kind_of_tampering()
    {
        await Fill();
        Assert.Equal(ExitCode.Ok, Run("audit", "export", "log.jsonl", "--data", Data).Code);
        var path = Path.Combine(_folder.FullName, "log.jsonl");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Ok, Run("audit", "verify", "log.jsonl").Code);
        Assert.Equal(string.Join('\n', lines) + "\n", Run("audit", "export", "--data", Data).Output);

        Tampered([.. lines[..2], lines[2].Replace("\"u1\"", "\"u9\"", StringComparison.Ordinal), .. lines[3..]], "Line 3 was edited");
        Tampered([.. lines[..2], lines[2].Replace(",\"hash\"", ", \"hash\"", StringComparison.Ordinal), .. lines[3..]], "Line 3 was edited");
        Tampered([.. lines[..2], "no line", .. lines[3..]], "Line 3 was edited");
        Tampered([.. lines[..2], .. lines[3..]], "Line 3 is missing");
        Tampered([lines[0], lines[2], lines[1], .. lines[3..]], "Line 2 is missing or stands elsewhere");

        void Tampered(string[] text, string says)
        {
            Assert.NotEqual(lines, text);
            File.WriteAllLines(path, text);
            var run = Run("audit", "verify", "log.jsonl");
            Assert.Equal(ExitCode.PolicyFails, run.Code);
            Assert.Contains(says, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_restores_into_an_empty_folder_and_never_over_something()
    {
        await Fill();
        var backup = Run("store", "backup", "b.zip", "--data", Data);
        Assert.Equal((ExitCode.Ok, ""), (backup.Code, backup.Error));
        var restore = Run("store", "restore", "b.zip", "--data", "other");
        Assert.Equal((ExitCode.Ok, ""), (restore.Code, restore.Error));
        Assert.Equal(backup.Output.Split(' ')[^1], restore.Output.Split(' ')[^1]);
        using (var store = WorkspaceStores.OpenFolder(Path.Combine(_folder.FullName, "other"), new TestClock())) await StoreSample.Check(store, Migrations.Latest);

        Assert.Equal(ExitCode.InvalidInput, Run("store", "backup", "b.zip", "--data", Data).Code);
        Assert.Contains("holds something", Run("store", "restore", "b.zip", "--data", Data).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "c.zip"), "no backup", TestContext.Current.CancellationToken);
        Assert.Contains("is no backup", Run("store", "restore", "c.zip", "--data", "third").Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "b.zip")));
    }

    [Fact]
    public async Task A_workspace_is_taken_out_whole_and_deleted_only_by_its_name()
    {
        await Fill();
        string id, name;
        using (var store = WorkspaceStores.OpenFolder(Path.Combine(_folder.FullName, Data), new TestClock())) (id, name) = ((await store.Workspaces(TestContext.Current.CancellationToken))[0].Id, (await store.Workspaces(TestContext.Current.CancellationToken))[0].Name);
        Assert.Contains(id, Run("store", "export", "no-such", "w.zip", "--data", Data).Error, StringComparison.Ordinal);
        var export = Run("store", "export", id, "w.zip", "--data", Data);
        Assert.Equal((ExitCode.Ok, ""), (export.Code, export.Error));
        using (var zip = await System.IO.Compression.ZipFile.OpenReadAsync(Path.Combine(_folder.FullName, "w.zip"), TestContext.Current.CancellationToken)) Assert.Contains("snapshots.jsonl", zip.Entries.Select(e => e.FullName));
        Assert.Contains(name, Run("store", "delete", id, "--data", Data).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, Run("store", "delete", id, "--name", name + "?", "--data", Data).Code);
        Assert.Equal(ExitCode.Ok, Run("store", "delete", id, "--name", name, "--data", Data).Code);
        Assert.Equal(ExitCode.InvalidInput, Run("store", "export", id, "v.zip", "--data", Data).Code);
        using (var store = WorkspaceStores.OpenFolder(Path.Combine(_folder.FullName, Data), new TestClock()))
            Assert.Equal(["workspace.export", "workspace.delete"], (await store.Audit(workspace: id, stop: TestContext.Current.CancellationToken)).Select(a => a.Event.Action).TakeLast(2));
        Assert.Equal(ExitCode.Ok, Run("audit", "verify", "--data", Data).Code);
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made_by_looking_at_it()
    {
        Assert.Contains("There is no store", Run("audit", "verify", "--data", "nothing").Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, Run("store", "backup", "b.zip", "--data", "nothing").Code);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
        Assert.Contains("not both", Run("audit", "verify", "--data", "a", "--store", "postgres://h/d").Error, StringComparison.Ordinal);
        var wrong = Run("audit", "verify", "--store", "postgres://u:secret@h:x/d");
        Assert.Contains("--store is postgres://", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Error + wrong.Output, StringComparison.Ordinal);
    }
}
