using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>A joint procurement on a terminal.</summary>
sealed class PoolText
{
    static readonly string[] StateHeads = ["order", "delivered", "late", "cost", "unit-price", "first", "last", "delay", "work"];

    readonly Call _call;
    readonly PoolResult _result;
    readonly Look _look;

    PoolText(Call call, PoolResult result)
    {
        (_call, _result) = (call, result);
        _look = new(call, result.Network, "procurement.head.");
    }

    public static void Write(Call call, PoolResult result) => new PoolText(call, result).Write();

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("procurement." + key, values);

    string Euro(double euro) => double.IsNaN(euro) ? _call.Texts["unit.unknown"] : Money.Text(_call.Texts, _look.Numbers, euro);

    string N(double value) => double.IsNaN(value) ? _call.Texts["unit.unknown"] : _look.Numbers.Text(value);

    string Share(double share) => double.IsNaN(share) ? _call.Texts["unit.unknown"] : _look.Numbers.Share(share);

    string Month(int month) => month < 0 ? "" : _result.Month(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    string State(int state) => _result.Network.Parties.FirstOrDefault(p => p.Id == _result.States[state])?.Name ?? _result.States[state];

    string Source(PoolSource source) => source.Line >= 0 ? _result.Network.Lines[source.Line].Name : T("others", _result.Network.Items[source.Item].Name, _look.Names.Place(source.Place));

    void Write()
    {
        _look.Title(T("title", string.Join(", ", _result.Items.Select(_look.Names.Item)), string.Join(", ", Enumerable.Range(0, _result.States.Count).Select(State))));
        _look.Line(T("about", Month(0), Month(_result.WantedMonths - 1), _result.Options.Perimeter.Name, T("reading." + PoolJson.Word(_result.Options.Reading))), 0, Sheet.Quiet);
        foreach (var finding in _result.Findings) _look.Line(_call.Texts.Sentence(finding), 2, Sheet.Quiet);
        Verdict();
        States();
        Priorities();
        Schedule();
        Lines();
        CallOffs();
        Offered();
        _look.Blank();
        _look.Line(T("legend"), 0, Sheet.Quiet);
    }

    void Verdict()
    {
        _look.Blank();
        var joint = _result.Joint;
        if (_result.Separate is { } separate)
        {
            var (units, late, money, small) = (separate.Missing - joint.Missing, separate.LateUnitMonths - joint.LateUnitMonths, separate.Cost - joint.Cost, 1e-5 * joint.Wanted);
            var time = units > small ? "gain.units" : late > small ? "gain.time" : late < -small || units < -small ? "gain.loss" : "gain.same";
            var cost = double.IsNaN(money) ? "gain.unpriced" : money > 1e-6 * separate.Cost ? "gain.cheaper" : money < -1e-6 * separate.Cost ? "gain.dearer" : "gain.equal";
            _look.Line(T(time, N(units), N(Math.Abs(late))) + " " + T(cost, Euro(Math.Abs(money)), separate.Cost > 0 ? Share(Math.Abs(money) / separate.Cost) : ""), 2, Sheet.Strong);
        }
        if (!joint.IsOptimal) _look.Line(T("not-optimal"), 2);
        Reliefs();
        _look.Blank();
        var sheet = _look.Sheet(34, 22, 22);
        sheet.Row(["", new(T("joint"), Sheet.Quiet), new(_result.Separate is null ? "" : T("separate"), Sheet.Quiet)]);
        Row("delivered", p => T("of", N(p.Delivered), N(p.Wanted)));
        Row("late", p => N(p.LateUnitMonths));
        Row("missing", p => N(p.Missing));
        Row("cost", p => Euro(p.Cost));
        Row("unit-price", p => Euro(p.UnitPrice));
        Row("passed-on", p => Euro(p.CostPassedOn));
        Row("variants", p => _look.Count(p.Variants));
        Row("lines", p => _look.Count(p.Lines));

        void Row(string key, Func<PoolPlan, string> text) => sheet.Row(["  " + T(key), text(joint), _result.Separate is { } alone ? text(alone) : ""]);
    }

    // A limit stands in the way where the order is less late, less short or cheaper without it.
    void Reliefs()
    {
        var joint = _result.Joint;
        var isLate = joint.LateUnitMonths > 1e-6 * joint.Wanted || joint.Missing > 1e-6 * joint.Wanted;
        var named = false;
        foreach (var relief in _result.Reliefs)
        {
            var (late, units, money) = (joint.LateUnitMonths - relief.LateUnitMonths, joint.Missing - relief.Missing, joint.Cost - relief.Cost);
            var limit = T("limit." + PoolJson.Word(relief.Kind), relief.Name.Length > 0 && relief.Kind == PoolLimitKind.Workshare ? State(_result.States.ToList().IndexOf(relief.Name)) : relief.Name);
            if (late > 1e-5 * joint.Wanted || units > 1e-5 * joint.Wanted)
            {
                named = true;
                _look.Line(T("relief.late", limit, N(Math.Max(0, late)), N(Math.Max(0, units))), 2);
            }
            else if (money > 1e-4 * Math.Abs(joint.Cost) && late > -1e-5 * joint.Wanted) _look.Line(T("relief.cost", limit, Euro(money)), 2);
        }
        if (isLate && !named) _look.Line(T("relief.capacity", N(Enumerable.Range(0, _result.Months).Sum(_result.CapacityIn)), N(joint.Wanted)), 2);
    }

    void States()
    {
        _look.Blank();
        _look.Head(T("states"), T("states.unit"));
        // Cells of a fixed form keep their width on a terminal of 120 columns.
        var sheet = _look.Sheet(14, 11, 11, 9, 13, 11, 7, 7, 7, 7);
        sheet.Row([.. _look.Heads("state"), .. StateHeads.Select(k => new SheetCell(_call.Texts["procurement.head." + k], Sheet.Quiet))]);
        for (var s = 0; s < _result.States.Count; s++)
        {
            Row(State(s), T("joint.short"), _result.Joint, s);
            if (_result.Separate is { } separate) Row("", T("separate.short"), separate, s);
        }

        void Row(string name, string order, PoolPlan plan, int s)
        {
            var o = plan.Outcomes[s];
            sheet.Row([new("  " + name, Hang: 2), order, T("of", N(o.Delivered), N(o.Wanted)), N(o.LateUnitMonths), Euro(o.Cost), o.Delivered > 0 ? Euro(o.UnitPrice) : "", Month(o.First), Month(o.Last), o.Delivered > 0 ? N(Math.Round(o.MeanDelay, 6)) : "", Share(plan.Workshare(s))]);
        }
    }

    void Priorities()
    {
        foreach (var state in _result.Wants.Where(w => w.Priority is not null).GroupBy(w => w.State).OrderBy(g => g.Key))
            _look.Line(T("priorities", State(state.Key), string.Join(_call.Texts["sentence.semicolon"], state.Select(w => T("priority", N(w.Priority!.Value), T("certainty." + w.Certainty), N(w.Due.Sum()))))), 2, Sheet.Quiet);
    }

    void Schedule()
    {
        _look.Blank();
        _look.Head(T("schedule"), T("schedule.unit"));
        var sheet = _look.Sheet(9, 16, 16, 16, 11, 11, 11, 11);
        sheet.Row([.. _look.Heads("month"), .. Certainties.Select(c => new SheetCell(T("certainty." + c), Sheet.Quiet)), .. _look.Heads("due", "joint", "separate", "capacity").Select(h => h with { Text = h.Text.Trim() })]);
        for (var m = 0; m < _result.Months; m++)
        {
            if (_result.WantedIn(m) <= 0 && _result.Joint.DeliveredIn(m) <= 0 && (_result.Separate?.DeliveredIn(m) ?? 0) <= 0) continue;
            sheet.Row(["  " + Month(m), .. Certainties.Select(c => (SheetCell)Pooled(m, c)), N(_result.WantedIn(m)), N(_result.Joint.DeliveredIn(m)), _result.Separate is { } alone ? N(alone.DeliveredIn(m)) : "", N(_result.CapacityIn(m))]);
        }
    }

    static readonly string[] Certainties = ["firm", "option", "intention"];

    string Pooled(int month, string certainty)
    {
        var rows = _result.Pooled.Where(p => p.Month == month && p.Certainty == certainty).ToArray();
        return rows.Length == 0 ? "" : _look.Numbers.Readings((rows.Sum(r => r.Low), rows.Sum(r => r.Central), rows.Sum(r => r.High)));
    }

    void Lines()
    {
        _look.Blank();
        _look.Head(T("allocation"), T("allocation.unit"));
        var sheet = _look.Sheet(32, 12, 9, 11, 11, 13, 17);
        sheet.Row(_look.Heads("line", "home", "variant", "joint", "separate", "price", "first-price"));
        foreach (var x in _result.Sources)
        {
            var units = _result.Joint.UnitsOf(x.Index);
            sheet.Row([new("  " + Source(x), Hang: 2), x.Home < 0 ? "" : State(x.Home), _look.Count(x.Variant + 1), N(units), _result.Separate is { } alone ? N(alone.UnitsOf(x.Index)) : "",
                units > 0 ? Euro(_result.Joint.AveragePrice(x)) : "", x.UnitCost is { } cost ? Euro(cost) : _call.Texts["unit.unknown"]]);
        }
    }

    void CallOffs()
    {
        _look.Blank();
        _look.Head(T("calloffs"), T("calloffs.unit"));
        var months = Enumerable.Range(0, _result.Months).Where(m => _result.Joint.CallOffs.Any(c => c.Month == m)).ToArray();
        var sheet = _look.Sheet([9, .. _result.States.Select(_ => Math.Max(12, 104 / _result.States.Count - 2))]);
        sheet.Row([.. _look.Heads("month"), .. Enumerable.Range(0, _result.States.Count).Select(s => new SheetCell(State(s), Sheet.Quiet))]);
        foreach (var m in months)
            sheet.Row(["  " + Month(m), .. Enumerable.Range(0, _result.States.Count).Select(s => new SheetCell(string.Join(", ", _result.Joint.CallOffs.Where(c => c.Month == m && c.State == s).Select(c => T("calloff", N(c.Units), _result.Sources[c.Source].Id)))))]);
    }

    void Offered()
    {
        _look.Blank();
        _look.Head(T("offered"), T("offered.unit"));
        var spare = _result.Spares;
        var others = _result.OthersWant.Sum();
        if (spare.Count == 0) _look.Line(T("offered.none"), 2);
        foreach (var x in _result.Sources)
        {
            var rows = spare.Where(s => s.Source == x.Index).ToArray();
            if (rows.Length > 0) _look.Line(T("offered.line", Source(x), N(rows.Sum(r => r.Units)), Month(rows[0].Month), Month(rows[^1].Month)), 2);
        }
        if (others > 0) _look.Line(T("offered.others", N(others)), 2);
    }
}
