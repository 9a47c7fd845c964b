using System.CommandLine;
using System.Text;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey release</c>: answers in, tables out, if nobody can work out too much; a second person approves.</summary>
sealed class ReleaseCommand
{
    readonly Argument<string[]> _answers = new("ANSWERS") { Description = "CSV files of answers: contributor, group, question, unit, value; every other column is a breakdown.", Arity = ArgumentArity.OneOrMore };
    readonly Option<string[]> _tables = new("--table") { Description = "Breakdowns that are crossed in a table, joined by commas (item,country); all margins come with it. May be repeated; totals alone where not given.", HelpName = "A,B", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _questions = new("--question") { Description = "Only this question. May be repeated; all where not given.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _signed = new("--signed") { Description = "A question whose answers may be below zero. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _hierarchy = new("--hierarchy") { Description = "CSV file of what is part of what: breakdown, code, parent.", HelpName = "FILE" };
    readonly Option<string?> _survey = new("--survey") { Description = "Name of the survey; that of the first file where not given.", HelpName = "NAME" };
    readonly Option<string> _period = new("--period") { Description = "Period that the answers are about, as it is to be printed.", HelpName = "PERIOD", DefaultValueFactory = _ => "" };
    readonly Option<string?> _history = new("--history") { Description = "File of all releases so far. It holds answers: with --key it is sealed; without, keep it as they are kept.", HelpName = "FILE" };
    readonly Option<bool> _adapt = new("--adapt") { Description = "Withholds more until the release fits beside the history, instead of refusing it." };
    readonly Option<string?> _officer = new("--officer") { Description = "Name of the survey officer who plans the release.", HelpName = "NAME" };
    readonly Option<string?> _approve = new("--approve") { Description = "Name of the second person, who approves: the release goes into the history, and its files are no drafts any more.", HelpName = "NAME" };
    readonly Option<string?> _expect = new("--expect") { Description = "Fingerprint (or its beginning) of the draft that was looked at; anything else is refused.", HelpName = "HASH" };
    readonly Option<string> _date = new("--date") { Description = "Day of the release, for the history and the files.", HelpName = "DATE", DefaultValueFactory = _ => "" };
    readonly Option<string?> _out = new("--out") { Description = "Writes what leaves as JSON: no reasons, no names.", HelpName = "FILE" };
    readonly AnswerFiles _files = new("Writes what leaves as an HTML file: no reasons, no names.", hasNames: false, "Writes what leaves as a workbook (XLSX): no reasons, no names.");
    readonly RuleChoice _rules = new();
    readonly KeyChoice _key = new();

    public static Command Create(Shell shell)
    {
        var me = new ReleaseCommand();
        var command = new Command("release", "Adds answers up into tables, withholds what says too much about anybody, and attacks the result beside all earlier releases.") { me._answers };
        foreach (var option in new Option[] { me._tables, me._questions, me._signed, me._hierarchy, me._survey, me._period }) command.Options.Add(option);
        me._rules.AddTo(command);
        me._key.AddTo(command);
        foreach (var option in new Option[] { me._history, me._adapt, me._officer, me._approve, me._expect, me._date, me._out }) command.Options.Add(option);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("survey." + key, values);
        var (officer, approver, history) = (call.Value(_officer) ?? "", call.Value(_approve), call.Value(_history));
        if (approver is not null && history is null) throw new InputException(T("wrong.approve"));
        if (approver is not null && !SurveyHistoryFile.AreTwo(officer, approver)) throw new InputException(T("wrong.two"));
        if (call.Value(_date) is { Length: > 0 } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", out _)) throw new InputException(T("wrong.date", date));
        _files.Check(call);
        foreach (var path in new[] { call.Value(_out), history })
            if (path is not null) ReportFiles.PathOf(call, path);
        var rules = _rules.Of(call);
        var findings = new List<Finding>();
        var round = SurveyAnswerFiles.Load(Paths(call), findings);
        using var key = _key.Of(call);
        var entries = history is null ? [] : SurveyHistoryFile.Load(call.PathOf(history), findings, key);
        FindingList.Write(call, findings, round is null || entries is null ? int.MaxValue : 5, call.Value(_answers)![0]);
        if (round is null || entries is null) return ExitCode.InvalidInput;
        var proposal = Plan(call, round, rules, [.. entries.Select(e => e.Release)]);
        var fingerprint = SurveyHistoryFile.Fingerprint(proposal.Release);
        if (call.Value(_expect) is { } expected && !(expected.Length >= 8 && fingerprint.StartsWith(expected, StringComparison.OrdinalIgnoreCase))) throw new InputException(T("wrong.expect", expected, fingerprint[..12]));
        var isApproved = approver is not null && proposal.MayLeave;
        var identity = new SurveyIdentity(SurveyHistoryFile.PublicFingerprint(proposal.Release), isApproved, call.Value(_date)!, ProductVersion.Text);
        if (call.IsJson) call.WriteJson(json => SurveyJson.Write(json, proposal, identity, fingerprint, findings, call.Texts));
        else SurveyText.Write(call, proposal, fingerprint, isApproved);
        // What may not leave is not written either.
        if (!proposal.MayLeave) return ExitCode.PolicyFails;
        if (isApproved) SurveyHistoryFile.Append(call.PathOf(history!), entries.Count > 0 ? entries[^1].Id : "", officer, approver!, call.Value(_date)!, proposal.Release, key?.Public);
        if (isApproved && key is null && !call.IsJson) Lines.Write(call.Terminal.Out, T("history-open", history!), 0, 2);
        if (call.Value(_out) is { } file)
        {
            File.WriteAllText(ReportFiles.PathOf(call, file), JsonText.Of(json => SurveyJson.WritePublic(json, proposal.Release, identity)), new UTF8Encoding(false));
            if (!call.IsJson) Lines.Write(call.Terminal.Out, T("files.out", file), 0, 2);
        }
        _files.Write(call, identity.Fingerprint, (_, _) => SurveyReportWriter.Write(proposal.Release, identity, call.Texts.Language), (_, stream) => SurveyWorkbook.Write(proposal.Release, identity, stream));
        return ExitCode.Ok;
    }

    SurveyPaths Paths(Call call)
    {
        var answers = call.Value(_answers)!;
        return new()
        {
            Answers = [.. answers.Select(call.PathOf)], Hierarchy = call.Value(_hierarchy) is { } hierarchy ? call.PathOf(hierarchy) : null, Signed = call.Value(_signed)!,
            Survey = call.Value(_survey) ?? Path.GetFileNameWithoutExtension(answers[0]), Period = call.Value(_period)!,
        };
    }

    SurveyProposal Plan(Call call, SurveyRound round, SurveyRules rules, IReadOnlyList<SurveyRelease> history)
    {
        var (given, questions) = (call.Value(_tables)!, call.Value(_questions)!);
        foreach (var question in questions) Known(call, "question", question, [.. round.Questions.Select(q => q.Id)]);
        // Only the questions that are released go into the history: the others stay out of it.
        if (questions.Length > 0) round = round with { Questions = [.. round.Questions.Where(q => questions.Contains(q.Id))], Answers = [.. round.Answers.Where(a => questions.Contains(a.Question))] };
        var tables = given.Select(t => SurveyTable.Of([.. t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(b => Known(call, "breakdown", b.ToLowerInvariant(), [.. round.Breakdowns.Select(x => x.Name)])).Distinct()])).ToArray();
        try
        {
            return SurveyReleaseEngine.Run(round, tables.Length > 0 ? tables : [SurveyTable.Of()], rules, history, call.Value(_adapt) ? SurveyBeside.Adapt : SurveyBeside.Refuse, LinearSolvers.Default, call.Stop);
        }
        catch (SurveyHistoryException e)
        {
            throw new InputException(call.Texts.Format("survey.wrong.history", e.Question));
        }
        catch (SurveySizeException e)
        {
            throw new InputException(call.Texts.Format("survey.wrong.size", e.Most.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    static string Known(Call call, string kind, string given, IReadOnlyList<string> known) => known.Contains(given) ? given
        : throw new InputException(call.Texts.Format("survey.wrong." + kind, given, Spelling.Nearest(given, known) ?? string.Join(", ", known)));
}
