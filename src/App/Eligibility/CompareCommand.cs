using System.CommandLine;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility compare</c>: one product or contract under all instruments.</summary>
sealed class CompareCommand
{
    readonly Option<string[]> _packs = new("--pack") { Description = "Only this rule pack. May be repeated; without it, all that are built in.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    readonly EligibilityChoice _choice = new();

    public static Command Create(Shell shell)
    {
        var me = new CompareCommand();
        var command = new Command("compare", "One product or contract under every instrument: which rules agree, which do not, and what is missing first.");
        me._choice.AddTo(command, me._packs);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        _choice.Answer(call, call.Value(_packs) is { Length: > 0 } some ? some : [.. RulePacks.Names], EligibilityJson.Compare, Write);
        return ExitCode.Ok;
    }

    static void Write(Call call, EligibilityAnswer answer)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        var look = new Look(call, answer.Network, "eligibility.head.");
        look.Title(T("compare.title", answer.Item.Name));
        if (answer.Contract is { Basis: "synthetic" }) look.Line(T("synthetic"), 0, Sheet.Strong);
        look.Line(T("compare.about"), 0, Sheet.Quiet);
        look.Blank();
        var sheet = look.Sheet(20, 24, 22, 50);
        sheet.Row(look.Heads("instrument", "outcome", "counts", "first"));
        foreach (var r in answer.Results)
        {
            var words = new EligibilityWords(r.Pack, call.Texts);
            var outcome = words.Verdict(r);
            sheet.Row([new("  " + r.Pack.Instrument, Hang: 1), r.Outcome is Outcome.NotMet ? new SheetCell(outcome, Sheet.Strong) : outcome, words.Counts(r), words.First(r)]);
        }
        look.Blank();
        foreach (var r in answer.Results) look.Line(new EligibilityWords(r.Pack, call.Texts).FootOfPack, 0, Sheet.Quiet);
        look.Line(T("compare.foot"), 0, Sheet.Quiet);
    }
}
