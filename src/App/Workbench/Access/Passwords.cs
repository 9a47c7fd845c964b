using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Hashes passwords as the framework does, and says which are too weak.</summary>
sealed class Passwords
{
    /// <summary>Fewest characters.</summary>
    public const int Least = 12;

    /// <summary>Most characters.</summary>
    public const int Most = 200;

    const int LeastDistinct = 5;

    // PBKDF2 with HMAC-SHA512; the number of rounds is that of the OWASP Password Storage Cheat Sheet (2023).
    readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    readonly Lazy<string> _nobody;

    public Passwords() => _nobody = new(() => Hash(new("", ""), "a password that nobody has"));

    /// <summary>What is wrong with a password: the key of a text, or null.</summary>
    public static string? Wrong(User user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        return password is null || password.Length < Least ? "workbench.password.short"
            : password.Length > Most ? "workbench.password.long"
            : password.Distinct().Count() < LeastDistinct || (user.Name.Length > 3 && password.Contains(user.Name, StringComparison.OrdinalIgnoreCase)) ? "workbench.password.weak"
            : null;
    }

    /// <summary>The hash of a password.</summary>
    public string Hash(User user, string password) => _hasher.HashPassword(user, password);

    /// <summary>Compares; takes as long where there is nobody, or nobody with a password.</summary>
    /// <returns>Whether it is right, and whether the hash is of an older kind.</returns>
    public (bool IsRight, bool IsOld) Check(User? user, string password)
    {
        var hash = user is { PasswordHash.Length: > 0 } ? user.PasswordHash : null;
        var result = _hasher.VerifyHashedPassword(user ?? new("", ""), hash ?? _nobody.Value, password);
        return (hash is not null && result != PasswordVerificationResult.Failed, result == PasswordVerificationResult.SuccessRehashNeeded);
    }
}
