using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>How a signed-in person is recognised from request to request.</summary>
static class Cookies
{
    const string StampClaim = "stamp";

    /// <summary>Settings of the cookie that stands for a session.</summary>
    public static void Session(CookieAuthenticationOptions options, bool isSecure)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Browsers keep a name that starts so to one host and to https.
        options.Cookie.Name = isSecure ? "__Host-vauban" : "vauban";
        Protect(options.Cookie, isSecure);
        // A shared link must open signed in; every change asks for a token besides.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "return";
        options.Events = new()
        {
            OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized),
            OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden),
            OnValidatePrincipal = Validate,
        };
    }

    /// <summary>What holds for every cookie: not for scripts, and over https where there is https.</summary>
    public static void Protect(CookieBuilder cookie, bool isSecure)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    /// <summary>The principal of a person.</summary>
    public static ClaimsPrincipal Principal(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user.Id), new(ClaimTypes.Name, user.DisplayName.Length > 0 ? user.DisplayName : user.Name), new(StampClaim, user.SecurityStamp)],
            CookieAuthenticationDefaults.AuthenticationScheme));
    }

    // A person is sent to the sign-in page and back again; a program gets the bare status.
    static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // A session ends with the account, or when its stamp changes.
    static async Task Validate(CookieValidatePrincipalContext context)
    {
        var store = context.HttpContext.RequestServices.GetRequiredService<IWorkspaceStore>();
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var user = id is null ? null : await store.FindUser(id, context.HttpContext.RequestAborted);
        if (user is null || user.IsDisabled || user.SecurityStamp != context.Principal?.FindFirstValue(StampClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return;
        }
        context.HttpContext.Features.Set(user);
    }
}
