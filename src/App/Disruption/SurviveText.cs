using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>Times to survive and to recover on a terminal.</summary>
sealed class SurviveText
{
    // The worst of each kind; a list of forty is no answer.
    const int Shown = 12;

    readonly Call _call;
    readonly SurviveResult _result;
    readonly Look _look;

    SurviveText(Call call, SurviveResult result)
    {
        (_call, _result) = (call, result);
        _look = new(call, result.Table.Network, "disruption.head.");
    }

    public static void Write(Call call, SurviveResult result) => new SurviveText(call, result).Write();

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("disruption.survive." + key, values);

    void Write()
    {
        _look.Title(T("title"));
        _look.Blank();
        _look.Line(T("goals", string.Join(", ", _result.Products.Select(p => T("product", p.Item.Name, _look.Numbers.Rate(p.PerDay * Units.DaysPerMonth, p.Item.Unit.Amount, RatePeriod.Month))))), 0);
        if (_result.Level[1] <= 0)
        {
            _look.Line(T("nothing"), 0);
            return;
        }
        if (DisruptionWords.Level(_call.Texts, "survive", _result.Level[0], _result.Level[1], _result.Level[2]) is { Length: > 0 } level) _look.Line(level, 0);
        foreach (var kind in _result.Nodes.GroupBy(n => n.Node.Kind)) Kind(kind.Key, [.. kind]);
        _look.Blank();
        Coverage("coverage", _result.Coverage);
        Coverage("coverage.recovery", _result.RecoveryCoverage);
        Coverage("coverage.stock", _result.StockCoverage);
        _look.Line(T(_result.IsValued ? "legend" : "legend.days"), 0, Sheet.Quiet);
    }

    void Kind(ActorKind kind, NodeSurvival[] nodes)
    {
        _look.Blank();
        var open = nodes.Where(n => !n.IsCovered || n.Readings.Any(r => r.Impact > 0)).ToArray();
        _look.Head(_call.Texts["exposure.kind." + ExposureJson.Word(kind)], T("count", _look.Count(nodes.Length), _look.Count(nodes.Count(n => !n.IsCovered))));
        if (open.Length == 0)
        {
            _look.Line(T("all-covered"), 2);
            return;
        }
        var sheet = _look.Sheet(40, 20, 16, 22, 8);
        sheet.Row(_look.Heads("node", "survive", "recover", "lost", "risk"));
        foreach (var node in open.Take(Shown))
            sheet.Row([new("  " + _look.Names.Actor(node.Node), Hang: 1), Days(node, r => r.Days), Days(node, r => r.RecoveryDays) + (node.IsRecoveryKnown ? "" : " " + T("assumed")), Impact(node), _look.Numbers.Share(node.RiskIndex)]);
        if (open.Length > Shown) _look.Line(_call.Texts.Format("exposure.more", _look.Count(open.Length - Shown)), 2);
    }

    string Days(NodeSurvival node, Func<Survival, double> value)
    {
        var all = node.Readings.Select(value).ToArray();
        if (double.IsNaN(all[1])) return T("no-answer");
        var known = all.Where(v => !double.IsNaN(v)).ToArray();
        return _look.Numbers.Readings((known.Min(), all[1], known.Max()));
    }

    string Impact(NodeSurvival node)
    {
        var all = node.Readings.Where(r => r.Status is SurvivalStatus.Finite or SurvivalStatus.Unlimited).Select(r => r.Impact).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Text(all.Min()), Text(all.Max()));
        return low == high ? low : _call.Texts.Format("unit.with-range", Text(node.Central.Impact), _call.Texts.Format("unit.range", low, high));
    }

    string Text(double impact) => _result.IsValued ? Money.Text(_call.Texts, _look.Numbers, impact) : _look.Numbers.Text(impact);

    void Coverage(string key, Coverage coverage) =>
        _look.Line(T(key, _look.Numbers.Text(coverage.Known), _look.Numbers.Text(coverage.All)), 0, Sheet.Quiet);
}
