using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Answers of the data room and of decisions: a page for people, problem details for programs.</summary>
static class Answers
{
    /// <summary>True for a program: it does not ask for a page.</summary>
    public static bool IsProgram(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return !http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Says why something was not done, by the text <c>workbench.problem.KEY</c>; a person reads it on a page.</summary>
    /// <param name="http">Request.</param>
    /// <param name="caller">Workspace.</param>
    /// <param name="texts">Language.</param>
    /// <param name="key">Key of the text.</param>
    /// <param name="status">Status for a program.</param>
    /// <param name="page">Address of the page below the workspace.</param>
    public static IResult Problem(HttpContext http, CallerWorkspace caller, Texts texts, string key, int status, string page = "data")
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(page);
        return IsProgram(http) ? TypedResults.Problem(texts["workbench.problem." + key], statusCode: status, extensions: new Dictionary<string, object?> { ["reason"] = key }) : TypedResults.LocalRedirect($"{caller.At(page)}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}problem={key}");
    }

    /// <summary>The sentence that a page shows for <c>?problem=</c> in its address; empty where there is none.</summary>
    public static string Said(HttpContext http, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(texts);
        return http.Request.Query["problem"].ToString() is { Length: > 0 and < 40 } key ? texts.Find("workbench.problem." + key) ?? "" : "";
    }

    /// <summary>The tag of a snapshot.</summary>
    public static EntityTagHeaderValue Tag(string hash) => new($"\"{hash}\"");

    /// <summary>The snapshot that the caller takes for the current one: by the header <c>If-Match</c>, else by the form; null where he says none.</summary>
    /// <param name="http">Request.</param>
    /// <param name="form">Its form.</param>
    /// <param name="isAny">True where he says that any will do (<c>If-Match: *</c>).</param>
    public static string? Expected(HttpContext http, IFormCollection form, out bool isAny)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(form);
        isAny = false;
        if (http.Request.GetTypedHeaders().IfMatch is [var tag, ..])
        {
            isAny = tag.Tag == "*";
            return isAny ? null : tag.Tag.ToString().Trim('"');
        }
        return form.TryGetValue("base", out var given) ? given.ToString() : null;
    }
}
