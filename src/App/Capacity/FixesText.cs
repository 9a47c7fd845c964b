using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Fixes on a terminal: what each gives, and the curve of sets.</summary>
sealed class FixesText
{
    // What gains most; a list of forty is no answer.
    const int Shown = 15;

    readonly Call _call;
    readonly FixesResult _result;
    readonly Network _network;
    readonly Look _look;
    readonly FixWords _words;

    FixesText(Call call, FixesResult result)
    {
        (_call, _result, _network) = (call, result, result.Table.Network);
        _look = new(call, _network, "capacity.fixes.head.");
        _words = new(_network, call.Texts, _look.Names, _look.Numbers);
    }

    public static void Write(Call call, FixesResult result)
    {
        var text = new FixesText(call, result);
        text._look.Title(text.T("title", result.Options.Perimeter.Name));
        foreach (var row in result.Rows) text.Row(row);
        text._look.Blank();
        if (result.Decided.Count > 0) text._look.Line(text.T("decided", string.Join(", ", result.Decided)), 0);
        text._look.Line(text.T("legend"), 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity.fixes." + key, values);

    string Unknown => _call.Texts["unit.unknown"];

    void Row(FixRow row)
    {
        _look.Blank();
        _look.Head(_call.Texts.Format("terminal.colon", row.Technology.Name, _call.Texts["verb." + row.Verb]),
            T("today", _result.Options.Perimeter.Name, row.IsHolding ? _words.Held(row.ThetaIn) : _look.Numbers.Goal(row.ThetaIn)));
        _look.Line(row.Worst is { } worst ? T("worst", Failure(worst), _words.Lost(row.LostDays, row)) : T("worst.none"), 2);
        if (row.Values.Count == 0)
        {
            _look.Line(T("none"), 2);
            return;
        }
        var sheet = _look.Sheet(24, 14, 12, 9, 14, 12, 9, 11);
        sheet.Row(_look.Heads("fix", "kind", "gain", "expected", "avoided", "cost", "months", "label"));
        foreach (var value in row.Values.OrderByDescending(v => v.Gain?.Central ?? -1).ThenByDescending(v => v.LostDaysAvoided ?? -1).ThenBy(v => v.Fix.Index).Take(Shown)) Value(sheet, value, row);
        if (row.Values.Count > Shown) _look.Line(_call.Texts.Format("exposure.more", _look.Count(row.Values.Count - Shown)), 2, Sheet.Quiet);
        Curve(row);
    }

    void Value(Sheet sheet, FixValue value, FixRow row)
    {
        var fix = value.Fix;
        var gain = value.CoverDays is { } days ? T("cover", _look.Numbers.Text(days)) : value.Gain is not { } g ? Unknown
            : row.IsHolding ? g.Central > 0 ? _call.Texts["sentence.held"] : "0" : g is { Low: 0, High: 0 } ? "0" : _look.Numbers.Goal(g);
        var expected = value.CoverDays is not null ? "" : value.ExpectedGain is { } e ? _look.Numbers.Share(e) : value.Gain?.Central > 0 ? Unknown : "";
        var avoided = value.LostDaysAvoided is { } lost ? lost > 0 ? _words.Lost(lost, row) : "0" : Unknown;
        sheet.Row([new("  " + _words.Name(fix), Hang: 1), T("kind." + FixesJson.Word(fix.Kind)), gain, expected, avoided, Money.Text(_call.Texts, _look.Numbers, fix.Cost),
            fix.Months.IsKnown ? _look.Numbers.Quantity(fix.Months) : Unknown, fix.Label is { } label ? T("label." + label.ToString().ToLowerInvariant()) : ""]);
    }

    void Curve(FixRow row)
    {
        _look.Line(T(row.Reading == Reading.Central ? "curve" : "curve.worst"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(18, 10, 18, 8, 9, 46);
        sheet.Row(_look.Heads("set-cost", "reaches", "takes", "months", "chance", "set"));
        foreach (var set in row.Curve)
            sheet.Row(["  " + _words.Cost(set), row.IsHolding ? _words.Held(set.ThetaIn) : _look.Numbers.Share(set.Theta),
                _words.Lost(set.LostDays, row), _words.Months(set),
                _words.Chance(set), new(_words.Set(set), Hang: 1)]);
        if (!row.IsComplete) _look.Line(T("limit"), 2);
        var last = row.Curve.Count > 0 ? row.Curve[^1].Theta : 0;
        if (last < row.Most - FixCurveEnd) _look.Line(T("beyond", _look.Numbers.Share(row.Most)), 2);
        else if (last < _result.Options.Level - FixCurveEnd) _look.Line(T("short", _look.Numbers.Share(last)), 2);
        if (row.Unpriced.Count > 0) _look.Line(T("unpriced", string.Join(", ", row.Unpriced.Select(_words.Name))), 2);
    }

    const double FixCurveEnd = 1e-5;

    string Failure(Core.Output.SingleFailure failure) => failure.Actor.Kind == ActorKind.OutsideSource ? T("outside-source", _look.Names.Item(failure.Actor.Index)) : _look.Names.Actor(failure.Actor);
}
