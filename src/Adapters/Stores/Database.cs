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
        using var transaction = Begin(BeginRead);
        return read(new Session(transaction.Transaction, clock));
    }

    /// <summary>Runs a write on this thread.</summary>
    public virtual T WriteNow<T>(Func<Session, T> write, CancellationToken stop = default)
    {
        using var transaction = Begin(BeginWrite);
        var result = write(new Session(transaction.Transaction, clock));
        stop.ThrowIfCancellationRequested();
        transaction.Transaction.Commit();
        return result;
    }

    /// <summary>A step of the schema in the words of this database.</summary>
    public abstract string Fit(MigrationStep step);

    /// <summary>Takes what was removed out of the files, as far as the database lets a program do so.</summary>
    public virtual void AfterErase()
    {
    }

    public abstract void Dispose();

    /// <summary>An open connection.</summary>
    protected abstract DbConnection Connect();

    /// <summary>Begins a transaction whose statements all see one state.</summary>
    protected abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that no other write runs beside.</summary>
    protected abstract DbTransaction BeginWrite(DbConnection connection);

    // A connection of the pool may have died with a restart of the server. Nothing was asked of it yet, so a new one may be taken.
    Begun Begin(Func<DbConnection, DbTransaction> begin)
    {
        try
        {
            return BeginOnce(begin);
        }
        catch (DbException e) when (e.IsTransient)
        {
            return BeginOnce(begin);
        }
    }

    Begun BeginOnce(Func<DbConnection, DbTransaction> begin)
    {
        var connection = Connect();
        try
        {
            return new(connection, begin(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    readonly record struct Begun(DbConnection Connection, DbTransaction Transaction) : IDisposable
    {
        public void Dispose()
        {
            Transaction.Dispose();
            Connection.Dispose();
        }
    }
}
