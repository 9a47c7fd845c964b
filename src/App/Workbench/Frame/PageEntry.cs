using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Frame;

/// <summary>Puts a component into the navigation of a workspace. This and its route are all that a new page needs.</summary>
/// <param name="key">Key of its texts: <c>workbench.page.KEY</c> is its name, <c>workbench.page.KEY.about</c> says in one sentence what it answers.</param>
/// <param name="order">Place in the navigation: hundreds are groups.</param>
[AttributeUsage(AttributeTargets.Class)]
sealed class PageEntryAttribute(string key, int order) : Attribute
{
    /// <summary>Key of its texts.</summary>
    public string Key => key;

    /// <summary>Place in the navigation.</summary>
    public int Order => order;

    /// <summary>Name of its icon (see <c>Kit/Icon.razor</c>).</summary>
    public string Icon { get; init; } = "table";

    /// <summary>Roles of which one is needed. Default: viewer.</summary>
    public Role[] Needs { get; init; } = [Role.Viewer];

    /// <summary>False for a page that other pages lead to.</summary>
    public bool IsListed { get; init; } = true;
}
