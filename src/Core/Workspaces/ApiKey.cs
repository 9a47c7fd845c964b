namespace Vauban.Core.Workspaces;

/// <summary>A key with which a program acts for a person. The store holds only a hash of its secret.</summary>
/// <param name="Id">Id, shown in lists and in the audit log.</param>
/// <param name="User">Id of the person it acts for.</param>
/// <param name="SecretHash">SHA-256 of the secret in hexadecimal. A secret has 256 random bits, so that the plain hash gives nothing away.</param>
public sealed record ApiKey(string Id, string User, string SecretHash)
{
    /// <summary>What it is for.</summary>
    public string Name { get; init; } = "";

    /// <summary>Id of the only workspace it opens; empty for all of the person's.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>What it may do, at most what the person may.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When it was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>It does not work from this time on.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>True once it was taken back.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>True where it works at a time.</summary>
    public bool WorksAt(DateTimeOffset time) => !IsRevoked && time < Expires;
}
