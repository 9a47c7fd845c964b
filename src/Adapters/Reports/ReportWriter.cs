using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>Writes an assessment as one HTML file that needs nothing else: no script, no font, no picture, no address is fetched.</summary>
/// <remarks>The same input gives the same bytes; the only date in it is the day of the assessment.</remarks>
public static class ReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">Assessment.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="options">What is shown beside the assessment; null takes the defaults.</param>
    public static string Write(SovereigntyResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        options ??= new();
        var texts = Texts.Texts.For(language);
        var say = new Sentences(result.Network, texts, options.NamesParties);
        var html = new Html();
        var shell = new PageShell(html, texts, say);
        var title = Title(result);
        shell.Open(texts.Format("report.title", title), PageStyle.Report);
        Head(html, shell, texts, result, identity, title, options);
        html.Raw("<main id=\"main\">\n");
        var technologies = result.Grids.GroupBy(g => g.Technology.Index).Select(g => g.ToArray()).ToArray();
        var end = new ReportAppendix(html, shell, texts, say);
        Contents(html, texts, technologies, options, end.HasMoreVetoes(result));
        Short(html, texts, say, technologies);
        var chapter = new TechnologyChapter(html, shell, texts, say, result);
        for (var i = 0; i < technologies.Length; i++) chapter.Write(technologies[i], i + 1);
        if (options.Concentration is { } concentration) end.Concentration(concentration);
        end.Vetoes(result);
        if (options.Evidence is { } evidence) end.Evidence(evidence);
        end.Findings(findings);
        end.Sources(result);
        end.Identity(result, identity, options);
        html.Add($"</main>\n<footer>\n<p>{texts["report.indicative"]}</p>\n<p>{texts["report.unclassified"]}</p>\n</footer>\n");
        shell.Close();
        return html.ToString();
    }

    /// <summary>Title of the package, or its name.</summary>
    internal static string Title(SovereigntyResult result) => result.Network.Package.Head is { Title.Length: > 0 } head ? head.Title : result.Network.Package.Head.Name;

    static void Head(Html html, PageShell shell, Texts.Texts texts, SovereigntyResult result, ReportIdentity identity, string title, ReportOptions options)
    {
        html.Add($"<header>\n<p class=\"eyebrow\">{texts["report.eyebrow"]} · <span class=\"marking\">{PageShell.Marking([PageShell.Marking(result), options.Evidence?.Marking ?? ""])}</span></p>\n<h1>{title}</h1>\n");
        if (result.Network.Package.Head.Description is { Length: > 0 } about) html.Add($"<p>{about}</p>\n");
        html.Raw("<dl>\n");
        Fact("report.perimeters", string.Join(", ", result.Options.Perimeters.Select(p => p.Name)));
        Fact("report.date", shell.Date(result));
        Fact("report.counted", texts["report.status." + FieldCatalog.Statuses[result.Options.Status]]);
        Fact("report.coverage", shell.Coverage(result));
        if (result.Options.Without.Count > 0) Fact("report.without", string.Join(", ", result.Options.Without.Select(new Names(result.Network, texts, true).Actor)));
        Fact("report.version", $"Vauban {identity.Version}");
        html.Raw("</dl>\n</header>\n");

        void Fact(string key, string value) => html.Add($"<dt>{texts[key]}</dt><dd>{value}</dd>\n");
    }

    static void Contents(Html html, Texts.Texts texts, Grid[][] technologies, ReportOptions options, bool hasVetoes)
    {
        html.Add($"<nav aria-label=\"{texts["report.contents"]}\">\n<ul>\n<li><a href=\"#short\">{texts["report.short"]}</a></li>\n");
        for (var i = 0; i < technologies.Length; i++) html.Add($"<li><a href=\"#t{i + 1}\">{technologies[i][0].Technology.Name}</a></li>\n");
        if (options.Concentration is not null) html.Add($"<li><a href=\"#concentration\">{texts["report.concentration"]}</a></li>\n");
        if (options.Evidence is not null) html.Add($"<li><a href=\"#evidence\">{texts["evidence.report.title"]}</a></li>\n");
        string[] parts = ["findings", "sources", "identity"];
        foreach (var part in hasVetoes ? parts.Prepend("all-vetoes") : parts) html.Add($"<li><a href=\"#{part}\">{texts["report." + part]}</a></li>\n");
        html.Raw("</ul>\n</nav>\n");
    }

    static void Short(Html html, Texts.Texts texts, Sentences say, Grid[][] technologies)
    {
        html.Add($"<section id=\"short\">\n<h2>{texts["report.short"]}</h2>\n");
        foreach (var grids in technologies)
            foreach (var grid in grids) html.Add($"<p>{say.Summary(grid)}</p>\n");
        if (technologies.SelectMany(t => t).Any(g => g.Rows.Any(r => r.Verb == "export" && r.Goals.Count > 0))) html.Add($"<p class=\"legend\">{texts["sentence.export.note"]}</p>\n");
        html.Raw("</section>\n");
    }
}
