using Vauban.Adapters.Stores.Papers;

namespace Vauban.Adapters.Stores;

public partial interface IWorkspaceStore
{
    /// <summary>The library of papers of a workspace. Writing to that of a workspace there is not throws a <see cref="KeyNotFoundException"/>.</summary>
    IPaperLibrary Library(string workspace);
}
