using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Ways through a trough on a terminal.</summary>
sealed class TroughText
{
    readonly Call _call;
    readonly TroughResult _result;
    readonly Look _look;

    TroughText(Call call, TroughResult result)
    {
        (_call, _result) = (call, result);
        _look = new(call, result.Network, "capacity.trough.head.");
    }

    public static void Write(Call call, TroughResult result) => new TroughText(call, result).Write();

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity.trough." + key, values);

    string Euro(double euro) => Money.Text(_call.Texts, _look.Numbers, euro);

    string Share(double share) => _look.Numbers.Share(share);

    void Write()
    {
        var options = _result.Options;
        _look.Title(T("title", _look.Names.Actor(new(ActorKind.Line, _result.Line.Index)), _look.Count(options.Months), Share(options.Load)));
        if (_result.Best is not { } best)
        {
            _look.Line(T("missing", string.Join(", ", _result.Missing)), 0);
            return;
        }
        _look.Blank();
        var sheet = _look.Sheet(26, 26, 14, 14, 14, 14);
        sheet.Row(_look.Heads("way", "cost", "unsold", "fees", "restart", "lost"));
        foreach (var way in _result.Strategies) Way(sheet, T("way." + TroughJson.Word(way.Mode)), way.Plan, way.Low, way.High, way.Missing);
        Way(sheet, T("way.best"), best, best.Cost, best.Cost, []);
        _look.Blank();
        _look.Line(T("plan", string.Join("; ", Spans(best))), 0);
        if (!_result.IsCertain) _look.Line(T("uncertain"), 0);
        foreach (var b in _result.BreakEvens) _look.Line(T("break-even", T("way." + TroughJson.Word(b.Then)), T("way." + TroughJson.Word(b.Before)), _look.Count(b.Months)), 0);
        _look.Blank();
        _look.Line(T("legend", Euro(_result.LostPrice.Central), Share(_result.Worth), Euro(_result.HoldingCost)), 0, Sheet.Quiet);
    }

    void Way(Sheet sheet, string name, TroughPlan? plan, double low, double high, IReadOnlyList<string> missing)
    {
        if (plan is null)
        {
            sheet.Row(["  " + name, T("unknown", string.Join(", ", missing))]);
            return;
        }
        var cost = Math.Abs(high - low) <= 1e-9 * Math.Abs(high) ? Euro(plan.Cost) : _call.Texts.Format("unit.with-range", Euro(plan.Cost), _call.Texts.Format("unit.range", Euro(low), Euro(high)));
        sheet.Row(["  " + name, cost, Euro(plan.UnsoldCost), Euro(plan.Fees), Euro(plan.RestartCost), Euro(plan.LostCost)]);
    }

    // Months of one mode in one span; those after the trough only as far as they still differ from running.
    IEnumerable<string> Spans(TroughPlan plan)
    {
        var months = plan.Months.Where(m => m.Month <= _result.Options.Months || m.Mode != TroughMode.Run).ToArray();
        for (var i = 0; i < months.Length;)
        {
            var j = i;
            while (j + 1 < months.Length && months[j + 1].Mode == months[i].Mode) j++;
            yield return T(i == j ? "month" : "months-span", _look.Count(months[i].Month), _look.Count(months[j].Month), T("mode." + TroughJson.Word(months[i].Mode)));
            i = j + 1;
        }
    }
}
