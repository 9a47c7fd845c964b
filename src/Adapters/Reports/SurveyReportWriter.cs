using System.Globalization;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Reports;

/// <summary>Who stands behind a release, for its files.</summary>
/// <param name="Fingerprint">Fingerprint of what leaves; never one of answers.</param>
/// <param name="IsApproved">False for a draft.</param>
/// <param name="Date">Day of the release, or empty.</param>
/// <param name="Version">Version of the program.</param>
public sealed record SurveyIdentity(string Fingerprint, bool IsApproved, string Date, string Version);

/// <summary>Writes what of a survey leaves as one HTML file that needs nothing else. It gives no reasons and names nobody.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class SurveyReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="release">Release.</param>
    /// <param name="identity">Who stands behind it.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(SurveyRelease release, SurveyIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var (html, numbers) = (new Html(), new Numbers(texts));
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("survey." + key, values);
        var title = T("report.title", release.Round.Survey, release.Round.Period);
        PageShell.Open(html, texts, title, PageStyle.Report + ChartStyle.Rules);
        html.Add($"<header>\n<p class=\"eyebrow\">{T(identity.IsApproved ? "report.approved" : "report.draft")}</p>\n<h1>{title}</h1>\n<dl>\n");
        var utility = release.Utility;
        (string, string)[] facts = [(T("report.date"), identity.Date), (T("head.shown"), T("report.shown", numbers.Text(utility.Shown), numbers.Text(utility.Cells))), (T("report.fingerprint"), identity.Fingerprint), (texts["report.version"], $"Vauban {identity.Version}")];
        foreach (var (name, value) in facts)
            if (value.Length > 0) html.Add($"<dt>{name}</dt><dd>{value}</dd>\n");
        html.Add($"</dl>\n</header>\n<main id=\"main\">\n<section id=\"rule\">\n<h2>{T("report.rule")}</h2>\n");
        foreach (var note in Notes(release.Rules, texts)) html.Add($"<p>{note}</p>\n");
        html.Raw("</section>\n");
        var grids = SurveyGrid.Of(release);
        for (var i = 0; i < grids.Count; i++) Grid(html, grids[i], $"t{(i + 1).ToString(CultureInfo.InvariantCulture)}", numbers, texts, T);
        html.Add($"</main>\n<footer>\n<p>{T("report.about")}</p>\n</footer>\n");
        PageShell.Close(html);
        return html.ToString();
    }

    /// <summary>What had to hold, in sentences.</summary>
    public static IReadOnlyList<string> Notes(SurveyRules rules, Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(texts);
        var numbers = new Numbers(texts);
        string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
        string[] notes =
        [
            texts.Format("survey.rule.primary", Count(rules.LeastContributors), Count(rules.Largest), numbers.Share(rules.Dominance), numbers.Share(rules.Percent)),
            texts.Format("survey.rule.attack", numbers.Share(rules.Percent)), texts["survey.rule.empty"],
        ];
        return rules.Intervals ? [.. notes, texts["survey.rule.ranges"]] : notes;
    }

    /// <summary>A cell as text: a number, a range, or a dot.</summary>
    public static string Cell(ReleasedCell? cell, Numbers numbers, Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(texts);
        return cell is null ? "·" : cell.Kind == CellKind.Shown ? numbers.Exact(cell.Low) : texts.Format("unit.range", numbers.Exact(cell.Low), numbers.Exact(cell.High));
    }

    static void Grid(Html html, SurveyGrid grid, string id, Numbers numbers, Texts.Texts texts, Words words)
    {
        string Code(string code) => code.Length == 0 ? words("total") : code;
        var caption = words("report.table", grid.Question.Id, grid.Question.Unit) + string.Concat(grid.Breakdowns.Select(b => " · " + b));
        html.Add($"<section id=\"{id}\">\n<h2>{caption}</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>");
        foreach (var name in grid.Down.Count > 0 ? grid.Down : [words("head.all")]) html.Add($"<th scope=\"col\">{name}</th>");
        foreach (var column in grid.Columns) html.Add($"<th scope=\"col\" class=\"num\">{Code(column)}</th>");
        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var (codes, cells) in grid.Rows)
        {
            html.Raw("<tr>");
            for (var i = 0; i < Math.Max(1, codes.Count); i++)
                if (i == 0) html.Add($"<th scope=\"row\">{Code(codes.Count > 0 ? codes[0] : "")}</th>");
                else html.Add($"<td class=\"tx\">{Code(codes[i])}</td>");
            foreach (var cell in cells) html.Add($"<td class=\"num\">{Cell(cell, numbers, texts)}</td>");
            html.Raw("</tr>\n");
        }
        html.Raw("</tbody></table></div>\n");
        if (grid.Left > 0) html.Add($"<p class=\"legend\">{words("report.left", numbers.Text(grid.Left))}</p>\n");
        html.Raw("</section>\n");
    }

    delegate string Words(string key, params ReadOnlySpan<string> values);
}
