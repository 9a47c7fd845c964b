using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility compare</c>: one product or contract under all instruments.</summary>
sealed class CompareCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _packs = new("--pack") { Description = "Only this rule pack. May be repeated; without it, all that are built in.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    readonly EligibilityChoice _choice = new();
    readonly AnswerFiles _files = EligibilityFiles.Options();

    public static Command Create(Shell shell)
    {
        var me = new CompareCommand();
        var command = new Command("compare", "One product or contract under every instrument: which rules agree, which do not, and what is missing first.") { me._package, me._packs };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var names = call.Value(_packs) is { Length: > 0 } some ? some : [.. RulePacks.Names];
        var packs = names.Distinct(StringComparer.Ordinal).Select(n => EligibilityChoice.Pack(call, n)).ToArray();
        var vocabulary = FactVocabulary.Of(packs);
        var contract = _choice.Contract(call, vocabulary);
        var (loaded, findings) = call.Load(call.Value(_package)!);
        var date = _choice.Date(call) ?? loaded.Package.Head.AsOf;
        var network = loaded.At(date, 0);
        var item = _choice.Item(call, network);
        _files.Check(call);
        var found = new List<Finding>();
        var results = packs.Select(p => EligibilityEngine.Run(p, ProductFacts.Of(network, item, contract?.Facts ?? FactSet.Empty, p.Instrument, vocabulary.Facts, found), date, call.Stop)).ToArray();
        Finding[] distinct = [.. found.DistinctBy(f => (f.Code, f.Place, string.Join('|', f.Values)))];
        FindingList.Write(call, distinct, 20, call.Value(_package)!);
        if (call.IsJson)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("status", "answered");
                EligibilityJson.Identity(json, loaded.Package, item, contract, date);
                json.WriteList("instruments", results, r =>
                {
                    json.WriteStartObject();
                    json.WriteString("outcome", PackCheck.Word(r.Outcome));
                    EligibilityJson.Result(json, r, call.Texts);
                    json.WriteEndObject();
                });
                FindingsJson.WriteList(json, [.. findings, .. distinct], call.Texts);
                json.WriteEndObject();
            });
        else Write(call, network, item, contract, results);
        _files.Write(call, network, item, contract, results, [.. findings, .. distinct]);
        return ExitCode.Ok;
    }

    static void Write(Call call, Network network, Item item, Contract? contract, IReadOnlyList<EligibilityResult> results)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        var look = new Look(call, network, "eligibility.head.");
        look.Title(T("compare.title", item.Name));
        if (contract is { Basis: "synthetic" }) look.Line(T("synthetic"), 0, Sheet.Strong);
        look.Line(T("compare.about"), 0, Sheet.Quiet);
        look.Blank();
        var sheet = look.Sheet(20, 24, 22, 50);
        sheet.Row(look.Heads("instrument", "outcome", "counts", "first"));
        foreach (var r in results)
        {
            var words = new EligibilityWords(r.Pack, call.Texts);
            var decisive = r.Rules.Where(x => x.Rule.Kind == RuleKind.Condition).ToArray();
            string N(Outcome outcome) => decisive.Count(x => x.Outcome == outcome).ToString(CultureInfo.InvariantCulture);
            var first = decisive.FirstOrDefault(x => x.Outcome == Outcome.NotMet) ?? decisive.FirstOrDefault(x => x.Outcome == Outcome.Missing);
            var outcome = decisive.Length == 0 ? T("indication") : words.Outcome(r.Outcome);
            sheet.Row([new("  " + r.Pack.Instrument, Hang: 1), r.Outcome is Outcome.NotMet ? new SheetCell(outcome, Sheet.Strong) : outcome, T("counts", N(Outcome.Met), N(Outcome.NotMet), N(Outcome.Missing)),
                first is null ? "" : call.Texts.Format("terminal.colon", first.Rule.Head.Id, words.Of(first.Rule.Head.Title))]);
        }
        look.Blank();
        look.Line(T("compare.foot"), 0, Sheet.Quiet);
    }
}
