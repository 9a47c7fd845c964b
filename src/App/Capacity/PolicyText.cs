using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

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
            var rows = _result.Cases.Select(c => (c.Case, Now: c.Outputs.FirstOrDefault(o => (o.Technology, o.Verb, o.Item) == (output.Technology, output.Verb, output.Item)))).Where(r => r.Now is not null)
                .Select(r => (r.Case, Central: Maxima(r.Now!, item, r.Case, Reading.Central), Worst: Maxima(r.Now!, item, r.Case, Reading.Pessimistic))).ToArray();
            var isRange = rows.Any(r => r.Central != r.Worst);
            foreach (var row in rows)
            {
                sheet.Row([new("    " + Name(row.Case), Hang: 2), row.Central.All, row.Central.Inside]);
                if (isRange) sheet.Row([new("      " + T("policy.worst"), Sheet.Quiet), row.Worst.All, row.Worst.Inside]);
            }
        }
    }

    (string All, string Inside) Maxima(PolicyOutput output, Item? item, PolicyCase given, Reading reading) => (Maximum(output.All, item, given, reading), Maximum(output.Inside, item, given, reading));

    void Plans()
    {
        if (_result.Cases[0].Plan is not { } before) return;
        _look.Blank();
        _look.Head(T("policy.plan"), T("policy.plan.rest"));
        foreach (var worth in _result.Cases)
        {
            if (worth.Plan!.Deliveries.Count == 0) _look.Line(_call.Texts.Format("terminal.colon", Name(worth.Case), Without(worth.Plan)), 2);
            if (worth.Worst!.Deliveries.Count == 0) _look.Line(_call.Texts.Format("terminal.colon", T("policy.worst.of", Name(worth.Case)), Without(worth.Worst)), 2);
        }
        if (_result.Cases.All(c => c.Plan!.Deliveries.Count == 0 && c.Worst!.Deliveries.Count == 0)) return;
        foreach (var item in _result.Cases.SelectMany(c => Both(c)).SelectMany(p => p.Deliveries).Select(d => d.Item).Distinct()) Deliveries(_network.Items.First(i => i.Id == item));
        var sheet = _look.Sheet(44, 34, 34);
        sheet.Row([new("  " + T("policy.plan.money"), Sheet.Quiet), new(T("policy.plan.spent"), Sheet.Quiet), new(T("policy.plan.gap"), Sheet.Quiet)]);
        Rows(sheet, (c, plan, _) => plan.Deliveries.Count == 0 ? null : [plan.Spending is { } spent ? With(spent, c, plan.MoreSpending, Euro) : _call.Texts["unit.unknown"], Gap(plan)]);
        if (before.CostCoverage is { Share: < 1 } costs) _look.Line(T("policy.plan.costs", _look.Count((int)costs.Known), _look.Count((int)costs.All)), 2, Sheet.Quiet);
        if (before.Findings.Count(f => f.Severity != Severity.Note) is > 0 and var count) _look.Line(T("policy.plan.findings", _look.Count(count)), 2, Sheet.Quiet);
    }

    static IEnumerable<PolicyPlan> Both(PolicyWorth worth) => [worth.Plan!, worth.Worst!];

    string Without(PolicyPlan plan) => plan.Conflict.Count == 0 ? T("policy.plan.none") : T("policy.plan.conflict", string.Join(", ", plan.Conflict.Select(c => c.Name)));

    // A row per case, and below it that of the worst case, where any of them says something else.
    void Rows(Sheet sheet, Func<PolicyCase, PolicyPlan, PolicyPlan, string[]?> cells)
    {
        var rows = _result.Cases.Select(c => (c.Case, Central: cells(c.Case, c.Plan!, _result.Cases[0].Plan!), Worst: cells(c.Case, c.Worst!, _result.Cases[0].Worst!))).ToArray();
        var isRange = rows.Any(r => r.Central is not null && r.Worst is not null && !r.Central.SequenceEqual(r.Worst));
        foreach (var row in rows)
        {
            if (row.Central is not null) sheet.Row([new("    " + Name(row.Case), Hang: 2), .. row.Central.Select(c => (SheetCell)c)]);
            if (row.Worst is not null && (isRange || row.Central is null))
                sheet.Row([row.Central is null ? new("    " + T("policy.worst.of", Name(row.Case)), Hang: 2) : new("      " + T("policy.worst"), Sheet.Quiet), .. row.Worst.Select(c => (SheetCell)c)]);
        }
    }

    void Deliveries(Item item)
    {
        var sheet = _look.Sheet(44, 20, 20, 26);
        var unit = item.Unit.Amount == "piece" ? item.Name : $"{item.Name}, {_look.Numbers.Unit(item.Unit.Amount)}";
        var known = _result.Cases.SelectMany(Both).Select(p => Of(p, item)).OfType<PolicyDelivery>().ToArray();
        var ends = known[0].Ends;
        // The first year and the end; of a plan that is no longer, half way and the end.
        var year = Enumerable.Range(0, ends.Count).FirstOrDefault(t => ends[t] >= ends[0].AddMonths(11), ends.Count - 1);
        if (year == ends.Count - 1) year = Math.Max(0, ends.Count / 2 - 1);
        sheet.Row([new("  " + unit, Hang: 2), new(T("policy.plan.by", Dates.Text(ends[year])), Sheet.Quiet), new(T("policy.plan.by", Dates.Text(ends[^1])), Sheet.Quiet), new(T("policy.plan.met"), Sheet.Quiet)]);
        sheet.Row([new("    " + T("policy.plan.wanted"), Sheet.Quiet), _look.Numbers.Text(known[0].Wanted[year]), _look.Numbers.Text(known[0].Wanted[^1])]);
        Rows(sheet, (given, plan, before) => Of(plan, item) is not { } d ? null :
        [
            With(d.Delivered[year], given, Of(before, item) is { } old ? d.Delivered[year] - old.Delivered[year] : null, _look.Numbers.Text),
            With(d.Delivered[^1], given, d.MoreDelivered, _look.Numbers.Text), Met(d, given),
        ]);
    }

    static PolicyDelivery? Of(PolicyPlan plan, Item item) => plan.Deliveries.FirstOrDefault(d => d.Item == item.Id);

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

    static bool Moved(PolicyMaximum maximum) => Math.Max(Math.Abs(maximum.ThetaGain), Math.Abs(maximum.WorstThetaGain)) > Dust;

    string Maximum(PolicyMaximum maximum, Item? item, PolicyCase given, Reading reading)
    {
        if (item is null) return _call.Texts[maximum.Theta[reading] > 0 ? "sentence.held" : "sentence.not-held"];
        var text = Rate(maximum.PerMonth![reading], item);
        if (OutputProgram.IsCapped(maximum.Theta[reading])) return _call.Texts.Format("unit.at-least", text);
        var (gain, theta) = reading == Reading.Central ? (maximum.Gain, maximum.ThetaGain) : (maximum.WorstGain, maximum.WorstThetaGain);
        return given.Measures.Count == 0 || gain is not { } more || Math.Abs(theta) <= Dust ? text : T("policy.gain", text, Signed(more));
    }

    string Rate(double perMonth, Item item) => _look.Numbers.Rate(perMonth, item.Unit.Amount, Adapters.Reports.RatePeriod.Month);

    string Signed(double value) => (value > 0 ? "+" : "") + _look.Numbers.Text(value);
}
