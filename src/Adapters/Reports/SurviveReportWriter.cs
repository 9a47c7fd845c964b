using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes times to survive and to recover as one HTML file that needs nothing else: the two times against each other for each kind of failure, with its table.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class SurviveReportWriter
{
    // Points of one chart that bear the number of their row; more would lie on one another.
    const int Numbered = 25, Drawn = 2000;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">Times.</param>
    /// <param name="findings">What was found in the package.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name parties and sites.</param>
    public static string Write(SurviveResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var (texts, network, options) = (Texts.Texts.For(language), result.Table.Network, result.Options);
        var page = new DisruptionPage(network, texts, namesParties);
        var rows = DisruptionPage.Rows(network, options.Verb);
        var kinds = result.Nodes.GroupBy(n => n.Node.Kind).ToArray();
        page.Open(page.T("survive.title"), rows, options.Perimeter, options.Status, [], identity, kinds.Select(k => (Id(k.Key), page.T("report.times", Kind(page, k.Key)))));
        page.Say(page.T("survive.goals", string.Join(", ", result.Products.Select(p => page.T("survive.product", p.Item.Name, page.Numbers.Rate(p.PerDay * Units.DaysPerMonth, p.Item.Unit.Amount, RatePeriod.Month))))));
        if (result.Level[1] <= 0) page.Say(page.T("survive.nothing"));
        else
        {
            if (DisruptionWords.Level(page.Texts, "survive", result.Level[0], result.Level[1], result.Level[2]) is { Length: > 0 } level) page.Say(level);
            foreach (var kind in kinds) Write(page, result, kind.Key, [.. kind]);
        }
        foreach (var (key, coverage) in new[] { ("survive.coverage", result.Coverage), ("survive.coverage.recovery", result.RecoveryCoverage), ("survive.coverage.stock", result.StockCoverage) }) page.Legend(page.Coverage(key, coverage));
        page.Legend(page.T(result.IsValued ? "survive.legend" : "survive.legend.days"));
        var date = options.At ?? network.Package.Head.AsOf;
        return page.Close(findings, rows, identity, result.Solver, options.Perimeter, [(texts["report.date"], date is { } day ? Dates.Text(day) : texts["report.no-date"]), (page.T("report.verb"), texts["verb." + options.Verb])]);
    }

    static string Id(ActorKind kind) => kind.ToString().ToLowerInvariant();

    static string Kind(DisruptionPage page, ActorKind kind) => page.Texts["exposure.kind." + Id(kind)];

    static void Write(DisruptionPage page, SurviveResult result, ActorKind kind, NodeSurvival[] nodes)
    {
        page.Section(Id(kind), page.T("report.times", Kind(page, kind)));
        page.Say(page.T("survive.count", page.Numbers.Text(nodes.Length), page.Numbers.Text(nodes.Count(n => !n.IsCovered))));
        var answered = nodes.Select((n, i) => (Node: n, Row: i + 1)).Where(n => n.Node.Central.Status is SurvivalStatus.Finite or SurvivalStatus.Unlimited).Take(Drawn).ToArray();
        if (answered.Length > 0)
        {
            page.Charts.Times(page.T("report.times", Kind(page, kind)), page.T("report.times.about"), (page.T("head.recover"), page.T("head.survive"), page.T("report.longer")),
                [.. answered.Select(n => new TimePoint(page.Names.Actor(n.Node.Node), n.Node.Central.RecoveryDays, n.Node.Central.Status == SurvivalStatus.Unlimited ? double.PositiveInfinity : n.Node.Central.Days, n.Row <= Numbered ? n.Row : 0))]);
            page.Legend(page.T("report.times.about"));
        }
        page.Table(page.T("report.times", Kind(page, kind)), [page.T("head.node"), page.T("report.row"), page.T("head.survive"), page.T("head.recover"), page.T("head.lost"), page.T("head.risk")],
            [.. nodes.Select((n, i) => new[] { page.Names.Actor(n.Node), page.Numbers.Text(i + 1), Days(page, n, r => r.Days), Days(page, n, r => r.RecoveryDays) + (n.IsRecoveryKnown ? "" : " " + page.T("survive.assumed")), Impact(page, result, n), page.Numbers.Share(n.RiskIndex) })]);
        page.EndSection();
    }

    static string Days(DisruptionPage page, NodeSurvival node, Func<Survival, double> value)
    {
        var all = node.Readings.Select(value).ToArray();
        if (double.IsNaN(all[1])) return page.T("survive.no-answer");
        var known = all.Where(v => !double.IsNaN(v)).ToArray();
        return page.Numbers.Readings((known.Min(), all[1], known.Max()));
    }

    static string Impact(DisruptionPage page, SurviveResult result, NodeSurvival node)
    {
        if (node.Central.Status is not (SurvivalStatus.Finite or SurvivalStatus.Unlimited)) return page.Texts["unit.unknown"];
        var all = node.Readings.Where(r => r.Status is SurvivalStatus.Finite or SurvivalStatus.Unlimited).Select(r => r.Impact).ToArray();
        string Text(double impact) => result.IsValued ? Money.Text(page.Texts, page.Numbers, impact) : page.Numbers.Text(impact);
        var (low, high) = (Text(all.Min()), Text(all.Max()));
        return low == high ? low : page.Texts.Format("unit.with-range", Text(node.Central.Impact), page.Texts.Format("unit.range", low, high));
    }
}
