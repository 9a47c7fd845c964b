using System.Data.Common;
using Npgsql;

namespace Vauban.Adapters.Stores;

/// <summary>Opens stores.</summary>
public static class WorkspaceStores
{
    /// <summary>Name of the database file in a data folder.</summary>
    public const string FileName = "vauban.db";

    /// <summary>Opens the store at an address, or that of a data folder where no address is given.</summary>
    /// <param name="address"><c>postgres://user:password@host:port/database</c>, or null.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The time that goes into the store.</param>
    /// <param name="limits">How much it takes; null takes the defaults.</param>
    /// <exception cref="FormatException">The address is none; the message does not repeat it.</exception>
    /// <exception cref="StoreVersionException">A newer program made the store.</exception>
    /// <exception cref="IOException">The store cannot be opened.</exception>
    public static IWorkspaceStore Open(string? address, string folder, TimeProvider clock, StoreLimits? limits = null) =>
        address is null ? OpenFolder(folder, clock, limits) : OpenServer(address, clock, limits);

    /// <summary>Opens a store on a PostgreSQL server: makes its tables where there are none and brings older ones to this version.</summary>
    /// <param name="address"><c>postgres://user:password@host:port/database</c>; the database must exist and the user must own it.</param>
    /// <param name="clock">The time that goes into the store.</param>
    /// <param name="limits">How much it takes; null takes the defaults.</param>
    /// <exception cref="FormatException">The address is none; the message does not repeat it.</exception>
    /// <exception cref="StoreVersionException">A newer program made the store.</exception>
    /// <exception cref="IOException">The server cannot be reached or refuses.</exception>
    public static IWorkspaceStore OpenServer(string address, TimeProvider clock, StoreLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(clock);
        return Make(() => new PostgresDatabase(NpgsqlDataSource.Create(PostgresAddress.Parse(address)), clock), limits);
    }

    /// <summary>Opens the store of a data folder, SQLite; makes folder and store where there are none and brings an older one to this version.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The time that goes into the store.</param>
    /// <param name="limits">How much it takes; null takes the defaults.</param>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written, or the file in it is no store.</exception>
    public static IWorkspaceStore OpenFolder(string folder, TimeProvider clock, StoreLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clock);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Make(() => new SqliteDatabase(Path.Combine(folder, FileName), clock), limits);
    }

    static SqlStore Make(Func<Database> database, StoreLimits? limits)
    {
        try
        {
            return new SqlStore(database(), limits ?? new());
        }
        catch (DbException e)
        {
            throw new IOException("The store cannot be opened: " + e.Message, e);
        }
    }
}
