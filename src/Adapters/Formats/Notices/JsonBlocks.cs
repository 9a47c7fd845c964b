using System.Text.Json;
using System.Text.Unicode;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Reads long JSON in parts: only one part, of a bounded size, is in memory at a time, however long the file is.</summary>
/// <param name="stream">UTF-8.</param>
/// <param name="options">How parts are read.</param>
/// <param name="most">Most bytes of a part.</param>
sealed class JsonBlocks(Stream stream, JsonDocumentOptions options, int most)
{
    const int First = 1 << 16;

    byte[] _buffer = new byte[First];
    int _start, _end;
    bool _isAtEnd;
    JsonReaderState _state = new(new() { MaxDepth = options.MaxDepth, AllowMultipleValues = true });

    /// <summary>Row on which what is read next begins, from 1.</summary>
    public int Row { get; private set; } = 1;

    /// <summary>A name, a bracket, or the first sign of a value that is left for <see cref="Value"/> or <see cref="Skip"/>; none at the end.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public JsonTokenType Next(out string name)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAtEnd, _state);
            if (reader.Read())
            {
                name = reader.TokenType == JsonTokenType.PropertyName ? Utf8.IsValid(reader.ValueSpan) ? reader.GetString() ?? "" : throw new JsonException("No UTF-8.") : "";
                Take((int)reader.BytesConsumed, reader.CurrentState);
                return reader.TokenType;
            }
            name = "";
            if (_isAtEnd) return JsonTokenType.None;
            Fill();
        }
    }

    /// <summary>The kind of what comes next, which stays unread.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public JsonTokenType Peek()
    {
        while (true)
        {
            // Blanks before it are passed over, so that the row is that of the value.
            var blanks = _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept(" \t\r\n"u8);
            Take(blanks < 0 ? _end - _start : blanks, _state);
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAtEnd, _state);
            if (reader.Read()) return reader.TokenType;
            if (_isAtEnd) return JsonTokenType.None;
            Fill();
        }
    }

    /// <summary>The value that comes next, and the row on which it begins.</summary>
    /// <exception cref="JsonException">It is no JSON, no UTF-8, or names a property twice.</exception>
    /// <exception cref="InvalidDataException">It is longer than a part may be.</exception>
    public JsonDocument Value(out int row)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAtEnd, _state);
            if (reader.Read() && reader.TrySkip())
            {
                var consumed = (int)reader.BytesConsumed;
                // What separates it from the part before stands in front of it.
                var part = _buffer.AsMemory(_start, consumed);
                var before = Separators(part.Span);
                var trimmed = part[before..];
                row = Row + part.Span[..before].Count((byte)'\n');
                if (!Utf8.IsValid(trimmed.Span)) throw new JsonException("No UTF-8.");
                // The part is copied, since the buffer goes on.
                var document = JsonDocument.Parse(trimmed.ToArray(), options);
                Take(consumed, reader.CurrentState);
                return document;
            }
            if (_isAtEnd) throw new JsonException("The end is missing.", null, Row - 1, null);
            Fill();
        }
    }

    /// <summary>Passes over the value that comes next, however long.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Skip()
    {
        var depth = 0;
        do
        {
            var token = Next(out _);
            depth += token is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : token is JsonTokenType.EndObject or JsonTokenType.EndArray ? -1 : 0;
            if (token == JsonTokenType.None) return;
        }
        while (depth > 0);
    }

    static int Separators(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':') at++;
        return at;
    }

    void Take(int bytes, JsonReaderState state)
    {
        Row += _buffer.AsSpan(_start, bytes).Count((byte)'\n');
        _start += bytes;
        _state = state;
    }

    void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= most) throw new InvalidDataException($"A part is longer than {most} bytes.");
            Array.Resize(ref _buffer, Math.Min(most, _buffer.Length * 2));
        }
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _isAtEnd = read == 0;
        _end += read;
    }
}
