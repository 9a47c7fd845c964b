using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Vauban.Adapters.Formats;

/// <summary>Decodes a stream as UTF-8 and remembers where it is not; a byte order mark of UTF-8 or UTF-16 is honoured.</summary>
/// <remarks>Wrong bytes become U+FFFD so that the rest can still be read and all problems be listed.</remarks>
sealed class CheckedTextReader : TextReader
{
    const int Size = 1 << 16;
    readonly Stream _stream;
    readonly ReadState _state;
    readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    readonly char[] _chars = ArrayPool<char>.Shared.Rent(Size);
    readonly Decoder? _wide;
    int _byteStart, _byteEnd, _charStart, _charEnd;
    long _position;
    bool _ended, _isDisposed;

    public CheckedTextReader(Stream stream, ReadState state)
    {
        _stream = stream;
        _state = state;
        FillBytes();
        if (Head is [0xEF, 0xBB, 0xBF, ..]) Skip(3);
        else if (Head is [0xFF, 0xFE, ..]) _wide = Wide(false);
        else if (Head is [0xFE, 0xFF, ..]) _wide = Wide(true);
    }

    ReadOnlySpan<byte> Head => _bytes.AsSpan(_byteStart, _byteEnd - _byteStart);

    /// <summary>Position of the first wrong byte (from 0), or -1.</summary>
    public long FirstWrongByte { get; set; } = -1;

    /// <summary>The first wrong byte.</summary>
    public byte WrongByte { get; set; }

    /// <summary>Line of the first wrong byte, from 1.</summary>
    public int WrongLine { get; set; }

    /// <summary>How many wrong places there are.</summary>
    public int WrongCount { get; set; }

    int _lines = 1;

    /// <summary>The first characters, not taken from the stream.</summary>
    public ReadOnlySpan<char> PeekHead()
    {
        if (_charStart == _charEnd) FillChars();
        return _chars.AsSpan(_charStart, _charEnd - _charStart);
    }

    public override int Peek() => PeekHead().Length == 0 ? -1 : _chars[_charStart];

    public override int Read() => PeekHead().Length == 0 ? -1 : _chars[_charStart++];

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var head = PeekHead();
        var n = Math.Min(head.Length, buffer.Length);
        head[..n].CopyTo(buffer);
        _charStart += n;
        return n;
    }

    public override int ReadBlock(Span<char> buffer)
    {
        var done = 0;
        while (done < buffer.Length && Read(buffer[done..]) is > 0 and var n) done += n;
        return done;
    }

    Decoder Wide(bool bigEndian)
    {
        Skip(2);
        return new UnicodeEncoding(bigEndian, false, false).GetDecoder();
    }

    void Skip(int n)
    {
        _byteStart += n;
        _position += n;
    }

    void FillBytes()
    {
        Head.CopyTo(_bytes);
        _byteEnd -= _byteStart;
        _byteStart = 0;
        while (_byteEnd < Size && !_ended)
        {
            var n = _stream.Read(_bytes, _byteEnd, Size - _byteEnd);
            if (n == 0) _ended = true;
            _byteEnd += n;
            _state.CountBytes(n);
        }
    }

    void FillChars()
    {
        _charStart = _charEnd = 0;
        while (_charEnd == 0)
        {
            if (Head.Length < 8 && !_ended) FillBytes();
            if (Head.Length == 0) return;
            int read, written;
            if (_wide is null) DecodeUtf8(out read, out written);
            else _wide.Convert(Head, _chars.AsSpan(0, Size), _ended, out read, out written, out _);
            Skip(read);
            if (read == 0 && written == 0 && _ended) _byteStart = _byteEnd;
            _charEnd = written;
        }
        // The CSV reader takes lines that start with U+FFFF as comments; no data may vanish that way. Cells with either are refused.
        _chars.AsSpan(0, _charEnd).Replace('\uFFFF', '\uFFFE');
    }

    void DecodeUtf8(out int read, out int written)
    {
        var status = Utf8.ToUtf16(Head, _chars.AsSpan(0, Size), out read, out written, replaceInvalidSequences: false, isFinalBlock: _ended);
        if (FirstWrongByte < 0) _lines += _chars.AsSpan(0, written).Count('\n');
        if (status == OperationStatus.NeedMoreData && read == 0)
        {
            FillBytes();
            return;
        }
        if (status != OperationStatus.InvalidData || written == Size) return;
        if (FirstWrongByte < 0) (FirstWrongByte, WrongByte, WrongLine) = (_position + read, Head[read], _lines);
        WrongCount++;
        Rune.DecodeFromUtf8(Head[read..], out _, out var wrong);
        read += Math.Max(1, wrong);
        _chars[written++] = '\uFFFD';
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stream.Dispose();
            ArrayPool<byte>.Shared.Return(_bytes);
            ArrayPool<char>.Shared.Return(_chars);
        }
        base.Dispose(disposing);
    }
}
