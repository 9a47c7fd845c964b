namespace Vauban.Adapters.Stores;

/// <summary>Opens stores.</summary>
public static class WorkspaceStores
{
    /// <summary>Name of the database file in a data folder.</summary>
    public const string FileName = "vauban.db";

    /// <summary>Opens the store of a data folder, SQLite; makes folder and store where there are none and brings an older one to this version.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The time that goes into the store.</param>
    /// <param name="limits">How much it takes; null takes the defaults.</param>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static IWorkspaceStore OpenFolder(string folder, TimeProvider clock, StoreLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clock);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new SqlStore(new SqliteDatabase(Path.Combine(folder, FileName), clock), limits ?? new());
    }
}
