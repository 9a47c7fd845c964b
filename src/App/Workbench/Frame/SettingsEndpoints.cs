using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Frame;

/// <summary>Language and theme, remembered by the browser and, of a person, by the store.</summary>
static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/settings/language", SetLanguage).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/settings/theme", SetTheme).AllowAnonymous().ExcludeFromDescription();
    }

    static async Task<IResult> SetLanguage([FromForm] string language, [FromForm] string @return, HttpContext context, IWorkspaceStore store, CancellationToken stop)
    {
        if (!Texts.Languages.Contains(language, StringComparer.Ordinal)) return TypedResults.BadRequest();
        Remember(context, Look.LanguageCookie, language);
        // Two windows may save at once: the cookie decides, the store is for the next browser.
        if (context.Features.Get<User>() is { } user && user.Language != language) await store.SaveUser(user with { Language = language }, user.Id, stop);
        return TypedResults.LocalRedirect(LocalAddress.Of(@return));
    }

    static IResult SetTheme([FromForm] string theme, [FromForm] string @return, HttpContext context)
    {
        if (!Look.Themes.Contains(theme)) return TypedResults.BadRequest();
        Remember(context, Look.ThemeCookie, theme);
        return TypedResults.LocalRedirect(LocalAddress.Of(@return));
    }

    static void Remember(HttpContext context, string name, string value)
    {
        var cookie = new CookieBuilder { SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true };
        Cookies.Protect(cookie, context.Request.IsHttps);
        context.Response.Cookies.Append(name, value, cookie.Build(context));
    }
}
