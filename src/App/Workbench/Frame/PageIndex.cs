using System.Reflection;
using Microsoft.AspNetCore.Components;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Frame;

/// <summary>A page of a workspace.</summary>
/// <param name="Entry">What it says of itself.</param>
/// <param name="Route">Its route below the workspace, without what follows a parameter: <c>portfolio</c>.</param>
/// <param name="Component">Its component.</param>
sealed record PageLink(PageEntryAttribute Entry, string Route, Type Component);

/// <summary>All pages, found by their attribute: nobody keeps a list.</summary>
static class PageIndex
{
    const string Prefix = "/w/{" + RightsCheck.RouteName + "}";

    /// <summary>All pages in the order of the navigation.</summary>
    public static IReadOnlyList<PageLink> All { get; } =
        [.. from type in typeof(PageIndex).Assembly.GetTypes()
            let entry = type.GetCustomAttribute<PageEntryAttribute>()
            where entry is not null
            orderby entry.Order, entry.Key
            select new PageLink(entry, Route(type), type)];

    /// <summary>What a page says of itself; null for a component that is no page of a workspace.</summary>
    public static PageEntryAttribute? EntryOf(Type component) => All.FirstOrDefault(p => p.Component == component)?.Entry;

    /// <summary>Pages that a caller may open, for the navigation.</summary>
    public static IEnumerable<PageLink> For(CallerWorkspace caller) => All.Where(p => p.Entry.IsListed && p.Entry.Needs.Any(caller.Has));

    /// <summary>Where somebody with some roles begins in a workspace: the first page of the navigation that is open to them.</summary>
    public static string First(string workspace, Func<Role, bool> has)
    {
        var route = All.FirstOrDefault(p => p.Entry.IsListed && p.Entry.Needs.Any(has))?.Route ?? "";
        return route.Length == 0 ? $"/w/{workspace}" : $"/w/{workspace}/{route}";
    }

    // The shortest route is the page's own; others lead to parts of it.
    static string Route(Type type)
    {
        var routes = type.GetCustomAttributes<RouteAttribute>().Select(r => r.Template).ToArray();
        var own = routes.OrderBy(r => r.Length).FirstOrDefault(r => r.StartsWith(Prefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The page {type.FullName} has no route below {Prefix}.");
        return own[Prefix.Length..].Trim('/').Split("/{")[0];
    }
}
