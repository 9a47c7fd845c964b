using System.Data;
using System.Data.Common;

namespace Vauban.Adapters.Stores;

/// <summary>What differs between databases: how a connection is opened, how a write begins, and the words for two types.</summary>
abstract class Database(TimeProvider clock) : IDisposable
{
    /// <summary>Runs a read on another thread: all its statements see one state.</summary>
    public Task<T> Read<T>(Func<Session, T> read, CancellationToken stop) => Task.Run(() => ReadNow(read), stop);

    /// <summary>Runs a write on another thread, as one transaction. Writes come one after the other.</summary>
    public Task<T> Write<T>(Func<Session, T> write, CancellationToken stop) => Task.Run(() => WriteNow(write, stop), stop);

    /// <summary>Runs a read on this thread.</summary>
    public T ReadNow<T>(Func<Session, T> read)
    {
        using var connection = Open();
        using var transaction = BeginRead(connection);
        return read(new Session(connection, transaction, clock));
    }

    /// <summary>Runs a write on this thread.</summary>
    public virtual T WriteNow<T>(Func<Session, T> write, CancellationToken stop = default)
    {
        using var connection = Open();
        using var transaction = BeginWrite(connection);
        var result = write(new Session(connection, transaction, clock));
        stop.ThrowIfCancellationRequested();
        transaction.Commit();
        return result;
    }

    /// <summary>A statement of the schema in the words of this database.</summary>
    public abstract string Fit(string sql);

    /// <summary>An open connection.</summary>
    public abstract DbConnection Open();

    protected abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that no other write runs beside.</summary>
    protected abstract DbTransaction BeginWrite(DbConnection connection);

    public abstract void Dispose();
}
