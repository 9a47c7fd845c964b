using Vauban.Adapters.Stores;

namespace Vauban.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-store");

    private protected override IWorkspaceStore Open(TimeProvider clock, StoreLimits? limits = null) => WorkspaceStores.OpenFolder(Path.Combine(_folder.FullName, "data"), clock, limits);

    private protected override string Unguard => "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete";

    private protected override Database Raw() => new SqliteDatabase(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName, WorkspaceStores.FileName), Clock);

    public override void Dispose()
    {
        base.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_store_is_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }
        _ = Store;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder.FullName, "data")));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.FullName, "data"))) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_is_no_store_is_left_alone()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName, WorkspaceStores.FileName);
        var text = string.Concat(Enumerable.Repeat("no database ", 500));
        File.WriteAllText(path, text);

        Assert.Contains("cannot be opened", Assert.Throws<IOException>(() => Store).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public async Task What_was_deleted_is_in_no_file_any_more()
    {
        await Store.SaveWorkspace(new("w", "W") { Description = "Planted-Secret-Text" }, "ann");
        await Store.AddComment(new("w", "c", "x", "u", string.Concat(Enumerable.Repeat("Planted-Secret-Comment ", 2000))));
        Assert.Contains(Files(), f => f.Contains("Planted-Secret", StringComparison.Ordinal));
        await Store.DeleteWorkspace("w", "ann");

        Assert.DoesNotContain(Files(), f => f.Contains("Planted-Secret", StringComparison.Ordinal));
        IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(_folder.FullName, "data")).Select(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        });
    }

    [Fact]
    public void Steps_of_the_schema_are_the_approved_ones() =>
        // A step that was released never changes: what must change is a new step.
        Approved.Check(string.Concat(Migrations.Steps.Select((step, i) => $"-- {i + 1}\n{step.Sql}\n-- {i + 1}, SQLite\n{step.Sqlite}\n-- {i + 1}, PostgreSQL\n{step.Postgres}\n\n")), "tests/Tests/Stores/schema.approved.txt");
}
