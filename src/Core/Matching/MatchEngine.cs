using Vauban.Core.Model;

namespace Vauban.Core.Matching;

/// <summary>Two parties that may be one.</summary>
public sealed record MatchSuggestion(MatchParty A, MatchParty B, MatchScore Score, MatchDecision Decision);

/// <summary>What a matching found: open suggestions, best first, and those that somebody has decided.</summary>
public sealed record MatchResult(MatchOptions Options, IReadOnlyList<MatchSuggestion> Open, IReadOnlyList<MatchSuggestion> Decided)
{
    /// <summary>Pairs that were compared.</summary>
    public int Compared { get; init; }

    /// <summary>Beginnings of words that so many parties share that nobody was compared on their account.</summary>
    public IReadOnlyList<string> Crowds { get; init; } = [];
}

/// <summary>Finds parties that stand in a package twice under different names. It only suggests.</summary>
public static class MatchEngine
{
    /// <summary>Compares parties that share an identifier or the beginning of a word.</summary>
    /// <param name="package">Package.</param>
    /// <param name="decisions">What was decided before.</param>
    /// <param name="options">Settings.</param>
    /// <param name="similarity">Likeness of two words, 0 to 1; the same in both orders.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static MatchResult Run(Package package, IReadOnlyCollection<MatchDecision> decisions, MatchOptions options, Func<string, string, double> similarity, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(similarity);
        options.ThrowIfInvalid();
        var parties = MatchParty.Of(package);
        var known = decisions.GroupBy(d => (d.A, d.B)).ToDictionary(g => g.Key, g => g.Last());
        var (pairs, crowds) = Pairs(parties, options);
        var (open, decided) = (new List<MatchSuggestion>(), new List<MatchSuggestion>());
        foreach (var (i, j) in pairs)
        {
            stop.ThrowIfCancellationRequested();
            var score = MatchScore.Of(parties[i], parties[j], similarity);
            var asked = MatchDecision.Of(parties[i], parties[j], null, "");
            var said = known.GetValueOrDefault((asked.A, asked.B));
            if (said?.IsSame is not null) decided.Add(new(parties[i], parties[j], score, said));
            else if (score.Likeness >= options.Least) open.Add(new(parties[i], parties[j], score, asked));
        }
        // What was decided stays decided, also where the names alone would not be compared.
        var byKey = parties.ToLookup(p => p.Key, StringComparer.Ordinal);
        var seen = decided.Select(d => (d.A.Id, d.B.Id)).ToHashSet();
        foreach (var said in known.Values.Where(d => d.IsSame is not null).OrderBy(d => d.A, StringComparer.Ordinal).ThenBy(d => d.B, StringComparer.Ordinal))
            foreach (var a in byKey[said.A])
                foreach (var b in byKey[said.B])
                    if (a.Id != b.Id && (string.CompareOrdinal(a.Id, b.Id) < 0 ? (A: a, B: b) : (A: b, B: a)) is var pair && seen.Add((pair.A.Id, pair.B.Id))) decided.Add(new(pair.A, pair.B, MatchScore.Of(pair.A, pair.B, similarity), said));
        return new(options, [.. Sorted(open)], [.. Sorted(decided)]) { Compared = pairs.Count, Crowds = crowds };
    }

    static IEnumerable<MatchSuggestion> Sorted(List<MatchSuggestion> all) => all.OrderByDescending(s => Math.Round(s.Score.Likeness, 9)).ThenBy(s => s.A.Id, StringComparer.Ordinal).ThenBy(s => s.B.Id, StringComparer.Ordinal);

    // Comparing all with all is not possible in a register; who shares nothing at all is not alike.
    static (SortedSet<(int, int)> Pairs, List<string> Crowds) Pairs(IReadOnlyList<MatchParty> parties, MatchOptions options)
    {
        var blocks = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < parties.Count; i++)
            foreach (var key in Keys(parties[i]).Distinct(StringComparer.Ordinal))
            {
                if (!blocks.TryGetValue(key, out var block)) blocks[key] = block = [];
                block.Add(i);
            }
        var (pairs, crowds) = (new SortedSet<(int, int)>(), new List<string>());
        foreach (var (key, block) in blocks)
        {
            if (block.Count > options.Crowd)
            {
                crowds.Add(key);
                continue;
            }
            for (var a = 0; a < block.Count; a++)
                for (var b = a + 1; b < block.Count; b++) pairs.Add((block[a], block[b]));
        }
        return (pairs, crowds);
    }

    static IEnumerable<string> Keys(MatchParty party)
    {
        if (party.Lei.Length > 0) yield return "lei:" + party.Lei;
        if (party.Ncage.Length > 0) yield return "ncage:" + party.Ncage;
        if (party.Vat.Length > 0) yield return "vat:" + party.Vat;
        foreach (var word in party.Read.Words) yield return word.Length <= 3 ? word : word[..3];
        yield return "=" + string.Concat(party.Read.Words);
    }
}
