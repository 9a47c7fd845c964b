using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey collect</c>: filled kits into a book of answers, with receipts, and the file that a release is made from.</summary>
sealed class CollectCommand
{
    readonly Argument<string> _questionnaire = new("QUESTIONNAIRE") { Description = "Questionnaire (JSON) that the kits were made from." };
    readonly Argument<string[]> _kits = new("KIT") { Description = "Filled kits (XLSX); none to write the answers of the book alone.", Arity = new(0, 10_000) };
    readonly Option<string> _book = new("--book") { Description = "Book of answers: read if it is there, and completed. It holds answers and contacts: keep it as strictly as these.", HelpName = "FILE", Required = true };
    readonly Option<string?> _answers = new("--answers") { Description = "Writes the answers that may count in sums as CSV, for survey release.", HelpName = "FILE" };
    readonly Option<string?> _at = new("--at") { Description = "Day for which answers are aged; the latest day of answering where not given.", HelpName = "DATE" };

    public static Command Create(Shell shell)
    {
        var me = new CollectCommand();
        return shell.Run(new("collect", "Reads filled kits, says what is wrong in which cell, gives receipts and keeps every version of an answer.") { me._questionnaire, me._kits, me._book, me._answers, me._at }, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var (findings, file) = (new List<Finding>(), ReportFiles.PathOf(call, call.Value(_book)!));
        if (call.Value(_answers) is { } csv) ReportFiles.PathOf(call, csv);
        DateOnly day = default;
        if (call.Value(_at) is { } at && !Dates.TryParse(at, true, out day)) throw new InputException(T("wrong.date", at));
        var questionnaire = QuestionnaireFile.Load(call.PathOf(call.Value(_questionnaire)!), findings);
        List<AnswerSheet>? book = AnswerSheetFile.Load(file, findings) is { } kept ? [.. kept] : null;
        if (questionnaire is null || book is null)
        {
            FindingList.Write(call, findings, int.MaxValue, call.Value(_questionnaire)!);
            return ExitCode.InvalidInput;
        }
        var (taken, refused) = (new List<(string Kit, SheetTaken Taken)>(), new List<string>());
        foreach (var kit in call.Value(_kits)!)
        {
            call.Stop.ThrowIfCancellationRequested();
            if (KitReader.Load(call.PathOf(kit), questionnaire, findings) is { } sheet) taken.Add((Path.GetFileName(kit), Take(book, sheet, kit, findings)));
            else refused.Add(Path.GetFileName(kit));
        }
        FindingList.Write(call, findings, int.MaxValue, call.Value(_book)!);
        if (taken.Exists(t => t.Taken.Fate != SheetFate.Same)) BookFiles.Replace(file, AnswerSheetFile.Write(book));
        if (call.Value(_at) is null) day = book.Where(s => s.Survey == questionnaire.Survey).Select(s => s.Date).DefaultIfEmpty(DateOnly.MinValue).Max();
        var export = SurveyExport.Of(questionnaire, book, day);
        if (call.Value(_answers) is { } path) BookFiles.Replace(ReportFiles.PathOf(call, path), export.Csv);
        if (call.IsJson) WriteJson(call, questionnaire, taken, refused, export);
        else Show(call, taken, refused, export);
        return refused.Count > 0 ? ExitCode.InvalidInput : ExitCode.Ok;
    }

    static SheetTaken Take(List<AnswerSheet> book, AnswerSheet sheet, string kit, List<Finding> findings)
    {
        var place = new Place(Path.GetFileName(kit));
        if (AnswerBook.Latest(book, sheet.Survey, sheet.Respondent) is { } last && last.Date > sheet.Date) findings.Add(new("W-SURVEY-31", Severity.Warning, place, Dates.Text(sheet.Date), Dates.Text(last.Date)));
        var taken = AnswerBook.Take(book, sheet);
        foreach (var question in taken.Redated) findings.Add(new("W-SURVEY-32", Severity.Warning, place, question, Dates.Text(sheet.Date)));
        return taken;
    }

    static void Show(Call call, List<(string Kit, SheetTaken Taken)> taken, List<string> refused, SurveyExport export)
    {
        var (console, numbers) = (call.Terminal.Out, new Numbers(call.Texts));
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        foreach (var (kit, t) in taken)
            Lines.Write(console, T("collect." + t.Fate.ToString().ToLowerInvariant(), kit, t.Sheet.Respondent, numbers.Text(t.Sheet.Version), numbers.Text(t.Sheet.Answers.Count), numbers.Text(t.Reused), AnswerSheetFile.Receipt(t.Sheet)), 0, 2);
        foreach (var kit in refused) Lines.Write(console, T("collect.refused", kit), 0, 2);
        Lines.Write(console, T("collect.export", numbers.Text(export.Companies), numbers.Text(export.Answers), numbers.Text(export.Aged), numbers.Text(export.Over), numbers.Text(export.Kept), numbers.Text(export.Open)), 0, 2);
    }

    static void WriteJson(Call call, Questionnaire questionnaire, List<(string Kit, SheetTaken Taken)> taken, List<string> refused, SurveyExport export) => call.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("questionnaire", QuestionnaireFile.Fingerprint(questionnaire));
        json.WriteList("kits", taken, t =>
        {
            json.WriteStartObject();
            json.WriteString("kit", t.Kit);
            json.WriteString("respondent", t.Taken.Sheet.Respondent);
            json.WriteString("status", t.Taken.Fate.ToString().ToLowerInvariant());
            json.WriteNumber("version", t.Taken.Sheet.Version);
            json.WriteNumber("answers", t.Taken.Sheet.Answers.Count);
            json.WriteNumber("reused", t.Taken.Reused);
            json.WriteString("receipt", AnswerSheetFile.Receipt(t.Taken.Sheet));
            json.WriteEndObject();
        });
        json.WriteTexts("refused", refused);
        json.WriteStartObject("export");
        json.WriteString("at", export.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("companies", export.Companies);
        json.WriteNumber("answers", export.Answers);
        json.WriteNumber("aged", export.Aged);
        json.WriteNumber("tooOld", export.Over);
        json.WriteNumber("notAllowed", export.Kept);
        json.WriteNumber("openEnded", export.Open);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
