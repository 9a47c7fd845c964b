using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>What every page shares: head without any outside reference, marks of verdicts, the grid, bars.</summary>
sealed class PageShell(Html html, Texts.Texts texts, Sentences say)
{
    /// <summary>Opens the page up to its main part.</summary>
    public void Open(string title, string style) => Open(html, texts, title, style);

    /// <summary>Opens a page that speaks of no network.</summary>
    public static void Open(Html html, Texts.Texts texts, string title, string style)
    {
        html.Add($"<!DOCTYPE html>\n<html lang=\"{texts.Language}\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n")
            .Add($"<title>{title}</title>\n<style>\n").Raw(PageStyle.Common).Raw(style).Add($"</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">{texts["report.skip"]}</a>\n");
    }

    /// <summary>Closes the page.</summary>
    public void Close() => Close(html);

    /// <summary>Closes a page that speaks of no network.</summary>
    public static void Close(Html html) => html.Raw("</body>\n</html>\n");

    /// <summary>A verdict as a mark and a word; the mark repeats the word in shape, never in colour alone.</summary>
    public void Verdict(RelianceVerdict verdict)
    {
        var (tone, mark) = verdict switch
        {
            RelianceVerdict.Yes => ("good", "full"),
            RelianceVerdict.YesAlone => ("good", "ring"),
            RelianceVerdict.OnlyWithOthers => ("mid", "half"),
            RelianceVerdict.NotAlone => ("bad", "quarter"),
            RelianceVerdict.No => ("bad", "empty"),
            RelianceVerdict.Unknown => ("open", "dashed"),
            _ => ("none", "line"),
        };
        Mark(tone, mark, say.Verdict(verdict));
    }

    /// <summary>A verdict on exposure as a mark and a word.</summary>
    public void Verdict(ExposureVerdict verdict)
    {
        var (tone, mark) = verdict switch
        {
            ExposureVerdict.Holds => ("good", "square"),
            ExposureVerdict.Exposed => ("bad", "cut"),
            ExposureVerdict.Unknown => ("open", "dashed-square"),
            _ => ("none", "line"),
        };
        Mark(tone, mark, say.Verdict(verdict));
    }

    void Mark(string tone, string mark, string word) => html.Add($"<span class=\"v t-{tone}\"><span class=\"m m-{mark}\" aria-hidden=\"true\"></span>{word}</span>");

    /// <summary>The grid of one technology: a row per verb and danger, a column per perimeter; goals are cut to a length.</summary>
    public void Grid(IReadOnlyList<Grid> grids, string caption, int longest = int.MaxValue)
    {
        html.Add($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"grid\">\n<caption>{caption}</caption>\n<colgroup><col class=\"c-verb\"/><col class=\"c-danger\"/></colgroup><colgroup span=\"{grids.Count}\"></colgroup>\n<thead><tr><th scope=\"col\">{texts["column.verb"]}</th><th scope=\"col\">{texts["column.danger"]}</th>");
        foreach (var grid in grids) html.Add($"<th scope=\"col\">{grid.Perimeter.Name}</th>");
        html.Raw("</tr></thead>\n");
        var key = longest < int.MaxValue ? "column.short." : "column.";
        for (var i = 0; i < grids[0].Rows.Count; i++)
        {
            var row = grids[0].Rows[i];
            html.Add($"<tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"2\">{say.Verb(row.Verb)}<span class=\"sub\">{Cut(say.Goals(row), longest)}</span></th><th scope=\"row\" class=\"danger\">{texts[key + "reliance"]}</th>");
            foreach (var grid in grids) RelianceCell(grid.Rows[i]);
            html.Add($"</tr>\n<tr><th scope=\"row\" class=\"danger\">{texts[key + "exposure"]}</th>");
            foreach (var grid in grids) ExposureCell(grid.Rows[i]);
            html.Raw("</tr>\n</tbody>\n");
        }
        html.Raw("</table></div>\n");
    }

    void RelianceCell(VerbRow row)
    {
        html.Raw("<td>");
        Verdict(row.Reliance.Verdict);
        foreach (var line in Under(row.Reliance, row)) html.Add($"<span class=\"sub\">{line}</span>");
        html.Raw("</td>");
    }

    void ExposureCell(VerbRow row)
    {
        html.Raw("<td>");
        Verdict(row.Exposure.Verdict);
        foreach (var line in Under(row.Exposure, row)) html.Add($"<span class=\"sub\">{line}</span>");
        html.Raw("</td>");
    }

    /// <summary>What stands under a verdict in the grid: how much, and what is known today.</summary>
    public IEnumerable<string> Under(RelianceCell cell, VerbRow row)
    {
        if (cell.Verdict == RelianceVerdict.NoGoal || cell.ThetaIn is null) yield break;
        yield return cell.Verdict == RelianceVerdict.Unknown ? say.Range(row, cell.ThetaIn) : say.Reach(row, cell.ThetaIn);
        if (cell.Verdict == RelianceVerdict.Unknown) yield return texts.Format("sentence.as-known-today", say.Verdict(cell.AsKnownToday));
    }

    /// <summary>What stands under a verdict on exposure: the worst case, and what is known today.</summary>
    public IEnumerable<string> Under(ExposureCell cell, VerbRow row)
    {
        if (cell.Verdict is not (ExposureVerdict.Exposed or ExposureVerdict.Unknown)) yield break;
        if (cell.IsCoverUnknown) yield return texts["report.cover-unknown"];
        else if (cell.Phi is not null) yield return texts.Format("report.left", cell.Verdict == ExposureVerdict.Unknown ? say.Range(row, cell.Phi) : say.Reach(row, cell.Phi));
        if (cell.Verdict == ExposureVerdict.Unknown) yield return texts.Format("sentence.as-known-today", say.Verdict(cell.AsKnownToday));
    }

    /// <summary>A text cut to a length, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)].TrimEnd() + "…";

    /// <summary>How to read the grid.</summary>
    public void Legend() => html.Add($"<p class=\"legend\">{texts["report.legend"]}</p>\n");

    /// <summary>A bar from 0 to 125 % with a tick at 100 %: central as a bar, the range as a line. The cell beside it gives the numbers.</summary>
    public void Bar(string title, string description, double low, double central, double high)
    {
        const double Scale = 160;
        // Where the middle has no end, the bar shows what is known and leaves the rest open.
        var isOpen = double.IsInfinity(central);
        double l = At(low), c = At(isOpen ? low : central), h = At(high);
        html.Add($"<svg class=\"bar\" role=\"img\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\" width=\"200\" height=\"16\"><title>{title}</title><desc>{description}</desc>");
        html.Add($"<rect class=\"b-track\" x=\"0\" y=\"3\" width=\"200\" height=\"10\"/><rect class=\"b-fill\" x=\"0\" y=\"3\" width=\"{c}\" height=\"10\"/>");
        if (isOpen) html.Add($"<rect class=\"b-open\" x=\"{c}\" y=\"3\" width=\"{200 - c}\" height=\"10\"/>");
        else if (h - l > 0.5) html.Add($"<rect class=\"b-range\" x=\"{l}\" y=\"7\" width=\"{h - l}\" height=\"2\"/><rect class=\"b-range\" x=\"{Math.Min(l, 198.5)}\" y=\"4\" width=\"1.5\" height=\"8\"/><rect class=\"b-range\" x=\"{Math.Max(0, h - 1.5)}\" y=\"4\" width=\"1.5\" height=\"8\"/>");
        html.Add($"<rect class=\"b-tick\" x=\"{Scale - 1}\" y=\"0\" width=\"2\" height=\"16\"/></svg>");

        static double At(double share) => double.IsNaN(share) ? 0 : Math.Min(200, Math.Max(0, share) * Scale);
    }

    /// <summary>A bar from 0 to 100 % without a tick.</summary>
    public void ShareBar(string title, string description, double share)
    {
        html.Add($"<svg class=\"bar\" role=\"img\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\" width=\"200\" height=\"16\"><title>{title}</title><desc>{description}</desc>");
        html.Add($"<rect class=\"b-track\" x=\"0\" y=\"3\" width=\"200\" height=\"10\"/><rect class=\"b-fill\" x=\"0\" y=\"3\" width=\"{Math.Clamp(share, 0, 1) * 200}\" height=\"10\"/></svg>");
    }

    /// <summary>Opens a table with its caption and heads.</summary>
    public void Table(string caption, params ReadOnlySpan<string> heads)
    {
        html.Add($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>");
        foreach (var head in heads) html.Add($"<th scope=\"col\">{head}</th>");
        html.Raw("</tr></thead>\n<tbody>\n");
    }

    /// <summary>Closes a table.</summary>
    public void EndTable() => html.Raw("</tbody></table></div>\n");

    /// <summary>The strictest marking of what the figures of a result rest on.</summary>
    public static string Marking(SovereigntyResult result) => Marking(Figures(result).Select(f => f.Marking));

    /// <summary>The strictest of some markings; the mildest where there is none.</summary>
    public static string Marking(IEnumerable<string> markings)
    {
        var at = 0;
        foreach (var marking in markings)
            for (var i = at + 1; i < FieldCatalog.Markings.Count; i++)
                if (FieldCatalog.Markings[i] == marking) at = i;
        return FieldCatalog.Markings[at];
    }

    /// <summary>All figures of a result.</summary>
    public static IEnumerable<Figure> Figures(SovereigntyResult result) =>
        result.Grids.SelectMany(g => g.Rows).SelectMany(r => new[] { r.Reliance.ThetaAll, r.Reliance.ThetaIn, r.Reliance.Goal, r.Reliance.OutputIn, r.Exposure.Phi }).OfType<Figure>();

    /// <summary>The day of the assessment in words of the page.</summary>
    public string Date(SovereigntyResult result) => result.Date is { } day ? Dates.Text(day) : texts["report.no-date"];

    /// <summary>Coverage of each technology's goals together, first perimeter.</summary>
    public string Coverage(SovereigntyResult result)
    {
        var parts = result.Grids.DistinctBy(g => g.Technology.Index)
            .Select(g => (g.Technology.Name, Figure: g.Rows.LastOrDefault(r => r.Reliance.ThetaIn is not null)?.Reliance.ThetaIn))
            .Where(p => p.Figure is not null).Select(p => (p.Name, Text: say.Coverage(p.Figure!))).ToArray();
        return parts.Length switch { 0 => texts["unit.unknown"], 1 => parts[0].Text, _ => string.Join(texts["sentence.semicolon"], parts.Select(p => texts.Format("sentence.summary.row", p.Name, p.Text))) };
    }
}
