using System.Globalization;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>A bar with a range.</summary>
/// <param name="Name">Name.</param>
/// <param name="Low">Least.</param>
/// <param name="Central">Length of the bar.</param>
/// <param name="High">Largest.</param>
sealed record RankBar(string Name, double Low, double Central, double High);

/// <summary>A failure in the plane of the two times, in days; infinite where it is survived without limit.</summary>
/// <param name="Name">Name.</param>
/// <param name="Recover">Time to recover.</param>
/// <param name="Survive">Time to survive.</param>
/// <param name="Number">Row of the table, or 0 for none beside it.</param>
sealed record TimePoint(string Name, double Recover, double Survive, int Number);

/// <summary>The charts of disruption. Lines differ by dashes, areas by place; colour only helps. Each stands above its equal table.</summary>
sealed class DisruptionCharts(Html html, Numbers numbers)
{
    const double Left = 70, Right = 940, Top = 16, Bottom = 230;

    /// <summary>Rules of these charts.</summary>
    public const string Rules = """
        .d-band{fill:var(--c0);stroke:none}.d-bar{fill:var(--bar)}.d-range{stroke:var(--ink);stroke-width:2;fill:none}
        .d-l0,.d-l1,.d-l2,.d-l3{fill:none;stroke:var(--ink);stroke-width:2.2}.d-l1{stroke-dasharray:9 4}.d-l2{stroke-dasharray:3 3}.d-l3{stroke-dasharray:12 4 2 4}
        .d-l1{stroke:var(--bar)}.d-l3{stroke:var(--bar)}
        .d-late{fill:var(--tick);stroke:var(--paper)}.d-fine{fill:var(--paper);stroke:var(--bar);stroke-width:2}
        .d-since{fill:var(--mid);stroke:none}.d-dot{fill:var(--ink);stroke:none}
        .chain{list-style:none;padding:0;margin:.5rem 0;max-width:none;display:flex;flex-wrap:wrap;gap:.4rem}
        .chain li{border:1px solid var(--line);border-radius:.3rem;padding:.3rem .6rem;background:var(--panel)}.chain li+li::before{content:"← ";color:var(--quiet)}
        .chain .hit{border:2px solid var(--tick)}
        @media screen and (max-width:46rem){.wide .chart{min-width:42rem}}
        .chart .c-text,.chart .c-name,.chart .h-halo{overflow-wrap:normal}

        """;

    /// <summary>Bars from the largest down.</summary>
    public void Rank(string title, string description, IReadOnlyList<RankBar> bars)
    {
        const double Names = 376, Row = 24;
        var most = bars.SelectMany(b => new[] { b.High, b.Central }).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var step = Ticks.Step(most);
        var top = step * Math.Max(1, Math.Ceiling(most / step - 1e-9));
        double X(double value) => Names + (Right - Names) * Math.Clamp(value / top, 0, 1);
        var height = bars.Count * Row + 30;
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 {height}\"><title>{title}</title><desc>{description}</desc>\n");
        for (var value = 0.0; value <= top * (1 + 1e-9); value += step)
            html.Add($"<path class=\"c-grid\" d=\"M{X(value)} 2V{height - 24}\"/><text class=\"c-text\" x=\"{X(value)}\" y=\"{height - 8}\" text-anchor=\"middle\">{Ticks.Text(numbers, value)}</text>");
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, y) = (bars[i], i * Row + 4);
            html.Add($"<g><title>{bar.Name}</title><text class=\"c-name\" x=\"{Names - 8}\" y=\"{y + 13}\" text-anchor=\"end\">{PageShell.Cut(bar.Name, 46)}</text><rect class=\"d-bar\" x=\"{Names}\" y=\"{y + 1}\" width=\"{X(bar.Central) - Names}\" height=\"14\"/>");
            if (bar.High - bar.Low > 1e-9 * Math.Max(1, bar.High)) html.Add($"<path class=\"d-range\" d=\"M{X(bar.Low)} {y + 8}H{X(bar.High)}M{X(bar.Low)} {y + 4}V{y + 12}M{X(bar.High)} {y + 4}V{y + 12}\"/>");
            html.Raw("</g>\n");
        }
        html.Raw("</svg></figure>\n");
    }

    /// <summary>Output over time with its band: nine of ten draws, and the middle one.</summary>
    public void Band(string title, string description, string axis, int days, IReadOnlyList<BandWeek> band)
    {
        var y = Shares(title, description, axis, days, band.Select(w => w.High));
        var (upper, lower, middle) = (new Html(), new Html(), new Html());
        for (var i = 0; i < band.Count; i++)
        {
            var (from, to) = Week(band[i], days);
            upper.Add($"{(i == 0 ? "M" : "L")}{X(from, days)} {y(band[i].High)}H{X(to, days)}");
            middle.Add($"{(i == 0 ? "M" : "L")}{X(from, days)} {y(band[i].Median)}H{X(to, days)}");
        }
        for (var i = band.Count - 1; i >= 0; i--)
        {
            var (from, to) = Week(band[i], days);
            lower.Add($"L{X(to, days)} {y(band[i].Low)}H{X(from, days)}");
        }
        html.Add($"<path class=\"d-band\" d=\"{upper}{lower}Z\"/><path class=\"c-want\" d=\"M{Left} {y(1)}H{Right}\"/><path class=\"c-come\" d=\"{middle}\"/></svg></figure>\n");
    }

    /// <summary>Several outputs over time, the middle draw of each.</summary>
    public void Lines(string title, string description, string axis, int days, IReadOnlyList<(string Name, IReadOnlyList<BandWeek> Band)> lines)
    {
        var y = Shares(title, description, axis, days, lines.SelectMany(l => l.Band).Select(w => w.Median));
        for (var l = 0; l < lines.Count; l++)
        {
            var path = new Html();
            for (var i = 0; i < lines[l].Band.Count; i++)
            {
                var (from, to) = Week(lines[l].Band[i], days);
                path.Add($"{(i == 0 ? "M" : "L")}{X(from, days)} {y(lines[l].Band[i].Median)}H{X(to, days)}");
            }
            html.Add($"<path class=\"{"d-l" + Text(l)}\" d=\"{path}\"/>\n");
        }
        html.Raw("</svg>\n<figcaption class=\"key\">");
        for (var l = 0; l < lines.Count; l++)
            html.Add($"<span><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"{"d-l" + Text(l)}\" d=\"M0 7H24\"/></svg>{lines[l].Name}</span>");
        html.Raw("</figcaption></figure>\n");
    }

    static (double From, double To) Week(BandWeek week, int days) => (week.Week * 7, Math.Min(days, week.Week * 7 + 7));

    static double X(double day, int days) => Left + (Right - Left) * day / days;

    // Opens a chart of shares of what is wanted over days; gives where a share stands.
    Func<double, double> Shares(string title, string description, string axis, int days, IEnumerable<double> values)
    {
        var top = Math.Max(1.05, values.Where(double.IsFinite).DefaultIfEmpty(0).Max());
        double Y(double share) => Bottom - (Bottom - Top) * Math.Clamp(share, 0, top) / top;
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 270\"><title>{title}</title><desc>{description}</desc>\n");
        for (var share = 0.0; share <= top; share += 0.25)
            html.Add($"<path class=\"c-grid\" d=\"M{Left} {Y(share)}H{Right}\"/><text class=\"c-text\" x=\"{Left - 6}\" y=\"{Y(share) + 4}\" text-anchor=\"end\">{numbers.Share(share)}</text>");
        var step = Ticks.Step(days);
        for (var day = 0.0; day <= days; day += step)
            html.Add($"<path class=\"c-grid\" d=\"M{X(day, days)} {Bottom}V{Bottom + 5}\"/><text class=\"c-text\" x=\"{X(day, days)}\" y=\"{Bottom + 19}\" text-anchor=\"middle\">{Ticks.Text(numbers, day)}</text>");
        html.Add($"<text class=\"c-text\" x=\"{Right}\" y=\"{Bottom + 36}\" text-anchor=\"end\">{axis}</text>\n");
        return Y;
    }

    /// <summary>Time to survive over time to recover; below the line a failure recovers too late.</summary>
    public void Times(string title, string description, (string Across, string Up, string Longer) words, IReadOnlyList<TimePoint> points)
    {
        const double Side = 330, Zero = 350;
        var finite = points.SelectMany(p => new[] { p.Recover, p.Survive }).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        // Far above every time to recover it does not matter how long stocks would last.
        var recover = points.Select(p => p.Recover).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var step = Ticks.Step(Math.Min(finite, 1.5 * recover));
        var most = step * Math.Max(1, Math.Ceiling(Math.Min(finite, 1.5 * recover) / step - 1e-9));
        double AtX(double day) => Left + (Right - 40 - Left) * Math.Min(day, most) / most;
        double AtY(double day) => Zero - (Side - 46) * Math.Min(day, most) / most;
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 396\"><title>{title}</title><desc>{description}</desc>\n");
        for (var day = 0.0; day <= most * (1 + 1e-9); day += step)
        {
            html.Add($"<path class=\"c-grid\" d=\"M{Left} {AtY(day)}H{Right}\"/><text class=\"c-text\" x=\"{Left - 6}\" y=\"{AtY(day) + 4}\" text-anchor=\"end\">{Ticks.Text(numbers, day)}</text>");
            html.Add($"<path class=\"c-grid\" d=\"M{AtX(day)} {Zero}V{Zero + 5}\"/><text class=\"c-text\" x=\"{AtX(day)}\" y=\"{Zero + 19}\" text-anchor=\"middle\">{Ticks.Text(numbers, day)}</text>");
        }
        html.Add($"<path class=\"c-want\" d=\"M{AtX(0)} {AtY(0)}L{AtX(most)} {AtY(most)}\"/><path class=\"c-grid\" d=\"M{Left} {Zero - Side + 14}H{Right}\"/>");
        html.Add($"<text class=\"c-text\" x=\"{Left - 6}\" y=\"{Zero - Side + 18}\" text-anchor=\"end\">{words.Longer}</text>");
        html.Add($"<text class=\"c-text\" x=\"{Right}\" y=\"{Zero + 38}\" text-anchor=\"end\">{words.Across}</text><text class=\"c-text\" x=\"4\" y=\"12\">{words.Up}</text>\n");
        foreach (var at in points.GroupBy(p => (Math.Round(AtX(p.Recover), 1), Math.Round(p.Survive > most ? Zero - Side + 14 : AtY(p.Survive), 1))))
        {
            var ((x, y), isLate) = (at.Key, at.First().Survive < at.First().Recover);
            // Failures at one place share one mark, which bears the numbers of the first of them.
            var rows = at.Where(p => p.Number > 0).Select(p => p.Number).Order().ToArray();
            var label = rows.Length == 0 ? "" : string.Join(", ", rows.Take(4).Select(Text)) + (rows.Length > 4 ? " …" : "");
            html.Add($"<g><title>{string.Join("; ", at.Take(6).Select(p => p.Name))}</title>");
            if (isLate) html.Add($"<path class=\"d-late\" d=\"M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z\"/>");
            else html.Add($"<circle class=\"d-fine\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
            if (label.Length > 0) html.Add($"<text class=\"h-halo\" x=\"{x + 9}\" y=\"{y - 4}\">{label}</text>");
            html.Raw("</g>\n");
        }
        html.Raw("</svg></figure>\n");
    }

    /// <summary>A series with its intervals, its usual level, and the time of the alarm.</summary>
    public void Series(string title, string description, WarnSeries series)
    {
        var points = series.Points;
        var (low, high) = (points.Min(p => p.Value.Low), points.Max(p => p.Value.High));
        var step = Ticks.Step(high - low > 0 ? high - low : 1);
        var (from, to) = (Math.Floor(low / step) * step, Math.Ceiling(high / step + 1e-9) * step);
        var (first, last) = (points[0].Date.DayNumber, points[^1].Date.DayNumber);
        double AtX(DateOnly date) => Left + (Right - 10 - Left) * (last > first ? (date.DayNumber - first) / (double)(last - first) : 0.5);
        double AtY(double value) => Bottom - (Bottom - Top) * (to > from ? (value - from) / (to - from) : 0.5);
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 256\"><title>{title}</title><desc>{description}</desc>\n");
        if (series.Since is { } since) html.Add($"<rect class=\"d-since\" x=\"{AtX(since) - 5}\" y=\"{Top}\" width=\"{Right - AtX(since) + 5}\" height=\"{Bottom - Top}\"/>");
        for (var value = from; value <= to + step * 1e-6; value += step)
            html.Add($"<path class=\"c-grid\" d=\"M{Left} {AtY(value)}H{Right}\"/><text class=\"c-text\" x=\"{Left - 6}\" y=\"{AtY(value) + 4}\" text-anchor=\"end\">{numbers.Text(Math.Abs(value) < step * 1e-6 ? 0 : value)}</text>");
        var marks = Math.Max(1, (points.Count - 1) / 5);
        for (var i = 0; i < points.Count; i += marks)
            html.Add($"<path class=\"c-grid\" d=\"M{AtX(points[i].Date)} {Bottom}V{Bottom + 5}\"/><text class=\"c-text\" x=\"{AtX(points[i].Date)}\" y=\"{Bottom + 19}\" text-anchor=\"{(i == 0 ? "start" : "middle")}\">{points[i].Date.ToString("yyyy-MM", CultureInfo.InvariantCulture)}</text>");
        if (series.Signals.Count > 0 && double.IsFinite(series.Signals[0].Before)) html.Add($"<path class=\"c-want\" d=\"M{Left} {AtY(series.Signals[0].Before)}H{Right}\"/>");
        var path = new Html();
        for (var i = 0; i < points.Count; i++) path.Add($"{(i == 0 ? "M" : "L")}{AtX(points[i].Date)} {AtY(points[i].Value.Central)}");
        html.Add($"<path class=\"d-l0\" d=\"{path}\"/>");
        foreach (var point in points)
            if (point.Value.IsExact) html.Add($"<circle class=\"d-dot\" cx=\"{AtX(point.Date)}\" cy=\"{AtY(point.Value.Low)}\" r=\"3\"/>");
            else html.Add($"<path class=\"d-range\" d=\"M{AtX(point.Date)} {AtY(point.Value.Low)}V{AtY(point.Value.High)}\"/>");
        html.Raw("</svg></figure>\n");
    }

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
