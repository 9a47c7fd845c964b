using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>The right that an endpoint of a workspace asks for: one of these roles.</summary>
/// <param name="Roles">Roles, one of which suffices.</param>
sealed record NeedsRole(IReadOnlyList<Role> Roles);

/// <summary>Binds the caller's workspace once his rights are checked. What says nothing asks for the role of a viewer.</summary>
static class RightsCheck
{
    /// <summary>Name of the part of an address that names the workspace.</summary>
    public const string RouteName = "workspace";

    /// <summary>Headers that say the strictest marking of what an answer may rest on, and how many rows were withheld from it.</summary>
    public const string MarkingHeader = "Vauban-Marking", WithheldHeader = "Vauban-Withheld";

    static readonly NeedsRole Seeing = new([Role.Viewer]);

    /// <summary>Asks for a role; without it an endpoint of a workspace asks for the viewer's.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsRole(roles));

    /// <summary>Checks every request that names a workspace.</summary>
    public static void UseWorkspaceRights(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is not { } endpoint || context.GetRouteValue(RouteName) is not string id)
        {
            await next(context);
            return;
        }
        var services = context.RequestServices;
        var store = services.GetRequiredService<IWorkspaceStore>();
        var stop = context.RequestAborted;
        var user = context.Features.Get<User>();
        var workspace = user is null ? null : await store.FindWorkspace(id, stop);
        var key = context.Features.Get<ApiKey>();
        var member = workspace is null ? null : (await store.MembershipsOf(user!.Id, stop)).FirstOrDefault(m => m.Workspace == id && m.Roles.Count > 0);
        member = KeyScopes.Narrow(member, key);
        // Who is no member is not told whether there is such a workspace.
        if (member is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!Needed(endpoint).Roles.Any(member.Has))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var package = await services.GetRequiredService<Networks>().Seen(id, workspace!.Current, CallerWorkspace.ClearanceOf(member), stop);
        if (package is not null)
        {
            // How an answer is to be handled, also where its form has no place to say so.
            context.Response.Headers[MarkingHeader] = package.Marking;
            context.Response.Headers[WithheldHeader] = package.Withheld.ToString(CultureInfo.InvariantCulture);
        }
        context.Features.Set(new CallerWorkspace(workspace, user!, member, package)
        {
            Key = key,
            SeesNames = member.Has(Role.Analyst) && await services.GetRequiredService<NamesReason>().Holds(user!, key, id, stop),
        });
        await next(context);
    });

    /// <summary>What an endpoint asks for.</summary>
    public static NeedsRole Needed(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Metadata.GetMetadata<NeedsRole>() is { } own) return own;
        return endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { } component && PageIndex.EntryOf(component.Type) is { } page ? new(page.Needs) : Seeing;
    }

    /// <summary>The bound workspace of a request.</summary>
    /// <exception cref="InvalidOperationException">The address names no workspace.</exception>
    public static CallerWorkspace Bound(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<CallerWorkspace>()
        ?? throw new InvalidOperationException($"The address names no workspace: its route must hold {{{RouteName}}}.");
}
