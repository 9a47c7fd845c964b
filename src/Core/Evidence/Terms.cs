using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>A word of a text and where it stands.</summary>
/// <param name="Text">Small letters without accents.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="Length">Characters in the text.</param>
public readonly record struct Word(string Text, int Start, int Length);

/// <summary>How often a paper uses a term.</summary>
/// <param name="Count">Times, a title counting <see cref="Terms.TitleWeight"/> times.</param>
/// <param name="Page">Index of the first page or part that has it, from 0; -1 where only the facts of the paper have it.</param>
public readonly record struct TermUse(int Count, int Page);

/// <summary>What of a paper is searched: its words, small, without accents and endings.</summary>
public static class Terms
{
    /// <summary>A word of the title counts as often (weights of fields by repetition: Robertson, Zaragoza and Taylor, CIKM 2004).</summary>
    public const int TitleWeight = 4;

    /// <summary>Longest word that is looked at.</summary>
    public const int LongestWord = 40;

    /// <summary>Most different terms that are kept of one paper: the first ones.</summary>
    public const int MostTerms = 20_000;

    // Words so frequent that they find everything. Short ones only; the weight of others is small by itself.
    static readonly System.Collections.Frozen.FrozenSet<string> Stop = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ("a an and are as at be by for from has have in is it its of on or that the this to was were which will with "
        + "au aux avec ce ces dans de des du elle en est et il la le les leur ne ou par pas pour que qui se ses son sont sur un une "
        + "als auch auf aus bei bis das dass dem den der des die ein eine einem einen einer es fur im ist mit nach nicht oder sich sie sind uber und vom von wird zu zum zur").Split(' '), StringComparer.Ordinal);

    /// <summary>Words of a text in order, those that find everything left out.</summary>
    public static IEnumerable<Word> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            // Marks that follow a letter belong to it.
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || char.GetUnicodeCategory(text[i]) == System.Globalization.UnicodeCategory.NonSpacingMark)) i++;
            if (i - start > LongestWord) continue;
            var word = NormalForm.Fold(text[start..i]);
            // A single letter is what an apostrophe leaves (l'Europe, Europe's), a single digit finds too much.
            if (word.Length > 1 && !Stop.Contains(word)) yield return new(word, start, i - start);
        }
    }

    /// <summary>The term of a word in a language: <c>en:capac</c>.</summary>
    public static string Of(string word, string language)
    {
        var known = Stemmer.Languages.Contains(language) ? language : "";
        return known + ":" + Stemmer.Stem(word, known);
    }

    /// <summary>The terms that a word of a query may have in papers: one for each language, and one for papers of other languages.</summary>
    public static IReadOnlyList<string> Alternatives(string word) => [.. Stemmer.Languages.Select(l => Of(word, l)), Of(word, "")];

    /// <summary>Terms of a paper with their uses.</summary>
    /// <param name="paper">Facts: title, topics, initiatives, technologies, publisher, authors, note.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyDictionary<string, TermUse> Of(Paper paper, PaperText text)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(text);
        var uses = new Dictionary<string, TermUse>(StringComparer.Ordinal);
        var cache = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(paper.Title, TitleWeight, -1);
        foreach (var fact in new[] { paper.Topics, paper.Initiatives, paper.Technologies, paper.Authors }.SelectMany(l => l).Append(paper.Publisher).Append(paper.Kind).Append(paper.Reference).Append(paper.Note)) Add(fact, 1, -1);
        for (var page = 0; page < text.Pages.Count; page++) Add(text.Pages[page], 1, page);
        return uses;

        void Add(string what, int weight, int page)
        {
            foreach (var word in Words(what))
            {
                if (!cache.TryGetValue(word.Text, out var term)) cache[word.Text] = term = Of(word.Text, paper.Language);
                if (uses.TryGetValue(term, out var use)) uses[term] = new(use.Count + weight, use.Page < 0 ? page : use.Page);
                else if (uses.Count < MostTerms) uses[term] = new(weight, page);
            }
        }
    }

    /// <summary>Length of a paper: its words, those of the title counted as often as they weigh.</summary>
    public static int Length(IReadOnlyDictionary<string, TermUse> uses) => uses.Values.Sum(u => u.Count);

    /// <summary>Euclidean length of the vector of 1 + ln(count), by which two papers are compared.</summary>
    public static double Norm(IReadOnlyDictionary<string, TermUse> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        // In a fixed order, so that the sum is the same to the last digit.
        return Math.Sqrt(uses.OrderBy(u => u.Key, StringComparer.Ordinal).Sum(u => Math.Pow(1 + Math.Log(u.Value.Count), 2)));
    }
}
