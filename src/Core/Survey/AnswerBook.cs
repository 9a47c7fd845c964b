using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>What became of a sheet that was taken into a book.</summary>
public enum SheetFate
{
    /// <summary>The first of its company.</summary>
    New,
    /// <summary>It corrects or renews the one before.</summary>
    Next,
    /// <summary>The book has it already.</summary>
    Same,
}

/// <summary>A sheet taken into a book.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Sheet">The sheet as the book keeps it.</param>
/// <param name="Reused">Answers that were given before and are used again: same value, same day.</param>
/// <param name="Redated">Questions whose answer changed while its day did not; they count as of the day of answering.</param>
public sealed record SheetTaken(SheetFate Fate, AnswerSheet Sheet, int Reused, IReadOnlyList<string> Redated);

/// <summary>An answer at a later day.</summary>
/// <param name="Value">Value; unknown where it is too old, or no number.</param>
/// <param name="Basis">declared while it is fresh, estimated after that.</param>
/// <param name="IsOver">True where it is too old to count.</param>
public sealed record AgedAnswer(Quantity Value, string Basis, bool IsOver)
{
    /// <summary>True where it is no longer fresh.</summary>
    public bool IsAged => Basis != "declared";
}

/// <summary>Keeps all versions of what companies answered: takes in, ages, forgets.</summary>
public static class AnswerBook
{
    /// <summary>The last sheet of a company in a survey, or null.</summary>
    public static AnswerSheet? Latest(IEnumerable<AnswerSheet> book, string survey, string respondent) =>
        book.Where(s => s.Survey == survey && s.Respondent == respondent).MaxBy(s => s.Version);

    /// <summary>The last sheet of every company in a survey, by id.</summary>
    public static IReadOnlyList<AnswerSheet> Latest(IEnumerable<AnswerSheet> book, string survey)
    {
        ArgumentNullException.ThrowIfNull(book);
        return [.. book.Where(s => s.Survey == survey).GroupBy(s => s.Respondent, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.MaxBy(s => s.Version)!)];
    }

    /// <summary>Takes a sheet in, at the end of the book; one that is there already changes nothing.</summary>
    public static SheetTaken Take(IList<AnswerSheet> book, AnswerSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(sheet);
        var last = Latest(book, sheet.Survey, sheet.Respondent);
        var redated = new List<string>();
        var answers = sheet.Answers.Select(answer =>
        {
            if (last?.Find(answer.Question) is not { } before || answer.AsOf > before.AsOf) return answer;
            // The same value stands as of the later of two days.
            if (before.Value == answer.Value) return answer with { AsOf = before.AsOf };
            if (answer.AsOf >= sheet.Date) return answer;
            redated.Add(answer.Question);
            return answer with { AsOf = sheet.Date };
        }).ToArray();
        var taken = sheet with { Version = (last?.Version ?? 0) + 1, Answers = answers };
        var reused = last is null ? 0 : answers.Count(a => last.Find(a.Question) is { } before && before.Value == a.Value && before.AsOf == a.AsOf);
        var older = book.FirstOrDefault(s => AreSame(s, taken) || AreSame(s, sheet));
        if (older is not null) return new(SheetFate.Same, older, older.Answers.Count, []);
        book.Add(taken);
        return new(last is null ? SheetFate.New : SheetFate.Next, taken, reused, redated);
    }

    // Whoever sends a sheet again may have changed the contact alone: that is a new version too.
    static bool AreSame(AnswerSheet a, AnswerSheet b) =>
        a.Survey == b.Survey && a.Questionnaire == b.Questionnaire && a.Respondent == b.Respondent && a.Group == b.Group && a.Country == b.Country && a.Size == b.Size && a.Date == b.Date && a.Contact == b.Contact
        && a.Answers.SequenceEqual(b.Answers);

    /// <summary>An answer as it stands on a day: fresh, widened, or too old (a convention, stated in the questionnaire).</summary>
    public static AgedAnswer Age(Question question, SheetAnswer answer, SurveyAgeing ageing, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(ageing);
        var months = (day.Year - answer.AsOf.Year) * 12 + day.Month - answer.AsOf.Month - (day.Day < answer.AsOf.Day ? 1 : 0);
        var value = question.Kind == QuestionKind.Number && Quantity.TryParse(answer.Value, out var read) ? read : Quantity.Unknown;
        if (months <= ageing.FreshMonths) return new(value, "declared", false);
        if (months > ageing.EndMonths) return new(Quantity.Unknown, "estimated", true);
        if (!value.IsKnown) return new(value, "estimated", false);
        var spread = ageing.PercentPerYear / 100 * (months - ageing.FreshMonths) / 12;
        var (low, high) = (Math.Max(0, value.Low * (1 - spread)), value.High * (1 + spread));
        if (question.Highest is { } highest && double.IsFinite(high)) high = Math.Min(high, Math.Max(highest, value.High));
        return new(Quantity.Between(double.IsInfinity(value.Low) ? double.NegativeInfinity : low, high), "estimated", false);
    }

    /// <summary>The book without what its questionnaire promised to delete by a day: contacts first, then whole sheets.</summary>
    public static IReadOnlyList<AnswerSheet> Expire(IEnumerable<AnswerSheet> book, Questionnaire questionnaire, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(questionnaire);
        return [.. book.Where(s => s.Survey != questionnaire.Survey || s.Date.AddMonths(questionnaire.AnswerMonths) >= day)
            .Select(s => s.Survey == questionnaire.Survey && s.Date.AddMonths(questionnaire.ContactMonths) < day ? s with { Contact = BusinessContact.None } : s)];
    }

    /// <summary>The book without the contacts of some companies, or without all their sheets.</summary>
    public static IReadOnlyList<AnswerSheet> Forget(IEnumerable<AnswerSheet> book, IReadOnlyCollection<string> respondents, bool withAnswers)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(respondents);
        return [.. book.Where(s => !withAnswers || !respondents.Contains(s.Respondent)).Select(s => respondents.Contains(s.Respondent) ? s with { Contact = BusinessContact.None } : s)];
    }
}
