using System.CommandLine;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey kit</c>: a workbook in which a company answers.</summary>
sealed class KitCommand
{
    readonly Argument<string> _questionnaire = new("QUESTIONNAIRE") { Description = "Questionnaire (JSON), as survey build writes it; its form is docs/reference/questionnaire.schema.json." };
    readonly Option<string?> _for = new("--for") { Description = "Id of the company, the same in every round.", HelpName = "COMPANY" };
    readonly Option<string[]> _makes = new("--makes") { Description = "Item that the company makes: only questions to its makers, and those to everybody. May be repeated; all questions where not given.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _from = new("--from") { Description = "Book of answers, as survey collect keeps it: the kit starts from the company's last answers.", HelpName = "FILE" };
    readonly Option<string?> _out = new("--out") { Description = "Where the kit goes (XLSX); SURVEY-COMPANY.xlsx in this folder where not given.", HelpName = "FILE" };

    public static Command Create(Shell shell)
    {
        var me = new KitCommand();
        return shell.Run(new("kit", "Writes a workbook in which a company answers offline: units, examples, drop-downs, checks, and a page that shows what others will see.") { me._questionnaire, me._for, me._makes, me._from, me._out }, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var findings = new List<Finding>();
        var questionnaire = QuestionnaireFile.Load(call.PathOf(call.Value(_questionnaire)!), findings);
        var book = call.Value(_from) is { } from ? File.Exists(call.PathOf(from)) ? AnswerSheetFile.Load(call.PathOf(from), findings) : throw new InputException(T("wrong.book", from)) : [];
        FindingList.Write(call, findings, int.MaxValue, call.Value(_questionnaire)!);
        if (questionnaire is null || book is null) return ExitCode.InvalidInput;
        var company = call.Value(_for) ?? "";
        if (call.Value(_from) is not null && company.Length == 0) throw new InputException(T("wrong.for"));
        var (makes, stages) = (call.Value(_makes)!, questionnaire.Questions.Select(q => q.Stage).Where(s => s.Length > 0).Distinct().ToArray());
        foreach (var item in makes)
            if (!stages.Contains(item)) throw new InputException(T("wrong.item", item, Spelling.Nearest(item, stages) ?? string.Join(", ", stages)));
        var last = company.Length > 0 ? AnswerBook.Latest(book, questionnaire.Survey, company) : null;
        var name = string.Join('-', new[] { questionnaire.Survey, company.Length > 0 ? company : "kit" });
        var path = ReportFiles.PathOf(call, call.Value(_out) ?? string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')) + ".xlsx");
        var options = new KitOptions { Language = call.Texts.Language, Respondent = company, Makes = makes, Last = last };
        using (var stream = File.Create(path)) KitWriter.Write(questionnaire, options, stream);
        var questions = questionnaire.For(makes);
        var filled = last is null ? 0 : questions.Count(q => last.Find(q.Id) is not null);
        if (call.IsJson)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("kit", Path.GetFileName(path));
                json.WriteString("questionnaire", QuestionnaireFile.Fingerprint(questionnaire));
                json.WriteNumber("questions", questions.Count);
                json.WriteNumber("filled", filled);
                json.WriteEndObject();
            });
        else Lines.Write(call.Terminal.Out, T("kit.written", Path.GetRelativePath(call.PathOf("."), path), new Numbers(call.Texts).Text(questions.Count), new Numbers(call.Texts).Text(filled)), 0, 2);
        return ExitCode.Ok;
    }
}
