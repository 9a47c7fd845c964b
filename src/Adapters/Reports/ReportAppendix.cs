using System.Globalization;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>The last chapters of the report: concentration, findings, sources, and what the run is known by.</summary>
sealed class ReportAppendix(Html html, PageShell shell, Texts.Texts texts, Sentences say)
{
    const int MostFindings = 200, MostItems = 60;

    public void Concentration(ConcentrationResult result)
    {
        html.Add($"<section id=\"concentration\">\n<h2>{texts["report.concentration"]}</h2>\n<p>{texts.Format("report.concentration.about", result.Options.Perimeter.Name)}</p>\n");
        shell.Table(texts["report.concentration.caption"], texts["column.item"], texts["column.largest"], texts["column.share"], texts["column.hhi"], texts["column.outside"], texts["column.coverage"]);
        foreach (var item in result.Items.Take(MostItems)) Row(item);
        shell.EndTable();
        if (result.Items.Count > MostItems) html.Add($"<p class=\"legend\">{texts.Format("sentence.more", Count(result.Items.Count - MostItems))}</p>\n");
        html.Raw("</section>\n");
    }

    void Row(ItemConcentration item)
    {
        var level = item.Levels.FirstOrDefault(l => l.Level == ActorKind.Country);
        var largest = level?.Largest;
        html.Add($"<tr><th scope=\"row\">{item.Item.Name}</th><td>{(largest is null ? texts["unit.unknown"] : say.Names.Actor(largest.Holder))}</td><td>");
        if (largest is not null)
        {
            var share = Share(largest.Low, largest.Central, largest.High);
            shell.ShareBar(texts.Format("report.concentration.bar", item.Item.Name), $"{say.Names.Actor(largest.Holder)}: {share}", largest.Central);
            html.Add($"<span class=\"sub\">{share}</span>");
        }
        else html.Add($"{texts["unit.unknown"]}");
        // The index is shown on the usual scale of 10 000 (shares in per cent, squared).
        html.Add($"</td><td>{(level?.Hhi is { } hhi ? say.Numbers.Readings((hhi.Low * 10000, hhi.Central * 10000, hhi.High * 10000)) : texts["unit.unknown"])}</td>");
        html.Add($"<td>{(item.OutsideShare is { } outside ? Share(outside.Low, outside.Central, outside.High) : texts["unit.unknown"])}</td>");
        html.Add($"<td>{texts.Format("sentence.coverage.rows", say.Numbers.Exact(item.Coverage.Known), say.Numbers.Exact(item.Coverage.All))}</td></tr>\n");
    }

    string Share(double low, double central, double high) => say.Numbers.Goal(low, central, high);

    /// <summary>True where a chapter names only some of the veto sets.</summary>
    public bool HasMoreVetoes(SovereigntyResult result) => Lists(result).Any();

    IEnumerable<(Grid Grid, VerbRow Row, VetoList List)> Lists(SovereigntyResult result) =>
        from grid in result.Grids
        from row in grid.Rows
        from list in row.Reliance.Vetoes
        where say.IsCut(list, ListLimit.Report)
        select (grid, row, list);

    public void Vetoes(SovereigntyResult result)
    {
        if (!HasMoreVetoes(result)) return;
        html.Add($"<section id=\"all-vetoes\">\n<h2>{texts["report.all-vetoes"]}</h2>\n<p>{texts["report.all-vetoes.about"]}</p>\n");
        shell.Table(texts["report.all-vetoes"], texts["column.verb"], texts["column.kind"], texts["column.sets"]);
        foreach (var (grid, row, list) in Lists(result))
        {
            html.Add($"<tr><th scope=\"row\">{say.Verb(row.Verb)}<span class=\"sub\">{grid.Technology.Name}, {grid.Perimeter.Name}</span></th><td>{say.VetoKind(list)}</td>");
            html.Add($"<td>{say.VetoSets(list, ListLimit.Appendix)}</td></tr>\n");
        }
        shell.EndTable();
        html.Raw("</section>\n");
    }

    public void Findings(IReadOnlyList<Finding> findings)
    {
        html.Add($"<section id=\"findings\">\n<h2>{texts["report.findings"]}</h2>\n");
        if (findings.Count == 0) html.Add($"<p>{texts["report.findings.none"]}</p>\n");
        else
        {
            shell.Table(texts["report.findings.caption"], texts["column.code"], texts["column.severity"], texts["column.place"], texts["column.what"]);
            foreach (var f in findings.OrderByDescending(f => f.Severity).Take(MostFindings))
                html.Add($"<tr><th scope=\"row\">{f.Code}</th><td>{texts["report.severity." + f.Severity.ToString().ToLowerInvariant()]}</td><td>{texts.Place(f.Place)}</td><td>{texts.Message(f)}</td></tr>\n");
            shell.EndTable();
            if (findings.Count > MostFindings) html.Add($"<p class=\"legend\">{texts.Format("sentence.more", Count(findings.Count - MostFindings))}</p>\n");
        }
        html.Raw("</section>\n");
    }

    public void Sources(SovereigntyResult result) => Sources(UsedSources(result));

    public void Sources(IReadOnlyList<Source> used)
    {
        html.Add($"<section id=\"sources\">\n<h2>{texts["report.sources"]}</h2>\n<p>{texts["report.sources.about"]}</p>\n");
        if (used.Count > 0)
        {
            shell.Table(texts["report.sources.caption"], texts["column.id"], texts["column.title"], texts["column.publisher"], texts["column.date"], texts["column.reliability"], texts["column.credibility"]);
            foreach (var s in used)
            {
                html.Add($"<tr><th scope=\"row\">{s.Id}</th><td>{s.Title}");
                Link(s.Url);
                html.Add($"</td><td>{s.Publisher}</td><td>{s.Date}</td><td>{s.Reliability}</td><td>{s.Credibility}</td></tr>\n");
            }
            shell.EndTable();
        }
        html.Raw("</section>\n");
    }

    // Shown and linked, never fetched; only addresses of the web become links.
    void Link(string url)
    {
        if (url.Length == 0) return;
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
        if (isWeb) html.Add($"<span class=\"sub\"><a href=\"{url}\" rel=\"noreferrer noopener\">{url}</a></span>");
        else html.Add($"<span class=\"sub\">{url}</span>");
    }

    /// <summary>What papers say about the figures, where a library was given.</summary>
    public void Evidence(EvidenceAnswer answer)
    {
        html.Add($"<section id=\"evidence\">\n<h2>{texts["evidence.report.title"]}</h2>\n<p>{texts["evidence.claims.about"]}</p>\n");
        if (answer.Unnamed > 0) html.Add($"<p class=\"legend\">{texts.Format("evidence.unnamed", Count(answer.Unnamed))}</p>\n");
        foreach (var table in EvidenceTable.Of(answer, texts))
        {
            if (table.Rows.Count == 0) continue;
            shell.Table(table.Title, [.. table.Heads]);
            foreach (var row in table.Rows.Take(MostFindings))
            {
                html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
                foreach (var cell in row.Skip(1)) html.Add($"<td>{cell}</td>");
                html.Raw("</tr>\n");
            }
            shell.EndTable();
            if (table.Rows.Count > MostFindings) html.Add($"<p class=\"legend\">{texts.Format("sentence.more", Count(table.Rows.Count - MostFindings))}</p>\n");
        }
        html.Raw("</section>\n");
    }

    /// <summary>Sources of the figures shown, by id.</summary>
    internal static Source[] UsedSources(SovereigntyResult result)
    {
        var ids = PageShell.Figures(result).SelectMany(f => f.Sources).ToHashSet(StringComparer.Ordinal);
        return [.. result.Network.Sources.Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    public void Identity(SovereigntyResult result, ReportIdentity identity, ReportOptions options)
    {
        var o = result.Options;
        html.Add($"<section id=\"identity\">\n<h2>{texts["report.identity"]}</h2>\n<p>{texts["report.identity.about"]}</p>\n<dl>\n");
        Fact("report.snapshot", identity.SnapshotHash);
        Fact("report.version", identity.Version);
        Fact("report.solver", result.Solver);
        Fact("report.date", shell.Date(result));
        Fact("report.counted", texts["report.status." + FieldCatalog.Statuses[o.Status]]);
        Fact("report.technologies", o.Technologies.Count == 0 ? texts["report.all"] : string.Join(", ", o.Technologies));
        foreach (var p in o.Perimeters) Fact("report.perimeter", $"{p.Name} = {p.Members}");
        Fact("report.without", o.Without.Count == 0 ? texts["report.nobody"] : string.Join(", ", o.Without.Select(a => a.Id(result.Network))));
        Fact("report.outage", texts.Format("unit.days", say.Numbers.Exact(o.OutageDays)));
        Fact("report.limits", texts.Format("report.limits.text", Count(o.VetoSize), Count(o.VetoSolves), Count(o.Rungs), Count(o.AskRows), Count(o.FailureSolves)));
        Fact("report.names", texts[options.NamesParties ? "report.names.shown" : "report.names.hidden"]);
        Fact("report.cite", ReportCitation.Of(texts.Format("report.title", ReportWriter.Title(result)), identity));
        html.Raw("</dl>\n</section>\n");

        void Fact(string key, string value) => html.Add($"<dt>{texts[key]}</dt><dd>{value}</dd>\n");
    }

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
