using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility funding</c>: which instrument could fund which investment.</summary>
sealed class FundingCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _expansions = new("--expansion") { Description = "Only this investment (an id of the table expansions, for example one that a capacity plan starts). May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _contract = new("--contract") { Description = "Facts that hold for all investments (JSON); its form is docs/reference/contract.schema.json.", HelpName = "FILE" };
    readonly Option<string?> _date = new("--date") { Description = "Day of the assessment; stands in for the closing day of the call. Default: the day of the package.", HelpName = "DAY" };

    public static Command Create(Shell shell)
    {
        var me = new FundingCommand();
        return shell.Run(new Command("funding", "Which instrument could fund each investment of a package, at what rate, and where the same cost might be paid twice.") { me._package, me._expansions, me._contract, me._date }, me.Run);
    }

    int Run(Call call)
    {
        var packs = RulePacks.Names.Select(RulePacks.Of).Where(p => p.Funding.Count > 0).ToArray();
        var contract = EligibilityChoice.Contract(call, call.Value(_contract), FactVocabulary.BuiltIn);
        var (loaded, findings) = call.Load(call.Value(_package)!);
        var date = EligibilityChoice.Date(call, call.Value(_date)) ?? loaded.Package.Head.AsOf;
        var network = loaded.At(date, 2);
        var named = call.Value(_expansions) ?? [];
        foreach (var id in named.Where(id => network.Expansions.All(e => e.Id != id)))
            throw new InputException(call.Texts.Format("eligibility.funding.unknown", id, Spelling.Nearest(id, network.Expansions.Select(e => e.Id)) ?? string.Join(", ", network.Expansions.Select(e => e.Id))));
        var results = FundingEngine.Run(network, packs, contract?.Facts ?? FactSet.Empty, named.Length > 0 ? named : null, date, FactVocabulary.BuiltIn.Facts, call.Stop);
        if (call.IsJson) call.WriteJson(json => WriteJson(json, loaded.Package, date, results, findings, call.Texts));
        else Write(call, network, contract, results);
        return ExitCode.Ok;
    }

    static void WriteJson(Utf8JsonWriter json, Package package, DateOnly? date, IReadOnlyList<ExpansionFunding> results, IReadOnlyList<Finding> findings, Adapters.Texts.Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("status", results.Count == 0 ? "no-expansions" : "answered");
        CapacityJson.Identity(json, package, null, date, () => { });
        json.WriteList("expansions", results, e =>
        {
            json.WriteStartObject();
            json.WriteString("expansion", e.Expansion.Id);
            json.WriteBoolean("isPaidAlready", e.IsPaidAlready);
            json.WriteBoolean("warnsOfDoubleFunding", e.WarnsOfDoubleFunding);
            json.WriteList("options", e.Options, o =>
            {
                var words = new EligibilityWords(o.Pack, texts);
                json.WriteStartObject();
                json.WriteString("outcome", PackCheck.Word(o.Outcome));
                EligibilityJson.Pack(json, "pack", o.Pack, words);
                json.WriteString("id", o.Funding.Head.Id);
                json.WriteString("article", o.Funding.Head.Article);
                json.WriteString("cites", o.Funding.Head.Cites);
                json.WriteString("source", o.Funding.Head.Source == SourceClass.Found ? "found" : "unconfirmed");
                json.WriteString("statement", words.Statement(o.Outcome));
                json.WriteString("form", o.Funding.Form);
                json.WriteValue("rateLow", o.RateLow);
                json.WriteValue("rateHigh", o.RateHigh);
                json.WriteText("grant", o.Grant.IsKnown ? o.Grant.ToString() : null);
                json.WriteTexts("notMet", o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.NotMet).Select(r => r.Rule.Head.Id));
                json.WriteTexts("missing", o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.Missing).Select(r => r.Rule.Head.Id));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Write(Call call, Network network, Contract? contract, IReadOnlyList<ExpansionFunding> results)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        var look = new Look(call, network, "eligibility.head.");
        look.Title(T("funding.title"));
        if (contract is { Basis: "synthetic" }) look.Line(T("synthetic"), 0, Sheet.Strong);
        look.Line(T("compare.about"), 0, Sheet.Quiet);
        if (results.Count == 0) look.Line(T("funding.none"), 0);
        foreach (var e in results)
        {
            look.Blank();
            look.Head(e.Expansion.Name.Length > 0 ? e.Expansion.Name : e.Expansion.Id, T("funding.cost", e.Expansion.Capex.IsKnown ? Euro(call, look, e.Expansion.Capex) : call.Texts["unit.unknown"], network.Items[e.Expansion.Item].Name));
            if (e.Options.Count == 0) look.Line(T("funding.no-option"), 2);
            foreach (var o in e.Options)
            {
                var words = new EligibilityWords(o.Pack, call.Texts);
                look.Line(T("funding.option", o.Pack.Instrument, words.Outcome(o.Outcome), words.Range(o.RateLow, o.RateHigh, "%"), o.Grant.IsKnown ? Euro(call, look, o.Grant) : call.Texts["unit.unknown"], words.Article(o.Funding.Head)) + (o.Funding.Head.Source == SourceClass.Unconfirmed ? " " + T("unconfirmed") : ""), 2);
                var not = o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.NotMet).Select(r => r.Rule.Head.Id).ToArray();
                var open = o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.Missing).Select(r => r.Rule.Head.Id).ToArray();
                if (not.Length > 0) look.Line(T("funding.not", string.Join(", ", not)), 4);
                if (open.Length > 0) look.Line(T("funding.open", string.Join(", ", open)), 4, Sheet.Quiet);
                foreach (var use in o.Missing.Take(4)) look.Line(T("missing", words.Missing(use)), 4, Sheet.Quiet);
            }
            if (e.WarnsOfDoubleFunding) look.Line(T(e.IsPaidAlready ? "funding.double.paid" : "funding.double"), 2, Sheet.Strong);
        }
        look.Blank();
        look.Line(T("compare.foot"), 0, Sheet.Quiet);
    }

    static string Euro(Call call, Look look, Quantity amount)
    {
        var (low, high) = (Math.Max(0, amount.Low), amount.High);
        return low == high ? Money.Text(call.Texts, look.Numbers, low) : double.IsInfinity(high) ? call.Texts.Format("unit.at-least", Money.Text(call.Texts, look.Numbers, low))
            : call.Texts.Format("unit.range", Money.Text(call.Texts, look.Numbers, low), Money.Text(call.Texts, look.Numbers, high));
    }
}
