using System.Text;

namespace Vauban.Adapters.Formats;

/// <summary>Keeps spreadsheets from taking a text for a formula: an apostrophe stands before <c>=</c>, <c>+</c>, <c>-</c> and <c>@</c>.</summary>
/// <remarks>Any number of apostrophes before such a sign gains one on writing and loses one on reading, so every text comes back as it was.</remarks>
static class CellEscape
{
    public static string Do(string text) => IsRisky(text) ? "'" + text : text;

    public static string Undo(string text) => text.Length > 1 && text[0] == '\'' && IsRisky(text) ? text[1..] : text;

    public static bool IsRisky(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart('\'');
        return rest.Length > 0 && rest[0] is '=' or '+' or '-' or '@';
    }

    /// <summary>A text short enough for a sentence.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= 60) return text;
        var cut = char.IsHighSurrogate(text[56]) ? 56 : 57;
        return new StringBuilder(text, 0, cut, 64).Append("...").ToString();
    }
}
