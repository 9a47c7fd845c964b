using System.Globalization;
using Vauban.Core.Capacity;

namespace Vauban.Adapters.Reports;

/// <summary>Starts over time: permits hatched, building dotted, the ramp as a rising wedge, full output solid.</summary>
sealed class GanttChart(Html html, PlanWords say)
{
    const double Left = 270, Right = 950, Row = 26, Top = 22;

    /// <summary>Draws the starts, one row each.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="starts">What is drawn.</param>
    /// <param name="noRegret">Expansions that both readings start.</param>
    public void Write(Plan plan, IReadOnlyList<PlanStart> starts, IReadOnlyCollection<int> noRegret)
    {
        double months = plan.Periods[^1].End;
        var bottom = Top + Row * starts.Count;
        double X(double month) => Left + (Right - Left) * Math.Clamp(month, 0, months) / months;
        html.Add($"<figure><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 {bottom + 6}\"><title>{say.T("report.gantt")}</title><desc>{say.T("report.gantt.about", say.Numbers.Text(starts.Count))}</desc>\n");
        foreach (var (month, word) in Years(plan, months > 72 ? 2 : 1))
            html.Add($"<path class=\"c-grid\" d=\"M{X(month)} {Top - 8}V{bottom}\"/><text class=\"c-text\" x=\"{X(month) + 3}\" y=\"{Top - 8}\">{word}</text>");
        for (var i = 0; i < starts.Count; i++)
        {
            var start = starts[i];
            var y = Top + Row * i;
            var mark = start.IsDecided ? "= " : noRegret.Contains(start.Expansion) ? "★ " : "";
            var name = mark + say.Start(start);
            html.Add($"<g><title>{name}: {PlanWords.Month(start.Start)}, {PlanWords.Month(plan, start.FirstOutputMonth)}, {PlanWords.Month(plan, start.FullOutputMonth)}</title>");
            html.Add($"<text class=\"c-name\" x=\"0\" y=\"{y + 16}\">{PageShell.Cut(name, 38)}</text><path class=\"c-grid\" d=\"M0 {y + Row}H{Right}\"/>");
            var permits = start.StartMonth + start.PermitMonths;
            Part("g-permit", start.StartMonth, permits);
            Part("g-build", permits, start.FirstOutputMonth);
            Ramp(start, y);
            Part("g-full", start.FullOutputMonth, months);
            html.Raw("</g>\n");

            void Part(string name, double from, double to)
            {
                if (X(to) - X(from) > 0.01) html.Add($"<rect class=\"{name}\" x=\"{X(from)}\" y=\"{y + 4}\" width=\"{X(to) - X(from)}\" height=\"{Row - 8}\"/>");
            }
        }
        html.Raw("</svg>\n<figcaption class=\"key\">");
        foreach (var (shape, key) in new[] { ("g-permit", "permit"), ("g-build", "build"), ("g-wedge", "ramp"), ("g-full", "full") })
        {
            html.Raw("<span><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\">");
            if (shape == "g-wedge") html.Raw("<path class=\"g-full\" d=\"M0 14L24 0V14Z\"/>");
            else html.Add($"<rect class=\"{shape}\" width=\"24\" height=\"14\"/>");
            html.Add($"</svg>{say.T("report.gantt." + key)}</span>");
        }
        html.Add($"<span>{say.T("report.gantt.marks")}</span></figcaption></figure>\n");

        void Ramp(PlanStart start, double y)
        {
            var (from, to) = (Math.Max(0, start.FirstOutputMonth), Math.Min(months, start.FullOutputMonth));
            if (X(to) - X(from) <= 0.01) return;
            double Height(double month) => (Row - 8) * (month - start.FirstOutputMonth) / (start.FullOutputMonth - start.FirstOutputMonth);
            var floor = y + Row - 4;
            html.Add($"<path class=\"g-full\" d=\"M{X(from)} {floor}V{floor - Height(from)}L{X(to)} {floor - Height(to)}V{floor}Z\"/>");
        }
    }

    /// <summary>Beginnings of years as months of the plan; the first mark is the start of the plan.</summary>
    public static IEnumerable<(double Month, string Word)> Years(Plan plan, int every = 1)
    {
        var first = plan.Periods[0].First;
        var months = plan.Periods[^1].End;
        yield return (0, PlanWords.Month(first));
        for (var year = first.Year + 1; ; year += every)
        {
            var month = (year - first.Year) * 12 + 1 - first.Month;
            if (month >= months - 1) yield break;
            // The word of the start needs room of its own.
            if (month * 60 >= months * 4) yield return (month, year.ToString(CultureInfo.InvariantCulture));
        }
    }
}
