using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Signing in with a one-time link, an invitation, or a name and a password with its second step; and out again.</summary>
static class SignInEndpoints
{
    /// <summary>What is carried to the second step: id, stamp, and where to go then.</summary>
    public const string Second = "second";

    public static void Map(IEndpointRouteBuilder app)
    {
        // The link leads to a page with a button: looking at an address must not use it up.
        app.MapPost("/sign-in/link", WithLink).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-in/invite", WithInvite).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-in/password", WithPassword).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-in/code", WithCode).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOut).ExcludeFromDescription();
    }

    /// <summary>Opens a session, in place of any that the browser had.</summary>
    public static async Task Open(HttpContext context, User user, string way)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Cookies.Principal(user));
        var store = (IWorkspaceStore)context.RequestServices.GetService(typeof(IWorkspaceStore))!;
        await store.Append(new(user.Id, "", "sign-in." + way, user.Id), context.RequestAborted);
    }

    static async Task<IResult> WithLink([FromForm] string secret, HttpContext context, SignInLinks links, CancellationToken stop)
    {
        if (await links.Take(secret, stop) is not { } user) return TypedResults.LocalRedirect("/sign-in?link=gone");
        await Open(context, user, "link");
        return TypedResults.LocalRedirect("/");
    }

    static async Task<IResult> WithInvite([FromForm] string secret, [FromForm] string password, [FromForm] string again, HttpContext context, SignInLinks links, LocalAccounts accounts, Carried carried, CancellationToken stop)
    {
        var back = "/sign-in/invite?secret=" + Uri.EscapeDataString(secret);
        if (await links.Look(secret, LinkKind.Invite, stop) is not { } invited) return TypedResults.LocalRedirect("/sign-in?link=gone");
        // A password that is not taken must not use the invitation up.
        if (password != again) return TypedResults.LocalRedirect(back + "&wrong=different");
        if (Passwords.Wrong(invited, password) is { } wrong) return TypedResults.LocalRedirect($"{back}&wrong={wrong[(wrong.LastIndexOf('.') + 1)..]}");
        if (await links.Take(secret, LinkKind.Invite, stop) is not { } user || await accounts.SetPassword(user.Id, password, user.Id, stop) is not { } changed) return TypedResults.LocalRedirect("/sign-in?link=gone");
        return await Go(context, changed, "/", "invite", carried);
    }

    static async Task<IResult> WithPassword([FromForm] string? name, [FromForm] string? password, [FromForm] string? @return, HttpContext context, LocalAccounts accounts, Carried carried, CancellationToken stop)
    {
        var to = LocalAddress.Of(@return);
        if (await accounts.Take(name, password, context.Connection.RemoteIpAddress, stop) is not { } user) return TypedResults.LocalRedirect("/sign-in?failed=1&return=" + Uri.EscapeDataString(to));
        return await Go(context, user, to, "password", carried);
    }

    static async Task<IResult> WithCode([FromForm] string? code, HttpContext context, IWorkspaceStore store, LocalAccounts accounts, Carried carried, CancellationToken stop)
    {
        if (carried.Look(context, Second) is not [var id, var stamp, var to] || await store.FindUser(id, stop) is not { IsDisabled: false } user || user.SecurityStamp != stamp)
            return TypedResults.LocalRedirect("/sign-in?failed=late");
        if (!await accounts.TakeCode(user, code, context.Connection.RemoteIpAddress, stop)) return TypedResults.LocalRedirect("/sign-in/code?failed=1");
        carried.Take(context, Second);
        await Open(context, user, "code");
        return TypedResults.LocalRedirect(LocalAddress.Of(to));
    }

    // A person with a second factor is not signed in before the second step, whichever way the first was made.
    static async Task<IResult> Go(HttpContext context, User user, string to, string way, Carried carried)
    {
        if (user.TotpSecret.Length > 0)
        {
            carried.Put(context, Second, user.Id, user.SecurityStamp, to);
            return TypedResults.LocalRedirect("/sign-in/code");
        }
        await Open(context, user, way);
        return TypedResults.LocalRedirect(to);
    }

    static async Task<IResult> SignOut(HttpContext context, IWorkspaceStore store, CancellationToken stop)
    {
        if (context.Features.Get<User>() is { } user) await store.Append(new(user.Id, "", "sign-out", user.Id), stop);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
