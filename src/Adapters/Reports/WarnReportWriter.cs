using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes early warning as one HTML file that needs nothing else: a chart and a table of every alert, the four factors, false alarms.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class WarnReportWriter
{
    const int Told = 40;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">What is said.</param>
    /// <param name="findings">What was found in the package; that of the series is added.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name parties and sites.</param>
    public static string Write(WarnResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var (texts, network, options) = (Texts.Texts.For(language), result.Table.Network, result.Options);
        var page = new DisruptionPage(network, texts, namesParties);
        var words = new WarnWords(result, texts, namesParties);
        Provenance[] rows = [.. result.Series.Select(s => s.From), .. result.Series.Any(s => s.Factors is not null) ? DisruptionPage.Rows(network, options.Verb) : []];
        var alerts = result.Series.Where(s => s.Factors is not null).Take(Told).ToArray();
        var date = result.Date is { } day ? Dates.Text(day) : texts["report.no-date"];
        page.Open(result.Date is null ? page.T("warn.title.no-date") : page.T("warn.title", date), rows, options.Perimeter, options.Status, [], identity,
            [("series", page.T("report.series")), .. alerts.Select((s, i) => ($"alert{i + 1}", words.Name(s))), ("false-alarms", page.T("report.false-alarms"))]);
        Series(page, words, result);
        for (var i = 0; i < alerts.Length; i++) Alert(page, words, alerts[i], $"alert{i + 1}");
        page.Section("false-alarms", page.T("report.false-alarms"));
        foreach (var line in words.FalseAlarms()) page.Say(line);
        page.Table(page.T("report.false-alarms"), [page.T("report.rule"), page.T("report.independent"), page.T("report.correlated")],
            [.. Enum.GetValues<WarnRule>().Select(r => (words.Rule(r), result.ExpectedByRule[(int)r])).Append((page.T("report.any"), result.Expected))
                .Select(r => new[] { r.Item1, page.Numbers.Text(r.Item2.Independent), page.Numbers.Text(r.Item2.Correlated) })]);
        page.Legend(page.T("warn.legend"));
        page.EndSection();
        return page.Close([.. findings, .. result.Findings], rows, identity, result.Solver, options.Perimeter,
            [(texts["report.date"], date), (page.T("report.window"), page.Numbers.Exact(options.Window)), (page.T("report.verb"), texts["verb." + options.Verb])]);
    }

    static void Series(DisruptionPage page, WarnWords words, WarnResult result)
    {
        page.Section("series", page.T("report.series"));
        if (result.Series.Count == 0) page.Say(page.T("warn.none"));
        else
        {
            page.Say(words.Answer());
            page.Table(page.T("report.series"), [page.T("head.series"), page.T("head.status"), page.T("head.latest"), page.T("head.date"), page.T("head.rules"), page.T("head.since")],
                [.. result.Series.Select(s => new[] { words.Name(s), words.Status(s.Status), words.Latest(s), s.Points.Count > 0 ? Dates.Text(s.Points[^1].Date) : "", words.Rules(s), s.Since is { } since ? Dates.Text(since) : "" })],
                [1, 3, 4, 5]);
        }
        page.EndSection();
    }

    static void Alert(DisruptionPage page, WarnWords words, WarnSeries series, string id)
    {
        page.Section(id, page.T("report.alert", words.Name(series), words.Status(series.Status)));
        foreach (var reason in words.Reasons(series)) page.Say(reason);
        page.Charts.Series(words.Name(series), string.Join(" ", words.Reasons(series)), series);
        page.Legend(page.T("report.series.key"));
        page.Table(page.T("report.factors"), [page.T("report.factor"), page.T("report.what")], [.. words.Factors(series).Select(f => new[] { f.Name, f.Text })], [1]);
        page.Table(words.Name(series), [page.T("head.date"), page.T("report.value")], [.. series.Points.Select(p => new[] { Dates.Text(p.Date), words.Value(p.Value) })], isFolded: true);
        page.EndSection();
    }
}
