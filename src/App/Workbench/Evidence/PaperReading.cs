using Vauban.Core.Evidence;

namespace Vauban.App.Workbench.Evidence;

/// <summary>A page of a paper with the words that were searched for marked.</summary>
static class PaperReading
{
    /// <summary>Pieces of the text in order.</summary>
    /// <param name="text">Page.</param>
    /// <param name="words">Words searched for.</param>
    /// <param name="language">Language of the text.</param>
    public static IEnumerable<(string Text, bool IsFound)> Marked(string text, string words, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new PaperQuery { Words = words }.Asked().SelectMany(Terms.Alternatives).ToHashSet(StringComparer.Ordinal);
        var at = 0;
        if (terms.Count > 0)
            foreach (var word in Terms.Words(text).Where(w => terms.Contains(Terms.Of(w.Text, language))))
            {
                if (word.Start > at) yield return (text[at..word.Start], false);
                yield return (text.Substring(word.Start, word.Length), true);
                at = word.Start + word.Length;
            }
        if (at < text.Length) yield return (text[at..], false);
    }
}
