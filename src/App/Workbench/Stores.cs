using Vauban.Adapters.Stores;

namespace Vauban.App.Workbench;

/// <summary>Opens the store that a server is asked to use.</summary>
static class Stores
{
    /// <summary>The store of the data folder.</summary>
    public static IWorkspaceStore Open(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WorkspaceStores.OpenFolder(options.DataFolder, options.Time);
    }
}
