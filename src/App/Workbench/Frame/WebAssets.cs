using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Vauban.App.Workbench.Frame;

/// <summary>The files that a browser needs, built into the executable. Their address holds a hash of all of them, so that a browser
/// keeps them for ever and a new version has a new address.</summary>
sealed class WebAssets
{
    const string Prefix = "web/";

    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".json"] = "application/json", [".svg"] = "image/svg+xml",
    };

    readonly Dictionary<string, byte[]> _files = [];
    readonly ConcurrentDictionary<(string Name, string Encoding), byte[]> _small = [];

    /// <summary>Reads what is built in.</summary>
    public WebAssets()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var assembly = typeof(WebAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _files[name[Prefix.Length..]] = bytes;
            hash.AppendData(bytes);
        }
        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Hash of all files.</summary>
    public string Version { get; }

    /// <summary>True where charts, maps and graphs are built in; they need npm when the executable is built.</summary>
    public bool HasBundles => _files.ContainsKey("charts.js");

    /// <summary>Address of a file.</summary>
    public string this[string name] => $"/assets/{Version}/{name}";

    /// <summary>Serves the files.</summary>
    public void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/assets/{version}/{name}", [HttpMethods.Get, HttpMethods.Head], Serve).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();

    IResult Serve(string version, string name, HttpContext context)
    {
        if (!_files.TryGetValue(name, out var bytes) || !Types.TryGetValue(Path.GetExtension(name), out var type)) return TypedResults.NotFound();
        var isCurrent = version == Version;
        context.Response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var encoding = bytes.Length < 1024 ? "" : accepted.Contains("br", StringComparison.Ordinal) ? "br" : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "";
        if (encoding.Length > 0)
        {
            context.Response.Headers.ContentEncoding = encoding;
            bytes = _small.GetOrAdd((name, encoding), key => Compress(_files[key.Name], key.Encoding));
        }
        return TypedResults.Bytes(bytes, type, entityTag: new EntityTagHeaderValue($"\"{Version}{encoding}\""));
    }

    static byte[] Compress(byte[] bytes, string encoding)
    {
        var to = new MemoryStream();
        using (Stream stream = encoding == "br" ? new BrotliStream(to, CompressionLevel.Optimal) : new GZipStream(to, CompressionLevel.Optimal)) stream.Write(bytes);
        return to.ToArray();
    }
}
