using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>A stress test on a terminal.</summary>
sealed class StressText
{
    const int Listed = 20, Told = 3;

    readonly Call _call;
    readonly StressResult _result;
    readonly Look _look;
    readonly StressWords _words;

    StressText(Call call, StressResult result)
    {
        (_call, _result) = (call, result);
        _look = new(call, result.Table.Network, "disruption.head.");
        _words = new(result.Table, call.Texts, true);
    }

    public static void Write(Call call, StressResult result, bool isNamed) => new StressText(call, result).Write(isNamed);

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("disruption.stress." + key, values);

    string N(double value) => _look.Numbers.Text(value);

    static string Day(double value) => StressWords.Day(value);

    void Write(bool isNamed)
    {
        _look.Title(T("title", N(_result.Options.Days), N(_result.Options.Draws), _result.Options.Seed.ToString(CultureInfo.InvariantCulture)));
        _look.Blank();
        if (_result.Level[1] <= 0)
        {
            _look.Line(_call.Texts["disruption.survive.nothing"], 0);
            return;
        }
        if (DisruptionWords.Level(_call.Texts, "stress", _result.Level[0], _result.Level[1], _result.Level[2]) is { Length: > 0 } level) _look.Line(level, 0);
        var losing = _result.Scenarios.Where(s => s.LostDays > 0 || s.LostDaysIn(Reading.Pessimistic) > 0).ToArray();
        if (losing.Length > 0) Rank(losing);
        foreach (var scenario in losing.Where(s => s.LostDays > 0).Take(isNamed ? int.MaxValue : Told)) Tell(scenario);
        _look.Blank();
        Without("harmless", _result.Scenarios.Where(s => s.Status == StressStatus.Played && !losing.Contains(s)));
        Without("hits-nothing", _result.Scenarios.Where(s => s.Status == StressStatus.HitsNothing));
        foreach (var s in _result.Scenarios)
            foreach (var c in s.ExtraCosts) Dearer(s, c);
        Without("price-only", _result.Scenarios.Where(s => s.Status == StressStatus.PriceOnly));
        Coverage("disruption.survive.coverage", _result.Coverage);
        Coverage("disruption.survive.coverage.recovery", _result.RecoveryCoverage);
        Coverage("disruption.stress.coverage.lead", _result.LeadCoverage);
        Coverage("disruption.survive.coverage.stock", _result.StockCoverage);
        _look.Line(T(_result.Options.KeepsBacklog ? "legend.backlog" : "legend"), 0, Sheet.Quiet);
    }

    void Rank(ScenarioStress[] scenarios)
    {
        var sheet = _look.Sheet(50, 8, 22, 10, 10, 12);
        sheet.Row(_look.Heads("scenario", "hits", "lost-days", "first-day", "back", "chance"));
        foreach (var s in scenarios.Take(Listed))
        {
            var worst = s.Worst ?? s.Products[0];
            sheet.Row([new("  " + Name(s), Hang: 1), _look.Count(s.Hits), _look.Numbers.Readings((s.LostDaysIn(Reading.Optimistic), s.LostDays, s.LostDaysIn(Reading.Pessimistic))),
                Day(worst.Central.FirstDay.Median), Day(worst.Central.RecoveryDay.Median), _look.Numbers.Share(worst.Central.LossShare)]);
        }
        if (scenarios.Length > Listed) _look.Line(_call.Texts.Format("exposure.more", _look.Count(scenarios.Length - Listed)), 2);
    }

    string Name(ScenarioStress s) => _words.Name(s);

    void Tell(ScenarioStress s)
    {
        _look.Blank();
        _look.Head(Name(s), string.Join(", ", s.Scenario.Domains.Select(d => _call.Texts["disruption.domain." + d])));
        foreach (var p in s.Products.Where(p => p.Central.Lost.Mean > 0))
        {
            var value = p.LostValue.IsKnown ? T("value", Money.Text(_call.Texts, _look.Numbers, p.LostValue.Central)) : "";
            _look.Line(T("lost", p.Item.Name, N(p.Central.Lost.Mean), N(p.Central.Lost.P5), N(p.Central.Lost.P95)) + value, 2);
            if (p.Causes.Count > 0) _look.Line(_words.Why(p), 2);
            foreach (var b in p.Bridges) _look.Line(T("bridge", _look.Numbers.Amount(N(b.Amount), b.Amount, b.Item.Unit.Amount), b.Item.Name), 2);
            if (p.Causes.Count > 0 && p.Bridges.Count == 0) _look.Line(T("no-bridge"), 2);
        }
        if (!double.IsNaN(s.Response.Best)) _look.Line(T("response", N(s.Response.AsPlayed), N(s.Response.Best), N(s.Response.AsPlayed - s.Response.Best)), 2);
        if (s.Scenario.LegalHooks.Count > 0) _look.Line(T("legal", string.Join("; ", s.Scenario.LegalHooks)), 2, Sheet.Quiet);
    }

    void Without(string key, IEnumerable<ScenarioStress> scenarios)
    {
        var names = scenarios.Select(s => Name(s)).Distinct().ToArray();
        if (names.Length > 0) _look.Line(T(key, string.Join("; ", names)), 0);
    }

    void Dearer(ScenarioStress s, PriceCost c)
    {
        if (double.IsNaN(c.Cost.Mean)) _look.Line(T("dearer.unknown", Name(s), c.Item.Name, N(c.Valued.All)), 0);
        else
        {
            var rest = c.Valued.Known < c.Valued.All ? T("dearer.rest", N(c.Valued.Known), N(c.Valued.All)) : "";
            _look.Line(T("dearer", Name(s), c.Item.Name, Euro(c.Cost.Mean), Euro(c.Cost.P5), Euro(c.Cost.P95)) + rest, 0);
        }
    }

    string Euro(double value) => Money.Text(_call.Texts, _look.Numbers, value);

    void Coverage(string key, Coverage coverage) => _look.Line(_call.Texts.Format(key, N(coverage.Known), N(coverage.All)), 0, Sheet.Quiet);
}
