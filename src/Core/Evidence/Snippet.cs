namespace Vauban.Core.Evidence;

/// <summary>A piece of a text with the words that were asked for.</summary>
/// <param name="Parts">Pieces in order; those that were asked for are marked.</param>
public sealed record Snippet(IReadOnlyList<(string Text, bool IsFound)> Parts)
{
    const int Characters = 240;

    /// <summary>The whole piece.</summary>
    public string Text => string.Concat(Parts.Select(p => p.Text));

    /// <summary>The piece of a text that has most of the words asked for, the first of those; its beginning where it has none.</summary>
    /// <param name="text">Text.</param>
    /// <param name="terms">Terms that are looked for.</param>
    /// <param name="language">Language of the text.</param>
    public static Snippet Of(string text, IReadOnlySet<string> terms, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        var found = Terms.Words(text).Where(w => terms.Contains(Terms.Of(w.Text, language))).ToArray();
        var (from, best) = (0, 0);
        for (int i = 0, k = 0; i < found.Length; i++)
        {
            k = Math.Max(k, i);
            while (k + 1 < found.Length && found[k + 1].Start + found[k + 1].Length - found[i].Start <= Characters) k++;
            var count = found[i..(k + 1)].Select(w => w.Text).Distinct(StringComparer.Ordinal).Count() * 100 + (k - i);
            if (count <= best) continue;
            best = count;
            from = found[i].Start;
        }
        var start = from == 0 ? 0 : Begin(text, Math.Max(0, from - Characters / 5));
        var end = End(text, Math.Min(text.Length, start + Characters));
        var parts = new List<(string, bool)>();
        var at = start;
        if (start > 0) parts.Add(("… ", false));
        foreach (var word in found.Where(w => w.Start >= start && w.Start + w.Length <= end))
        {
            if (word.Start > at) parts.Add((Flat(text[at..word.Start]), false));
            parts.Add((text.Substring(word.Start, word.Length), true));
            at = word.Start + word.Length;
        }
        if (at < end) parts.Add((Flat(text[at..end]), false));
        if (end < text.Length) parts.Add((" …", false));
        return new(parts);
    }

    static string Flat(string text) => text.Replace('\n', ' ');

    // Words are not cut in two where a blank is near.
    static int Begin(string text, int at)
    {
        for (var i = at; i < Math.Min(text.Length, at + 20); i++)
            if (char.IsWhiteSpace(text[i])) return i + 1;
        return at > 0 && char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }

    static int End(string text, int at)
    {
        if (at == text.Length) return at;
        for (var i = at; i > Math.Max(0, at - 20); i--)
            if (char.IsWhiteSpace(text[i])) return i;
        return char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }
}
