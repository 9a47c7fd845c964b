using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Vauban.App.Workbench.Api;

/// <summary>A part of a list: <c>limit</c> rows after the first <c>skip</c> ones; the header <c>Link</c> names the next part (RFC 8288).</summary>
/// <param name="Limit">Most rows; null for all.</param>
/// <param name="Skip">Rows before the first one.</param>
sealed record Paging(int? Limit, int Skip)
{
    /// <summary>Most rows of one part.</summary>
    public const int Most = 1000;

    /// <summary>What an address asks for; null where it asks for what cannot be.</summary>
    public static Paging? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (limit, skip) = (request.Query["limit"].ToString(), request.Query["skip"].ToString());
        int? rows = null;
        if (limit.Length > 0)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked is < 1 or > Most) return null;
            rows = asked;
        }
        var skipped = 0;
        return skip.Length > 0 && !int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out skipped) ? null : new(rows, skipped);
    }

    /// <summary>The part, with the address of the next one in the header where there is one.</summary>
    public IReadOnlyList<T> Take<T>(IReadOnlyList<T> all, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(http);
        if (Limit is not { } limit) return Skip == 0 ? all : [.. all.Skip(Skip)];
        var next = (long)Skip + limit;
        if (next < all.Count)
        {
            var query = http.Request.Query.Where(q => q.Key is not "skip").SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v));
            var address = QueryHelpers.AddQueryString(http.Request.Path.ToUriComponent(), query.Append(KeyValuePair.Create("skip", (string?)next.ToString(CultureInfo.InvariantCulture))));
            http.Response.Headers.Link = $"<{address}>; rel=\"next\"";
        }
        return [.. all.Skip(Skip).Take(limit)];
    }
}
