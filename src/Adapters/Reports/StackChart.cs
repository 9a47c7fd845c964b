using System.Globalization;

namespace Vauban.Adapters.Reports;

/// <summary>A layer of a stacked chart.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">One per step, not negative.</param>
sealed record ChartLayer(string Name, IReadOnlyList<double> Values);

/// <summary>A line over a stacked chart.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">One per step.</param>
/// <param name="IsDashed">True for what is wanted, false for what comes.</param>
sealed record ChartLine(string Name, IReadOnlyList<double> Values, bool IsDashed);

/// <summary>What time runs along a chart.</summary>
/// <param name="Steps">From and to of each step, in months.</param>
/// <param name="Months">Length of the whole axis.</param>
/// <param name="Marks">Places that bear a word.</param>
sealed record ChartTime(IReadOnlyList<(double From, double To)> Steps, double Months, IReadOnlyList<(double Month, string Word)> Marks);

/// <summary>Stacked steps over time with lines across them. Layers differ by pattern, lines by dashes; colour only helps.</summary>
sealed class StackChart(Html html, Numbers numbers)
{
    /// <summary>Layers that can be told apart; more are put together by the caller.</summary>
    public const int MostLayers = 7;

    const double Left = 70, Right = 950, Top = 14, Bottom = 230;

    /// <summary>Patterns of layers; stands once in a page, before the first chart.</summary>
    public static void Patterns(Html html) => html.Raw("<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>")
        .Raw("<pattern id=\"p1\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"pa\" width=\"7\" height=\"7\"/><rect class=\"pi\" width=\"2.6\" height=\"7\"/></pattern>")
        .Raw("<pattern id=\"p2\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect class=\"pb\" width=\"7\" height=\"7\"/><circle class=\"pi\" cx=\"3.5\" cy=\"3.5\" r=\"1.5\"/></pattern>")
        .Raw("<pattern id=\"p3\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect class=\"pc\" width=\"7\" height=\"7\"/><rect class=\"pi\" width=\"7\" height=\"1.8\"/></pattern>")
        .Raw("<pattern id=\"p4\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\"><rect class=\"pd\" width=\"8\" height=\"8\"/><rect class=\"pi\" width=\"1.2\" height=\"8\"/></pattern>")
        .Raw("<pattern id=\"p5\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect class=\"pa\" width=\"7\" height=\"7\"/><path class=\"ps\" d=\"M0 0H7M0 0V7\"/></pattern>")
        .Raw("<pattern id=\"p6\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect class=\"pb\" width=\"7\" height=\"7\"/><rect class=\"pi\" width=\"1.8\" height=\"7\"/></pattern>")
        .Raw("</defs></svg>\n");

    /// <summary>Draws a chart with its legend.</summary>
    /// <param name="title">Title for who cannot see it.</param>
    /// <param name="description">What it says, in a sentence.</param>
    /// <param name="time">Axis.</param>
    /// <param name="layers">Layers from the bottom up, at most <see cref="MostLayers"/>.</param>
    /// <param name="lines">Lines.</param>
    public void Write(string title, string description, ChartTime time, IReadOnlyList<ChartLayer> layers, IReadOnlyList<ChartLine> lines)
    {
        var tops = Enumerable.Range(0, time.Steps.Count).Select(t => layers.Sum(l => l.Values[t])).Concat(lines.SelectMany(l => l.Values));
        var step = Ticks.Step(tops.DefaultIfEmpty(0).Max());
        var most = step * Math.Max(1, Math.Ceiling(tops.DefaultIfEmpty(0).Max() / step - 1e-9));
        double X(double month) => Left + (Right - Left) * month / time.Months;
        double Y(double value) => Bottom - (Bottom - Top) * value / most;
        html.Add($"<figure><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 256\"><title>{title}</title><desc>{description}</desc>\n");
        for (var value = 0.0; value <= most * (1 + 1e-9); value += step)
            html.Add($"<path class=\"c-grid\" d=\"M{Left} {Y(value)}H{Right}\"/><text class=\"c-text\" x=\"{Left - 6}\" y=\"{Y(value) + 4}\" text-anchor=\"end\">{Ticks.Text(numbers, value)}</text>");
        foreach (var (month, word) in time.Marks)
            html.Add($"<path class=\"c-grid\" d=\"M{X(month)} {Top}V{Bottom + 6}\"/><text class=\"c-text\" x=\"{X(month) + 3}\" y=\"{Bottom + 18}\">{word}</text>");
        var under = new double[time.Steps.Count];
        for (var i = 0; i < layers.Count; i++) Layer(layers[i], i, time, under, X, Y);
        foreach (var line in lines) Line(line, time, X, Y);
        html.Raw("</svg>\n");
        Legend(layers, lines);
        html.Raw("</figure>\n");
    }

    void Layer(ChartLayer layer, int index, ChartTime time, double[] under, Func<double, double> x, Func<double, double> y)
    {
        // Steps that touch and have the same heights are one shape: 120 months are a few shapes.
        html.Add($"<g class=\"{Class(index)}\">");
        for (var t = 0; t < time.Steps.Count;)
        {
            var end = t;
            while (end + 1 < time.Steps.Count && time.Steps[end + 1].From == time.Steps[end].To && Same(layer.Values[end + 1], layer.Values[t]) && Same(under[end + 1], under[t])) end++;
            if (layer.Values[t] > 0)
            {
                var (from, to, top, low) = (x(time.Steps[t].From), x(time.Steps[end].To), y(under[t] + layer.Values[t]), y(under[t]));
                html.Add($"<rect x=\"{from}\" y=\"{top}\" width=\"{to - from}\" height=\"{low - top}\"/>");
            }
            t = end + 1;
        }
        html.Raw("</g>\n");
        for (var t = 0; t < under.Length; t++) under[t] += layer.Values[t];
    }

    static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(a));

    void Line(ChartLine line, ChartTime time, Func<double, double> x, Func<double, double> y)
    {
        var path = new Html();
        for (var t = 0; t < time.Steps.Count; t++)
        {
            var isJoined = t > 0 && time.Steps[t].From == time.Steps[t - 1].To;
            if (isJoined && Same(line.Values[t], line.Values[t - 1])) path.Add($"H{x(time.Steps[t].To)}");
            else if (isJoined) path.Add($"V{y(line.Values[t])}H{x(time.Steps[t].To)}");
            else path.Add($"M{x(time.Steps[t].From)} {y(line.Values[t])}H{x(time.Steps[t].To)}");
        }
        html.Add($"<path class=\"{(line.IsDashed ? "c-want" : "c-come")}\" d=\"{path}\"/>\n");
    }

    static string Class(int index) => "c" + index.ToString(CultureInfo.InvariantCulture);

    void Legend(IReadOnlyList<ChartLayer> layers, IReadOnlyList<ChartLine> lines)
    {
        html.Raw("<figcaption class=\"key\">");
        for (var i = 0; i < layers.Count; i++)
            html.Add($"<span><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"{Class(i)}\"><rect width=\"24\" height=\"14\"/></g></svg>{layers[i].Name}</span>");
        foreach (var line in lines)
            html.Add($"<span><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"{(line.IsDashed ? "c-want" : "c-come")}\" d=\"M0 7H24\"/></svg>{line.Name}</span>");
        html.Raw("</figcaption>\n");
    }
}
