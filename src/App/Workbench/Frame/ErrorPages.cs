using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vauban.App.Workbench.Api;

namespace Vauban.App.Workbench.Frame;

/// <summary>What goes wrong ends here: a page for people, problem details for programs; the exception itself goes to nobody.</summary>
static partial class ErrorPages
{
    /// <summary>Address of the page.</summary>
    public const string Path = "/error/";

    /// <summary>Shows them.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseStatusCodePages(Show);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Note,
            // A run that somebody else stopped, or that took longer than any may, is no fault of the program.
            StatusCodeSelector = e => e is OperationCanceledException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
    }

    // What an exception says may hold values; its kind and place do not.
    static Task Note(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is not { Error: var error } feature) return Task.CompletedTask;
        var pattern = (feature.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        var kinds = new List<string>();
        for (var e = error; e is not null; e = e.InnerException) kinds.Add(e.GetType().FullName ?? e.GetType().Name);
        Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages).FullName!), pattern, string.Join(" < ", kinds), new System.Diagnostics.StackTrace(error.GetBaseException(), true).ToString());
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Route} failed: {Kinds} {Stack}")]
    private static partial void Failed(ILogger logger, string route, string kinds, string stack);

    static async Task Show(StatusCodeContext status)
    {
        var context = status.HttpContext;
        if (IsProgram(context.Request))
        {
            await Problems.Write(context, null);
            return;
        }
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern) context.Features.Set(new RouteTaken(pattern));
        // The page is shown in place: the address stays, so that a reload tries again.
        var (path, query) = (context.Request.Path, context.Request.QueryString);
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature { OriginalPath = path, OriginalPathBase = context.Request.PathBase, OriginalQueryString = query.Value });
        context.Request.Path = Path + context.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Request.Method = HttpMethods.Get;
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        // What the failed page began must not reach into this one.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await status.Next(context);
        }
        finally
        {
            context.RequestServices = services;
            context.Request.Path = path;
        }
    }

    static bool IsProgram(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path.StartsWithSegments("/mcp", StringComparison.Ordinal) || request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
}

/// <summary>Every change asked for by a browser carries a token that a foreign page cannot know.</summary>
static class FormTokens
{
    /// <summary>Refuses what has none. A program with a key of its own has no cookie that could be misused, and needs none.</summary>
    public static void UseFormTokens(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var method = context.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        var isCookie = context.User.Identity is not { IsAuthenticated: true } identity || identity.AuthenticationType == Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme;
        if (!isSafe && isCookie && context.GetEndpoint() is not null)
        {
            // The framework has looked at forms already, and its answer stands.
            if (!(context.Features.Get<IAntiforgeryValidationFeature>()?.IsValid ?? await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
        }
        // The framework refuses a form without a token by itself; a key stands in place of the token.
        if (!isCookie && !isSafe) context.Features.Set<IAntiforgeryValidationFeature>(Proven.Instance);
        await next(context);
    });

    sealed class Proven : IAntiforgeryValidationFeature
    {
        public static readonly Proven Instance = new();

        public bool IsValid => true;

        public Exception? Error => null;
    }
}
