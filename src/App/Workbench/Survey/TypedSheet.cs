using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Workbench.Survey;

/// <summary>An answer form as it was typed: values, what is allowed for each, and what is wrong with them.</summary>
public sealed class TypedSheet
{
    /// <summary>Values by question.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>What is allowed, by question.</summary>
    public Dictionary<string, AnswerConsent> Consents { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by question.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The reading code that the answer is to keep; empty for a new one.</summary>
    public string Code { get; set; } = "";

    /// <summary>Name of the field of a question's answer.</summary>
    public static string Field(Question question) => "answer-" + question?.Id;

    /// <summary>Name of the field of what is allowed.</summary>
    public static string ConsentField(Question question) => "consent-" + question?.Id;

    /// <summary>What was allowed for a question: that the officer reads it, and no more, where nothing was said.</summary>
    public AnswerConsent ConsentOf(Question question) => Consents.GetValueOrDefault(question?.Id ?? "", AnswerConsent.Officer);

    /// <summary>A form filled from a sheet.</summary>
    public static TypedSheet Of(AnswerSheet sheet, string code)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var typed = new TypedSheet { Code = code };
        foreach (var answer in sheet.Answers)
        {
            typed.Values[answer.Question] = answer.Value;
            typed.Consents[answer.Question] = answer.Consent;
        }
        return typed;
    }

    /// <summary>A form as it was sent; what a question does not allow is an error.</summary>
    public static TypedSheet Read(IFormCollection form, IReadOnlyList<Question> questions, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(texts);
        var typed = new TypedSheet { Code = form["code"].ToString() };
        foreach (var question in questions)
        {
            var consent = AnswerSheetFile.Consents.ToList().IndexOf(form[ConsentField(question)].ToString());
            if (consent >= 0) typed.Consents[question.Id] = (AnswerConsent)consent;
            var given = form[Field(question)].ToString().ReplaceLineEndings("\n").Trim();
            if (given.Length == 0) continue;
            var read = question.Read(given);
            typed.Values[question.Id] = read ?? given;
            if (read is null) typed.Errors[question.Id] = texts.Format("workbench.survey.wrong." + Word(question.Kind), question.Highest is { } highest ? highest.ToString("G9", CultureInfo.InvariantCulture) : "–", question.Unit);
        }
        return typed;
    }

    /// <summary>The sheet, once nothing is wrong with it.</summary>
    public AnswerSheet Sheet(Questionnaire questionnaire, IReadOnlyList<Question> questions, AnswerSheet head) =>
        head with
        {
            Answers = [.. questions.Where(q => Values.ContainsKey(q.Id)).Select(q => new SheetAnswer(q.Id, Values[q.Id], ConsentOf(q), head.Date))],
            Questionnaire = QuestionnaireFile.Fingerprint(questionnaire),
        };

    /// <summary>A kind as it stands in the texts.</summary>
    public static string Word(QuestionKind kind) => QuestionnaireFile.Kinds[(int)kind];
}
