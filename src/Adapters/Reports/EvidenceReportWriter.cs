using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes what papers say about a package as one HTML file that needs nothing else: claims beside the figures, coverage, papers to cite.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class EvidenceReportWriter
{
    const int MostRows = 400;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="answer">Papers and claims.</param>
    /// <param name="findings">What was found in the package.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(Network network, EvidenceAnswer answer, IReadOnlyList<Finding> findings, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var page = new CapacityPage(network, texts, false);
        var tables = EvidenceTable.Of(answer, texts).ToArray();
        // Figures rest on rows of the package, claims on papers: the head bears the strictest of both.
        var rows = answer.Results.Select(r => r.Figure).OfType<Figure>().Select(f => new Provenance("", "", f.Sources, "", f.Marking, true)).Append(new("", "", [], "", answer.Marking, true)).ToArray();
        page.Open(texts["evidence.report.eyebrow"], texts["evidence.report.title"], rows, [(texts["evidence.head.claim"], EvidenceWords.Number(answer.Results.Count)), (texts["evidence.head.papers"], EvidenceWords.Number(answer.Cited.Count)), (texts["report.version"], $"Vauban {identity.Version}")]);
        page.Contents(tables.Select(t => (t.Id, t.Title)));
        foreach (var table in tables)
        {
            page.Section(table.Id, table.Title);
            if (table.Id == "claims") page.Html.Add($"<p>{texts["evidence.claims.about"]}</p>\n");
            if (table.Id == "claims" && answer.Unnamed > 0) page.Html.Add($"<p class=\"legend\">{texts.Format("evidence.unnamed", EvidenceWords.Number(answer.Unnamed))}</p>\n");
            if (table.Rows.Count == 0) page.Html.Add($"<p>{texts["evidence.none"]}</p>\n");
            else page.Table(table.Title, table.Heads, table.Rows, table.Texts, MostRows);
            page.EndSection();
        }
        page.Appendix(findings, rows);
        page.Identity(identity, []);
        return page.Close();
    }
}
