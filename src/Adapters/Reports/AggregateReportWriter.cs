using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes sums for an association as one HTML file that needs nothing else. It lists no findings and no sources: both can name a company.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class AggregateReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network, for its name, its description and the strictest marking of its lines.</param>
    /// <param name="title">Title.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="options">What had to hold for a figure to be shown.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(Network network, string title, IReadOnlyList<AggregateTable> tables, AggregateOptions options, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var page = new CapacityPage(network, texts, false);
        page.Open(texts["capacity.aggregate.eyebrow"], title, [.. network.Lines.Select(l => l.From), .. network.Expansions.Select(e => e.From), .. network.Demands.Select(d => d.From)], [(texts["report.version"], $"Vauban {identity.Version}")]);
        page.Section("rule", texts["capacity.aggregate.report.rule"]);
        foreach (var note in new AggregateWords(texts).Notes(options)) page.Html.Add($"<p>{note}</p>\n");
        page.EndSection();
        foreach (var table in tables)
        {
            page.Section(table.Id, table.Title);
            // Words stand left, numbers right: a column of the first is one in which nothing is a number.
            int[] words = [.. Enumerable.Range(1, table.Heads.Count - 1).Where(i => table.Rows.All(r => r[i].Number is null))];
            page.Table(table.Title, table.Heads, [.. table.Rows.Select(r => (IReadOnlyList<string>)[.. r.Select(c => c.Text)])], words, int.MaxValue);
            page.EndSection();
        }
        page.Identity(identity, []);
        return page.Close();
    }
}
