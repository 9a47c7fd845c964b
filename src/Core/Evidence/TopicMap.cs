namespace Vauban.Core.Evidence;

/// <summary>How many papers speak of a topic, year by year.</summary>
/// <param name="Years">Years from the first to the last, without gaps.</param>
/// <param name="Rows">Topics, those with most papers first; counts stand in the order of the years.</param>
/// <param name="Undated">Papers without a date, which no year counts.</param>
public sealed record TopicMap(IReadOnlyList<int> Years, IReadOnlyList<TopicRow> Rows, int Undated)
{
    const int MostYears = 100;

    /// <summary>The map of some papers.</summary>
    /// <param name="papers">Papers.</param>
    /// <param name="of">What counts as a topic: topics, initiatives, technologies or the publisher.</param>
    public static TopicMap Of(IReadOnlyCollection<Paper> papers, Func<Paper, IEnumerable<string>> of)
    {
        ArgumentNullException.ThrowIfNull(papers);
        ArgumentNullException.ThrowIfNull(of);
        int[] known = [.. papers.Select(p => p.Year).OfType<int>()];
        var last = known.Length == 0 ? 0 : known.Max();
        int[] years = known.Length == 0 ? [] : [.. Enumerable.Range(Math.Max(known.Min(), last - MostYears + 1), last - Math.Max(known.Min(), last - MostYears + 1) + 1)];
        var rows = papers.SelectMany(p => of(p).Distinct(StringComparer.OrdinalIgnoreCase).Select(t => (Topic: t, p.Year))).GroupBy(x => x.Topic, StringComparer.OrdinalIgnoreCase)
            .Select(g => new TopicRow(g.Select(x => x.Topic).Min(StringComparer.Ordinal)!, [.. years.Select(y => g.Count(x => x.Year == y))], g.Count()));
        return new(years, [.. rows.OrderByDescending(r => r.Papers).ThenBy(r => r.Topic, StringComparer.Ordinal)], papers.Count - known.Length);
    }
}

/// <summary>One topic of the map.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Counts">Papers of each year.</param>
/// <param name="Papers">All its papers, with and without a date.</param>
public sealed record TopicRow(string Topic, IReadOnlyList<int> Counts, int Papers);
