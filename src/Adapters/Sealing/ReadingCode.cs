using System.Security.Cryptography;
using System.Text;

namespace Vauban.Adapters.Sealing;

/// <summary>A company's own way to its sealed answer: 125 random bits in 25 letters and digits, shown once and kept nowhere. Without it the company begins its next sheet blank; the officer loses nothing.</summary>
public sealed class ReadingCode
{
    // Base 32 without letters that look like digits.
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    const int Length = 25, InGroup = 5;

    readonly byte[] _secret;

    ReadingCode(string text)
    {
        Text = string.Join('-', Enumerable.Range(0, Length / InGroup).Select(i => text.Substring(i * InGroup, InGroup)));
        _secret = Encoding.ASCII.GetBytes(text);
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, 16, info: "vauban reading code id"u8.ToArray()));
    }

    /// <summary>The code in groups, for people.</summary>
    public string Text { get; }

    /// <summary>Tells whether two codes are the same; says nothing about the code.</summary>
    public string Id { get; }

    /// <summary>Makes a new code.</summary>
    public static ReadingCode Make() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Reads a code as somebody typed it: blanks, hyphens and the case of letters do not matter, nor O for 0 and I or L for 1. Null where it is none.</summary>
    public static ReadingCode? Read(string? typed)
    {
        var bare = string.Concat((typed ?? "").ToUpperInvariant().Where(c => c is not ('-' or ' ')).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
        return bare.Length == Length && bare.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? new(bare) : null;
    }

    /// <summary>Wraps a data key: nonce, data key, tag.</summary>
    internal byte[] Wrap(byte[] dataKey)
    {
        var wrapped = new byte[Nonce + dataKey.Length + Tag];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, Nonce));
        using var aes = new AesGcm(Key(), Tag);
        aes.Encrypt(wrapped.AsSpan(0, Nonce), dataKey, wrapped.AsSpan(Nonce, dataKey.Length), wrapped.AsSpan(Nonce + dataKey.Length));
        return wrapped;
    }

    /// <summary>Unwraps a data key; null where it was wrapped for another.</summary>
    internal byte[]? Unwrap(byte[] wrapped)
    {
        if (wrapped.Length != Nonce + Envelope.KeyBytes + Tag) return null;
        var dataKey = new byte[Envelope.KeyBytes];
        using var aes = new AesGcm(Key(), Tag);
        try
        {
            aes.Decrypt(wrapped.AsSpan(0, Nonce), wrapped.AsSpan(Nonce, Envelope.KeyBytes), wrapped.AsSpan(Nonce + Envelope.KeyBytes), dataKey);
            return dataKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    const int Nonce = 12, Tag = 16;

    byte[] Key() => HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Envelope.KeyBytes, info: "vauban reading code key"u8.ToArray());
}
