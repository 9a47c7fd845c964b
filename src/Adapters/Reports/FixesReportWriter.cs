using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes fixes as one HTML file: for each goal the curve of sets that are worth their money, with its table.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class FixesReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="results">Fixes, one result for each perimeter.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name parties and lines; expansions always are.</param>
    public static string Write(IReadOnlyList<FixesResult> results, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var (network, first) = (results[0].Table.Network, results[0].Options);
        var page = new CapacityPage(network, texts, namesParties);
        var rows = results.SelectMany(Rows).ToArray();
        page.Open(texts["capacity.fixes.report.eyebrow"], texts["capacity.fixes.report.title"], rows,
            [(texts["report.perimeters"], string.Join(", ", results.Select(r => r.Options.Perimeter.Name))), (texts["report.date"], results[0].Date is { } day ? Dates.Text(day) : texts["report.no-date"]),
                (texts["report.counted"], texts["report.status." + FieldCatalog.Statuses[first.Status]]), (texts["report.version"], $"Vauban {identity.Version}")]);
        page.Contents([.. results.Select((r, i) => ($"p{i + 1}", texts.Format("capacity.fixes.title", r.Options.Perimeter.Name)))]);
        for (var i = 0; i < results.Count; i++) Chapter(page, results[i], i + 1);
        page.Appendix(findings, rows);
        page.Identity(identity, [.. results.Select(r => (texts["report.perimeter"], $"{r.Options.Perimeter.Name} = {r.Options.Perimeter.Members}")), (texts["report.solver"], results[0].Solver),
            (texts["report.outage"], texts.Format("unit.days", page.Say.Numbers.Exact(first.OutageDays))), (texts["capacity.fixes.report.level"], page.Say.Numbers.Share(first.Level)),
            (texts["report.names"], texts[namesParties ? "report.names.shown" : "capacity.plan.report.names.hidden"])]);
        return page.Close();
    }

    // Only what is on a curve or was tried; sources of what a fix comes from.
    static IEnumerable<Provenance> Rows(FixesResult result)
    {
        var network = result.Table.Network;
        var fixes = result.Rows.SelectMany(r => r.Values).Select(v => v.Fix.Address).ToHashSet(StringComparer.Ordinal);
        return network.Expansions.Select(e => e.From).Concat(network.Stocks.Select(s => s.From)).Concat(network.Links.Select(l => l.From)).Concat(network.Recipes.Select(r => r.From)).Where(f => fixes.Contains(f.Address))
            .Concat(result.Rows.SelectMany(r => r.Goals).Select(g => g.From));
    }

    static void Chapter(CapacityPage page, FixesResult result, int number)
    {
        var (texts, numbers) = (page.Texts, page.Say.Numbers);
        var words = new FixWords(result.Table.Network, texts, page.Say.Names, numbers);
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.fixes." + key, values);
        page.Section($"p{number}", T("title", result.Options.Perimeter.Name));
        foreach (var row in result.Rows)
        {
            var name = texts.Format("terminal.colon", row.Technology.Name, texts["verb." + row.Verb]);
            page.Html.Add($"<h3>{name}</h3>\n<p>{T("today", result.Options.Perimeter.Name, row.IsHolding ? words.Held(row.ThetaIn) : numbers.Goal(row.ThetaIn))}</p>\n");
            if (row.Curve.Count == 0)
            {
                page.Html.Add($"<p>{T("none")}</p>\n");
                continue;
            }
            var caption = T(row.Reading == Reading.Central ? "curve" : "curve.worst");
            if (!row.IsHolding && row.Curve.Count > 1) new ParetoChart(page.Html, numbers).Write($"{name}: {caption}", T("report.about"), T("report.axis"), row.Curve);
            page.Table(caption, [T("report.number"), T("head.set-cost"), T("head.reaches"), T("head.takes"), T("head.months"), T("head.chance"), T("head.set")], [.. row.Curve.Select((s, i) => (IReadOnlyList<string>)[numbers.Text(i + 1), words.Cost(s),
                row.IsHolding ? words.Held(s.ThetaIn) : numbers.Share(s.Theta), words.Lost(s.LostDays, row), words.Months(s), words.Chance(s), words.Set(s)])], [6]);
            if (!row.IsComplete) page.Html.Add($"<p class=\"legend\">{T("limit")}</p>\n");
            if (row.Unpriced.Count > 0) page.Html.Add($"<p class=\"legend\">{T("unpriced", string.Join(", ", row.Unpriced.Select(words.Name)))}</p>\n");
        }
        if (result.Decided.Count > 0) page.Html.Add($"<p>{T("decided", string.Join(", ", result.Decided))}</p>\n");
        page.Html.Add($"<p class=\"legend\">{T("legend")}</p>\n");
        page.EndSection();
    }
}
