using System.Globalization;
using System.IO.Compression;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>A ZIP archive whose names, sizes and checksums are not believed but checked: names when it is opened, the rest while inflating.</summary>
sealed class CheckedZip : IDisposable
{
    const long FreeBytes = 1 << 20;
    readonly ZipArchive _archive;
    readonly ReadState _state;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    CheckedZip(ZipArchive archive, ReadState state)
    {
        _archive = archive;
        _state = state;
    }

    /// <summary>Full names of the files, in order.</summary>
    public IEnumerable<string> Names => _entries.Keys.Order(StringComparer.Ordinal);

    /// <summary>Opens an archive; null where a finding says why not.</summary>
    public static CheckedZip? Open(Stream stream, ReadState state)
    {
        var place = new Place(state.Package);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var zip = new CheckedZip(archive, state);
            if (zip.TakeEntries(place)) return zip;
        }
        catch (Exception e) when (IsDamage(e))
        {
            state.Error("E-ZIP-01", place);
        }
        archive?.Dispose();
        return null;
    }

    /// <summary>What the library throws for bytes that are no archive.</summary>
    public static bool IsDamage(Exception e) => e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException;

    /// <summary>True when there is such a file.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Opens a file; reading it throws <see cref="InvalidDataException"/> where size or checksum are not as stated, and the limits are watched.</summary>
    public Stream Read(string name)
    {
        var entry = _entries[name];
        try
        {
            return new EntryStream(entry.Open(), entry, _state.Limits);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    bool TakeEntries(Place place)
    {
        if (_archive.Entries.Count > _state.Limits.Entries)
        {
            _state.Error("E-ZIP-04", place, _archive.Entries.Count.ToString(CultureInfo.InvariantCulture), _state.Limits.Entries.ToString(CultureInfo.InvariantCulture));
            return false;
        }
        var good = true;
        foreach (var entry in _archive.Entries)
        {
            var name = entry.FullName;
            if (Escapes(name)) good = Refuse("E-ZIP-02", name);
            else if (name.EndsWith('/')) continue;
            else if (entry.IsEncrypted) good = Refuse("E-ZIP-06", name);
            else if (!_entries.TryAdd(name, entry)) good = Refuse("E-ZIP-03", name);
        }
        return good;

        bool Refuse(string code, string name)
        {
            _state.Error(code, place, CellEscape.Shorten(Printable(name)));
            return false;
        }
    }

    static string Printable(string name) => string.Create(name.Length, name, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '\u00B7' : from[i];
    });

    static bool Escapes(string name) => name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
        || name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Any(part => part is ".." or ".");

    public void Dispose() => _archive.Dispose();

    /// <summary>Counts and sums what comes out of the inflater.</summary>
    sealed class EntryStream(Stream inner, ZipArchiveEntry entry, ReadLimits limits) : ForwardStream(inner)
    {
        static readonly uint[] Table = MakeTable();
        uint _crc = uint.MaxValue;
        long _count;
        bool _ended;

        public override int Read(Span<byte> buffer)
        {
            if (_ended || buffer.Length == 0) return 0;
            int n;
            try
            {
                n = Inner.Read(buffer);
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw new InvalidDataException(e.Message, e);
            }
            if (n == 0)
            {
                _ended = true;
                if (_count != entry.Length || ~_crc != entry.Crc32) throw new InvalidDataException("The checksum does not match.");
                return 0;
            }
            _count += n;
            if (_count > FreeBytes && _count / limits.Ratio > entry.CompressedLength) throw new ReadLimitException("E-ZIP-05", entry.FullName, limits.Ratio.ToString(CultureInfo.InvariantCulture));
            if (_count > entry.Length) throw new InvalidDataException("The file is longer than the archive says.");
            foreach (var b in buffer[..n]) _crc = Table[(_crc ^ b) & 0xFF] ^ (_crc >> 8);
            return n;
        }

        // CRC-32 of ISO 3309, as ZIP files carry it.
        static uint[] MakeTable()
        {
            var table = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                var value = i;
                for (var k = 0; k < 8; k++) value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
                table[i] = value;
            }
            return table;
        }
    }
}
