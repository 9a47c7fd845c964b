using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Signing in by OpenID Connect: authorization code with PKCE. The provider says who a person is; what he may is said here, and is nothing at first.</summary>
static class OidcSignIn
{
    /// <summary>Name of this way of signing in.</summary>
    public const string Way = "Oidc";

    const string Begin = "/sign-in/oidc", Callback = "/sign-in/oidc/callback", EndBegin = "/sign-in/oidc/end", EndCallback = "/sign-in/oidc/ended";
    const int MostName = 100;

    /// <summary>Settings of the way.</summary>
    public static void Set(OpenIdConnectOptions options, OidcOptions oidc, bool isSecure)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(oidc);
        options.Authority = oidc.Authority.AbsoluteUri;
        options.ClientId = oidc.Client;
        options.ClientSecret = oidc.Secret.Length > 0 ? oidc.Secret : null;
        options.RequireHttpsMetadata = !oidc.Authority.IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as an address: a form posted from elsewhere would come without our cookies.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.SignOutScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.CallbackPath = Callback;
        options.SignedOutCallbackPath = EndCallback;
        options.RemoteSignOutPath = "";
        options.SignedOutRedirectUri = "/sign-in";
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.HttpOnly = true;
            cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email" }) options.Scope.Add(scope);
        options.Events = new()
        {
            OnTokenValidated = Recognise,
            OnRemoteFailure = context =>
            {
                // What the provider says of the failure may hold anything; the person needs only the way on.
                context.HandleResponse();
                context.Response.Redirect("/sign-in?failed=oidc");
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.ClientId = context.Options.ClientId;
                if (!string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress)) return Task.CompletedTask;
                // A provider without a way out: there is nowhere to go.
                context.HandleResponse();
                context.Response.Redirect("/sign-in");
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Maps the way there and the way out.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Begin, (string? @return, HttpContext context) => Go(context, c => c.ChallengeAsync(Way, new() { RedirectUri = LocalAddress.Of(@return) }))).AllowAnonymous().ExcludeFromDescription();
        // A link, not a form: a form may lead nowhere but here, and the provider is elsewhere.
        app.MapGet(EndBegin, (HttpContext context) => Go(context, c => c.SignOutAsync(Way, new() { RedirectUri = "/sign-in" }))).AllowAnonymous().ExcludeFromDescription();
    }

    // The provider may be down; that is no fault of ours to show a page of errors for.
    static async Task Go(HttpContext context, Func<HttpContext, Task> go)
    {
        try
        {
            await go(context);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            context.Response.Redirect("/sign-in?failed=oidc");
        }
    }

    static async Task Recognise(TokenValidatedContext context)
    {
        var stop = context.HttpContext.RequestAborted;
        var store = context.HttpContext.RequestServices.GetRequiredService<IWorkspaceStore>();
        var (issuer, subject) = (context.SecurityToken.Issuer, context.SecurityToken.Subject);
        if (string.IsNullOrEmpty(issuer) || string.IsNullOrEmpty(subject))
        {
            context.Fail("The provider names nobody.");
            return;
        }
        var user = await store.FindUserBySubject(issuer, subject, stop) ?? await Add(store, issuer, subject, context.Principal, stop);
        if (user is null || user.IsDisabled)
        {
            context.Fail("The account is closed.");
            return;
        }
        context.Principal = Cookies.Principal(user);
        context.HttpContext.Features.Set(user);
        await store.Append(new(user.Id, "", "sign-in.oidc", user.Id), stop);
    }

    // A name of here that somebody has is not given again: the provider's names say nothing about ours.
    static async Task<User?> Add(IWorkspaceStore store, string issuer, string subject, ClaimsPrincipal? claims, CancellationToken stop)
    {
        var shown = Clean(claims?.FindFirstValue("name")) ?? Clean(claims?.FindFirstValue("preferred_username")) ?? Clean(claims?.FindFirstValue("email")) ?? "";
        var wanted = Clean(claims?.FindFirstValue("preferred_username")) ?? Clean(claims?.FindFirstValue("email"));
        var id = Secrets.NewId();
        foreach (var name in new[] { wanted, wanted is null ? null : $"{wanted} {id[..6]}", "person " + id[..12] }.OfType<string>())
        {
            var user = new User(id, name) { DisplayName = shown, Issuer = issuer, Subject = subject, SecurityStamp = Secrets.NewId() };
            if (await store.SaveUser(user, "system", stop) is { IsSaved: true } saved) return saved.Stored;
        }
        // Two first sign-ins of one person at the same moment: the other one made the account.
        return await store.FindUserBySubject(issuer, subject, stop);
    }

    static string? Clean(string? text) =>
        text?.Trim() is { Length: > 0 and <= MostName } name && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? name : null;
}
