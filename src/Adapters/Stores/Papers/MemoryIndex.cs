using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Stores.Papers;

/// <summary>The index of a library that lies in files, kept in memory.</summary>
sealed class MemoryIndex
{
    readonly (Paper Paper, PaperText Text, IReadOnlyDictionary<string, TermUse> Uses, int Length, double Norm)[] _papers;
    readonly Dictionary<string, List<int>> _byTerm = new(StringComparer.Ordinal);

    public MemoryIndex(IReadOnlyList<(Paper Paper, PaperText Text)> papers)
    {
        _papers = [.. papers.Select(p => (p.Paper, p.Text, Terms.Of(p.Paper, p.Text))).Select(p => (p.Paper, p.Text, p.Item3, Terms.Length(p.Item3), Terms.Norm(p.Item3)))];
        for (var i = 0; i < _papers.Length; i++)
            foreach (var term in _papers[i].Uses.Keys)
                if (_byTerm.TryGetValue(term, out var list)) list.Add(i);
                else _byTerm[term] = [i];
    }

    /// <summary>The index as a reader sees it.</summary>
    public PaperIndex Of(Clearance clearance)
    {
        bool Sees(long i) => clearance.Covers(_papers[i].Paper.Marking);
        return new()
        {
            Size = () => (_papers.Count(p => clearance.Covers(p.Paper.Marking)), _papers.Where(p => clearance.Covers(p.Paper.Marking)).Sum(p => (long)p.Length)),
            // A paper has terms of one language, so that it stands in one of the lists only.
            Uses = terms => [.. terms.SelectMany(t => (_byTerm.GetValueOrDefault(t) ?? []).Where(i => Sees(i)).Select(i => new Posting(i, _papers[i].Uses[t].Count, _papers[i].Length))).OrderBy(u => u.Paper)],
            Papers = numbers => numbers.Where(Sees).ToDictionary(i => i, i => _papers[i].Paper),
            Briefs = _ => Enumerable.Range(0, _papers.Length).Select(i => (long)i).Where(Sees).ToDictionary(i => i, i => _papers[i].Paper),
            UsesOf = (i, terms) => terms.Where(t => _papers[i].Uses.ContainsKey(t)).ToDictionary(t => t, t => _papers[i].Uses[t], StringComparer.Ordinal),
            Page = (i, page) => (_papers[i].Text.Pages[page], _papers[i].Text.IsPaged),
        };
    }

    public IReadOnlyList<PaperHit> Related(string id, int most, Clearance clearance)
    {
        var me = Array.FindIndex(_papers, p => p.Paper.Id == id);
        if (me < 0 || !clearance.Covers(_papers[me].Paper.Marking)) return [];
        bool Sees(int i) => clearance.Covers(_papers[i].Paper.Marking);
        var heaviest = Ranking.Heaviest(_papers.Where((_, i) => Sees(i)).Count(), _papers[me].Uses.Select(u => (u.Key, u.Value.Count, (long)_byTerm[u.Key].Count(Sees))));
        var scores = Ranking.Cosines([.. heaviest.Select(t => (t.Weight, (IReadOnlyList<(long, int, double)>)[.. _byTerm[t.Term].Where(i => i != me && Sees(i)).Select(i => ((long)i, _papers[i].Uses[t.Term].Count, _papers[i].Norm))]))]);
        var found = scores.Select(s => (_papers[s.Key].Paper, s.Value));
        return [.. Ranking.Sorted(found).Take(most).Select(f => new PaperHit(f.Paper, f.Score))];
    }
}
