using System.Security.Cryptography;
using System.Text;

namespace Vauban.Adapters.Sealing;

/// <summary>Names under which one viewer knows companies: each viewer has others, so that two viewers cannot put together what they know.</summary>
/// <param name="secret">Secret of the workspace.</param>
public sealed class Pseudonyms(string secret)
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>What a viewer knows a company by: eight letters and digits (40 bits of an HMAC-SHA-256), the same every time.</summary>
    /// <param name="viewer">Id of who looks.</param>
    /// <param name="company">Id of the company.</param>
    public string Of(string viewer, string company)
    {
        var hash = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{viewer}\u001f{company}"));
        return string.Concat(hash.Take(8).Select(b => Alphabet[b & 31]));
    }
}
