using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>The answers of a book that may count in sums, as the CSV file that a release is planned from.</summary>
public sealed record SurveyExport
{
    /// <summary>Day for which answers were aged.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Companies with an answer in the file.</summary>
    public required int Companies { get; init; }

    /// <summary>Answers in the file.</summary>
    public required int Answers { get; init; }

    /// <summary>Of these, answers older than fresh.</summary>
    public required int Aged { get; init; }

    /// <summary>Answers that are too old and left out.</summary>
    public required int Over { get; init; }

    /// <summary>Answers left out because the company did not allow it.</summary>
    public required int Kept { get; init; }

    /// <summary>Answers left out because they are open at one end: they have no middle to add.</summary>
    public required int Open { get; init; }

    /// <summary>The file: contributor, group, question, unit, value, country, size. A range counts with its middle.</summary>
    public required byte[] Csv { get; init; }

    /// <summary>Takes the latest sheet of every company.</summary>
    public static SurveyExport Of(Questionnaire questionnaire, IEnumerable<AnswerSheet> book, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        ArgumentNullException.ThrowIfNull(book);
        var (csv, companies, aged, over, kept, open, answers) = (new StringBuilder("contributor,group,question,unit,value,country,size\n"), new HashSet<string>(StringComparer.Ordinal), 0, 0, 0, 0, 0);
        foreach (var sheet in AnswerBook.Latest(book, questionnaire.Survey))
            foreach (var answer in sheet.Answers)
            {
                if (questionnaire.Find(answer.Question) is not { IsAdded: true } question) continue;
                var now = AnswerBook.Age(question, answer, questionnaire.Ageing, day);
                if (answer.Consent == AnswerConsent.Officer) kept++;
                else if (now.IsOver) over++;
                else if (!now.Value.IsKnown || double.IsInfinity(now.Value.Low) || double.IsInfinity(now.Value.High)) open++;
                else
                {
                    answers++;
                    companies.Add(sheet.Respondent);
                    if (now.IsAged) aged++;
                    // The middle of what was said: ageing widens and does not move it.
                    var value = Quantity.TryParse(answer.Value, out var said) && said.IsKnown ? said.Central : now.Value.Central;
                    csv.AppendJoin(',', new[] { sheet.Respondent, sheet.Owner, question.Id, question.Unit, Quantity.Text(value), sheet.Country, sheet.Size.Length > 0 ? sheet.Size : "not stated" }.Select(Cell)).Append('\n');
                }
            }
        return new() { Day = day, Companies = companies.Count, Answers = answers, Aged = aged, Over = over, Kept = kept, Open = open, Csv = new UTF8Encoding(false).GetBytes(csv.ToString()) };
    }

    static string Cell(string text)
    {
        var safe = CellEscape.Do(text);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
