using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Vauban.Adapters.Stores;

/// <summary>A database in one file: many readers, one writer.</summary>
sealed class SqliteDatabase : Database
{
    // One process writes one after the other without asking the file; other processes wait at the file.
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly string _connect;

    public SqliteDatabase(string path, TimeProvider clock) : base(clock)
    {
        _connect = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString();
        MakeForOwnerOnly(path);
        using var connection = Connect();
        using var command = connection.CreateCommand();
        // Kept in the file: readers go on while one writes.
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    public override T WriteNow<T>(Func<Session, T> write, CancellationToken stop = default)
    {
        _gate.Wait(stop);
        try
        {
            return base.WriteNow(write, stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override string Fit(MigrationStep step) => step.Sql.Replace("{text}", "TEXT", StringComparison.Ordinal).Replace("{bytes}", "BLOB", StringComparison.Ordinal) + step.Sqlite;

    public override void AfterErase()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        // Older pages of removed rows stay in the log of changes until it is emptied.
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    protected override DbConnection Connect()
    {
        var connection = new SqliteConnection(_connect);
        connection.Open();
        using var command = connection.CreateCommand();
        // FULL: a commit is on the disk before it is acknowledged, also when the power fails. Removed rows are overwritten.
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA secure_delete = ON";
        command.ExecuteNonQuery();
        return connection;
    }

    protected override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    protected override DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override void Dispose()
    {
        using (var connection = new SqliteConnection(_connect)) SqliteConnection.ClearPool(connection);
        _gate.Dispose();
    }

    // SQLite gives the files beside the database (-wal, -shm) the rights of the database itself.
    static void MakeForOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path)) return;
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
    }
}
