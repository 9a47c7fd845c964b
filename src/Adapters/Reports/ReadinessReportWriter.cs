using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Reports;

/// <summary>Writes the measures of Regulation (EU) 2025/2643 Article 85(2) as one HTML file, with base year and denominator.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class ReadinessReportWriter
{
    const int MostRows = 400;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network.</param>
    /// <param name="result">Measures of a year.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesContracts">True to list single contracts, whose ids name who is a party to them.</param>
    public static string Write(Network network, ReadinessResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesContracts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var (page, words) = (new CapacityPage(network, texts, namesContracts), new ReadinessWords(result, texts));
        string T(string key) => texts["procurement.readiness." + key];
        page.Open(T("eyebrow"), words.Title, [], [(T("base-year"), result.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)), (texts["report.perimeter"], result.Perimeter.Name), (texts["report.version"], $"Vauban {identity.Version}")]);
        (string, string)[] parts = [("shares", T("shares")), ("contracts", T("contracts"))];
        page.Contents(namesContracts ? parts : parts[..1]);
        page.Section("shares", T("shares"));
        page.Html.Add($"<p><strong>{words.Statement}</strong> <a href=\"{words.Cites}\">{words.Cites}</a></p>\n<p>{words.Denominator}</p>\n");
        foreach (var sentence in words.LeftOut) page.Html.Add($"<p>{sentence}</p>\n");
        page.Table(words.Title, [T("head.measure"), T("head.share"), T("head.known"), T("head.of")], [.. result.Shares.Select(s => (IReadOnlyList<string>)[words.Measure(s.Measure), words.Range(s), words.Share(s.Known), words.Of(s)])], [3]);
        page.Html.Add($"<p class=\"legend\">{T("legend")}</p>\n");
        page.EndSection();
        if (namesContracts)
        {
            page.Section("contracts", T("contracts"));
            var measures = Enum.GetValues<ReadinessMeasure>();
            page.Table(T("contracts"), [T("head.contract"), texts["report.date"], T("head.value"), .. measures.Select(words.Measure)],
                [.. result.Contracts.Select(c => (IReadOnlyList<string>)[c.Id, Dates.Text(c.Date), words.Value(c), .. measures.Select(m => words.Answer(c.Answers[m]))])], [1, 3, 4, 5], MostRows);
            page.EndSection();
        }
        page.Appendix(findings, []);
        page.Identity(identity, [(texts["report.names"], texts[namesContracts ? "report.names.shown" : "procurement.readiness.names.hidden"])]);
        return page.Close();
    }
}
