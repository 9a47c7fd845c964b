using F23.StringSimilarity;

namespace Vauban.Adapters.Formats.Matching;

/// <summary>Likeness of two words: Jaro and Winkler's measure, which looks hardest at the beginning, of words that differ by a slip or two.</summary>
public static class WordSimilarity
{
    static readonly JaroWinkler Measure = new();
    static readonly OptimalStringAlignment Slips = new();

    /// <summary>0 for different words to 1 for the same; the same in both orders.</summary>
    /// <remarks>A missing, added, wrong or swapped letter is a slip. Words of up to eight letters may differ by one, longer ones by two: "aceros" and "cueros" are two words.</remarks>
    public static double Of(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        // Both measures are defined by the pair; which comes first must not matter in the last digit either.
        if (string.CompareOrdinal(a, b) > 0) (a, b) = (b, a);
        return Slips.Distance(a, b) <= (Math.Min(a.Length, b.Length) > 8 ? 2 : 1) ? Measure.Similarity(a, b) : 0;
    }
}
