using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Reports;

/// <summary>Writes which groups of states meet which instrument's minimum membership as one HTML file, with articles and what is missing.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class GroupReportWriter
{
    const int MostRows = 400;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network.</param>
    /// <param name="items">Ids of the items that are bought.</param>
    /// <param name="result">What the groups come to.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(Network network, IReadOnlyList<string> items, GroupResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var (page, names, words) = (new CapacityPage(network, texts, true), new Names(network, texts, true), new GroupWords(result, texts));
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement.groups." + key, values);
        var title = T("title", names.Join(items.Select(i => names.Item(network.Items.First(x => x.Id == i).Index))), names.Join(result.Given.Select(m => m.Name)));
        Provenance[] rows = [.. network.Demands.Where(d => items.Contains(network.Items[d.Item].Id) && result.Given.Any(m => m.Id == d.Buyer)).Select(d => d.From)];
        page.Open(T("report.eyebrow"), title, rows, [(texts["report.date"], result.Date is { } day ? Dates.Text(day) : texts["report.no-date"]), (texts["report.version"], $"Vauban {identity.Version}")]);
        var (open, closed) = (result.Ways.Where(w => w.Outcome != Outcome.NotApplicable).ToArray(), result.Ways.Where(w => w.Outcome == Outcome.NotApplicable).ToArray());
        page.Contents([("overview", T("overview")), .. open.Select(w => (w.Rule.Head.Id, words.Rule(w)))]);
        page.Section("overview", T("overview"));
        page.Html.Add($"<p><strong>{T("statement")}</strong></p>\n<p>{words.Value()}</p>\n");
        page.Table(T("overview"), [T("head.rule"), T("head.asks"), T("head.outcome"), T("head.groups"), T("head.additions"), T("head.ceiling")],
            [.. open.Select(w => (IReadOnlyList<string>)[words.Rule(w), words.Asks(w), words.Outcome(w), words.Count(w), string.Join(texts["sentence.semicolon"], w.Additions.Select(words.Pattern)), string.Join(texts["sentence.semicolon"], w.Figures.Select(f => words.Figure(w, f)))])], [1, 2, 3, 4, 5], MostRows);
        if (closed.Length > 0) page.Html.Add($"<p>{T("closed", string.Join(texts["sentence.semicolon"], closed.Select(words.Rule)))}</p>\n");
        page.Html.Add($"<p class=\"legend\">{T("legend")}</p>\n");
        page.EndSection();
        foreach (var way in open)
        {
            page.Section(way.Rule.Head.Id, words.Rule(way));
            page.Html.Add($"<p><strong>{words.Outcome(way)}</strong> {words.Asks(way)}</p>\n<p><a href=\"{way.Rule.Head.Cites}\">{way.Rule.Head.Cites}</a> {T("read-on", new EligibilityWords(way.Pack, texts).AsRead)}</p>\n<p class=\"legend\">{words.Assumed(way)}</p>\n");
            foreach (var text in new[] { words.Missing(way) is { Length: > 0 } missing ? texts.Format("eligibility.missing", missing) : "", words.Besides(way) })
                if (text.Length > 0) page.Html.Add($"<p>{text}</p>\n");
            var patterns = way.Smallest.Select(p => ("smallest", p)).Concat(way.Open.Select(p => ("open", p))).Concat(way.Additions.Select(p => ("addition", p))).ToArray();
            if (patterns.Length > 0)
                page.Table(T("patterns"), [T("head.kind"), T("head.members"), T("head.size"), T("head.number"), T("head.missing")],
                    [.. patterns.Select(p => (IReadOnlyList<string>)[T("kind." + p.Item1), words.Pattern(p.p), page.Say.Numbers.Text(p.p.Size), page.Say.Numbers.Text(p.p.Groups), words.Missing(way, p.p)])], [1, 4], MostRows);
            if (way.Figures.Count > 0)
                page.Table(T("ceilings"), [T("head.figure"), T("head.article"), T("head.ceiling"), T("head.missing")],
                    [.. way.Figures.Select(f => (IReadOnlyList<string>)[f.Figure.Head.Title.In(language), new EligibilityWords(way.Pack, texts).Article(f.Figure.Head), words.Figure(way, f), words.FigureMissing(way, f)])], [1, 2, 3], MostRows);
            page.EndSection();
        }
        page.Appendix([.. findings, .. result.Findings], rows);
        page.Identity(identity, [.. result.Ways.Select(w => w.Pack).Distinct().Select(p => (texts["eligibility.head.pack"], $"{p.Name}, CELEX {p.Celex}, {p.ReadOn.In(language)}"))]);
        return page.Close();
    }
}
