using System.Data;
using System.Data.Common;
using Npgsql;

namespace Vauban.Adapters.Stores;

/// <summary>A database on a PostgreSQL server: many readers, one writer, also over several processes.</summary>
sealed class PostgresDatabase(NpgsqlDataSource source, TimeProvider clock) : Database(clock)
{
    // Writes take this lock first, for they all put a line behind the last of the audit log. It is a lock of the database, not of the server.
    const long WriteLock = 0x5641_5542_414E;

    public override string Fit(MigrationStep step) => step.Sql.Replace("{text}", "TEXT COLLATE \"C\"", StringComparison.Ordinal).Replace("{bytes}", "BYTEA", StringComparison.Ordinal) + step.Postgres;

    public override void Dispose() => source.Dispose();

    protected override DbConnection Connect() => source.OpenConnection();

    protected override DbTransaction BeginRead(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        Run(transaction, "SET TRANSACTION READ ONLY");
        return transaction;
    }

    protected override DbTransaction BeginWrite(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        Run(transaction, $"SELECT pg_advisory_xact_lock({WriteLock})");
        return transaction;
    }

    static void Run(DbTransaction transaction, string text)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
