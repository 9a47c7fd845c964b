using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>Adds answers up into the cells of tables.</summary>
static class SurveyCells
{
    /// <summary>Codes as one text, for look-ups.</summary>
    public static string Key(IEnumerable<string> codes) => string.Join('\u001f', codes);

    /// <summary>All cells of some tables that have answers, shown unless a primary rule forbids it; by question, then by codes.</summary>
    /// <exception cref="ArgumentException">A table names what is not there.</exception>
    /// <exception cref="SurveySizeException">There are too many cells.</exception>
    public static IReadOnlyList<ReleasedCell> Of(SurveyRound round, IReadOnlyList<SurveyTable> tables, SurveyRules rules)
    {
        var groups = round.Contributors.ToDictionary(c => c.Id, c => c.Group, StringComparer.Ordinal);
        var cells = new List<ReleasedCell>();
        foreach (var question in round.Questions.OrderBy(q => q.Id, StringComparer.Ordinal))
        {
            var parts = new SortedDictionary<string, (string[] Codes, SortedDictionary<string, double> Parts)>(StringComparer.Ordinal);
            foreach (var (codes, answer) in Members(round, question.Id, tables))
            {
                if (!parts.TryGetValue(Key(codes), out var cell)) parts[Key(codes)] = cell = (codes, new(StringComparer.Ordinal));
                if (cells.Count + parts.Count > rules.MostCells) throw new SurveySizeException(rules.MostCells);
                var group = groups[answer.Contributor];
                cell.Parts[group] = cell.Parts.GetValueOrDefault(group) + answer.Value;
            }
            foreach (var (codes, byGroup) in parts.Values)
            {
                var found = rules.Primary.Judge(byGroup.Values);
                var value = byGroup.Values.Sum();
                cells.Add(new()
                {
                    Question = question.Id, Codes = codes, Contributors = byGroup.Values.Count(v => v != 0), Sensitive = found,
                    Kind = found == Sensitivity.None ? CellKind.Shown : CellKind.Withheld,
                    Low = found == Sensitivity.None ? value : double.NaN, High = found == Sensitivity.None ? value : double.NaN,
                });
            }
        }
        return cells;
    }

    /// <summary>The answers to a question with every cell that each is in; a cell that is in two tables comes once per answer.</summary>
    public static IEnumerable<(string[] Codes, SurveyAnswer Answer)> Members(SurveyRound round, string question, IReadOnlyList<SurveyTable> tables)
    {
        foreach (var table in tables)
            if ((table.Breakdowns.FirstOrDefault(n => !round.Breakdowns.Any(b => b.Name == n)) ?? table.Questions.FirstOrDefault(n => !round.Questions.Any(q => q.Id == n))) is { } unknown)
                throw new ArgumentException($"A table names {unknown}, which is neither a breakdown nor a question.");
        bool[][] crossed = [.. tables.Where(t => t.Questions.Count == 0 || t.Questions.Contains(question)).Select(t => round.Breakdowns.Select(b => t.Breakdowns.Contains(b.Name)).ToArray())];
        foreach (var answer in round.Answers.Where(a => a.Question == question))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var axes in crossed)
                foreach (var codes in Combinations(round, answer, axes))
                    if (seen.Add(Key(codes))) yield return (codes, answer);
        }
    }

    static IEnumerable<string[]> Combinations(SurveyRound round, SurveyAnswer answer, bool[] axes)
    {
        IEnumerable<string[]> all = [[]];
        for (var b = 0; b < axes.Length; b++)
        {
            var codes = axes[b] ? round.Breakdowns[b].Chain(answer.Codes[b]) : [""];
            all = [.. all.SelectMany(start => codes.Select(c => (string[])[.. start, c]))];
        }
        return all;
    }
}

/// <summary>Tables have more cells than a release may.</summary>
/// <param name="most">Most.</param>
#pragma warning disable CA1032, CA1064 // one meaning, one value
public sealed class SurveySizeException(int most) : Exception($"More than {most} cells.")
{
    /// <summary>Most cells.</summary>
    public int Most { get; } = most;
}
#pragma warning restore CA1032, CA1064
