using System.CommandLine;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey forget</c>: contacts, or all answers, out of a book.</summary>
sealed class ForgetCommand
{
    readonly Argument<string> _book = new("BOOK") { Description = "Book of answers, as survey collect keeps it." };
    readonly Option<string[]> _company = new("--company") { Description = "Company whose contact goes, in all versions. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<bool> _answers = new("--with-answers") { Description = "Takes out everything these companies answered, not only their contacts. Releases that were made stay in the history." };
    readonly Option<string?> _questionnaire = new("--questionnaire") { Description = "Takes out what this questionnaire promised to delete by --at.", HelpName = "FILE" };
    readonly Option<string?> _at = new("--at") { Description = "Day by which the promised time must be over.", HelpName = "DATE" };

    public static Command Create(Shell shell)
    {
        var me = new ForgetCommand();
        return shell.Run(new("forget", "Deletes the business contacts, or all answers, of companies from a book, or what its time is over for.") { me._book, me._company, me._answers, me._questionnaire, me._at }, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var (findings, given, companies) = (new List<Finding>(), call.Value(_book)!, call.Value(_company)!);
        var path = call.PathOf(given);
        if (!File.Exists(path)) throw new InputException(T("wrong.book", given));
        if (companies.Length == 0 && call.Value(_questionnaire) is null) throw new InputException(T("wrong.forget"));
        DateOnly day = default;
        if (call.Value(_questionnaire) is not null && !Dates.TryParse(call.Value(_at) ?? "", false, out day)) throw new InputException(T("wrong.date", call.Value(_at) ?? ""));
        var book = AnswerSheetFile.Load(path, findings);
        var questionnaire = call.Value(_questionnaire) is { } file ? QuestionnaireFile.Load(call.PathOf(file), findings) : null;
        FindingList.Write(call, findings, int.MaxValue, given);
        if (book is null || (call.Value(_questionnaire) is not null && questionnaire is null)) return ExitCode.InvalidInput;
        string[] known = [.. book.Select(s => s.Respondent).Distinct()];
        // Who mistypes a name must not believe that it is gone.
        foreach (var company in companies)
            if (!known.Contains(company)) throw new InputException(T("wrong.company", company, Spelling.Nearest(company, known) ?? string.Join(", ", known)));
        var left = AnswerBook.Forget(book, companies, call.Value(_answers));
        if (questionnaire is not null) left = AnswerBook.Expire(left, questionnaire, day);
        var sheets = book.Count - left.Count;
        var contacts = book.Count(s => s.Contact != BusinessContact.None) - left.Count(s => s.Contact != BusinessContact.None);
        BookFiles.Replace(path, AnswerSheetFile.Write(left));
        if (call.IsJson)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("contacts", contacts);
                json.WriteNumber("sheets", sheets);
                json.WriteNumber("left", left.Count);
                json.WriteEndObject();
            });
        else Lines.Write(call.Terminal.Out, T("forget.done", new Numbers(call.Texts).Text(contacts), new Numbers(call.Texts).Text(sheets), new Numbers(call.Texts).Text(left.Count)), 0, 2);
        return ExitCode.Ok;
    }
}
