using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Vauban.App.Workbench.Access;

/// <summary>Recognises a program by <c>Authorization: Bearer vk_...</c>. Where that header stands, no cookie counts.</summary>
sealed class KeySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeys keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>Name of this way of signing in.</summary>
    public const string Way = "Key";

    /// <summary>Claim with the id of the key.</summary>
    public const string Claim = "key";

    const string Start = "Bearer ";

    /// <summary>The way of signing in that a request takes.</summary>
    public static string WayOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Headers.Authorization.Count > 0 ? Way : CookieAuthenticationDefaults.AuthenticationScheme;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!KeyScopes.IsFor(Request.Path) || !header.StartsWith(Start, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await keys.Take(header[Start.Length..].Trim(), Context.RequestAborted) is not var (key, owner)) return AuthenticateResult.Fail("The key does not work.");
        Context.Features.Set(owner);
        Context.Features.Set(key);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, owner.Id), new(Claim, key.Id)], Way)), Way));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
