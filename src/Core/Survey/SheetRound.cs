using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>Makes a round of sums out of what companies answered.</summary>
public static class SheetRound
{
    /// <summary>Breakdowns of such a round: country and size class.</summary>
    public static IReadOnlyList<string> Breakdowns { get; } = ["country", "size"];

    /// <summary>What stands for a code that was not given.</summary>
    public const string NotStated = "not stated";

    /// <summary>The round: answers to questions that are added up, as far as their companies allow sums and they are not too old. A range counts with its middle; one with an open end is left out.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="sheets">Sheets, one per company.</param>
    /// <param name="today">Day by which an answer is too old.</param>
    public static SurveyRound Of(Questionnaire questionnaire, IReadOnlyList<AnswerSheet> sheets, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        ArgumentNullException.ThrowIfNull(sheets);
        Question[] asked = [.. questionnaire.Questions.Where(q => q is { IsAdded: true, Kind: QuestionKind.Number })];
        var answers = new List<SurveyAnswer>();
        foreach (var sheet in sheets.OrderBy(s => s.Respondent, StringComparer.Ordinal))
            foreach (var question in asked)
                if (sheet.Find(question.Id) is { Consent: >= AnswerConsent.Sums } answer && !AnswerBook.Age(question, answer, questionnaire.Ageing, today).IsOver && Middle(answer.Value) is { } value)
                    answers.Add(new(sheet.Respondent, question.Id, [Code(sheet.Country), Code(sheet.Size)], value));
        var given = answers.Select(a => a.Question).ToHashSet(StringComparer.Ordinal);
        var contributors = answers.Select(a => a.Contributor).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Survey = questionnaire.Survey, Period = questionnaire.Period,
            Questions = [.. asked.Where(q => given.Contains(q.Id)).Select(q => new SurveyQuestion(q.Id, q.Unit)).OrderBy(q => q.Id, StringComparer.Ordinal)],
            Breakdowns = [.. Breakdowns.Select(b => new SurveyBreakdown(b))],
            Contributors = [.. sheets.Where(s => contributors.Contains(s.Respondent)).Select(s => new SurveyContributor(s.Respondent, s.Owner)).OrderBy(c => c.Id, StringComparer.Ordinal)],
            Answers = answers,
        };
    }

    static string Code(string given) => given.Length > 0 ? given : NotStated;

    static double? Middle(string value) => Quantity.TryParse(value, out var said) && said.IsKnown && double.IsFinite(said.Low) && double.IsFinite(said.High) ? said.Central : null;
}
