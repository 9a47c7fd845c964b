using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Frame;

/// <summary>How the pages of a request look: language and theme, as the person chose them.</summary>
sealed class Look
{
    /// <summary>Cookie with the language.</summary>
    public const string LanguageCookie = "language";

    /// <summary>Cookie with the theme.</summary>
    public const string ThemeCookie = "theme";

    /// <summary>Themes there are; the first follows the system.</summary>
    public static IReadOnlyList<string> Themes => ["auto", "light", "dark"];

    public Look(IHttpContextAccessor accessor)
    {
        var request = accessor.HttpContext?.Request;
        var user = accessor.HttpContext?.Features.Get<User>();
        Texts = Texts.For(Known(request?.Cookies[LanguageCookie]) ?? Known(user?.Language) ?? Preferred(request));
        Theme = request?.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : Themes[0];
        Here = request is null ? "/" : request.Path + request.QueryString;
    }

    /// <summary>Texts of the language.</summary>
    public Texts Texts { get; }

    /// <summary>Theme.</summary>
    public string Theme { get; }

    /// <summary>Address of the request, to come back to.</summary>
    public string Here { get; }

    static string? Known(string? language) => language is { Length: > 0 } && Texts.Languages.Contains(language, StringComparer.Ordinal) ? language : null;

    // The first language of the browser that there is; browsers name the best first.
    static string Preferred(HttpRequest? request) =>
        request?.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => Known(l.Value.ToString().Split('-')[0].ToLowerInvariant())).FirstOrDefault(l => l is not null) ?? "en";
}
