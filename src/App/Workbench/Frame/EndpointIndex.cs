using Microsoft.AspNetCore.Routing;

namespace Vauban.App.Workbench.Frame;

/// <summary>Endpoints of a feature below <c>/api/workspaces/{workspace}</c>. A class that implements it is found by itself.</summary>
interface IWorkspaceEndpoints
{
    /// <summary>Maps them. The caller's rights are checked before: an endpoint takes a <see cref="Access.CallerWorkspace"/>, and asks
    /// for more than the viewer's role by <c>.Needs(Role.Analyst)</c>.</summary>
    static abstract void Map(IEndpointRouteBuilder workspace);
}

/// <summary>All endpoints of features.</summary>
static class EndpointIndex
{
    /// <summary>What maps them, by name of their class.</summary>
    public static IReadOnlyList<Action<IEndpointRouteBuilder>> All { get; } =
        [.. typeof(EndpointIndex).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IWorkspaceEndpoints)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => t.GetMethod(nameof(IWorkspaceEndpoints.Map), [typeof(IEndpointRouteBuilder)])!.CreateDelegate<Action<IEndpointRouteBuilder>>())];
}
