namespace Vauban.Core.Workspaces;

/// <summary>A person who can sign in. Times are UTC in whole milliseconds; <see cref="DateTimeOffset.MinValue"/> is "never".</summary>
/// <param name="Id">Id, given once.</param>
/// <param name="Name">Name to sign in with, unique whatever the case of its letters.</param>
public sealed record User(string Id, string Name)
{
    /// <summary>Name for people.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Language of texts: en, fr, de, or empty for that of the browser.</summary>
    public string Language { get; init; } = "";

    /// <summary>Hash of the password as the framework makes it; empty where the person has none.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>Who vouches for the person (OpenID Connect issuer); empty for a local account.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The issuer's name of the person; unique with the issuer.</summary>
    public string Subject { get; init; } = "";

    /// <summary>True for an administrator of the installation, who sees no workspace by that alone.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>True where the person may not sign in any more.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Changes whenever sessions must end: a new password, a disabled account.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>Failed sign-ins since the last one that went well.</summary>
    public int Failures { get; init; }

    /// <summary>No sign-in before this time.</summary>
    public DateTimeOffset LockedUntil { get; init; }

    /// <summary>Secret of the second factor; empty where there is none.</summary>
    public string TotpSecret { get; init; } = "";

    /// <summary>When the account was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Number of saves; 0 before the first. A save must bring the number it read.</summary>
    public long Version { get; init; }
}
