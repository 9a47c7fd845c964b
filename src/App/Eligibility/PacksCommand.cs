using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility packs</c>: which rule packs there are, what one asks, and whether its cases come out.</summary>
static class PacksCommand
{
    static readonly string[] PackHeads = ["pack", "instrument", "read-on", "rules"];

    static readonly string[] RuleHeads = ["rule", "article", "asks", "dates"];

    public static Command Create(Shell shell)
    {
        var shown = new Argument<string>("PACK") { Description = "Name of a rule pack, or a folder with a pack.json." };
        var show = new Command("show", "What a rule pack asks: rules with their articles, figures, and the facts that a contract must state.") { shown };
        var checkedNames = new Argument<string[]>("PACKS") { Description = "Names or folders; without any, all that are built in.", Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", "Plays the worked cases of rule packs and tells which outcomes no case shows; a rule that no case can fail is an error.") { checkedNames };
        return new("packs", "The rule packs: dated, cited, with worked cases.")
        {
            shell.Run(new Command("list", "Which rule packs there are."), List), shell.Run(show, call => Show(call, EligibilityChoice.Pack(call, call.Value(shown)!))), shell.Run(check, call => Check(call, call.Value(checkedNames) ?? [])),
        };
    }

    static int List(Call call)
    {
        var packs = RulePacks.Names.Select(RulePacks.Of).ToArray();
        if (call.IsJson)
        {
            call.WriteJson(json => PacksJson.List(json, packs, call.Texts));
            return ExitCode.Ok;
        }
        var sheet = Sheet.Of(call.Terminal, 16, 66, 12, 8);
        sheet.Row([.. PackHeads.Select(k => new SheetCell(call.Texts["eligibility.head." + k], Sheet.Quiet))]);
        foreach (var p in packs) sheet.Row([p.Name, p.Title.In(call.Texts.Language), p.ReadOn.In(call.Texts.Language), p.Rules.Count.ToString(CultureInfo.InvariantCulture)]);
        return ExitCode.Ok;
    }

    static int Show(Call call, Pack pack)
    {
        var words = new EligibilityWords(pack, call.Texts);
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        if (call.IsJson)
        {
            call.WriteJson(json => PacksJson.Show(json, pack, call.Texts));
            return ExitCode.Ok;
        }
        var output = call.Terminal.Out;
        Lines.Write(output, words.Of(pack.Title), 0, 2, Sheet.Strong);
        if (pack.About is { } about) Lines.Write(output, words.Of(about), 0, 0, Sheet.Quiet);
        output.WriteLine();
        var sheet = Sheet.Of(call.Terminal, 14, 22, 70, 24);
        sheet.Row([.. RuleHeads.Select(k => new SheetCell(T("head." + k), Sheet.Quiet))]);
        foreach (var r in pack.Rules) Row(r.Head, r.Kind == RuleKind.Evidence ? T("indication") : "");
        foreach (var f in pack.Figures) Row(f.Head, f.Unit);
        foreach (var c in pack.Choices) Row(c.Head, "");
        foreach (var m in pack.Machines) Row(m.Head, "");
        output.WriteLine();
        Lines.Write(output, T("facts"), 0, 0, Sheet.Strong);
        var facts = Sheet.Of(call.Terminal, 32, 66, 34);
        foreach (var f in pack.Facts) facts.Row(f.Name, words.Of(f.Title), new SheetCell(f.Words.Count > 0 ? string.Join(", ", f.Words) : f.Example, Sheet.Quiet));
        output.WriteLine();
        Lines.Write(output, words.Foot, 0, 0, Sheet.Quiet);
        return ExitCode.Ok;

        void Row(PackHead head, string more) => sheet.Row(head.Id, words.Article(head), words.Of(head.Title) + (more.Length > 0 ? $" ({more})" : "") + (head.Source == SourceClass.Unconfirmed ? " " + T("unconfirmed") : ""),
            EligibilityWords.Force(head));
    }

    static int Check(Call call, string[] names)
    {
        var results = new List<PackCheckResult>();
        foreach (var name in names.Length > 0 ? names : [.. RulePacks.Names])
        {
            var pack = EligibilityChoice.Pack(call, name);
            var findings = new List<Finding>();
            var cases = RulePacks.Cases(name, call.PathOf(name), pack, findings);
            FindingList.Write(call, findings, int.MaxValue, name);
            results.Add(PackCheck.Run(pack, cases ?? throw new InputException(""), call.Stop));
        }
        if (call.IsJson) call.WriteJson(json => PacksJson.Write(json, results));
        else foreach (var result in results) Write(call, result);
        return results.All(r => r.IsSound) ? ExitCode.Ok : ExitCode.PolicyFails;
    }

    static void Write(Call call, PackCheckResult result)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("eligibility." + key, values);
        var open = result.Coverage.Where(c => !c.IsComplete).ToArray();
        Lines.Write(call.Terminal.Out, T("packs.check", result.Pack.Name, N(result.Cases), N(result.Failures.Count), N(result.Coverage.Count), N(result.Coverage.Count - open.Length)), 0, 2, Sheet.Strong);
        foreach (var f in result.Failures) Lines.Write(call.Terminal.Out, "  " + T("packs.failure", f.Case, f.Rule, f.Expected, f.Found), 0, 4);
        foreach (var c in open) Lines.Write(call.Terminal.Out, "  " + T(c.CannotFail ? "packs.cannot-fail" : "packs.gap", c.Rule, N(c.Met), N(c.NotMet), N(c.Missing)), 0, 4);
        foreach (var (language, missing) in result.Untranslated) Lines.Write(call.Terminal.Out, "  " + T("packs.untranslated", N(missing), language), 0, 4);
        foreach (var id in result.Uncased) Lines.Write(call.Terminal.Out, "  " + T("packs.uncased", id), 0, 4);

        static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
