using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vauban.Tests.Workbench;

/// <summary>A real provider of OpenID Connect on a free port of this machine, built on OpenIddict. Everybody who comes is the person set.</summary>
sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "vauban-test", Secret = "a secret of the test";

    readonly WebApplication _app;

    OidcProvider(WebApplication app) => _app = app;

    /// <summary>The provider's name of the person, and the name that is shown.</summary>
    public (string Subject, string Name) Person { get; set; } = ("subject-1", "Ada Example");

    /// <summary>Where the test's server may be told the answer; others are refused.</summary>
    public string Callback { get; set; } = "";

    /// <summary>Challenges of PKCE that came.</summary>
    public List<string> Methods { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<OidcProvider> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddDataProtection();
        OidcProvider? me = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/end");
            server.RegisterScopes(Scopes.Profile, Scopes.Email).DisableScopeValidation();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(e => e.UseInlineHandler(context =>
            {
                me!.Methods.Add(context.Request.CodeChallengeMethod ?? "none");
                if (context.ClientId != Client || context.RedirectUri != me.Callback) context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(e => e.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret) context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ValidateEndSessionRequestContext>(e => e.UseInlineHandler(_ => default));
            server.AddEventHandler<HandleEndSessionRequestContext>(e => e.UseInlineHandler(context =>
            {
                context.SignOut();
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(e => e.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity("test");
                identity.SetClaim(Claims.Subject, me!.Person.Subject).SetClaim(Claims.Name, me.Person.Name).SetClaim(Claims.PreferredUsername, me.Person.Name.ToUpperInvariant());
                identity.SetScopes(context.Request.GetScopes());
                identity.SetDestinations(_ => [Destinations.IdentityToken]);
                context.Principal = new(identity);
                return default;
            }));
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        me = new(app);
        await app.StartAsync();
        return me;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
