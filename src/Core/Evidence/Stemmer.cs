namespace Vauban.Core.Evidence;

/// <summary>Cuts endings off words, so that a search for one form finds the others. Takes and gives small letters without accents.</summary>
/// <remarks>
/// English: Porter's algorithm (Program 14, 1980, pages 130 to 137). French and German: light stemmers of the kind of Savoy (J. Am. Soc. Inf. Sci.
/// 50, 1999; SIGIR Forum 2006): plural, gender and a few derivations, since cutting less does less harm. A search index needs the same cut on
/// both sides, not a dictionary form.
/// </remarks>
public static class Stemmer
{
    /// <summary>Languages whose endings are known.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "de"];

    /// <summary>The stem of a word; the word itself in a language whose endings are not known.</summary>
    /// <param name="word">Small letters without accents.</param>
    /// <param name="language">Two letters.</param>
    public static string Stem(string word, string language)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length < 4 || word.Any(char.IsAsciiDigit)) return word;
        return language switch { "en" => EnglishStemmer.Stem(word), "fr" => French(word), "de" => German(word), _ => word };
    }

    static readonly (string End, string By, int Least)[] FrenchEnds =
    [
        ("issement", "ir", 4), ("atrice", "at", 3), ("ateur", "at", 3), ("ation", "at", 3), ("logie", "log", 2), ("ement", "e", 4), ("ivite", "if", 3), ("ives", "if", 3), ("ive", "if", 3),
        ("euse", "eur", 3), ("aux", "al", 2), ("elle", "el", 3), ("enne", "en", 3), ("eux", "eu", 3), ("ment", "", 5), ("iere", "ier", 3), ("esse", "", 4),
    ];

    static string French(string word)
    {
        if (word.Length > 4 && word[^1] is 'x' && word.EndsWith("aux", StringComparison.Ordinal)) word = word[..^3] + "al";
        else if (word.Length > 4 && word[^1] is 's' or 'x') word = word[..^1];
        foreach (var (end, by, least) in FrenchEnds)
            if (word.Length >= end.Length + least && word.EndsWith(end, StringComparison.Ordinal))
            {
                word = word[..^end.Length] + by;
                break;
            }
        if (word.Length > 4 && word[^1] == 'r') word = word[..^1];
        while (word.Length > 4 && word[^1] == 'e') word = word[..^1];
        // A doubled last letter: "europeenne" and "europeen" end alike.
        return word.Length > 4 && word[^1] == word[^2] ? word[..^1] : word;
    }

    static readonly string[] GermanForms = ["ern", "em", "en", "er", "es", "e", "s", "n"];

    static readonly string[] GermanMakings = ["heit", "keit", "isch", "ung"];

    static string German(string word)
    {
        foreach (var end in GermanForms)
            if (word.Length >= end.Length + 4 && word.EndsWith(end, StringComparison.Ordinal))
            {
                word = word[..^end.Length];
                break;
            }
        foreach (var end in GermanMakings)
            if (word.Length >= end.Length + 4 && word.EndsWith(end, StringComparison.Ordinal)) return word[..^end.Length];
        return word;
    }
}
