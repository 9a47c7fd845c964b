using System.Text;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>A text file. Form feeds divide it into pages.</summary>
static class PlainText
{
    public static PaperText? Read(byte[] bytes, Action<string, Severity, string[]> say)
    {
        var text = Decode(bytes);
        // What is no text has the character zero in it, or little that can be decoded.
        if (text.Contains('\0', StringComparison.Ordinal) || text.Count(c => c == '\uFFFD') > text.Length / 10)
        {
            say("E-TEXT-03", Severity.Error, []);
            return null;
        }
        var pages = text.Split('\f');
        return new(pages.Length > 1, pages);
    }

    /// <summary>UTF-8 or UTF-16 by its mark, else UTF-8; what is neither is read as Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }
}
