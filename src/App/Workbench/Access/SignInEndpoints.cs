using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Signing in with a one-time link, and out again.</summary>
static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        // The link leads to a page with a button: looking at an address must not use it up.
        app.MapPost("/sign-in/link", WithLink).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOut).ExcludeFromDescription();
    }

    static async Task<IResult> WithLink([FromForm] string secret, HttpContext context, SignInLinks links, IWorkspaceStore store, CancellationToken stop)
    {
        if (await links.Take(secret, stop) is not { } user) return TypedResults.LocalRedirect("/sign-in?link=gone");
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Cookies.Principal(user));
        await store.Append(new(user.Id, "", "sign-in.link", user.Id), stop);
        return TypedResults.LocalRedirect("/");
    }

    static async Task<IResult> SignOut(HttpContext context, IWorkspaceStore store, CancellationToken stop)
    {
        if (context.Features.Get<User>() is { } user) await store.Append(new(user.Id, "", "sign-out", user.Id), stop);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
