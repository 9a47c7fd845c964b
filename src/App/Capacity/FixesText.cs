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

    FixesText(Call call, FixesResult result)
    {
        (_call, _result, _network) = (call, result, result.Table.Network);
        _look = new(call, _network, "capacity.fixes.head.");
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
            T("today", _result.Options.Perimeter.Name, row.IsHolding ? Held(row.ThetaIn) : _look.Numbers.Goal(row.ThetaIn)));
        _look.Line(row.Worst is { } worst ? T("worst", Failure(worst), Lost(row.LostDays, row)) : T("worst.none"), 2);
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
        var avoided = value.LostDaysAvoided is { } lost ? lost > 0 ? Lost(lost, row) : "0" : Unknown;
        sheet.Row([new("  " + Name(fix), Hang: 1), T("kind." + FixesJson.Word(fix.Kind)), gain, expected, avoided, Money.Text(_call.Texts, _look.Numbers, fix.Cost),
            fix.Months.IsKnown ? _look.Numbers.Quantity(fix.Months) : Unknown, fix.Label is { } label ? T("label." + label.ToString().ToLowerInvariant()) : ""]);
    }

    void Curve(FixRow row)
    {
        _look.Line(T(row.Reading == Reading.Central ? "curve" : "curve.worst"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(18, 10, 18, 8, 9, 46);
        sheet.Row(_look.Heads("set-cost", "reaches", "takes", "months", "chance", "set"));
        foreach (var set in row.Curve)
            sheet.Row(["  " + (set.Fixes.Count == 0 ? "0" : Money.Text(_call.Texts, _look.Numbers, Quantity.Between(set.Cost.Low, set.Cost.High))), row.IsHolding ? Held(set.ThetaIn) : _look.Numbers.Share(set.Theta),
                Lost(set.LostDays, row), set.Fixes.Count == 0 ? "" : set.Months.IsKnown ? _look.Numbers.Quantity(set.Months) : Unknown,
                set.Fixes.Count == 0 ? "" : set.Chance is { } chance ? _look.Numbers.Share(chance / 100) : Unknown, new(Names(set), Hang: 1)]);
        if (!row.IsComplete) _look.Line(T("limit"), 2);
        var last = row.Curve.Count > 0 ? row.Curve[^1].Theta : 0;
        if (last < row.Most - FixCurveEnd) _look.Line(T("beyond", _look.Numbers.Share(row.Most)), 2);
        else if (last < _result.Options.Level - FixCurveEnd) _look.Line(T("short", _look.Numbers.Share(last)), 2);
        if (row.Unpriced.Count > 0) _look.Line(T("unpriced", string.Join(", ", row.Unpriced.Select(Name))), 2);
    }

    const double FixCurveEnd = 1e-5;

    string Names(FixSet set) => set.Fixes.Count == 0 ? T("nothing") : string.Join(" + ", set.Fixes.Select(f => f.Times > 1 ? T("times", _look.Count(f.Times), Name(f.Fix)) : Name(f.Fix)));

    string Name(Fix fix) => fix.Kind switch
    {
        FixKind.Qualification => T("name.qualification", LineName(fix.Pair.Supplier), LineName(fix.Pair.Customer)),
        FixKind.Substitute => T("name.substitute", _look.Names.Item(fix.Item), fix.Line >= 0 ? LineName(fix.Line) : _look.Names.Item(fix.MadeItem)),
        FixKind.Stock => T("name.stock", _look.Numbers.Amount(_look.Numbers.Quantity(fix.Adds), 2, _network.Items[fix.Item].Unit.Amount), _look.Names.Item(fix.Item)),
        _ => fix.Name,
    };

    string LineName(int line) => _look.Names.Actor(new(ActorKind.Line, line));

    string Failure(Core.Output.SingleFailure failure) => failure.Actor.Kind == ActorKind.OutsideSource ? T("outside-source", _look.Names.Item(failure.Actor.Index)) : _look.Names.Actor(failure.Actor);

    string Held(Figure theta) => _call.Texts[theta.Low > 0 ? "sentence.held" : theta.High <= 0 ? "sentence.not-held" : "sentence.held-unknown"];

    // In units of the goal item where there is one; days of output otherwise.
    string Lost(double days, FixRow row)
    {
        var units = days * row.UnitsPerMonth / Units.DaysPerMonth;
        return double.IsNaN(units) ? T("lost.days", _look.Numbers.Text(days)) : T("lost.units", _look.Numbers.Amount(_look.Numbers.Text(units), units, _network.Items[row.Goals[0].Item].Unit.Amount));
    }
}

/// <summary>Euro for people: from a million on in millions.</summary>
static class Money
{
    const double Million = 1e6;

    /// <summary>An amount, its range, or "unknown".</summary>
    public static string Text(Adapters.Texts.Texts texts, Adapters.Reports.Numbers numbers, Quantity euro)
    {
        if (!euro.IsKnown) return texts["unit.unknown"];
        var scale = double.IsInfinity(euro.High) ? euro.Low : euro.High;
        return Math.Abs(scale) >= Million ? texts.Format("capacity.money.million", numbers.Quantity(euro.Times(1 / Million))) : texts.Format("capacity.money", numbers.Quantity(euro));
    }

    /// <summary>One amount.</summary>
    public static string Text(Adapters.Texts.Texts texts, Adapters.Reports.Numbers numbers, double euro) => Text(texts, numbers, Quantity.Of(euro));
}
