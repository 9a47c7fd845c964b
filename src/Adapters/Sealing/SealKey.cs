using System.Security.Cryptography;

namespace Vauban.Adapters.Sealing;

/// <summary>The public half of a survey officer's key: whoever has it can seal, and nobody can open with it.</summary>
public sealed class SealKey
{
    /// <summary>Bits of a key.</summary>
    internal const int Bits = 3072;

    internal SealKey(RSA rsa)
    {
        Pem = rsa.ExportSubjectPublicKeyInfoPem();
        Id = IdOf(rsa);
    }

    /// <summary>The key as PEM (<c>BEGIN PUBLIC KEY</c>).</summary>
    public string Pem { get; }

    /// <summary>What it is called: the first 32 hexadecimal digits of the SHA-256 of the key, the same for both halves. To be compared by voice before it is trusted.</summary>
    public string Id { get; }

    /// <summary>Reads a public key.</summary>
    /// <param name="pem">PEM as <see cref="Pem"/> gives it.</param>
    /// <exception cref="SealException">It is none, or one too weak.</exception>
    public static SealKey Read(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new SealException(SealFault.NoKey);
        }
        return rsa.KeySize >= Bits ? new(rsa) : throw new SealException(SealFault.NoKey);
    }

    /// <summary>Wraps a data key.</summary>
    internal byte[] Wrap(byte[] dataKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Pem);
        return rsa.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256);
    }

    internal static string IdOf(RSA rsa) => Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..32];
}

/// <summary>The private half of a survey officer's key. It opens what was sealed; it lies in a file of the officer's, outside database and workspace, under a passphrase.</summary>
public sealed class OfficerKey : IDisposable
{
    /// <summary>Fewest characters of a passphrase.</summary>
    public const int LeastPassphrase = 12;

    // OWASP's number for PBKDF2 with SHA-512 is 210,000 (Password Storage Cheat Sheet, 2023); a key is opened rarely, so it may take longer.
    const int Rounds = 600_000;

    readonly RSA _rsa;

    OfficerKey(RSA rsa)
    {
        _rsa = rsa;
        Public = new(rsa);
    }

    /// <summary>The public half.</summary>
    public SealKey Public { get; }

    /// <summary>Makes a new key.</summary>
    public static OfficerKey Make() => new(RSA.Create(SealKey.Bits));

    /// <summary>The key as PEM under a passphrase (PKCS #8, <c>BEGIN ENCRYPTED PRIVATE KEY</c>), which other programs open as well.</summary>
    /// <param name="passphrase">At least <see cref="LeastPassphrase"/> characters.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public string Write(string passphrase)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        if (passphrase.Length < LeastPassphrase) throw new ArgumentException($"A passphrase has at least {LeastPassphrase} characters.", nameof(passphrase));
        return _rsa.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA512, Rounds)) + "\n";
    }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">PEM as <see cref="Write"/> gives it.</param>
    /// <param name="passphrase">Passphrase.</param>
    /// <exception cref="SealException">It is no such key, or the passphrase is another.</exception>
    public static OfficerKey Read(string pem, string passphrase)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ArgumentNullException.ThrowIfNull(passphrase);
        // A key that lies open would be taken as well by the platform.
        if (!pem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)) throw new SealException(SealFault.NoKey);
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromEncryptedPem(pem, passphrase);
            return rsa.KeySize >= SealKey.Bits ? new(rsa) : throw new SealException(SealFault.NoKey);
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            throw new SealException(SealFault.WrongPassphrase);
        }
        catch (ArgumentException)
        {
            rsa.Dispose();
            throw new SealException(SealFault.NoKey);
        }
        catch (SealException)
        {
            rsa.Dispose();
            throw;
        }
    }

    /// <summary>Unwraps a data key; null where it was wrapped for another.</summary>
    internal byte[]? Unwrap(byte[] wrapped)
    {
        try
        {
            return _rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
