using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vauban.Adapters.Sealing;

/// <summary>Seals bytes for those who may read them: a data key of their own encrypts them (AES-256-GCM), and is wrapped for each reader (RSA-OAEP, or a reading code).</summary>
/// <remarks>
/// What it is about is authenticated with it, so that nothing sealed stands in another's place. The length is hidden up to <see cref="Block"/>.
/// Form: eight bytes of name and version; number of readers; for each its kind, id and wrapped data key; the data key's commitment; nonce; tag; the encrypted bytes.
/// </remarks>
public static class Envelope
{
    /// <summary>Sealed bytes are filled up to a multiple of this, so that their length says little.</summary>
    public const int Block = 4096;

    internal const int KeyBytes = 32;

    const int IdBytes = 16, NonceBytes = 12, TagBytes = 16, CommitmentBytes = 32;

    const byte ForOfficer = 1, ForCode = 2;

    static ReadOnlySpan<byte> Mark => "VAUBSL01"u8;

    /// <summary>Seals.</summary>
    /// <param name="plain">What nobody else may read.</param>
    /// <param name="about">What it is about and where it stands: needed again to open it.</param>
    /// <param name="officer">Who opens it.</param>
    /// <param name="code">The company's own way to it; null for none.</param>
    public static byte[] Seal(ReadOnlySpan<byte> plain, string about, SealKey officer, ReadingCode? code = null)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(officer);
        var dataKey = RandomNumberGenerator.GetBytes(KeyBytes);
        var padded = new byte[(4 + plain.Length + Block - 1) / Block * Block];
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(padded, plain.Length);
            plain.CopyTo(padded.AsSpan(4));
            List<Slot> slots = [new(ForOfficer, officer.Id, officer.Wrap(dataKey))];
            if (code is not null) slots.Add(new(ForCode, code.Id, code.Wrap(dataKey)));
            var body = new byte[CommitmentBytes + NonceBytes + TagBytes + padded.Length];
            Derive(dataKey, "commitment").CopyTo(body, 0);
            var nonce = body.AsSpan(CommitmentBytes, NonceBytes);
            RandomNumberGenerator.Fill(nonce);
            using var aes = new AesGcm(Derive(dataKey, "content"), TagBytes);
            aes.Encrypt(nonce, padded, body.AsSpan(CommitmentBytes + NonceBytes + TagBytes), body.AsSpan(CommitmentBytes + NonceBytes, TagBytes), Bound(about));
            return Join(slots, body);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <summary>Opens as the officer.</summary>
    /// <exception cref="SealException">It was sealed for another key, changed, or stands in another's place.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, string about, OfficerKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (slots, body) = Split(sealedBytes);
        var dataKey = DataKey(slots, key);
        return Content(dataKey, body, about);
    }

    /// <summary>Opens by a company's reading code.</summary>
    /// <exception cref="SealException">It has another code, was changed, or stands in another's place.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, string about, ReadingCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var (slots, body) = Split(sealedBytes);
        var slot = slots.Find(s => s.Kind == ForCode && s.Id == code.Id) ?? throw new SealException(SealFault.OtherKey);
        return Content(code.Unwrap(slot.Wrapped) ?? throw new SealException(SealFault.Changed), body, about);
    }

    /// <summary>Ids of the officers' keys that open it.</summary>
    /// <exception cref="SealException">It is no envelope.</exception>
    public static IReadOnlyList<string> Keys(ReadOnlySpan<byte> sealedBytes) => [.. Split(sealedBytes).Slots.Where(s => s.Kind == ForOfficer).Select(s => s.Id)];

    /// <summary>Wraps the data key for another officer's key in place of the old one. What is sealed stays as it is, and so does the company's own way to it.</summary>
    /// <exception cref="SealException">The old key does not open it, or it was changed.</exception>
    public static byte[] Rewrap(ReadOnlySpan<byte> sealedBytes, string about, OfficerKey old, SealKey next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        var (slots, body) = Split(sealedBytes);
        var dataKey = DataKey(slots, old);
        // What was changed must not look sound under the new key.
        CryptographicOperations.ZeroMemory(Content(dataKey, body, about, keepsKey: true));
        var wrapped = next.Wrap(dataKey);
        CryptographicOperations.ZeroMemory(dataKey);
        return Join([new(ForOfficer, next.Id, wrapped), .. slots.Where(s => s.Kind != ForOfficer)], body);
    }

    static byte[] DataKey(List<Slot> slots, OfficerKey key)
    {
        var slot = slots.Find(s => s.Kind == ForOfficer && s.Id == key.Public.Id)
            ?? throw new SealException(SealFault.OtherKey, [.. slots.Where(s => s.Kind == ForOfficer).Select(s => s.Id)]);
        return key.Unwrap(slot.Wrapped) is { Length: KeyBytes } dataKey ? dataKey : throw new SealException(SealFault.Changed);
    }

    static byte[] Content(byte[] dataKey, ReadOnlySpan<byte> body, string about, bool keepsKey = false)
    {
        ArgumentNullException.ThrowIfNull(about);
        // One envelope has one data key: it cannot hold one answer for the officer and another for the company.
        if (!CryptographicOperations.FixedTimeEquals(Derive(dataKey, "commitment"), body[..CommitmentBytes])) throw new SealException(SealFault.Changed);
        var padded = new byte[body.Length - CommitmentBytes - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(Derive(dataKey, "content"), TagBytes);
            aes.Decrypt(body.Slice(CommitmentBytes, NonceBytes), body[(CommitmentBytes + NonceBytes + TagBytes)..], body.Slice(CommitmentBytes + NonceBytes, TagBytes), padded, Bound(about));
            var length = BinaryPrimitives.ReadInt32LittleEndian(padded);
            return length >= 0 && length <= padded.Length - 4 ? padded[4..(4 + length)] : throw new SealException(SealFault.Changed);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealException(SealFault.Changed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
            if (!keepsKey) CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    static byte[] Bound(string about) => [.. Mark, .. Encoding.UTF8.GetBytes(about)];

    static byte[] Derive(byte[] dataKey, string what) => HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, KeyBytes, info: Encoding.ASCII.GetBytes("vauban envelope " + what));

    static byte[] Join(List<Slot> slots, ReadOnlySpan<byte> body)
    {
        using var all = new MemoryStream();
        all.Write(Mark);
        all.WriteByte((byte)slots.Count);
        Span<byte> length = stackalloc byte[2];
        foreach (var slot in slots)
        {
            all.WriteByte(slot.Kind);
            all.Write(Convert.FromHexString(slot.Id));
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)slot.Wrapped.Length);
            all.Write(length);
            all.Write(slot.Wrapped);
        }
        all.Write(body);
        return all.ToArray();
    }

    static (List<Slot> Slots, byte[] Body) Split(ReadOnlySpan<byte> all)
    {
        if (!all.StartsWith(Mark) || all.Length < Mark.Length + 1) throw new SealException(SealFault.Changed);
        var (at, slots) = (Mark.Length + 1, new List<Slot>());
        for (var i = 0; i < all[Mark.Length]; i++)
        {
            if (at + 1 + IdBytes + 2 > all.Length) throw new SealException(SealFault.Changed);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(all[(at + 1 + IdBytes)..]);
            var start = at + 1 + IdBytes + 2;
            if (start + length > all.Length) throw new SealException(SealFault.Changed);
            slots.Add(new(all[at], Convert.ToHexStringLower(all.Slice(at + 1, IdBytes)), all.Slice(start, length).ToArray()));
            at = start + length;
        }
        return all.Length - at >= CommitmentBytes + NonceBytes + TagBytes + 4 ? (slots, all[at..].ToArray()) : throw new SealException(SealFault.Changed);
    }

    sealed record Slot(byte Kind, string Id, byte[] Wrapped);
}
