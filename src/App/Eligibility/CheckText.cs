using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>A self-assessment on a terminal: every rule in a line, then what stands in the way.</summary>
sealed class CheckText
{
    readonly Call _call;
    readonly EligibilityResult _result;
    readonly EligibilityWords _words;
    readonly Look _look;

    CheckText(Call call, Network network, EligibilityResult result) => (_call, _result, _words, _look) = (call, result, new(result.Pack, call.Texts), new(call, network, "eligibility.head."));

    public static void Write(Call call, EligibilityAnswer answer)
    {
        var result = answer.Results[0];
        var text = new CheckText(call, answer.Network, result);
        text.Head(answer.Item, answer.Contract);
        text.Rules();
        text.Numbers();
        text.States();
        text.Details();
        text._look.Blank();
        text._look.Line(text._words.Foot, 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("eligibility." + key, values);

    void Head(Item item, Contract? contract)
    {
        _look.Title(T("title", _result.Pack.Instrument, item.Name));
        _look.Line(contract is null ? T("no-contract") : T("contract", contract.Title), 0, Sheet.Quiet);
        foreach (var day in _words.Days(_result)) _look.Line(day, 0, Sheet.Quiet);
        if (contract is { Basis: "synthetic" }) _look.Line(T("synthetic"), 0, Sheet.Strong);
        _look.Blank();
        _look.Line(_words.Statement(_result.Outcome), 0, Sheet.Strong);
        _look.Line(_words.Count(_result), 0);
    }

    void Rules()
    {
        if (_result.Rules.Count == 0) return;
        _look.Blank();
        var sheet = _look.Sheet(14, 20, 60, 22);
        sheet.Row(_look.Heads("rule", "article", "asks", "outcome"));
        foreach (var r in _result.Rules) sheet.Row([new("  " + r.Rule.Head.Id, Hang: 1), _words.Article(r.Rule.Head), _words.Of(r.Rule.Head.Title), r is { Rule.Kind: RuleKind.Condition, Outcome: Outcome.NotMet or Outcome.Missing } ? new SheetCell(_words.Outcome(r), Sheet.Strong) : _words.Outcome(r)]);
    }

    void Numbers()
    {
        if (_result.Figures.Count + _result.Choices.Count == 0) return;
        _look.Blank();
        _look.Head(T("figures"), T("figures.about"));
        foreach (var f in _result.Figures.Where(f => f.Applies))
        {
            _look.Line(T("figure", f.Figure.Head.Id, _words.Of(f.Figure.Head.Title), _words.Figure(f), _words.Article(f.Figure.Head)) + (f.Figure.Head.Source == SourceClass.Unconfirmed ? " " + T("unconfirmed") : ""), 2);
            foreach (var missing in f.Missing.Take(3)) _look.Line(T("missing", _words.Missing(missing)), 4, Sheet.Quiet);
        }
        foreach (var c in _result.Choices.Where(c => c.Applies))
        {
            _look.Line(T("figure", c.Choice.Head.Id, _words.Of(c.Choice.Head.Title), _words.Choice(c), _words.Article(c.Choice.Head)), 2);
            foreach (var missing in c.Missing.Take(3)) _look.Line(T("missing", _words.Missing(missing)), 4, Sheet.Quiet);
        }
    }

    void States()
    {
        foreach (var m in _result.Machines)
        {
            _look.Blank();
            _look.Head(_words.Of(m.Machine.Head.Title), _words.Of(m.State.Title));
            if (_words.Until(m) is { Length: > 0 } until) _look.Line(until, 2);
            foreach (var s in m.Steps.Where(s => s.Trouble != StateTrouble.None)) _look.Line(T("state.trouble." + s.Trouble.ToString().ToLowerInvariant(), Dates.Text(s.Event.Date), s.Event.Move), 2);
            foreach (var measure in m.State.Measures) _look.Line(T("figure", measure.Id, _words.Of(measure.Title), "", _words.Article(measure.Article)), 2, Sheet.Quiet);
        }
    }

    void Details()
    {
        foreach (var r in _result.Rules.Where(r => r.Outcome is Outcome.NotMet or Outcome.Missing || r.By is not null || (r.Rule.Kind == RuleKind.Evidence && r.Outcome != Outcome.NotApplicable)))
        {
            _look.Blank();
            _look.Head(r.Rule.Head.Id, _call.Texts.Format("terminal.colon", _words.Outcome(r), _words.Of(r.Rule.Head.Title)));
            if (r.By is { } by) _look.Line(T("derogation", _words.Of(by.Title), _words.Article(by.Article)), 2);
            if (_words.Measured(r) is { Length: > 0 } measured) _look.Line(measured, 2);
            foreach (var use in r.Evidence.Where(u => !u.IsMissing).Take(12)) _look.Line(_words.Evidence(use), 2, Sheet.Quiet);
            if (r.Evidence.Count(u => !u.IsMissing) is > 12 and var all) _look.Line(T("more", _look.Count(all - 12)), 2, Sheet.Quiet);
            // What an indication lacks decides nothing: a few of them will do.
            var most = r.Rule.Kind == RuleKind.Evidence ? 6 : int.MaxValue;
            foreach (var use in r.Missing.Take(most)) _look.Line(T("missing", _words.Missing(use)), 2);
            if (r.Missing.Count > most) _look.Line(T("more", _look.Count(r.Missing.Count - most)), 2, Sheet.Quiet);
            if (r.Change.Count > 0) _look.Line(T("change", string.Join(_call.Texts["sentence.semicolon"], r.Change.Select(_words.Step))), 2);
        }
    }
}
