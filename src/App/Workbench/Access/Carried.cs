using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Vauban.App.Workbench.Access;

/// <summary>Carries what must be shown or asked for once from one answer to the next request, in a cookie that only this server reads:
/// a new key, the second step of a sign-in. It holds for ten minutes.</summary>
sealed class Carried(IDataProtectionProvider protection, TimeProvider time, ServerOptions options)
{
    /// <summary>How long it holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Puts something into the answer.</summary>
    /// <param name="context">Request.</param>
    /// <param name="what">What it is: part of the cookie's name, and bound to what is in it.</param>
    /// <param name="values">Texts without line ends.</param>
    public void Put(HttpContext context, string what, params string[] values)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ends = time.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var kept = protection.CreateProtector("carried", what).Protect(string.Join('\n', values.Prepend(ends)));
        context.Response.Cookies.Append(Name(what), kept, Cookie().Build(context));
    }

    /// <summary>What was put; null where there is none, or it is too old.</summary>
    public IReadOnlyList<string>? Look(HttpContext context, string what)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Request.Cookies[Name(what)] is not { Length: > 0 } kept) return null;
        try
        {
            var values = protection.CreateProtector("carried", what).Unprotect(kept).Split('\n');
            return long.Parse(values[0], CultureInfo.InvariantCulture) >= time.GetUtcNow().ToUnixTimeSeconds() ? values[1..] : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What was put, which is then gone from the browser.</summary>
    public IReadOnlyList<string>? Take(HttpContext context, string what)
    {
        var values = Look(context, what);
        if (context.Request.Cookies.ContainsKey(Name(what))) context.Response.Cookies.Delete(Name(what), Cookie().Build(context));
        return values;
    }

    CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder { SameSite = SameSiteMode.Strict, IsEssential = true };
        Cookies.Protect(cookie, options.IsSecure);
        return cookie;
    }

    string Name(string what) => (options.IsSecure ? "__Host-vauban-" : "vauban-") + what;
}
