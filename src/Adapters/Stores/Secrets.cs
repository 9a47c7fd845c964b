using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vauban.Adapters.Stores;

/// <summary>Ids and secrets that nobody can guess.</summary>
public static class Secrets
{
    /// <summary>A new secret: 256 random bits in 43 characters that may stand in addresses.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A new id: 128 random bits in 32 hexadecimal digits.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>SHA-256 of a secret in hexadecimal, which is what the store keeps.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
