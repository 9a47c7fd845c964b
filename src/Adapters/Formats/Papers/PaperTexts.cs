using System.Text;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>Texts of papers as libraries keep them.</summary>
static class PaperTexts
{
    /// <summary>A text without control characters, halves of characters and idle blanks; its line ends stay.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                while (clean.Length > 0 && clean[^1] == ' ') clean.Length--;
                if (clean.Length > 1 && clean[^1] == '\n' && clean[^2] == '\n') continue;
                if (clean.Length > 0) clean.Append('\n');
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n')) clean.Append(' ');
            }
            // Soft hyphens and marks of direction are not read.
            else if (rune.Value is not (0xAD or 0xFEFF or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))) clean.Append(rune.ToString());
        }
        return Core.Model.NormalForm.Compose(clean.ToString().TrimEnd());
    }

    /// <summary>A long text without pages in parts of some thousand characters, cut between paragraphs where that is near.</summary>
    public static IReadOnlyList<string> Parts(string text)
    {
        const int Size = 4000;
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(text.Length, at + Size);
            if (end < text.Length)
            {
                var cut = text.LastIndexOf('\n', end - 1, Size / 2);
                if (cut <= at) cut = text.LastIndexOf(' ', end - 1, Size / 2);
                end = cut > at ? cut : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            }
            if (text[at..end].Trim() is { Length: > 0 } part) parts.Add(part);
            at = end;
        }
        return parts;
    }
}
