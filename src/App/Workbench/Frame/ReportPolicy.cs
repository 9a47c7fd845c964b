using System.Security.Cryptography;
using System.Text;

namespace Vauban.App.Workbench.Frame;

/// <summary>The content-security policy of a report that is one HTML file.</summary>
static class ReportPolicy
{
    /// <summary>The policy: the report carries its style in itself, and this one and no other is allowed.</summary>
    public static string Of(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        const string Open = "<style>", Close = "</style>";
        var start = html.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var style = html[start..html.IndexOf(Close, start, StringComparison.Ordinal)];
        return $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }
}
