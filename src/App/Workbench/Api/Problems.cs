using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Cli;

namespace Vauban.App.Workbench.Api;

/// <summary>What went wrong, for programs (RFC 9457): a code that stays, a title in the caller's language, and where one can be said a way out.</summary>
static class Problems
{
    /// <summary>Content type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Address below which each code is explained; with the code behind it, the member <c>type</c>.</summary>
    public const string Prefix = "/problems/";

    /// <summary>Codes by status. They stay for ever.</summary>
    public static IReadOnlyList<(int Status, string Code)> All { get; } =
    [
        (400, "request"), (401, "not-signed-in"), (403, "not-allowed"), (404, "not-found"), (405, "method"), (409, "conflict"), (410, "gone"), (412, "changed"), (413, "too-large"),
        (415, "media-type"), (422, "not-usable"), (428, "condition-needed"), (429, "too-many"), (500, "failed"), (501, "not-here"), (503, "busy"),
    ];

    /// <summary>Type of a status; <c>about:blank</c> where there is nothing to say beyond it.</summary>
    public static string Type(int status) => All.FirstOrDefault(p => p.Status == status).Code is { } code ? Prefix + code : "about:blank";

    /// <summary>A problem as an answer.</summary>
    /// <param name="status">Status.</param>
    /// <param name="detail">Cause and way out, in the caller's language; null for none.</param>
    public static IResult Of(int status, string? detail = null) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>Writes a problem; the status is set already.</summary>
    /// <param name="context">Request.</param>
    /// <param name="detail">Cause and way out; null for none.</param>
    /// <param name="more">Further members.</param>
    public static Task Write(HttpContext context, string? detail, IDictionary<string, object?>? more = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var status = context.Response.StatusCode;
        var texts = context.RequestServices.GetRequiredService<Frame.Look>().Texts;
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", Type(status));
            json.WriteString("title", texts.Find("workbench.error." + status.ToString(CultureInfo.InvariantCulture)) ?? texts["workbench.error"]);
            json.WriteNumber("status", status);
            if (detail is { Length: > 0 }) json.WriteString("detail", detail);
            foreach (var (name, value) in (more ?? new Dictionary<string, object?>()).OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                // The framework's number of a request says nothing to anybody outside.
                if (name == "traceId") continue;
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value);
            }
            json.WriteEndObject();
        }), context.RequestAborted);
    }
}

/// <summary>Gives every problem of the framework and of endpoints the same form, whatever the caller says he accepts.</summary>
sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.ProblemDetails.Status is { } status) context.HttpContext.Response.StatusCode = status;
        return new(Problems.Write(context.HttpContext, context.ProblemDetails.Detail, context.ProblemDetails.Extensions));
    }
}
