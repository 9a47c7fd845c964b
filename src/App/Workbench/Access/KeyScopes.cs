using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>The scope that a key needs for an endpoint, where the method of the request does not say it.</summary>
/// <param name="Scope">One of <see cref="KeyScopes"/>.</param>
sealed record NeedsScope(string Scope);

/// <summary>What a key may be made for. A key may do what its owner may and its scopes name: never more than either.</summary>
static class KeyScopes
{
    /// <summary>Asks for figures.</summary>
    public const string Read = "read";

    /// <summary>Changes something.</summary>
    public const string Write = "write";

    /// <summary>Sees names of parties and sites; who makes the key gives the reason.</summary>
    public const string Names = "names";

    /// <summary>Administers.</summary>
    public const string Admin = "admin";

    /// <summary>Reads the figures about the server.</summary>
    public const string Metrics = "metrics";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Write, Names, Admin, Metrics];

    // Where a key works: pages and their forms are for people.
    static readonly string[] Paths = ["/api", "/metrics", "/mcp"];

    /// <summary>Asks for a scope; without it an endpoint asks for <see cref="Read"/> where the method only asks, else for <see cref="Write"/>.</summary>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder endpoint, string scope) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsScope(scope));

    /// <summary>Says of an endpoint that it only computes, although it is posted to.</summary>
    public static TBuilder OnlyReads<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.NeedsScope(Read);

    /// <summary>True where a key works for an address at all.</summary>
    public static bool IsFor(PathString path) => Paths.Any(p => path.StartsWithSegments(p, StringComparison.Ordinal));

    /// <summary>Refuses what a key has no scope for, and says which it needs.</summary>
    public static void UseKeyScopes(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<ApiKey>() is { } key && context.GetEndpoint() is { } endpoint && Needed(endpoint, context.Request.Method) is var scope && !key.Scopes.Contains(scope))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
            return;
        }
        await next(context);
    });

    /// <summary>The scope that a request needs.</summary>
    public static string Needed(Endpoint endpoint, string method)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Metadata.GetMetadata<NeedsScope>()?.Scope ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) ? Read : Write);
    }

    /// <summary>What a membership leaves to a key: without the scope the administrator's role does not count, and another workspace is none.</summary>
    /// <returns>The membership; null where the key does not open the workspace.</returns>
    public static Membership? Narrow(Membership? member, ApiKey? key)
    {
        if (member is null || key is null) return member;
        if (key.Workspace.Length > 0 && key.Workspace != member.Workspace) return null;
        return key.Scopes.Contains(Admin) ? member : member with { Roles = member.Roles.Where(r => r != Role.Administrator).ToHashSet() };
    }

    /// <summary>True where who asks administers the installation: the person does, and a key has the scope and is bound to no workspace.</summary>
    public static bool IsAdministrator(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<User>() is not { IsAdministrator: true }) return false;
        return context.Features.Get<ApiKey>() is not { } key || (key.Workspace.Length == 0 && key.Scopes.Contains(Admin));
    }
}
