using Vauban.Adapters.Stores.Papers;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public IPaperLibrary Library(string workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new SqlLibrary(_database, workspace);
    }
}
