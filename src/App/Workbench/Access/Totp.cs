using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vauban.App.Workbench.Access;

/// <summary>Time-based one-time codes (RFC 6238): six digits, SHA-1, a new one every 30 seconds, as all apps for telephones make them.</summary>
static class Totp
{
    const int Step = 30, Digits = 1_000_000;
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret: 160 random bits, 32 letters and digits.</summary>
    public static string NewSecret() => Text(RandomNumberGenerator.GetBytes(20));

    /// <summary>The step of a time.</summary>
    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Step;

    /// <summary>The code of a step.</summary>
    public static string Code(string secret, long step)
    {
        Span<byte> message = stackalloc byte[8], hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
#pragma warning disable CA5350 // RFC 6238: what apps for telephones understand; HMAC does not rest on what SHA-1 lacks.
        HMACSHA1.HashData(Bytes(secret), message, hash);
#pragma warning restore CA5350
        var code = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (code % Digits).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is, one before and one after the time counted too: clocks differ. Null for none.</summary>
    public static long? Match(string secret, string code, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(code);
        var given = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        long? found = null;
        for (var step = StepAt(time) - 1; step <= StepAt(time) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code(secret, step)))) found = step;
        return found;
    }

    /// <summary>What a telephone reads from the picture.</summary>
    public static string Address(string name, string secret) => $"otpauth://totp/Vauban:{Uri.EscapeDataString(name)}?secret={secret}&issuer=Vauban&algorithm=SHA1&digits=6&period={Step}";

    /// <summary>Bytes as letters and digits (RFC 4648, base 32).</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (value, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (value, bits) = ((value << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Letters[(value >> (bits - 5)) & 31]);
            value &= (1 << bits) - 1;
        }
        if (bits > 0) text.Append(Letters[(value << (5 - bits)) & 31]);
        return text.ToString();
    }

    static byte[] Bytes(string secret)
    {
        var bytes = new List<byte>();
        var (value, bits) = (0, 0);
        foreach (var letter in secret)
        {
            (value, bits) = ((value << 5) | Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(value >> (bits - 8)));
            bits -= 8;
            value &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
