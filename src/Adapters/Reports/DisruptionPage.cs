using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>What the reports about disruption share.</summary>
sealed class DisruptionPage
{
    readonly CapacityPage _page;
    readonly bool _namesParties;

    public DisruptionPage(Network network, Texts.Texts texts, bool namesParties)
    {
        (Texts, _namesParties) = (texts, namesParties);
        _page = new(network, texts, namesParties);
        Numbers = new(texts);
        Charts = new(_page.Html, Numbers);
        Names = new(network, texts, namesParties);
    }

    public Texts.Texts Texts { get; }

    public Html Html => _page.Html;

    public Numbers Numbers { get; }

    public Names Names { get; }

    public DisruptionCharts Charts { get; }

    /// <summary>A text of disruption.</summary>
    public string T(string key, params ReadOnlySpan<string> values) => Texts.Format("disruption." + key, values);

    public void Open(string title, IReadOnlyList<Provenance> rows, Perimeter perimeter, int status, IReadOnlyList<(string, string)> facts, ReportIdentity identity, IEnumerable<(string, string)> contents)
    {
        _page.Open(T("report.eyebrow"), title, rows, [(Texts["report.perimeter"], perimeter.Name), (Texts["report.counted"], Texts["report.status." + FieldCatalog.Statuses[status]]), .. facts, (Texts["report.version"], $"Vauban {identity.Version}")], DisruptionCharts.Rules);
        _page.Contents(contents);
    }

    public void Section(string id, string title) => _page.Section(id, title);

    public void EndSection() => _page.EndSection();

    public void Say(string text) => Html.Add($"<p>{text}</p>\n");

    public void Legend(string text) => Html.Add($"<p class=\"legend\">{text}</p>\n");

    /// <summary>A table; long ones are folded together on a screen and printed whole.</summary>
    public void Table(string caption, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyCollection<int>? texts = null, bool isFolded = false, int most = 400)
    {
        if (isFolded) Html.Add($"<details><summary>{T("report.table")}</summary>\n");
        _page.Table(caption, heads, rows, texts, most);
        if (isFolded) Html.Raw("</details>\n");
    }

    public string Coverage(string key, Core.Model.Coverage coverage) => T(key, Numbers.Text(coverage.Known), Numbers.Text(coverage.All));

    public string Close(IReadOnlyList<Finding> findings, IReadOnlyList<Provenance> rows, ReportIdentity identity, string solver, Perimeter perimeter, IEnumerable<(string, string)> facts)
    {
        _page.Appendix(findings, rows);
        _page.Identity(identity, [(Texts["report.solver"], solver), (Texts["report.perimeter"], $"{perimeter.Name} = {perimeter.Members}"), .. facts,
            (Texts["report.names"], _namesParties ? Texts["report.names.shown"] : T("report.names.hidden"))]);
        return _page.Close();
    }

    /// <summary>Rows that a question about goals rests on: lines, recipes, stocks and links that count, and the goals.</summary>
    public static Provenance[] Rows(Network network, string verb) =>
        [.. network.Lines.Select(l => l.From), .. network.Recipes.Select(r => r.From), .. network.Stocks.Select(s => s.From), .. network.Links.Select(l => l.From), .. network.Goals.Where(g => g.Verb == verb).Select(g => g.From)];
}
