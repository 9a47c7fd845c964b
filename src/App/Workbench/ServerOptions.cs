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

    /// <summary>True to write a line for every request.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What speaks against listening there: the address, or null where nothing does.</summary>
    /// <remarks>Outside this machine a password must never travel in clear text.</remarks>
    public string? OpenUrl() => IsBehindProxy ? null : Urls.FirstOrDefault(u => !u.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(u));

    /// <summary>True where every address is on this machine only.</summary>
    public bool IsLocal => !IsBehindProxy && Urls.All(IsLoopback);

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.IsLoopback || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase));
}
