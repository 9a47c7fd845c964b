using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>What an index must tell for a search; numbers stand for papers within it.</summary>
public sealed record PaperIndex
{
    /// <summary>How many papers the reader may see, and the sum of their lengths.</summary>
    public required Func<(long Papers, long Words)> Size { get; init; }

    /// <summary>Uses of some terms by papers that the reader may see, each paper once, in the order of their numbers.</summary>
    public required Func<IReadOnlyList<string>, IReadOnlyList<Posting>> Uses { get; init; }

    /// <summary>Papers by their numbers.</summary>
    public required Func<IReadOnlyCollection<long>, IReadOnlyDictionary<long, Paper>> Papers { get; init; }

    /// <summary>All papers that the reader may see, with their ids, dates and at least those facts that a query filters by; the others may be missing.</summary>
    public required Func<PaperQuery, IReadOnlyDictionary<long, Paper>> Briefs { get; init; }

    /// <summary>Of a paper and terms: for each term that it uses, how often and from which page on.</summary>
    public required Func<long, IReadOnlyList<string>, IReadOnlyDictionary<string, TermUse>> UsesOf { get; init; }

    /// <summary>A page or part of a paper's text, by its index from 0; and whether the text has pages.</summary>
    public required Func<long, int, (string Text, bool IsPaged)> Page { get; init; }
}

/// <summary>Searches papers, the same way over every index.</summary>
public static class PaperFinder
{
    /// <summary>Most papers that are given at once.</summary>
    public const int MostHits = 500;

    /// <summary>Finds papers.</summary>
    public static PaperHits Run(PaperQuery query, PaperIndex index)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(index);
        var words = query.Asked();
        var most = Math.Clamp(query.Most, 0, MostHits);
        var skip = Math.Max(0, query.Skip);
        List<(Paper Paper, double Score)> found;
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        int count;
        if (words.Count == 0)
        {
            // Words that find nothing, such as "of the", are a question without words only where nothing was typed.
            var all = query.Words.Trim().Length > 0 ? new Dictionary<long, Paper>() : index.Briefs(query);
            found = [.. all.Where(p => query.Passes(p.Value)).Select(p => (p.Value, 0.0))];
            foreach (var (number, paper) in all) numbers[paper.Id] = number;
            count = found.Count;
        }
        else
        {
            var (papers, length) = index.Size();
            var scores = Ranking.Scores(papers, length, [.. words.Select(w => index.Uses(Terms.Alternatives(w)))]);
            var isFiltered = query.Topic.Length + query.Initiative.Length + query.Technology.Length + query.Publisher.Length + query.Language.Length > 0 || query.From is not null || query.To is not null;
            // Without filters only those are read that can stand among the ones asked for: as good as the last of them, or better.
            var least = isFiltered || scores.Count <= skip + most ? double.NegativeInfinity : scores.Values.OrderDescending().ElementAt(Math.Max(0, skip + most - 1));
            var read = isFiltered ? index.Briefs(query) : index.Papers([.. scores.Where(s => s.Value >= least).Select(s => s.Key)]);
            found = [.. read.Where(p => scores.ContainsKey(p.Key) && query.Passes(p.Value)).Select(p => (p.Value, scores[p.Key]))];
            foreach (var (number, paper) in read) numbers[paper.Id] = number;
            count = isFiltered ? found.Count : scores.Count;
        }
        var asked = Ranking.Sorted(found).Skip(skip).Take(most).Select(f => (Number: numbers[f.Paper.Id], f.Score)).ToArray();
        var whole = index.Papers([.. asked.Select(a => a.Number)]);
        return new(query, count, [.. asked.Select(a => Hit(whole[a.Number], a.Score, a.Number, words, index))]);
    }

    static PaperHit Hit(Paper paper, double score, long number, IReadOnlyList<string> words, PaperIndex index)
    {
        if (words.Count == 0) return new(paper, score);
        var terms = words.SelectMany(Terms.Alternatives).ToHashSet(StringComparer.Ordinal);
        var uses = index.UsesOf(number, [.. terms.Order(StringComparer.Ordinal)]);
        var pages = uses.Where(u => u.Value.Page >= 0).GroupBy(u => u.Value.Page).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).ToArray();
        if (pages.Length == 0) return new(paper, score) { Snippet = Snippet.Of(Facts(paper), terms, paper.Language) };
        var (text, isPaged) = index.Page(number, pages[0].Key);
        return new(paper, score) { Snippet = Snippet.Of(text, terms, paper.Language), Page = isPaged ? pages[0].Key + 1 : 0 };
    }

    static string Facts(Paper paper) => string.Join(" · ", new[] { paper.Title }.Concat(paper.Topics).Concat(paper.Initiatives).Concat(paper.Technologies).Append(paper.Note).Where(t => t.Length > 0));
}
