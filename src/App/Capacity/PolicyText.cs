using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>What measures are worth, on a terminal.</summary>
sealed class PolicyText
{
    const double Dust = 1e-7;

    readonly Call _call;
    readonly PolicyResult _result;
    readonly Network _network;
    readonly Look _look;

    PolicyText(Call call, PolicyResult result)
    {
        (_call, _result, _network) = (call, result, result.Cases[0].Case.Network);
        _look = new(call, _network, "capacity.head.");
    }

    public static void Write(Call call, PolicyResult result)
    {
        var text = new PolicyText(call, result);
        text._look.Title(call.Texts.Format("capacity.policy.title", result.Options.Perimeter.Name));
        text.Measures();
        text.Today();
        text.Plans();
        text._look.Blank();
        text._look.Line(call.Texts[result.Cases.Count > 2 ? "capacity.policy.legend.several" : "capacity.policy.legend"], 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity." + key, values);

    void Measures()
    {
        _look.Blank();
        foreach (var worth in _result.Cases.Where(c => c.Case.Measures.Count == 1))
        {
            _look.Head(worth.Case.Measures[0].Title, Effect(worth.Case));
            if (worth.Case.Measures[0].About.Length > 0) _look.Line(worth.Case.Measures[0].About, 2, Sheet.Quiet);
        }
    }

    string Effect(PolicyCase given)
    {
        var unknown = _look.Count(given.Effects.SelectMany(e => e.Unknown).Distinct().Count());
        // A row that two changes of the measure alter is one row.
        var altered = _look.Count(given.AlteredRows);
        return unknown != "0" ? T("policy.effect.unknown", altered, unknown) : given.IsWithoutEffect ? T("policy.no-effect") : T("policy.effect", altered);
    }

    string Name(PolicyCase given) => given.Name switch { PolicyCase.Base => T("policy.base"), PolicyCase.Together => T("policy.together"), _ => given.Measures[0].Title };

    void Today()
    {
        var first = _result.Cases[0].Outputs;
        var moved = first.Where((_, i) => _result.Cases.Any(c => c.Outputs.Count > i && (Moved(c.Outputs[i].All) || Moved(c.Outputs[i].Inside)))).ToArray();
        _look.Blank();
        _look.Head(T("policy.today"), T(moved.Length == 0 ? "policy.today.none" : "policy.today.rest", _look.Count(first.Count - moved.Length)));
        if (moved.Length == 0) return;
        var sheet = _look.Sheet(44, 34, 34);
        sheet.Row(["", new(T("everybody"), Sheet.Quiet), new(T("inside", _result.Options.Perimeter.Name), Sheet.Quiet)]);
        foreach (var output in moved)
        {
            var technology = _network.Technologies.First(t => t.Id == output.Technology).Name;
            var item = output.Item.Length == 0 ? null : _network.Items.First(i => i.Id == output.Item);
            var title = _call.Texts.Format("terminal.colon", technology, _call.Texts["verb." + output.Verb]);
            sheet.Row([new("  " + (item is null ? title : _call.Texts.Format("terminal.colon", title, item.Name)), Hang: 2)]);
            foreach (var worth in _result.Cases)
                if (worth.Outputs.FirstOrDefault(o => (o.Technology, o.Verb, o.Item) == (output.Technology, output.Verb, output.Item)) is { } now)
                    sheet.Row([new("    " + Name(worth.Case), Hang: 2), Maximum(now.All, item, worth.Case), Maximum(now.Inside, item, worth.Case)]);
        }
    }

    void Plans()
    {
        if (_result.Cases[0].Plan is not { } before) return;
        _look.Blank();
        _look.Head(T("policy.plan"), T("policy.plan.rest"));
        foreach (var worth in _result.Cases.Where(c => c.Plan!.Deliveries.Count == 0))
            _look.Line(_call.Texts.Format("terminal.colon", Name(worth.Case), worth.Plan!.Conflict.Count == 0 ? T("policy.plan.none") : T("policy.plan.conflict", string.Join(", ", worth.Plan.Conflict.Select(c => c.Name)))), 2);
        if (_result.Cases.All(c => c.Plan!.Deliveries.Count == 0)) return;
        foreach (var item in _result.Cases.SelectMany(c => c.Plan!.Deliveries).Select(d => d.Item).Distinct()) Deliveries(_network.Items.First(i => i.Id == item));
        var sheet = _look.Sheet(44, 34, 34);
        sheet.Row([new("  " + T("policy.plan.money"), Sheet.Quiet), new(T("policy.plan.spent"), Sheet.Quiet), new(T("policy.plan.gap"), Sheet.Quiet)]);
        foreach (var worth in _result.Cases.Where(c => c.Plan!.Deliveries.Count > 0))
            sheet.Row([new("    " + Name(worth.Case), Hang: 2), worth.Plan!.Spending is { } spent ? With(spent, worth.Case, worth.Plan.MoreSpending, Euro) : _call.Texts["unit.unknown"], Gap(worth.Plan)]);
        if (before.CostCoverage is { Share: < 1 } costs) _look.Line(T("policy.plan.costs", _look.Count((int)costs.Known), _look.Count((int)costs.All)), 2, Sheet.Quiet);
        if (before.Findings.Count(f => f.Severity != Severity.Note) is > 0 and var count) _look.Line(T("policy.plan.findings", _look.Count(count)), 2, Sheet.Quiet);
    }

    void Deliveries(Item item)
    {
        var sheet = _look.Sheet(44, 20, 20, 26);
        var unit = item.Unit.Amount == "piece" ? item.Name : $"{item.Name}, {_look.Numbers.Unit(item.Unit.Amount)}";
        var ends = _result.Cases.Select(c => c.Plan!.Deliveries.FirstOrDefault(d => d.Item == item.Id)).First(d => d is not null)!.Ends;
        // The first year and the end; of a plan that is no longer, half way and the end.
        var year = Enumerable.Range(0, ends.Count).FirstOrDefault(t => ends[t] >= ends[0].AddMonths(11), ends.Count - 1);
        if (year == ends.Count - 1) year = Math.Max(0, ends.Count / 2 - 1);
        sheet.Row([new("  " + unit, Hang: 2), new(T("policy.plan.by", Dates.Text(ends[year])), Sheet.Quiet), new(T("policy.plan.by", Dates.Text(ends[^1])), Sheet.Quiet), new(T("policy.plan.met"), Sheet.Quiet)]);
        sheet.Row([new("    " + T("policy.plan.wanted"), Sheet.Quiet), _look.Numbers.Text(Of(_result.Cases[0], item)?.Wanted[year] ?? 0), _look.Numbers.Text(Of(_result.Cases[0], item)?.Wanted[^1] ?? 0)]);
        foreach (var worth in _result.Cases)
            if (Of(worth, item) is { } d)
                sheet.Row([new("    " + Name(worth.Case), Hang: 2), With(d.Delivered[year], worth.Case, Of(_result.Cases[0], item) is { } old ? d.Delivered[year] - old.Delivered[year] : null, _look.Numbers.Text),
                    With(d.Delivered[^1], worth.Case, d.MoreDelivered, _look.Numbers.Text), Met(d, worth.Case)]);
    }

    static PolicyDelivery? Of(PolicyWorth worth, Item item) => worth.Plan!.Deliveries.FirstOrDefault(d => d.Item == item.Id);

    string Met(PolicyDelivery delivery, PolicyCase given)
    {
        if (delivery.MetFrom is not { } month) return T("policy.plan.never");
        var text = month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        return given.Measures.Count == 0 || delivery.MonthsEarlier is not { } months || months == 0 ? text
            : T("policy.gain", text, T(months > 0 ? "policy.plan.earlier" : "policy.plan.later", _look.Count(Math.Abs(months))));
    }

    // Plans are as good as the cheapest within the gap: a difference below it is none.
    string With(double value, PolicyCase given, double? gain, Func<double, string> text) => given.Measures.Count == 0 || gain is not { } more || Math.Abs(more) <= Math.Max(1e-4, _result.Options.Plan!.Gap * Math.Abs(value))
        ? text(value) : T("policy.gain", text(value), (more > 0 ? "+" : "") + text(more));

    // A plan that counts as optimal is shown by what counts as that; the exact gap, which hangs on the solver's path, is in the JSON.
    string Gap(PolicyPlan plan) => plan.Gap is not { } gap ? _call.Texts["unit.unknown"] : _look.Numbers.Share(plan.Status == PlanStatus.Optimal ? Math.Max(gap, _result.Options.Plan!.Gap) : gap);

    string Euro(double value) => Money.Text(_call.Texts, _look.Numbers, value);

    static bool Moved(PolicyMaximum maximum) => Math.Abs(maximum.ThetaGain) > Dust;

    string Maximum(PolicyMaximum maximum, Item? item, PolicyCase given)
    {
        if (item is null) return _call.Texts[maximum.Theta.Central > 0 ? "sentence.held" : "sentence.not-held"];
        var text = Rate(maximum.PerMonth!.Central, item);
        if (TodayText.IsCapped(maximum.Theta.Central)) return _call.Texts.Format("unit.at-least", text);
        if (given.Measures.Count == 0) return text;
        return maximum.Gain is not { } gain || Math.Abs(maximum.ThetaGain) <= Dust ? text : T("policy.gain", text, Signed(gain));
    }

    string Rate(double perMonth, Item item) => _look.Numbers.Rate(perMonth, item.Unit.Amount, Adapters.Reports.RatePeriod.Month);

    string Signed(double value) => (value > 0 ? "+" : "") + _look.Numbers.Text(value);
}
