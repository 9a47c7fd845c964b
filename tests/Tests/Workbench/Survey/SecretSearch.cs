using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Vauban.Tests.Workbench.Survey;

/// <summary>Looks for a secret in bytes: as they are, in other encodings, and in whatever in them can be unpacked.</summary>
static class SecretSearch
{
    const int MostUnpacked = 8 << 20, Deepest = 3;

    /// <summary>True where one of the secrets is in the bytes.</summary>
    public static bool Finds(byte[] bytes, params IEnumerable<string> secrets) =>
        Finds(bytes, SearchValues.Create([.. secrets.SelectMany(Forms).Select(Encoding.Latin1.GetString).Distinct()], StringComparison.Ordinal), 0);

    // Byte for byte a letter, so that all forms are looked for at once.
    static bool Finds(byte[] bytes, SearchValues<string> forms, int depth) =>
        Encoding.Latin1.GetString(bytes).AsSpan().IndexOfAny(forms) >= 0 || (depth < Deepest && Unpacked(bytes).Any(u => Finds(u, forms, depth + 1)));

    static IEnumerable<byte[]> Forms(string secret)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1 })
        {
            var plain = encoding.GetBytes(secret);
            yield return plain;
            yield return Encoding.ASCII.GetBytes(Convert.ToHexString(plain));
            yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain));
            // Base 64 looks different at each of three places; its ends depend on what stands beside it.
            for (var shift = 0; shift < 3; shift++)
            {
                byte[] moved = [.. new byte[shift], .. plain];
                var whole = moved.Length / 3 * 3;
                foreach (var text in new[] { Convert.ToBase64String(moved, 0, whole), Base64Url.EncodeToString(moved.AsSpan(0, whole)) }) yield return Encoding.ASCII.GetBytes(text[(shift == 0 ? 0 : 4)..]);
            }
        }
        // As JSON and addresses write what is not ASCII.
        yield return Encoding.ASCII.GetBytes(string.Concat(secret.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}")));
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(secret));
        if (!double.TryParse(secret, CultureInfo.InvariantCulture, out var number)) yield break;
        yield return BitConverter.GetBytes(number);
        yield return [.. BitConverter.GetBytes(number).Reverse()];
    }

    static IEnumerable<byte[]> Unpacked(byte[] bytes)
    {
        if (Try(() => new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress)) is { } raw) yield return raw;
        for (var i = 0; i + 4 < bytes.Length; i++)
        {
            var (at, rest) = (i, bytes.Length - i);
            Stream From(int skip) => new MemoryStream(bytes, at + skip, rest - skip);
            if (bytes[i] == 0x1f && bytes[i + 1] == 0x8b && bytes[i + 2] == 8 && Try(() => new GZipStream(From(0), CompressionMode.Decompress)) is { } gzip) yield return gzip;
            if (bytes[i] == 0x78 && bytes[i + 1] is 0x01 or 0x5e or 0x9c or 0xda && Try(() => new ZLibStream(From(0), CompressionMode.Decompress)) is { } zlib) yield return zlib;
            // A member of a ZIP: behind its head, its name and its extra field.
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4 && rest > 30 && BitConverter.ToUInt16(bytes, i + 8) == 8
                && 30 + BitConverter.ToUInt16(bytes, i + 26) + BitConverter.ToUInt16(bytes, i + 28) is var head && head < rest && Try(() => new DeflateStream(From(head), CompressionMode.Decompress)) is { } member)
                yield return member;
        }
        foreach (var text in Texts64(bytes)) yield return text;
    }

    // Long runs of letters of base 64, which may hold something packed.
    static IEnumerable<byte[]> Texts64(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length;)
        {
            var start = i;
            while (i < bytes.Length && (char.IsAsciiLetterOrDigit((char)bytes[i]) || bytes[i] is (byte)'+' or (byte)'/' or (byte)'-' or (byte)'_')) i++;
            var length = (i - start) / 4 * 4;
            i++;
            if (length < 64) continue;
            var text = Encoding.ASCII.GetString(bytes, start, length).Replace('-', '+').Replace('_', '/');
            yield return Convert.FromBase64String(text);
        }
    }

    static byte[]? Try(Func<Stream> open)
    {
        using var to = new MemoryStream();
        try
        {
            using var from = open();
            var buffer = new byte[16384];
            while (to.Length < MostUnpacked && from.Read(buffer) is > 0 and var read) to.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // What came before the end of sense counts all the same.
        }
        return to.Length >= 4 ? to.ToArray() : null;
    }
}
