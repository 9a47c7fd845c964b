using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>What the reports about capacity share: head, contents, tables of numbers, sources, and what a run is known by.</summary>
sealed class CapacityPage
{
    readonly Network _network;
    readonly PageShell _shell;
    readonly ReportAppendix _end;
    string _title = "";

    public CapacityPage(Network network, Texts.Texts texts, bool namesParties)
    {
        (_network, Texts) = (network, texts);
        var say = new Sentences(network, texts, namesParties);
        _shell = new(Html, texts, say);
        _end = new(Html, _shell, texts, say);
        Say = new(network, texts, namesParties);
        Charts = new(Html, Say.Numbers);
    }

    public Html Html { get; } = new();

    public Texts.Texts Texts { get; }

    public PlanWords Say { get; }

    public StackChart Charts { get; }

    public string T(string key, params ReadOnlySpan<string> values) => Say.T(key, values);

    /// <summary>Opens the page and writes its head.</summary>
    public void Open(string eyebrow, string title, IReadOnlyList<Provenance> rows, IEnumerable<(string Name, string Value)> facts, string style = "")
    {
        var head = _network.Package.Head;
        var name = head.Title.Length > 0 ? head.Title : head.Name;
        _title = Texts.Format("terminal.colon", name, title);
        _shell.Open(_title, PageStyle.Report + ChartStyle.Rules + style);
        Html.Add($"<header>\n<p class=\"eyebrow\">{eyebrow} · <span class=\"marking\">{PageShell.Marking(rows.Select(r => r.Marking))}</span></p>\n<h1>{Texts.Format("terminal.colon", name, title)}</h1>\n");
        if (head.Description.Length > 0) Html.Add($"<p>{head.Description}</p>\n");
        Facts(facts);
        Html.Raw("</header>\n<main id=\"main\">\n");
        StackChart.Patterns(Html);
    }

    void Facts(IEnumerable<(string Name, string Value)> facts)
    {
        Html.Raw("<dl>\n");
        foreach (var (name, value) in facts) Html.Add($"<dt>{name}</dt><dd>{value}</dd>\n");
        Html.Raw("</dl>\n");
    }

    public void Contents(IEnumerable<(string Id, string Name)> links)
    {
        Html.Add($"<nav aria-label=\"{Texts["report.contents"]}\">\n<ul>\n");
        foreach (var (id, name) in links) Html.Add($"<li><a href=\"#{id}\">{name}</a></li>\n");
        foreach (var part in new[] { "findings", "sources", "identity" }) Html.Add($"<li><a href=\"#{part}\">{Texts["report." + part]}</a></li>\n");
        Html.Raw("</ul>\n</nav>\n");
    }

    public void Section(string id, string title) => Html.Add($"<section id=\"{id}\">\n<h2>{title}</h2>\n");

    public void EndSection() => Html.Raw("</section>\n");

    /// <summary>A table whose first column names rows and whose other columns are numbers unless they are among the texts.</summary>
    /// <param name="caption">Caption.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="rows">Rows, as many cells as heads.</param>
    /// <param name="texts">Columns that are texts, beside the first.</param>
    /// <param name="most">Most rows; of the rest the number is given.</param>
    public void Table(string caption, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyCollection<int>? texts = null, int most = 60)
    {
        Html.Add($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>");
        for (var i = 0; i < heads.Count; i++)
            if (i > 0 && texts?.Contains(i) != true) Html.Add($"<th scope=\"col\" class=\"num\">{heads[i]}</th>");
            else Html.Add($"<th scope=\"col\">{heads[i]}</th>");
        Html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in rows.Take(most))
        {
            Html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
            for (var i = 1; i < row.Count; i++)
                // Months and words stay whole; sentences break.
                if (texts?.Contains(i) == true) Html.Add($"<td class=\"{(row[i].Length <= 16 ? "nw" : "tx")}\">{row[i]}</td>");
                else Html.Add($"<td class=\"num\">{row[i]}</td>");
            Html.Raw("</tr>\n");
        }
        _shell.EndTable();
        if (rows.Count > most) Html.Add($"<p class=\"legend\">{T("report.more", Say.Numbers.Text(rows.Count - most))}</p>\n");
    }

    public void Appendix(IReadOnlyList<Finding> findings, IReadOnlyList<Provenance> rows)
    {
        _end.Findings(findings);
        var ids = rows.SelectMany(r => r.Sources).ToHashSet(StringComparer.Ordinal);
        _end.Sources([.. _network.Sources.Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id, StringComparer.Ordinal)]);
    }

    public void Identity(ReportIdentity identity, IEnumerable<(string, string)> facts)
    {
        Html.Add($"<section id=\"identity\">\n<h2>{Texts["report.identity"]}</h2>\n<p>{Texts["report.identity.about"]}</p>\n");
        Facts([(Texts["report.snapshot"], identity.SnapshotHash), (Texts["report.version"], identity.Version), .. facts, (Texts["report.cite"], ReportCitation.Of(_title, identity))]);
        EndSection();
    }

    public string Close()
    {
        Html.Add($"</main>\n<footer>\n<p>{Texts["report.indicative"]}</p>\n<p>{Texts["report.unclassified"]}</p>\n</footer>\n");
        _shell.Close();
        return Html.ToString();
    }
}

/// <summary>Rules of the charts.</summary>
static class ChartStyle
{
    public const string Rules = """
        :root{--c0:#c3cfe2;--ca:#dfe8f5;--cb:#f6e7c8;--cc:#dceee0;--cd:#eadcf0;--ci:#27498a;--bar:#2f5597}
        @media (prefers-color-scheme:dark){@media screen{:root{--c0:#3a4a66;--ca:#22304a;--cb:#40341a;--cc:#1f3a29;--cd:#38263f;--ci:#9dbdf5;--bar:#7ea6e6}}}
        figure{margin:.8rem 0 .4rem;break-inside:avoid}
        .chart{display:block;width:100%;height:auto;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .defs{position:absolute}
        .c-grid{stroke:var(--line);stroke-width:1;fill:none}
        .c-text{font-size:13px;fill:var(--quiet)}.c-name{font-size:14px;fill:var(--ink)}
        .c-want{fill:none;stroke:var(--tick);stroke-width:2.5;stroke-dasharray:7 4}.c-come{fill:none;stroke:var(--ink);stroke-width:2.5}
        .pa{fill:var(--ca)}.pb{fill:var(--cb)}.pc{fill:var(--cc)}.pd{fill:var(--cd)}.pi{fill:var(--ci)}.ps{fill:none;stroke:var(--ci);stroke-width:1.4}
        .c0,.c1,.c2,.c3,.c4,.c5,.c6{stroke:var(--ci);stroke-width:.8}
        .c0{fill:var(--c0)}.c1{fill:url(#p1)}.c2{fill:url(#p2)}.c3{fill:url(#p3)}.c4{fill:url(#p4)}.c5{fill:url(#p5)}.c6{fill:url(#p6)}
        .g-permit{fill:url(#p4);stroke:var(--ci)}.g-build{fill:url(#p2);stroke:var(--ci)}.g-full{fill:var(--bar)}
        .key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.85rem;color:var(--quiet)}
        .swatch{width:24px;height:14px;margin-right:.4em;vertical-align:-.15em;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .h-0{fill:var(--paper);stroke:var(--line)}.h-1{fill:var(--c0);stroke:var(--line)}.h-2{fill:url(#p2);stroke:var(--ci)}.h-3{fill:url(#p1);stroke:var(--ci)}.h-4{fill:var(--bar);stroke:var(--bar)}
        .h-text{font-size:12px;fill:var(--ink)}.h-halo{font-size:12px;fill:var(--ink);stroke:var(--paper);stroke-width:4px;paint-order:stroke}.h-on{font-size:12px;fill:var(--paper);font-weight:600}
        tbody th{min-width:5rem}
        .nw{white-space:nowrap}.tx{overflow-wrap:normal}

        """;
}
