using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes a stress test as one HTML file that needs nothing else: the ranking of losses, the worst side by side, output over time with its band, and why it is missing.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class StressReportWriter
{
    const int Ranked = 25, Told = 8, SideBySide = 4;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">Stress test.</param>
    /// <param name="findings">What was found in the package.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name parties and sites.</param>
    public static string Write(StressResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var (texts, network, options) = (Texts.Texts.For(language), result.Table.Network, result.Options);
        var page = new DisruptionPage(network, texts, namesParties);
        var words = new StressWords(result.Table, texts, namesParties);
        var rows = DisruptionPage.Rows(network, options.Verb);
        var losing = result.Scenarios.Where(s => s.LostDays > 0 || s.LostDaysIn(Reading.Pessimistic) > 0).ToArray();
        var told = losing.Where(s => s.LostDays > 0).Take(Told).ToArray();
        var contents = new List<(string, string)>();
        if (losing.Length > 0) contents.Add(("ranking", page.T("report.ranking")));
        if (told.Length > 1) contents.Add(("comparison", page.T("report.comparison")));
        contents.AddRange(told.Select((s, i) => ($"scenario{i + 1}", words.Name(s))));
        if (result.Scenarios.Any(s => s.ExtraCosts.Count > 0)) contents.Add(("costs", page.T("report.costs")));
        contents.Add(("without", page.T("report.without")));
        page.Open(page.T("stress.title", page.Numbers.Text(options.Days), page.Numbers.Text(options.Draws), page.Numbers.Exact(options.Seed)), rows, options.Perimeter, options.Status, [], identity, contents);
        if (result.Level[1] <= 0) page.Say(page.T("survive.nothing"));
        else if (DisruptionWords.Level(texts, "stress", result.Level[0], result.Level[1], result.Level[2]) is { Length: > 0 } level) page.Say(level);
        var chapter = new StressChapter(page, words, result);
        if (losing.Length > 0) chapter.Ranking([.. losing.Take(Ranked)], losing.Length);
        if (told.Length > 1) chapter.Comparison([.. told.Take(SideBySide)]);
        for (var i = 0; i < told.Length; i++) chapter.Scenario(told[i], $"scenario{i + 1}");
        chapter.Costs();
        chapter.Without(losing);
        var date = options.At ?? network.Package.Head.AsOf;
        return page.Close(findings, rows, identity, result.Solver, options.Perimeter,
            [(texts["report.date"], date is { } day ? Dates.Text(day) : texts["report.no-date"]), (page.T("report.verb"), texts["verb." + options.Verb]), (page.T("report.days"), page.Numbers.Exact(options.Days)),
             (page.T("report.draws"), page.Numbers.Exact(options.Draws)), (page.T("report.seed"), page.Numbers.Exact(options.Seed)), (page.T("report.missing"), page.T(options.KeepsBacklog ? "report.missing.backlog" : "report.missing.lost"))]);
    }
}

/// <summary>The chapters of a stress test.</summary>
sealed class StressChapter(DisruptionPage page, StressWords words, StressResult result)
{
    string N(double value) => page.Numbers.Text(value);

    public void Ranking(ScenarioStress[] scenarios, int all)
    {
        page.Section("ranking", page.T("report.ranking"));
        page.Charts.Rank(page.T("report.ranking"), page.T("report.ranking.about"), [.. scenarios.Select(s => new RankBar(words.Name(s), Least(s), s.LostDays, Most(s)))]);
        page.Legend(page.T("report.ranking.about"));
        page.Table(page.T("report.ranking"), [page.T("head.scenario"), page.T("head.hits"), page.T("head.lost-days"), page.T("report.worth"), page.T("head.first-day"), page.T("head.back"), page.T("head.chance")],
            [.. scenarios.Select(s => new[] { words.Name(s), N(s.Hits), page.Numbers.Readings((s.LostDaysIn(Reading.Optimistic), s.LostDays, s.LostDaysIn(Reading.Pessimistic))), Worth(s),
                StressWords.Day((s.Worst ?? s.Products[0]).Central.FirstDay.Median), StressWords.Day((s.Worst ?? s.Products[0]).Central.RecoveryDay.Median), page.Numbers.Share((s.Worst ?? s.Products[0]).Central.LossShare) })]);
        if (all > scenarios.Length) page.Legend(page.T("report.more", N(all - scenarios.Length)));
        page.Legend(page.T(result.Options.KeepsBacklog ? "stress.legend.backlog" : "stress.legend"));
        page.EndSection();
    }

    static double Least(ScenarioStress s) => Math.Min(s.LostDays, Math.Min(s.LostDaysIn(Reading.Optimistic), s.LostDaysIn(Reading.Pessimistic)));

    static double Most(ScenarioStress s) => Math.Max(s.LostDays, Math.Max(s.LostDaysIn(Reading.Optimistic), s.LostDaysIn(Reading.Pessimistic)));

    string Worth(ScenarioStress s)
    {
        var values = s.Products.Select(p => p.LostValue).ToArray();
        return values.All(v => v.IsKnown) && values.Length > 0 ? Money.Text(page.Texts, page.Numbers, values.Sum(v => v.Central)) : page.Texts["unit.unknown"];
    }

    // The product that the worst of them loses most of: curves of one product can be compared.
    public void Comparison(ScenarioStress[] scenarios)
    {
        var item = (scenarios[0].Worst ?? scenarios[0].Products[0]).Item;
        var lines = scenarios.Select(s => (Name: words.Name(s), Product: s.Products.FirstOrDefault(p => p.Item == item))).Where(s => s.Product is { Band.Count: > 0 }).Select(s => (s.Name, s.Product!.Band)).ToArray();
        if (lines.Length < 2) return;
        page.Section("comparison", page.T("report.comparison"));
        page.Charts.Lines(page.T("report.comparison"), page.T("report.comparison.about", item.Name), page.T("report.day"), result.Options.Days, lines);
        page.Legend(page.T("report.comparison.about", item.Name));
        page.Table(page.T("report.comparison.about", item.Name), [page.T("report.span"), .. lines.Select(l => l.Name)],
            Spans([.. Enumerable.Range(0, lines.Max(l => l.Band.Count)).Select(w => lines.Select(l => w < l.Band.Count ? page.Numbers.Share(l.Band[w].Median) : "").ToArray())]), isFolded: true, most: 1100);
        page.EndSection();
    }

    // Weeks that say the same are one row: two years of which most are undisturbed are not a hundred rows.
    List<IReadOnlyList<string>> Spans(string[][] weeks)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var from = 0; from < weeks.Length;)
        {
            var to = from;
            while (to + 1 < weeks.Length && weeks[to + 1].SequenceEqual(weeks[from])) to++;
            rows.Add([page.Texts.Format("unit.range", N(from * 7 + 1), N(Math.Min(result.Options.Days, to * 7 + 7))), .. weeks[from]]);
            from = to + 1;
        }
        return rows;
    }

    public void Scenario(ScenarioStress scenario, string id)
    {
        page.Section(id, words.Name(scenario));
        if (DisruptionWords.About(page.Texts, scenario.Scenario) is { Length: > 0 } about) page.Say(about);
        if (scenario.Scenario.Domains.Count > 0) page.Legend(string.Join(", ", scenario.Scenario.Domains.Select(d => page.T("domain." + d))));
        foreach (var product in scenario.Products.Where(p => p.Central.Lost.Mean > 0)) Product(product);
        if (!double.IsNaN(scenario.Response.Best)) page.Say(page.T("stress.response", N(scenario.Response.AsPlayed), N(scenario.Response.Best), N(scenario.Response.AsPlayed - scenario.Response.Best)));
        if (scenario.Scenario.LegalHooks.Count > 0) page.Legend(page.T("stress.legal", string.Join("; ", scenario.Scenario.LegalHooks)));
        page.EndSection();
    }

    void Product(ProductStress product)
    {
        var value = product.LostValue.IsKnown ? page.T("stress.value", Money.Text(page.Texts, page.Numbers, product.LostValue.Central)) : "";
        page.Html.Add($"<h3>{product.Item.Name}</h3>\n");
        page.Say(page.T("stress.lost", product.Item.Name, N(product.Central.Lost.Mean), N(product.Central.Lost.P5), N(product.Central.Lost.P95)) + value);
        if (product.Band.Count > 0)
        {
            page.Charts.Band(page.T("report.band", product.Item.Name), page.T("report.band.about"), page.T("report.day"), result.Options.Days, product.Band);
            page.Legend(page.T("report.band.about"));
            page.Table(page.T("report.band", product.Item.Name), [page.T("report.span"), page.T("report.p5"), page.T("report.median"), page.T("report.p95")],
                Spans([.. product.Band.Select(w => new[] { page.Numbers.Share(w.Low), page.Numbers.Share(w.Median), page.Numbers.Share(w.High) })]), isFolded: true, most: 1100);
        }
        Causes(product);
        foreach (var b in product.Bridges) page.Say(page.T("stress.bridge", page.Numbers.Amount(N(b.Amount), b.Amount, b.Item.Unit.Amount), b.Item.Name));
        if (product.Causes.Count > 0 && product.Bridges.Count == 0) page.Say(page.T("stress.no-bridge"));
    }

    // The chain as boxes, from the product down to what the scenario hits, and the same as a sentence.
    void Causes(ProductStress product)
    {
        if (product.Causes.Count == 0) return;
        page.Html.Add($"<ol class=\"chain\" aria-label=\"{page.T("report.causes", product.Item.Name)}\">\n");
        foreach (var step in product.Causes)
            if (step.IsHit) page.Html.Add($"<li class=\"hit\"><strong>{step.Item.Name}</strong> {page.T("report.from-day", StressWords.Day(step.Day))} <span class=\"sub\">{page.T("report.hit")}</span></li>\n");
            else page.Html.Add($"<li><strong>{step.Item.Name}</strong> {page.T("report.from-day", StressWords.Day(step.Day))}</li>\n");
        page.Html.Raw("</ol>\n");
        page.Say(words.Why(product));
    }

    public void Costs()
    {
        var costs = result.Scenarios.SelectMany(s => s.ExtraCosts.Select(c => (Scenario: s, Cost: c))).ToArray();
        if (costs.Length == 0) return;
        page.Section("costs", page.T("report.costs"));
        page.Legend(page.T("report.costs.about"));
        page.Table(page.T("report.costs"), [page.T("head.scenario"), page.T("report.costs.product"), page.T("report.costs.more"), page.T("report.costs.draws"), page.T("report.costs.range"), page.T("report.costs.valued")],
            [.. costs.Select(c => new[] { words.Name(c.Scenario), c.Cost.Item.Name, Euro(c.Cost.Cost.Mean), Range(c.Cost.Cost.P5, c.Cost.Cost.P95), Range(c.Cost.Low, c.Cost.High), page.T("report.costs.of", N(c.Cost.Valued.Known), N(c.Cost.Valued.All)) })], texts: [0, 1]);
        page.EndSection();

        string Euro(double value) => double.IsNaN(value) ? page.Texts["unit.unknown"] : Money.Text(page.Texts, page.Numbers, value);
        string Range(double low, double high) => double.IsNaN(low) ? "" : Euro(low) == Euro(high) ? Euro(low) : page.Texts.Format("unit.range", Euro(low), Euro(high));
    }

    public void Without(ScenarioStress[] losing)
    {
        page.Section("without", page.T("report.without"));
        Names("harmless", result.Scenarios.Where(s => s.Status == StressStatus.Played && !losing.Contains(s)));
        Names("hits-nothing", result.Scenarios.Where(s => s.Status == StressStatus.HitsNothing));
        Names("price-only", result.Scenarios.Where(s => s.Status == StressStatus.PriceOnly));
        foreach (var (key, coverage) in new[] { ("survive.coverage", result.Coverage), ("survive.coverage.recovery", result.RecoveryCoverage), ("stress.coverage.lead", result.LeadCoverage), ("survive.coverage.stock", result.StockCoverage) })
            page.Legend(page.Coverage(key, coverage));
        page.EndSection();

        void Names(string key, IEnumerable<ScenarioStress> scenarios)
        {
            var names = scenarios.Select(words.Name).Distinct().ToArray();
            if (names.Length > 0) page.Say(page.T("stress." + key, string.Join("; ", names)));
        }
    }
}
