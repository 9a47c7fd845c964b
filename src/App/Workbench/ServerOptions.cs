using System.Net;
using System.Security.Cryptography.X509Certificates;
using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench;

/// <summary>How the workbench is served.</summary>
sealed record ServerOptions
{
    /// <summary>Address where nothing else is asked for: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5217";

    /// <summary>Addresses to listen at.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>True where a proxy stands before the server, ends TLS and says so in the forwarded headers.</summary>
    public bool IsBehindProxy { get; init; }

    /// <summary>Certificate for https addresses; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between it and its root, so that clients find the way there.</summary>
    public X509Certificate2Collection CertificateChain { get; init; } = [];

    /// <summary>Where the proxy may be; empty for this machine only.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Who else vouches for people; null for nobody.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>Requests that one address may send at once before anybody there has signed in; four more follow every second. Default 120.</summary>
    public int UnknownBurst { get; init; } = 120;

    /// <summary>Sign-ins that may fail from one address in a quarter of an hour. Default 20.</summary>
    public int MostFailures { get; init; } = AddressLock.Most;

    /// <summary>True to write a line for every request.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>Long runs at once. Each uses several processors.</summary>
    public int JobWorkers { get; init; } = 2;

    /// <summary>Longest that a run may take once it has begun; what it found until then is kept where it can be. Default 30 minutes.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most minutes that <see cref="RunLimit"/> may be set to: a day.</summary>
    public const int MostRunMinutes = 1440;

    /// <summary>Strictest marking of the rows that answers to assistants may rest on (<c>/mcp</c>); null where assistants are answered nothing.</summary>
    public string? McpMarking { get; init; }

    /// <summary>How long a page waits for its run before it is sent with how far the run is. Default 2 seconds.</summary>
    public TimeSpan PagePatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What speaks against listening there: the address, or null where nothing does.</summary>
    /// <remarks>Outside this machine a password must never travel in clear text.</remarks>
    public string? OpenUrl() => IsBehindProxy ? null : Urls.FirstOrDefault(u => !u.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(u));

    /// <summary>True where every address is on this machine only.</summary>
    public bool IsLocal => !IsBehindProxy && Urls.All(IsLoopback);

    /// <summary>True where browsers come over https, so that cookies may be bound to it.</summary>
    public bool IsSecure => !IsLocal || Urls.All(u => u.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>An address or a network of addresses: <c>10.0.0.7</c>, <c>10.0.0.0/24</c>.</summary>
    public static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.IsLoopback || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase));
}
