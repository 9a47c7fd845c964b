using System.CommandLine;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility funding</c>: which instrument could fund which investment.</summary>
sealed class FundingCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _expansions = new("--expansion") { Description = "Only this investment (an id of the table expansions); no plan is made. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<bool> _all = new("--all") { Description = "All investments of the package, whatever a plan starts." };
    readonly Option<string?> _plan = new("--plan") { Description = "What \"capacity plan --json\" gave: its first reading says which investments start. Without it the same plan is made here, in the central reading.", HelpName = "FILE" };
    readonly Option<string?> _contract = new("--contract") { Description = "Facts that hold for all investments (JSON); its form is docs/reference/contract.schema.json.", HelpName = "FILE" };
    readonly Option<string?> _date = new("--date") { Description = "Day of the assessment; stands in for the closing day of the call. Default: the day of the package.", HelpName = "DAY" };
    readonly PlanChoice _choice = new(isPart: true);

    public static Command Create(Shell shell)
    {
        var me = new FundingCommand();
        var command = new Command("funding", "Which instrument could fund each investment of a capacity plan, at what rate, and where the same cost might be paid twice.") { me._package, me._expansions, me._all, me._plan, me._contract, me._date };
        me._choice.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var contract = EligibilityChoice.Contract(call, call.Value(_contract), FactVocabulary.BuiltIn);
        var (network, findings) = call.Load(call.Value(_package)!);
        var (named, date) = (call.Value(_expansions) ?? [], EligibilityChoice.Date(call, call.Value(_date)));
        var starts = named.Length > 0 || call.Value(_all) ? null : call.Value(_plan) is { Length: > 0 } file ? Read(call, file) : Plan(call, network);
        var answer = FundingAnswer.Of(network, contract, named, starts, date, call.Texts, call.Stop);
        if (call.IsJson) call.WriteJson(json => FundingJson.Write(json, answer, findings, call.Texts));
        else Write(call, answer);
        return ExitCode.Ok;
    }

    static IReadOnlyList<FundingStart> Read(Call call, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(call.PathOf(file)));
            return FundingStart.Of(document.RootElement) ?? throw new InputException(call.Texts.Format("eligibility.funding.no-plan", file));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(call.Texts.Format("eligibility.funding.no-plan", file));
        }
    }

    // A package that asks for nothing has no plan: then all its investments are looked at.
    IReadOnlyList<FundingStart>? Plan(Call call, Network network)
    {
        if (network.Demands.Count + network.Goals.Count == 0 || network.Expansions.Count == 0) return null;
        var choice = _choice.Of(call, network);
        var plan = PlanEngine.Run(network, choice, HaulStudy.CaseOf(network, choice.Reading, LinearSolvers.Default), LinearSolvers.Default, null, call.Stop);
        return plan.HasPlan ? FundingStart.Of(plan) : null;
    }

    static void Write(Call call, FundingAnswer answer)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        var (network, results) = (answer.Network, answer.Results);
        var look = new Look(call, network, "eligibility.head.");
        look.Title(T("funding.title"));
        if (answer.Contract is { Basis: "synthetic" }) look.Line(T("synthetic"), 0, Sheet.Strong);
        look.Line(T("compare.about"), 0, Sheet.Quiet);
        look.Line(T(answer.Starts is null ? "funding.of-all" : "funding.of-plan"), 0, Sheet.Quiet);
        if (results.Count == 0) look.Line(T(answer.Starts is null ? "funding.none" : "funding.plan.none"), 0);
        foreach (var e in results)
        {
            look.Blank();
            look.Head(e.Expansion.Name.Length > 0 ? e.Expansion.Name : e.Expansion.Id, T("funding.cost", FundingAnswer.Euro(e.Expansion.Capex, call.Texts), network.Items[e.Expansion.Item].Name));
            if (answer.Start(e.Expansion) is { Length: > 0 } start) look.Line(T("funding.start", start), 2);
            if (e.Options.Count == 0) look.Line(T("funding.no-option"), 2);
            foreach (var o in e.Options)
            {
                var words = new EligibilityWords(o.Pack, call.Texts);
                look.Line(T("funding.option", o.Pack.Instrument, words.Outcome(o.Outcome), words.Range(o.RateLow, o.RateHigh, "%"), FundingAnswer.Euro(o.Grant, call.Texts), words.Article(o.Funding.Head)) + (o.Funding.Head.Source == SourceClass.Unconfirmed ? " " + T("unconfirmed") : ""), 2);
                var not = o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.NotMet).Select(r => r.Rule.Head.Id).ToArray();
                var open = o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.Missing).Select(r => r.Rule.Head.Id).ToArray();
                if (not.Length > 0) look.Line(T("funding.not", string.Join(", ", not)), 4);
                if (open.Length > 0) look.Line(T("funding.open", string.Join(", ", open)), 4, Sheet.Quiet);
                foreach (var use in o.Missing.Take(4)) look.Line(T("missing", words.Missing(use)), 4, Sheet.Quiet);
            }
            if (e.WarnsOfDoubleFunding) look.Line(T(e.IsPaidAlready ? "funding.double.paid" : "funding.double"), 2, Sheet.Strong);
        }
        look.Blank();
        foreach (var pack in results.SelectMany(e => e.Options).Select(o => o.Pack).Distinct()) look.Line(new EligibilityWords(pack, call.Texts).FootOfPack, 0, Sheet.Quiet);
        look.Line(T("compare.foot"), 0, Sheet.Quiet);
    }
}
