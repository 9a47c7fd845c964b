namespace Vauban.Core.Survey;

/// <summary>One question of a survey: a number is asked for, once per contributor and cell of the breakdowns.</summary>
/// <param name="Id">Identifier, stable from round to round: answers of several rounds are compared under it.</param>
/// <param name="Unit">Unit of every answer, the same in every round.</param>
/// <param name="IsSigned">True where answers below zero are meant (a change, a result). Default false.</param>
public sealed record SurveyQuestion(string Id, string Unit, bool IsSigned = false);

/// <summary>One way in which answers are broken down: item, country, size class, month.</summary>
/// <param name="Name">Name, the same in every round.</param>
public sealed record SurveyBreakdown(string Name)
{
    /// <summary>Parent of a code, for hierarchies (country to region). Codes without a parent stand right below the total.</summary>
    public IReadOnlyDictionary<string, string> Parents { get; init; } = new Dictionary<string, string>();

    /// <summary>A code, its parents from below, and the total, which is the empty text.</summary>
    public IReadOnlyList<string> Chain(string code)
    {
        List<string> chain = [code];
        while (Parents.TryGetValue(chain[^1], out var parent))
        {
            if (parent.Length == 0 || chain.Contains(parent)) throw new InvalidOperationException($"The parents of {code} in {Name} do not end.");
            chain.Add(parent);
        }
        chain.Add("");
        return chain;
    }
}

/// <summary>Somebody who answers.</summary>
/// <param name="Id">Identifier, stable from round to round.</param>
/// <param name="Group">Who controls it in the end: all contributors of one group count as one and know each other's answers.</param>
public sealed record SurveyContributor(string Id, string Group);

/// <summary>One answer.</summary>
/// <param name="Contributor">Who.</param>
/// <param name="Question">To what.</param>
/// <param name="Codes">One code per breakdown of the round, in their order; lowest level, never empty.</param>
/// <param name="Value">Value in the question's unit.</param>
public sealed record SurveyAnswer(string Contributor, string Question, IReadOnlyList<string> Codes, double Value);

/// <summary>One round of a survey: who was asked what for which period, and what they said.</summary>
/// <remarks>Who took part in which cell is not protected, only what was answered; an answer that was not given has no row (blank is no zero).</remarks>
public sealed record SurveyRound
{
    /// <summary>Identifier of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>Period asked about, for people.</summary>
    public required string Period { get; init; }

    /// <summary>Questions.</summary>
    public required IReadOnlyList<SurveyQuestion> Questions { get; init; }

    /// <summary>Breakdowns.</summary>
    public required IReadOnlyList<SurveyBreakdown> Breakdowns { get; init; }

    /// <summary>Contributors.</summary>
    public required IReadOnlyList<SurveyContributor> Contributors { get; init; }

    /// <summary>Answers.</summary>
    public required IReadOnlyList<SurveyAnswer> Answers { get; init; }

    /// <summary>Throws where the parts do not fit each other.</summary>
    /// <exception cref="ArgumentException">An answer names what is not there, is given twice, is not a number, or is below zero where that is not meant; or a name stands twice.</exception>
    public void ThrowIfInvalid()
    {
        if (Twice(Questions.Select(q => q.Id)) is { } question) throw new ArgumentException($"Question {question} stands twice.");
        if (Twice(Breakdowns.Select(b => b.Name)) is { } breakdown) throw new ArgumentException($"Breakdown {breakdown} stands twice.");
        if (Twice(Contributors.Select(c => c.Id)) is { } contributor) throw new ArgumentException($"Contributor {contributor} stands twice.");
        var questions = Questions.ToDictionary(q => q.Id, StringComparer.Ordinal);
        var contributors = Contributors.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var a in Answers)
        {
            if (!questions.TryGetValue(a.Question, out var asked)) throw new ArgumentException($"No question {a.Question}.");
            if (!contributors.Contains(a.Contributor)) throw new ArgumentException($"No contributor {a.Contributor}.");
            if (a.Codes.Count != Breakdowns.Count || a.Codes.Any(string.IsNullOrEmpty)) throw new ArgumentException($"An answer of {a.Contributor} to {a.Question} has not one code per breakdown.");
            if (!double.IsFinite(a.Value) || (a.Value < 0 && !asked.IsSigned)) throw new ArgumentException($"{a.Contributor} answers {a.Value} to {a.Question}.");
            if (!seen.Add($"{a.Contributor}\u001f{a.Question}\u001f{SurveyCells.Key(a.Codes)}")) throw new ArgumentException($"{a.Contributor} answers {a.Question} twice for {string.Join(", ", a.Codes)}.");
        }
    }

    static string? Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
}

/// <summary>A table to release: sums of the answers to each question over every combination of the codes of some breakdowns, with all margins.</summary>
/// <param name="Breakdowns">Names of the breakdowns that are crossed; none gives the totals alone.</param>
/// <param name="Questions">Questions; all where empty.</param>
public sealed record SurveyTable(IReadOnlyList<string> Breakdowns, IReadOnlyList<string> Questions)
{
    /// <summary>A table of all questions.</summary>
    public static SurveyTable Of(params IReadOnlyList<string> breakdowns) => new(breakdowns, []);
}
