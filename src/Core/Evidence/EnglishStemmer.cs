namespace Vauban.Core.Evidence;

// Porter, An algorithm for suffix stripping, Program 14 (1980) 130-137, steps 1a to 5b, with the author's later departures
// (bli for abli, logi).
static class EnglishStemmer
{
    static readonly (string End, string By)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    static readonly (string End, string By)[] Step3 = [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    static readonly string[] Step4 = ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    public static string Stem(string word)
    {
        word = Plural(word);
        word = Past(word);
        if (word[^1] == 'y' && HasVowel(word, word.Length - 1)) word = word[..^1] + "i";
        word = Swap(word, Step2);
        word = Swap(word, Step3);
        word = Cut(word);
        if (word.Length > 1 && word[^1] == 'e' && Measure(word, word.Length - 1) is var m && (m > 1 || (m == 1 && !EndsShort(word[..^1])))) word = word[..^1];
        return word.Length > 1 && word[^1] == 'l' && word[^2] == 'l' && Measure(word, word.Length) > 1 ? word[..^1] : word;
    }

    static string Plural(string word) => word switch
    {
        _ when Ends(word, "sses") => word[..^2],
        _ when Ends(word, "ies") => word[..^2],
        _ when Ends(word, "ss") => word,
        _ when word[^1] == 's' => word[..^1],
        _ => word,
    };

    static string Past(string word)
    {
        if (Ends(word, "eed")) return Measure(word, word.Length - 3) > 0 ? word[..^1] : word;
        var cut = Ends(word, "ed") && HasVowel(word, word.Length - 2) ? 2 : Ends(word, "ing") && HasVowel(word, word.Length - 3) ? 3 : 0;
        if (cut == 0) return word;
        word = word[..^cut];
        if (Ends(word, "at") || Ends(word, "bl") || Ends(word, "iz")) return word + "e";
        if (word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1)) return word[^1] is 'l' or 's' or 'z' ? word : word[..^1];
        return Measure(word, word.Length) == 1 && EndsShort(word) ? word + "e" : word;
    }

    // The longest ending that fits decides, also where its condition does not hold.
    static string Swap(string word, (string End, string By)[] steps)
    {
        var best = steps.Where(s => Ends(word, s.End)).OrderByDescending(s => s.End.Length).FirstOrDefault();
        return best.End is null || Measure(word, word.Length - best.End.Length) == 0 ? word : word[..^best.End.Length] + best.By;
    }

    static string Cut(string word)
    {
        var end = Step4.Where(e => Ends(word, e)).OrderByDescending(e => e.Length).FirstOrDefault();
        if (end is null || Measure(word, word.Length - end.Length) < 2) return word;
        return end == "ion" && !(word.Length > 3 && word[^4] is 's' or 't') ? word : word[..^end.Length];
    }

    static bool Ends(string word, string end) => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal);

    static bool IsConsonant(string word, int i) => word[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(word, i - 1),
        _ => true,
    };

    static bool HasVowel(string word, int length)
    {
        for (var i = 0; i < length; i++)
            if (!IsConsonant(word, i)) return true;
        return false;
    }

    // How often a vowel is followed by a consonant.
    static int Measure(string word, int length)
    {
        var count = 0;
        for (var i = 1; i < length; i++)
            if (IsConsonant(word, i) && !IsConsonant(word, i - 1)) count++;
        return count;
    }

    static bool EndsShort(string word) => word.Length > 2 && IsConsonant(word, word.Length - 1) && !IsConsonant(word, word.Length - 2) && IsConsonant(word, word.Length - 3) && word[^1] is not ('w' or 'x' or 'y');
}
