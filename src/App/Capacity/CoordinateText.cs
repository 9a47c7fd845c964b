using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>What coordination is worth, on a terminal.</summary>
sealed class CoordinateText
{
    // The worst; the rest is in the data file.
    const int Shown = 10;

    readonly Call _call;
    readonly CoordinationResult _result;
    readonly Network _network;
    readonly Look _look;
    readonly PlanWords _say;

    CoordinateText(Call call, Network network, CoordinationResult result)
    {
        (_call, _network, _result) = (call, network, result);
        _look = new(call, network, "capacity.head.");
        _say = new(network, call.Texts, true);
    }

    public static void Write(Call call, Network network, CoordinationResult result)
    {
        var text = new CoordinateText(call, network, result);
        text._look.Title(text.T("coordinate.title"));
        text.Verdict();
        text.States();
        text.Claims();
        text._look.Blank();
        text._look.Line(text.T("coordinate.legend"), 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity." + key, values);

    string Money(double euro) => _look.Numbers.Amount(_look.Numbers.Text(euro), euro, "EUR");

    void Verdict()
    {
        _look.Blank();
        for (var s = 0; s < _result.States.Count; s++)
            if (_result.Alone[s] is { HasPlan: false, Conflict.Count: > 0 }) _look.Line(T("coordinate.no-plan", _result.States[s].Name, Conflict(_result.Alone[s])), 2);
        // What is wrong with the data stands in the way of every plan alike.
        foreach (var error in _result.Coordinated.Findings.Where(f => f.Severity == Severity.Error)) _look.Line(_call.Texts.Sentence(error), 2);
        if (_result.Coordinated is { HasPlan: false, Conflict.Count: > 0 }) _look.Line(T("coordinate.no-plan.all", Conflict(_result.Coordinated)), 2);
        foreach (var finding in _result.Findings) _look.Line(_call.Texts.Sentence(finding), 2, Sheet.Quiet);
        if (_result.Joint is not { } joint || !_result.Coordinated.HasPlan) return;
        var value = _result.Value!.Value;
        var late = Late(_result.InJoint) - Late(_result.InCoordinated);
        _look.Line(T(value > 1e-6 * joint.Objective ? "coordinate.value" : "coordinate.no-value", Money(value), _look.Numbers.Text(Math.Max(0, late))), 2, Sheet.Strong);
        _look.Blank();
        var sheet = _look.Sheet(44, 22, 22, 22, 22);
        sheet.Row(["  ", new(T("coordinate.sum-alone"), Sheet.Quiet), new(T("coordinate.joint"), Sheet.Quiet), new(T("coordinate.one-plan"), Sheet.Quiet), new(_result.WithoutSidePayments is null ? "" : T("coordinate.nobody-worse"), Sheet.Quiet)]);
        Row("coordinate.delivered", o => o.Sum(x => x.Delivered), _look.Numbers.Text);
        Row("coordinate.late", Late, _look.Numbers.Text);
        Row("coordinate.shortfall-cost", o => o.Sum(x => x.ShortfallCost), Money);
        var plans = new[] { null, joint, _result.Coordinated.Plan, _result.WithoutSidePayments is { HasPlan: true } w ? w.Plan : null };
        sheet.Row(["  " + T("coordinate.capex"), .. plans.Select(p => (SheetCell)(p is null ? "" : Money(p.CostOf(PlanCostKind.Capex))))]);
        sheet.Row(["  " + T("coordinate.running"), .. plans.Select(p => (SheetCell)(p is null ? "" : Money(Running(p))))]);
        sheet.Row(["  " + T("coordinate.total"), .. plans.Select(p => (SheetCell)(p is null ? "" : Money(p.Objective)))]);

        void Row(string key, Func<IReadOnlyList<StateOutcome>, double> of, Func<double, string> text) => sheet.Row(["  " + T(key), .. Columns().Select(c => (SheetCell)(c.Count == 0 ? "" : text(of(c))))]);
    }

    static double Running(Plan plan) => plan.CostOf(PlanCostKind.Production) + plan.CostOf(PlanCostKind.Readiness) + plan.CostOf(PlanCostKind.Restart) + plan.CostOf(PlanCostKind.Holding);

    IReadOnlyList<IReadOnlyList<StateOutcome>> Columns() => [_result.Expected, _result.InJoint, _result.InCoordinated, _result.InWithoutSidePayments];

    static double Late(IReadOnlyList<StateOutcome> outcomes) => outcomes.Sum(o => o.LateUnitMonths);

    static string Conflict(PlanResult result) => string.Join(", ", result.Conflict.Select(c => c.Name));

    void States()
    {
        if (_result.InJoint.Count == 0) return;
        _look.Blank();
        _look.Head(T("coordinate.who"), T("coordinate.who.unit"));
        var sheet = _look.Sheet(44, 22, 22, 22, 22);
        foreach (var state in _result.States)
            sheet.Row([new("  " + Name(state.Name), Hang: 2), .. Columns().Select(c => (SheetCell)(c.Count == 0 ? "" : T("coordinate.of", _look.Numbers.Text(c[state.Index].Delivered), _look.Numbers.Text(c[state.Index].Wanted), _look.Numbers.Text(c[state.Index].LateUnitMonths))))]);
    }

    string Name(string buyer) => _network.Parties.FirstOrDefault(p => p.Id == buyer)?.Name ?? buyer;

    void Claims()
    {
        if (_result.Joint is not { } joint) return;
        _look.Blank();
        _look.Head(T("coordinate.claims"), T("coordinate.claims.unit"));
        if (_result.OverCommitments.Count == 0) _look.Line(T("coordinate.claims.none"), 2);
        else
        {
            var sheet = _look.Sheet(50, 12, 12, 12, 46);
            sheet.Row(_look.Heads("source", "from", "worst", "ratio", "by"));
            foreach (var over in _result.OverCommitments.Take(Shown))
            {
                var by = _result.States.Where(s => over.Claims[s.Index][over.WorstPeriod] > 0).Select(s => T("coordinate.claim", Name(s.Name), Part(over, s.Index)));
                sheet.Row([new("  " + Supply(joint.Supplies[over.Supply]), Hang: 2), Month(joint, over.FirstPeriod), Month(joint, over.WorstPeriod), _look.Numbers.Text(over.WorstRatio), string.Join(", ", by)]);
            }
            if (_result.OverCommitments.Count > Shown) _look.Line(_call.Texts.Format("exposure.more", _look.Count(_result.OverCommitments.Count - Shown)), 2);
        }
    }

    // A line and a new line have names; what others make does not say what it is.
    string Supply(PlanSupply supply) => supply.Kind is PlanSupplyKind.Line or PlanSupplyKind.New ? _say.Supply(supply) : _call.Texts.Format("terminal.colon", _look.Names.Item(supply.Item), _say.Supply(supply));

    string Part(OverCommitment over, int state) => over.Capacity[over.WorstPeriod] > 0 ? _look.Numbers.Share(over.Claims[state][over.WorstPeriod] / over.Capacity[over.WorstPeriod]) : _look.Numbers.Text(over.Claims[state][over.WorstPeriod]);

    static string Month(Plan plan, int period) => plan.Periods[period].First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
