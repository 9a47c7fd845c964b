using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads JSON part by part with limits; what is broken is a finding.</summary>
static class JsonParts
{
    /// <summary>The elements of the outermost list, or each outermost value of JSON Lines.</summary>
    public static void Values(ImportFile file, ImportDraft draft, Action<JsonElement, Place> take) => Guard(file, draft, blocks =>
    {
        while (blocks.Peek() is var first && first != JsonTokenType.None)
        {
            if (first != JsonTokenType.StartArray) Take(blocks, file, "", (_, part, place) => take(part, place));
            else Elements(blocks, file, "", (_, part, place) => take(part, place));
        }
    });

    /// <summary>The members of the outermost object by name; of a list its elements one by one.</summary>
    public static void Members(ImportFile file, ImportDraft draft, Action<string, JsonElement, Place> take) => Guard(file, draft, blocks =>
    {
        if (blocks.Next(out _) != JsonTokenType.StartObject) throw new JsonException("No object.");
        while (true)
        {
            var token = blocks.Next(out var name);
            if (token == JsonTokenType.EndObject) break;
            if (token != JsonTokenType.PropertyName) throw new JsonException("The end is missing.");
            if (blocks.Peek() == JsonTokenType.StartArray) Elements(blocks, file, name, take);
            else Take(blocks, file, name, take);
        }
        if (blocks.Peek() != JsonTokenType.None) throw new JsonException("Something stands behind the end.");
    });

    static void Elements(JsonBlocks blocks, ImportFile file, string name, Action<string, JsonElement, Place> take)
    {
        _ = blocks.Next(out _);
        while (blocks.Peek() is var next && next != JsonTokenType.EndArray)
        {
            if (next == JsonTokenType.None) throw new JsonException("The end is missing.");
            Take(blocks, file, name, take);
        }
        _ = blocks.Next(out _);
    }

    static void Take(JsonBlocks blocks, ImportFile file, string name, Action<string, JsonElement, Place> take)
    {
        using var part = blocks.Value(out var row);
        take(name, part.RootElement, new(file.Name, Row: row));
    }

    static void Guard(ImportFile file, ImportDraft draft, Action<JsonBlocks> read)
    {
        using var stream = new CountedStream(file.Open(), draft);
        // A byte order mark is no JSON.
        Span<byte> mark = stackalloc byte[3];
        var length = stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        using var whole = mark[..length].SequenceEqual(new byte[] { 0xEF, 0xBB, 0xBF }) ? (Stream)stream : new Joined(mark[..length].ToArray(), stream);
        var blocks = new JsonBlocks(whole, new() { MaxDepth = draft.Limits.Depth, AllowDuplicateProperties = false }, draft.Limits.PartBytes);
        try
        {
            read(blocks);
        }
        catch (JsonException)
        {
            draft.Error("E-IMPORT-03", new(file.Name, Row: blocks.Row));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair passes the parser and fails when it is read.
            draft.Error("E-IMPORT-03", new(file.Name, Row: blocks.Row));
        }
        catch (InvalidDataException)
        {
            draft.Error("E-IMPORT-07", new(file.Name, Row: blocks.Row), (draft.Limits.PartBytes >> 20).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Some bytes, then a stream.</summary>
    sealed class Joined(byte[] first, Stream rest) : ForwardStream(rest)
    {
        int _at;

        public override int Read(Span<byte> buffer)
        {
            if (_at == first.Length) return Inner.Read(buffer);
            var n = Math.Min(buffer.Length, first.Length - _at);
            first.AsSpan(_at, n).CopyTo(buffer);
            _at += n;
            return n;
        }
    }
}
