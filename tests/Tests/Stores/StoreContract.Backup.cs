using System.IO.Compression;
using System.Text;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Stores;

public abstract partial class StoreContract
{
    /// <summary>The database of this test past the store.</summary>
    private protected abstract Database Raw();

    private protected void Sql(string text)
    {
        Restart();
        using var database = Raw();
        database.WriteNow(s =>
        {
            s.RunText(text);
            return 0;
        });
    }

    /// <summary>Versions of the schema, each with a backup that the program of that version made.</summary>
    public static TheoryData<int> Versions => [.. Enumerable.Range(1, Migrations.Latest)];

    static string SampleOf(int version) => Path.Combine(SourceTree.Root, $"tests/Tests/Stores/store-{version}.zip");

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_backup_of_every_version_is_restored_and_brought_to_this_one(int version)
    {
        await Assert_sample_exists(version);
        using (var file = File.OpenRead(SampleOf(version))) await Store.Restore(file, "adm");
        Restart();

        await StoreSample.Check(Store, version);
        Assert.Equal("store.restore", (await Store.Audit())[^1].Event.Action);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_store_of_every_version_is_brought_to_this_one_when_it_is_opened(int version)
    {
        await Assert_sample_exists(version);
        using (var database = Raw())
        using (var zip = ZipFile.OpenRead(SampleOf(version)))
            database.WriteNow(s =>
            {
                Migrations.Run(s, database, version);
                foreach (var table in Migrations.Tables(version)) Fill(s, table, zip.GetEntry(table + ".jsonl")!);
                return 0;
            });

        await StoreSample.Check(Store, version);
        Restart();
        await StoreSample.Check(Store, version);
    }

    static void Fill(Session session, string table, ZipArchiveEntry rows)
    {
        using var reader = new StreamReader(rows.Open());
        while (reader.ReadLine() is { } line)
        {
            using var row = System.Text.Json.JsonDocument.Parse(line);
            session.Run($"INSERT INTO {new Name(table)} VALUES ({row.RootElement.EnumerateArray().Select(Value)})");
        }

        static object Value(System.Text.Json.JsonElement e) => e.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => e.GetString()!,
            System.Text.Json.JsonValueKind.Number => e.GetInt64(),
            _ => e.GetProperty("base64").GetBytesFromBase64(),
        };
    }

    /// <summary>Writes the sample of the newest version where the tests are run with <c>--accept</c>; it is never written again after a release.</summary>
    async Task Assert_sample_exists(int version)
    {
        if (!File.Exists(SampleOf(version)) && version == Migrations.Latest && Environment.GetEnvironmentVariable("VAUBAN_ACCEPT") == "1")
        {
            using var folder = new TemporaryStore(Clock);
            await StoreSample.Fill(folder.Store);
            using var file = File.Create(SampleOf(version));
            await folder.Store.Backup(file);
        }
        Assert.True(File.Exists(SampleOf(version)), $"{SampleOf(version)} is missing: ./test --accept writes that of the newest version.");
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_left_alone()
    {
        await MakeWorkspace();
        Sql($"UPDATE store_schema SET version = {Migrations.Latest + 1}");

        var error = Assert.Throws<StoreVersionException>(() => Store);
        Assert.Equal((Migrations.Latest + 1, Migrations.Latest), (error.Found, error.Known));
        Sql($"UPDATE store_schema SET version = {Migrations.Latest}");
        Assert.NotNull(await Store.FindWorkspace("w"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_store_as_it_was()
    {
        // A table of that name stands in the way of the second half of the first step.
        Sql("CREATE TABLE audit (number BIGINT)");
        Assert.ThrowsAny<IOException>(() => Store);
        Sql("DROP TABLE audit");
        await MakeWorkspace();
    }

    [Fact]
    public async Task A_backup_moves_a_store_to_the_other_database_and_back_without_loss()
    {
        using var other = new TemporaryStore(Clock);
        await StoreSample.Fill(other.Store);
        using var first = new MemoryStream();
        var head = await other.Store.Backup(first);
        Assert.Equal(head, await Store.Restore(first, "adm"));
        await StoreSample.Check(Store, Migrations.Latest);

        using var second = new MemoryStream();
        await Store.Backup(second);
        using var third = new TemporaryStore(Clock);
        await third.Store.Restore(second, "adm");
        await StoreSample.Check(third.Store, Migrations.Latest);
        Assert.Equal(Lines(first, "audit").Length + 1, Lines(second, "audit").Length);
        foreach (var table in Migrations.Tables(Migrations.Latest).Except(["audit"])) Assert.Equal(Lines(first, table), Lines(second, table));
    }

    static string[] Lines(Stream zip, string table)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        using var reader = new StreamReader(archive.GetEntry(table + ".jsonl")!.Open());
        return reader.ReadToEnd().Split('\n');
    }

    [Fact]
    public async Task A_damaged_backup_changes_nothing()
    {
        using var other = new TemporaryStore(Clock);
        await StoreSample.Fill(other.Store);
        using var file = new MemoryStream();
        await other.Store.Backup(file);
        var whole = file.ToArray();

        await Refused(new MemoryStream(whole[..(whole.Length / 2)]));
        await Refused(new MemoryStream(Encoding.UTF8.GetBytes("no ZIP")));
        await Refused(Edited(whole, "users.jsonl", t => t.Replace("Zoë", "Zoo", StringComparison.Ordinal)));
        await Refused(Edited(whole, "users.jsonl", _ => ""));
        await Refused(Edited(whole, "store.json", t => t.Replace("\"name_key\"", "\"name_key FROM users; DROP TABLE users\"", StringComparison.Ordinal)));
        await Refused(Edited(whole, "store.json", t => t.Replace("vauban-store-1", "other", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<StoreVersionException>(() => Store.Restore(Edited(whole, "store.json", t => t.Replace($"\"schema\": {Migrations.Latest}", "\"schema\": 999", StringComparison.Ordinal)), "adm"));
        // A log that is longer than its head says, or whose head is another's.
        var (last, before) = (await other.Store.Audit()) is [.., var b, var a] ? (a, b) : default;
        await Refused(Edited(whole, "store.json", t => t.Replace($"\"auditNumber\": {last.Number}", $"\"auditNumber\": {before.Number}", StringComparison.Ordinal).Replace(last.Hash, before.Hash, StringComparison.Ordinal)));
        await Refused(Edited(whole, "store.json", t => t.Replace(last.Hash, before.Hash, StringComparison.Ordinal)));
        Assert.Empty(await Store.Users());
        Assert.Empty(await Store.Audit());

        await Store.Restore(file, "adm");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Restore(file, "adm"));
        async Task Refused(MemoryStream damaged) => await Assert.ThrowsAsync<InvalidDataException>(() => Store.Restore(damaged, "adm"));
    }

    static MemoryStream Edited(byte[] zip, string name, Func<string, string> edit)
    {
        var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(archive.GetEntry(name)!.Open())) text = reader.ReadToEnd();
            Assert.NotEqual(text, edit(text));
            archive.GetEntry(name)!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(edit(text));
        }
        return stream;
    }

    [Fact]
    public async Task A_backup_is_of_one_moment_while_others_write()
    {
        await MakeWorkspace();
        var writing = Task.WhenAll(Enumerable.Range(0, 30).Select(i => Store.SaveSetting("s" + i, "x", "ann")));
        using var file = new MemoryStream();
        var head = await Store.Backup(file);
        await writing;

        Assert.Equal(head.Number, Lines(file, "audit").Length - 1);
        Assert.Equal(head.Number - 1, Lines(file, "settings").Length - 1);
        Assert.Equal(AuditFault.None, (await Store.VerifyAudit(head)).Fault);
    }
}

/// <summary>An SQLite store in a temporary folder.</summary>
sealed class TemporaryStore : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-store");

    public TemporaryStore(TimeProvider clock) => Store = WorkspaceStores.OpenFolder(_folder.FullName, clock);

    public IWorkspaceStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }
}
