using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey build</c>: a questionnaire from the items of a package, and what to ask whom first.</summary>
sealed class BuildCommand
{
    const int MostAsks = 10;

    readonly Argument<string> _package = Shell.Package();
    readonly Option<string> _out = new("--out") { Description = "Where the questionnaire goes (JSON).", HelpName = "FILE", Required = true };
    readonly Option<string?> _survey = new("--survey") { Description = "Name of the survey, the same in every round; that of the package where not given.", HelpName = "NAME" };
    readonly Option<int> _edition = new("--edition") { Description = "Version of the questionnaire.", HelpName = "N", DefaultValueFactory = _ => 1 };
    readonly Option<string> _period = new("--period") { Description = "Period that the answers are about, as it is to be printed.", HelpName = "PERIOD", DefaultValueFactory = _ => "" };
    readonly Option<string> _officer = new("--contact") { Description = "Who answers for the survey, and where to ask, correct or withdraw; companies read it.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    readonly Option<string[]> _items = new("--item") { Description = "Asks the makers of this item only. May be repeated; of all items that are made and used up where not given.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<bool> _asked = new("--only-asked") { Description = "Asks only about items whose uncertainty moves a verdict." };
    readonly Option<int> _least = new("--least") { Description = "Fewest independent groups behind a figure, at least 3.", HelpName = "N", DefaultValueFactory = _ => new SurveyRules().LeastContributors };
    readonly Option<string[]> _technology = new("--technology", "-t") { Description = "Technology by its id; all that have goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _perimeter = Shell.Perimeter();

    public static Command Create(Shell shell)
    {
        var me = new BuildCommand();
        var command = new Command("build", "Makes a questionnaire from the items of a package, in three languages, and says what to ask whom first.") { me._package };
        foreach (var option in new Option[] { me._out, me._survey, me._edition, me._period, me._officer, me._items, me._asked, me._least, me._technology, me._perimeter }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var path = ReportFiles.PathOf(call, call.Value(_out)!);
        var (network, _) = call.Load(call.Value(_package)!);
        var name = call.Value(_survey) ?? PackageWriter.NameOf(network.Package.Head.Name);
        if (PackageWriter.NameOf(name) != name) throw new InputException(T("wrong.name", name, PackageWriter.NameOf(name)));
        if (call.Value(_edition) is < 1 or > 1_000) throw new InputException(T("wrong.version"));
        if (call.Value(_least) < 3) throw new InputException(T("wrong.least"));
        var items = call.Value(_items)!;
        string[] known = [.. network.Items.Select(i => i.Id)];
        foreach (var item in items)
            if (!known.Contains(item)) throw new InputException(T("wrong.item", item, Spelling.Nearest(item, known) ?? string.Join(", ", known)));
        var draft = new QuestionnaireDraft { Survey = name, Version = call.Value(_edition), Period = call.Value(_period)!, Officer = call.Value(_officer)!, Items = items, LeastContributors = call.Value(_least) };
        var questionnaire = QuestionnaireBuilder.Build(network, draft);
        var asks = Asks(call, network, questionnaire);
        if (call.Value(_asked) && asks.Count > 0)
        {
            draft = draft with { Items = [.. asks.Select(a => a.Stage).Where(s => items.Length == 0 || items.Contains(s)).Distinct()] };
            questionnaire = QuestionnaireBuilder.Build(network, draft);
            asks = [.. asks.Where(a => draft.Items.Contains(a.Stage))];
        }
        if (questionnaire.Questions.Count > QuestionnaireFile.MostQuestions) throw new InputException(T("wrong.many", QuestionnaireFile.MostQuestions.ToString(CultureInfo.InvariantCulture)));
        File.WriteAllBytes(path, QuestionnaireFile.Write(questionnaire));
        if (call.IsJson) call.WriteJson(json => KitJson.Write(json, questionnaire, asks));
        else Show(call, network, questionnaire, asks);
        return ExitCode.Ok;
    }

    IReadOnlyList<AskProposal> Asks(Call call, Network network, Questionnaire questionnaire)
    {
        if (network.Goals.Count == 0) return [];
        var technologies = call.Value(_technology)!;
        foreach (var id in technologies)
            if (network.Technologies.All(t => t.Id != id)) throw new InputException(call.Texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        using var bar = new ProgressBar(call.Terminal, call.Texts["terminal.assess.progress"]);
        return AskStudy.Run(SovereigntyEngine.Run(network, new() { Technologies = technologies, Perimeters = call.Perimeters(call.Value(_perimeter)) }, LinearSolvers.Default, bar.Report, call.Stop), questionnaire);
    }

    static void Show(Call call, Network network, Questionnaire questionnaire, IReadOnlyList<AskProposal> asks)
    {
        var (console, numbers) = (call.Terminal.Out, new Numbers(call.Texts));
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        string NameOf(string item) => network.Items.First(i => i.Id == item).Name;
        console.WriteLine();
        Lines.Write(console, T("build.done", questionnaire.Survey, numbers.Text(questionnaire.Version), numbers.Text(questionnaire.Questions.Count), numbers.Text(questionnaire.Questions.Count(q => q.IsAdded)), QuestionnaireFile.Fingerprint(questionnaire)[..12]), 0, 2);
        console.WriteLine();
        Lines.Write(console, T("build.asks"), 0, 2, Sheet.Strong);
        if (asks.Count == 0) Lines.Write(console, T("build.asks.none"), 2, 2);
        var sheet = Sheet.Of(call.Terminal, 40, 44, 44);
        foreach (var ask in asks.Take(MostAsks))
            sheet.Row("  " + T("build.whom", NameOf(ask.Stage)), T("build.kind." + Kind(ask.Kind), NameOf(ask.Item)), T(ask.Decides ? "build.decides" : "build.moves", numbers.Share(ask.Low), numbers.Share(ask.High)));
        var few = questionnaire.Questions.Select(q => q.Stage).Where(s => s.Length > 0).Distinct().Select(s => (Stage: s, Groups: Groups(network, s))).Where(s => s.Groups < questionnaire.LeastContributors).ToArray();
        if (few.Length > 0) console.WriteLine();
        foreach (var (stage, groups) in few.Take(MostAsks)) Lines.Write(console, T("build.few", NameOf(stage), numbers.Text(groups), numbers.Text(questionnaire.LeastContributors)), 0, 2);
        if (few.Length > MostAsks) Lines.Write(console, T("more", numbers.Text(few.Length - MostAsks)), 0, 2);
    }

    static string Kind(AskKind kind) => kind.ToString().ToLowerInvariant();

    static int Groups(Network network, string item)
    {
        var groups = new OwnerGroups(network);
        return network.Lines.Where(l => network.Items[l.Item].Id == item).Select(groups.Of).OfType<string>().Distinct(StringComparer.Ordinal).Count();
    }
}
