using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>One use of a term by one paper, as an index keeps it.</summary>
/// <param name="Paper">Number of the paper in the index.</param>
/// <param name="Count">How often.</param>
/// <param name="Length">Length of the paper.</param>
public readonly record struct Posting(long Paper, int Count, int Length);

/// <summary>Ranks papers for a query, the same whatever index the uses come from.</summary>
/// <remarks>
/// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, Foundations and Trends in Information Retrieval 3, 2009, section 3.4):
/// score = sum over words of idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length)), idf = ln(1 + (N - n + 0.5) / (n + 0.5)), which is
/// never negative. Sums run in the order of the words asked, so that they are the same to the last digit everywhere.
/// </remarks>
public static class Ranking
{
    /// <summary>How soon more uses of a word stop to count more.</summary>
    public const double K1 = 1.2;

    /// <summary>How much the length of a paper counts.</summary>
    public const double B = 0.75;

    /// <summary>Digits of a score that count: those beyond do not order papers.</summary>
    const int Digits = 9;

    /// <summary>Scores of all papers that use one of the words.</summary>
    /// <param name="papers">How many papers there are.</param>
    /// <param name="words">Sum of their lengths.</param>
    /// <param name="uses">For each word asked, its uses; a paper stands in each list once.</param>
    public static IReadOnlyDictionary<long, double> Scores(long papers, long words, IReadOnlyList<IReadOnlyList<Posting>> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        var scores = new Dictionary<long, double>();
        var mean = papers == 0 ? 1 : Math.Max(1, (double)words / papers);
        foreach (var word in uses)
        {
            var idf = Math.Log(1 + (papers - word.Count + 0.5) / (word.Count + 0.5));
            foreach (var use in word)
            {
                var gain = idf * use.Count * (K1 + 1) / (use.Count + K1 * (1 - B + B * use.Length / mean));
                scores[use.Paper] = scores.GetValueOrDefault(use.Paper) + gain;
            }
        }
        foreach (var paper in scores.Keys.ToArray()) scores[paper] = Math.Round(scores[paper], Digits);
        return scores;
    }

    /// <summary>How alike papers are to one paper: the cosine of its terms weighted by (1 + ln count) * ln(N / n) with theirs weighted by 1 + ln count.</summary>
    /// <remarks>The scheme lnc.ltc of SMART (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 6.4.3). Of the paper itself its
    /// heaviest terms count, as many as <see cref="Heaviest"/> gives.</remarks>
    /// <param name="terms">For each term: its weight in the paper, and its uses by others with the norm of their vectors (<see cref="Terms.Norm"/>).</param>
    public static IReadOnlyDictionary<long, double> Cosines(IReadOnlyList<(double Weight, IReadOnlyList<(long Paper, int Count, double Norm)> Uses)> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var norm = Math.Sqrt(terms.Sum(t => t.Weight * t.Weight));
        var scores = new Dictionary<long, double>();
        foreach (var (weight, uses) in terms)
            foreach (var (paper, count, other) in uses)
                if (norm > 0 && other > 0) scores[paper] = scores.GetValueOrDefault(paper) + weight / norm * (1 + Math.Log(count)) / other;
        foreach (var paper in scores.Keys.ToArray()) scores[paper] = Math.Round(scores[paper], Digits);
        return scores;
    }

    /// <summary>The heaviest terms of a paper with their weights, at most sixty; terms that no other paper uses say nothing.</summary>
    /// <param name="papers">How many papers there are.</param>
    /// <param name="counts">For each term: how often the paper uses it, and how many papers use it.</param>
    public static IReadOnlyList<(string Term, double Weight)> Heaviest(long papers, IEnumerable<(string Term, int Count, long Papers)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        const int Most = 60;
        return [.. counts.Where(c => c.Papers > 1).Select(c => (c.Term, Weight: Math.Round((1 + Math.Log(c.Count)) * Math.Log((double)papers / c.Papers), Digits))).Where(c => c.Weight > 0)
            .OrderByDescending(c => c.Weight).ThenBy(c => c.Term, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>In the order of what was found: by score, then the newest, then by id.</summary>
    /// <param name="found">Papers with their scores.</param>
    public static IReadOnlyList<(Paper Paper, double Score)> Sorted(IEnumerable<(Paper Paper, double Score)> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        // Dates are read once for each paper, not for each comparison.
        var keyed = found.Select(f => (f.Paper, f.Score, Date: SortDate(f.Paper))).ToList();
        keyed.Sort((a, b) =>
        {
            var c = b.Score.CompareTo(a.Score);
            if (c == 0) c = string.CompareOrdinal(b.Date, a.Date);
            return c != 0 ? c : string.CompareOrdinal(a.Paper.Id, b.Paper.Id);
        });
        return [.. keyed.Select(k => (k.Paper, k.Score))];
    }

    static string SortDate(Paper paper) => Dates.TryParse(paper.Date, true, out var date) ? Dates.Text(date) : "";
}
