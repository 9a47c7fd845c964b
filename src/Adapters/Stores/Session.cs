using System.Data.Common;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>One transaction: reads and writes by shapes and statements.</summary>
sealed class Session(DbTransaction transaction, TimeProvider clock)
{
    readonly DbConnection _connection = transaction.Connection!;

    /// <summary>The time of this transaction, in whole milliseconds.</summary>
    public DateTimeOffset Now { get; } = Cut(clock.GetUtcNow());

    /// <summary>Runs a statement; gives the number of rows it touched.</summary>
    public int Run(Sql sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs statements of this program's own text.</summary>
    public void RunText(string text)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is a constant of the migrations, never a value.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Rows of an answer.</summary>
    public List<T> List<T>(Sql sql, Func<SqlRow, T> read)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var row = new SqlRow(reader);
        var list = new List<T>();
        while (row.Next()) list.Add(read(row));
        return list;
    }

    /// <summary>Hands out the rows of an answer one by one; gives the names of its columns.</summary>
    public string[] Each(Sql sql, Action<object[]> row)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            row(values);
        }
        return [.. Enumerable.Range(0, values.Length).Select(reader.GetName)];
    }

    /// <summary>The first row, or null.</summary>
    public T? First<T>(Sql sql, Func<SqlRow, T> read) where T : class => List(sql, read) is [var first, ..] ? first : null;

    /// <summary>A number.</summary>
    public long Number(Sql sql) => List(sql, r => r.Number())[0];

    /// <summary>True where a statement gives a row.</summary>
    public bool Any(Sql sql) => List(sql, _ => true).Count > 0;

    /// <summary>Puts a record into its table.</summary>
    public void Insert<T>(Shape<T> shape, T value) where T : class => Run($"INSERT INTO {shape.Name} ({shape.All}) VALUES ({shape.Write(value).AsEnumerable()})");

    /// <summary>A record by its key, or null.</summary>
    public T? Find<T>(Shape<T> shape, params string[] key) where T : class
    {
        var sql = new Sql(64, key.Length);
        sql.AppendLiteral($"SELECT {shape.All.Text} FROM {shape.Table} WHERE ");
        Match(sql, shape.Columns.Take(shape.Keys), key);
        return First(sql, shape.Read);
    }

    /// <summary>Replaces the row of a record's key.</summary>
    public int Update<T>(Shape<T> shape, T value) where T : class
    {
        var values = shape.Write(value);
        var sql = new Sql(64, values.Length);
        sql.AppendLiteral($"UPDATE {shape.Table} SET ");
        for (var i = shape.Keys; i < values.Length; i++)
        {
            sql.AppendLiteral((i > shape.Keys ? ", " : "") + shape.Columns[i] + " = ");
            sql.AppendFormatted([values[i]]);
        }
        sql.AppendLiteral(" WHERE ");
        Match(sql, shape.Columns.Take(shape.Keys), values.Take(shape.Keys));
        return Run(sql);
    }

    /// <summary>Removes the row of a key.</summary>
    public void Remove<T>(Shape<T> shape, params string[] key) where T : class
    {
        var sql = new Sql(64, key.Length);
        sql.AppendLiteral($"DELETE FROM {shape.Table} WHERE ");
        Match(sql, shape.Columns.Take(shape.Keys), key);
        Run(sql);
    }

    /// <summary>Writes the next line of the audit log.</summary>
    public AuditEntry Audit(string actor, string workspace, string action, string target, string detail = "") => Audit(new(actor, workspace, action, target, detail));

    /// <summary>Writes the next line of the audit log.</summary>
    public AuditEntry Audit(AuditEvent what)
    {
        var last = First($"SELECT {Shapes.Audit.All} FROM audit ORDER BY number DESC LIMIT 1", Shapes.Audit.Read);
        var entry = AuditChain.Next(last, Now, what);
        Insert(Shapes.Audit, entry);
        return entry;
    }

    static void Match(Sql sql, IEnumerable<string> columns, IEnumerable<object> values)
    {
        var isFirst = true;
        foreach (var (column, value) in columns.Zip(values))
        {
            sql.AppendLiteral((isFirst ? "" : " AND ") + column + " = ");
            sql.AppendFormatted([value]);
            isFirst = false;
        }
    }

    DbCommand Command(Sql sql)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        sql.Fill(command);
        return command;
    }

    static DateTimeOffset Cut(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
