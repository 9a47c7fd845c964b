namespace Vauban.Core.Evidence;

/// <summary>The language of a text by its most frequent small words: enough to know whose endings to cut off.</summary>
public static class LanguageGuess
{
    // Words that the other two languages do not have.
    static readonly (string Language, System.Collections.Frozen.FrozenSet<string> Words)[] Known =
    [
        ("en", Set("the and of to for with that which from this are was have has been by")),
        ("fr", Set("les des une dans pour que qui sur par avec est sont aux cette ces leur ne pas et du au")),
        ("de", Set("der die das und den dem ein eine mit fur auf ist sind nicht von zu im sich auch wird werden bei")),
    ];

    const int LeastWords = 8, Most = 100_000;

    static System.Collections.Frozen.FrozenSet<string> Set(string words) => System.Collections.Frozen.FrozenSet.ToFrozenSet(words.Split(' '), StringComparer.Ordinal);

    /// <summary>Two letters; empty where the text is too short, or no language stands out.</summary>
    /// <param name="text">Text of a paper.</param>
    public static string Of(PaperText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var counts = new int[Known.Length];
        var left = Most;
        foreach (var page in text.Pages)
        {
            if (left <= 0) break;
            foreach (var word in Model.NormalForm.Fold(page[..Math.Min(page.Length, left)]).Split([' ', '\n', ',', '.', '(', ')', ';', ':', '\'', '’'], StringSplitOptions.RemoveEmptyEntries))
                for (var i = 0; i < Known.Length; i++)
                    if (Known[i].Words.Contains(word)) counts[i]++;
            left -= page.Length;
        }
        var best = Array.IndexOf(counts, counts.Max());
        return counts[best] >= LeastWords && counts.Where((_, i) => i != best).All(c => 2 * c < counts[best]) ? Known[best].Language : "";
    }
}
