using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vauban.Adapters.Stores;
using Vauban.App.Mcp;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Decisions;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench;

/// <summary>The workbench as a web application: what it consists of, and the way of a request through it.</summary>
static class Server
{
    const int MostUpload = 64 << 20;

    /// <summary>Makes the application; nothing listens before it is started.</summary>
    /// <param name="options">How it is served.</param>
    /// <param name="store">Where everything is kept; disposed of by the caller.</param>
    public static WebApplication Create(ServerOptions options, IWorkspaceStore store)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        // No settings from files or the environment: what is not said on the command line is not so.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(Server).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostUpload;
            if (options.Certificate is { } certificate) kestrel.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, options.CertificateChain));
        });
        builder.WebHost.UseUrls([.. options.Urls]);
        AddServices(builder.Services, options, store);
        Log(builder.Logging, options);
        var app = builder.Build();
        Configure(app, options);
        return app;
    }

    static void AddServices(IServiceCollection services, ServerOptions options, IWorkspaceStore store)
    {
        var isSecure = options.IsSecure;
        services.AddSingleton<IHostLifetime, QuietLifetime>();
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        // A factory would be disposed of by the application; the store outlives it.
        services.AddSingleton(store);
        services.AddSingleton<WebAssets>();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<Networks>();
        services.AddSingleton<RunBoard>();
        services.AddScoped<Waiting>();
        services.AddSingleton<AssessmentRuns>();
        services.AddSingleton<Explain.ExplainRuns>();
        services.AddSingleton<Explore.ExposureRuns>();
        services.AddSingleton<Capacity.CapacityRuns>();
        services.AddSingleton<Disruption.DisruptionRuns>();
        services.AddSingleton<Mobility.FlowRuns>();
        services.AddSingleton<Cascade.CascadeRuns>();
        services.AddSingleton<Eligibility.EligibilityRuns>();
        services.AddSingleton<Evidence.EvidenceRuns>();
        services.AddSingleton<Eligibility.ContractRefusals>();
        services.AddSingleton<Procurement.ProcurementRuns>();
        services.AddSingleton<Files.FileRefusals>();
        services.AddSingleton<Jobs.JobBoard>();
        services.AddSingleton<Jobs.JobHost>();
        services.AddSingleton<Jobs.JobDesk>();
        services.AddHostedService(s => s.GetRequiredService<Jobs.JobHost>());
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<NamesReason>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Passwords>();
        services.AddSingleton(new AddressLock(options.Time, options.MostFailures));
        services.AddSingleton<LocalAccounts>();
        services.AddSingleton<Carried>();
        services.AddSingleton<People>();
        services.AddSingleton<Offices>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<Diffs>();
        services.AddSingleton<UploadEndpoints>();
        services.AddSingleton<SnapshotEndpoints>();
        services.AddSingleton<MergeEndpoints>();
        services.AddSingleton<FindingBooks>();
        services.AddSingleton<DecisionEndpoints>();
        services.AddScoped<DecisionsOfRequest>();
        services.AddSingleton<Survey.SurveyDesk>();
        services.AddSingleton<Survey.CompanyDesk>();
        services.AddMcp(options);
        services.AddRoutingCore();
        // A kit of a survey holds answers: it must not lie in a temporary file while its form is read.
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.MemoryBufferThreshold = Adapters.Formats.Surveys.KitReader.MostBytes);
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddScoped<Look>();
        services.AddScoped(s => s.GetRequiredService<Look>().Texts);
        services.AddScoped(RightsCheck.Bound);
        var ways = services.AddAuthentication("vauban").AddPolicyScheme("vauban", null, choice => choice.ForwardDefaultSelector = KeySignIn.WayOf)
            .AddCookie(cookie => Cookies.Session(cookie, isSecure))
            .AddScheme<AuthenticationSchemeOptions, KeySignIn>(KeySignIn.Way, null);
        if (options.Oidc is { } oidc) ways.AddOpenIdConnect(OidcSignIn.Way, o => OidcSignIn.Set(o, oidc, isSecure));
        // What nobody thought of is denied: every endpoint asks for a signed-in person unless it says otherwise.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(InstallationEndpoints.Policy, p => p.RequireAuthenticatedUser().RequireAssertion(c => c.Resource is HttpContext http && KeyScopes.IsAdministrator(http)));
        // A contract with all its lists filled has more fields than a form usually may have.
        services.Configure<FormOptions>(form => form.ValueCountLimit = 4096);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = isSecure ? "__Host-vauban-form" : "vauban-form";
            Cookies.Protect(antiforgery.Cookie, isSecure);
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.HeaderName = "X-Form-Token";
            // The security headers say it, and more strictly.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("vauban");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new StoreKeyRing(store));
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddHostFiltering(hosts => hosts.AllowedHosts = options.IsLocal ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);
        services.AddRateLimiter(limits => Limit(limits, options.UnknownBurst));
    }

    // Enough for a person with many windows, too little for a program that tries keys.
    static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limits, int unknownBurst)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.User.FindFirstValue(KeySignIn.Claim) is { } key
            ? RateLimitPartition.GetTokenBucketLimiter("key " + key, _ => new() { TokenLimit = 600, TokensPerPeriod = 50, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 })
            : context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } user
            ? RateLimitPartition.GetTokenBucketLimiter("user " + user, _ => new() { TokenLimit = 1200, TokensPerPeriod = 200, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 })
            : RateLimitPartition.GetTokenBucketLimiter("from " + context.Connection.RemoteIpAddress, _ => new() { TokenLimit = unknownBurst, TokensPerPeriod = 4, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));
        limits.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    // To standard error, one JSON object a line, without any value of the data.
    static void Log(ILoggingBuilder logging, ServerOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        if (options.LogsRequests) logging.AddFilter(typeof(RequestMetrics).FullName, LogLevel.Information);
        // It would write what an exception says; ErrorPages writes its kind and place.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // The command says itself why it cannot listen.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The data folder is the user's alone: what the key ring would be locked with would lie beside it.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    static void Configure(WebApplication app, ServerOptions options)
    {
        if (options.IsBehindProxy)
        {
            // Whoever else sends these headers could pass for any address: only those of the proxy count.
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
            if (options.Proxies.Count > 0)
            {
                forwarded.KnownIPNetworks.Clear();
                forwarded.KnownProxies.Clear();
                foreach (var proxy in options.Proxies) forwarded.KnownIPNetworks.Add(proxy);
            }
            app.UseForwardedHeaders(forwarded);
        }
        app.UseSecurityHeaders();
        app.Services.GetRequiredService<RequestMetrics>().Use(app);
        // A page of a foreign site must not reach a server on this machine under a name of its own.
        app.UseHostFiltering();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseKeyScopes();
        app.UseAntiforgery();
        app.UseFormTokens();
        app.UseWorkspaceRights();
        app.UseSnapshotTags();
        app.Services.GetRequiredService<WebAssets>().Map(app);
        FrameEndpoints.Map(app);
        SignInEndpoints.Map(app);
        Survey.JoinEndpoints.Map(app);
        if (options.Oidc is not null) OidcSignIn.Map(app);
        KeyEndpoints.Map(app);
        AccountEndpoints.Map(app);
        InstallationEndpoints.Map(app);
        SettingsEndpoints.Map(app);
        ApiEndpoints.Map(app);
        app.MapMcp(options);
        var workspace = app.MapGroup($"/api/workspaces/{{{RightsCheck.RouteName}}}");
        ApiEndpoints.MapWorkspace(workspace);
        TableEndpoints.Map(workspace);
        NamesReason.Map(workspace);
        foreach (var map in EndpointIndex.All) map(workspace);
        app.MapRazorComponents<Frame.Root>();
    }
}
