using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Surveys;
using Vauban.App.Cli;
using Vauban.App.Import;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey use</c>: released sums and allowed answers as declared rows of a package; contradictions stand side by side until somebody decides.</summary>
sealed class UseCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string> _questionnaire = new("--questionnaire") { Description = "Questionnaire (JSON) that was answered.", HelpName = "FILE", Required = true };
    readonly Option<string?> _release = new("--release") { Description = "What left, as JSON (survey release --out), approved: sums become totals that are open above.", HelpName = "FILE" };
    readonly Option<string?> _area = new("--area") { Description = "Area that the sum over all countries is for; left out where not given.", HelpName = "SET" };
    readonly Option<string?> _book = new("--book") { Description = "Book of answers, for cleared analysts: answers whose companies allow it become rows, marked company-confidential.", HelpName = "FILE" };
    readonly Option<string?> _reason = new("--reason") { Description = "Why answers of single companies are opened; needed with --book, and written into the package.", HelpName = "TEXT" };
    readonly Option<string> _at = new("--at") { Description = "Day for which answers are aged, and of the totals.", HelpName = "DATE", Required = true };
    readonly Option<string> _into = new("--into") { Description = "Where the package with the rows goes: a folder, .zip or .xlsx.", HelpName = "PATH", Required = true };
    readonly Option<string?> _decisions = new("--decisions") { Description = "Table of decisions on contradictions: read if it is there, and completed. Default: INTO-decisions.csv.", HelpName = "FILE" };
    readonly Option<string> _conflicts = new("--conflicts") { Description = "Contradictions without a decision: stop and list them, or widen quantities to the interval that holds all statements.", HelpName = "stop|widen", DefaultValueFactory = _ => "stop" };
    readonly Option<bool> _force = new("--force") { Description = "Replaces the package that lies there already." };

    public static Command Create(Shell shell)
    {
        var me = new UseCommand();
        var command = new Command("use", "Puts released sums, and answers that companies allow analysts to read, into a package as declared rows, and shows where they contradict it.") { me._package };
        foreach (var option in new Option[] { me._questionnaire, me._release, me._area, me._book, me._reason, me._at, me._into, me._decisions, me._conflicts, me._force }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var into = call.PathOf(call.Value(_into)!);
        if (!call.Value(_force) && (File.Exists(into) || Directory.Exists(into))) throw new InputException(call.Texts.Format("terminal.exists", call.Value(_into)!));
        if (call.Value(_release) is null && call.Value(_book) is null) throw new InputException(T("wrong.use"));
        if (call.Value(_book) is not null && string.IsNullOrWhiteSpace(call.Value(_reason))) throw new InputException(T("wrong.reason"));
        if (!Dates.TryParse(call.Value(_at)!, false, out var day)) throw new InputException(T("wrong.date", call.Value(_at)!));
        var area = call.Value(_area) ?? "";
        if (area.Length > 0 && (!CountrySet.TryParse(area, out var set, out _) || set.IsEmpty)) throw new InputException(call.Texts.Format("terminal.perimeter.unknown", area));
        var policy = MergeCommand.PolicyOf(call, call.Value(_conflicts));
        var file = call.Value(_decisions) is { } given ? call.PathOf(given) : into + "-decisions.csv";
        ReportFiles.PathOf(call, file);
        var (network, findings) = (call.Load(call.Value(_package)!).Network, new List<Finding>());
        var questionnaire = QuestionnaireFile.Load(call.PathOf(call.Value(_questionnaire)!), findings);
        var book = call.Value(_book) is not { } path ? [] : File.Exists(call.PathOf(path)) ? AnswerSheetFile.Load(call.PathOf(path), findings) : throw new InputException(T("wrong.book", path));
        var sums = call.Value(_release) is { } release ? ReleasedFile.Load(call.PathOf(release), findings) : [];
        var decisions = File.Exists(file) ? DecisionFile.Load(file, findings) : [];
        if (questionnaire is null || book is null || sums is null || decisions is null) return MergeCommand.Wrong(call, findings);
        var declared = SurveyPackage.Of(questionnaire, book, sums, network, new() { Day = day, Area = area, Reason = call.Value(_reason) ?? "" }, findings);
        if (!declared.Tables.Any())
        {
            FindingList.Write(call, findings, int.MaxValue, call.Value(_package)!);
            throw new InputException(T("wrong.nothing"));
        }
        var result = MergeEngine.Run(ContributionLabels.Of([(Path.GetFileName(call.PathOf(call.Value(_package)!).TrimEnd('/', '\\')), network.Package), (declared.Head.Name, declared)]),
            new() { Name = PackageWriter.NameOf(Path.GetFileName(into.TrimEnd('/', '\\'))), Policy = policy, Decisions = decisions });
        return MergeCommand.Finish(call, result, findings, decisions, into, file);
    }
}
