using System.Security.Cryptography;
using System.Text;
using Vauban.Adapters.Sealing;

namespace Vauban.Tests.Sealing;

/// <summary>Sealed bytes: who opens them, and what happens to those that were touched.</summary>
public sealed class EnvelopeTests : IClassFixture<EnvelopeTests.TwoKeys>
{
    const string About = "answer\u001fspring\u001facme";

    static readonly byte[] Plain = Encoding.UTF8.GetBytes("We make 8.4 t a month.");

    readonly OfficerKey _key, _other;

    public EnvelopeTests(TwoKeys keys) => (_key, _other) = (keys.One, keys.Other);

    // Keys take a second to make.
    public sealed class TwoKeys : IDisposable
    {
        public OfficerKey One { get; } = OfficerKey.Make();

        public OfficerKey Other { get; } = OfficerKey.Make();

        public void Dispose()
        {
            One.Dispose();
            Other.Dispose();
        }
    }

    static SealFault Fault(Action open) => Assert.Throws<SealException>(open).Fault;

    [Fact]
    public void The_officer_opens_what_was_sealed_for_the_officer_and_another_key_is_told_whose_it_is()
    {
        var box = Envelope.Seal(Plain, About, _key.Public);
        Assert.Equal(Plain, Envelope.Open(box, About, _key));
        var refused = Assert.Throws<SealException>(() => Envelope.Open(box, About, _other));
        Assert.Equal((SealFault.OtherKey, _key.Public.Id), (refused.Fault, refused.Needed.Single()));
        Assert.Equal(_key.Public.Id, SealKey.Read(_key.Public.Pem).Id);
    }

    [Fact]
    public void Every_single_changed_byte_is_found_and_so_is_every_cut()
    {
        var box = Envelope.Seal(Plain, About, _key.Public);
        // The head byte by byte, the long encrypted rest by samples: opening asks for a slow step each time.
        foreach (var at in Enumerable.Range(0, 30).Concat([200, 410, 412, 430, 445, 460, 475, 480, 1000, box.Length - 1]))
        {
            var touched = box.ToArray();
            touched[at] ^= 1;
            Assert.Throws<SealException>(() => Envelope.Open(touched, About, _key));
        }
        foreach (var length in new[] { 0, 7, 8, 9, 20, 300, 411, 450, box.Length - 1 })
            Assert.Throws<SealException>(() => Envelope.Open(box.AsSpan(0, length), About, _key));
    }

    [Fact]
    public void What_is_sealed_for_one_place_does_not_open_in_another()
    {
        var box = Envelope.Seal(Plain, About, _key.Public);
        Assert.Equal(SealFault.Changed, Fault(() => Envelope.Open(box, "answer\u001fspring\u001fbolt", _key)));
    }

    [Fact]
    public void A_reading_code_opens_its_own_envelope_only_and_survives_a_new_officers_key()
    {
        var (code, stranger) = (ReadingCode.Make(), ReadingCode.Make());
        var box = Envelope.Seal(Plain, About, _key.Public, code);
        var typed = ReadingCode.Read(" " + code.Text.ToLowerInvariant().Replace('-', ' '))!;
        Assert.Equal(Plain, Envelope.Open(box, About, typed));
        Assert.Equal(SealFault.OtherKey, Fault(() => Envelope.Open(box, About, stranger)));
        Assert.Null(ReadingCode.Read("too short"));

        var moved = Envelope.Rewrap(box, About, _key, _other.Public);
        Assert.Equal(Plain, Envelope.Open(moved, About, _other));
        Assert.Equal(Plain, Envelope.Open(moved, About, code));
        Assert.Equal(SealFault.OtherKey, Fault(() => Envelope.Open(moved, About, _key)));
        Assert.Equal([_other.Public.Id], Envelope.Keys(moved));
        box[^1] ^= 1;
        Assert.Equal(SealFault.Changed, Fault(() => Envelope.Rewrap(box, About, _key, _other.Public)));
    }

    [Fact]
    public void Short_and_longer_answers_have_the_same_length_and_no_part_of_them_shows()
    {
        var box = Envelope.Seal(Plain, About, _key.Public);
        Assert.Equal(box.Length, Envelope.Seal(new byte[3000], About, _key.Public).Length);
        Assert.NotEqual(box, Envelope.Seal(Plain, About, _key.Public));
        Assert.True(box.AsSpan().IndexOf(Plain.AsSpan(0, 5)) < 0);
        var large = RandomNumberGenerator.GetBytes(100_000);
        Assert.Equal(large, Envelope.Open(Envelope.Seal(large, About, _key.Public), About, _key));
    }

    [Fact]
    public void A_key_file_opens_with_its_passphrase_only_and_never_lies_open()
    {
        var pem = _key.Write("four words are better");
        Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", pem, StringComparison.Ordinal);
        using var read = OfficerKey.Read(pem, "four words are better");
        Assert.Equal(_key.Public.Id, read.Public.Id);
        Assert.Equal(SealFault.WrongPassphrase, Fault(() => OfficerKey.Read(pem, "four words are worse")));
        Assert.Equal(SealFault.NoKey, Fault(() => OfficerKey.Read(_key.Public.Pem, "four words are better")));
        Assert.Equal(SealFault.NoKey, Fault(() => SealKey.Read("no key")));
        using var weak = RSA.Create(1024);
        Assert.Equal(SealFault.NoKey, Fault(() => SealKey.Read(weak.ExportSubjectPublicKeyInfoPem())));
        Assert.Equal(SealFault.NoKey, Fault(() => OfficerKey.Read(weak.ExportPkcs8PrivateKeyPem(), "four words are better")));
        Assert.Throws<ArgumentException>(() => _key.Write("short"));
    }
}
