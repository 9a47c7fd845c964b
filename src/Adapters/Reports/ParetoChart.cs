using System.Globalization;
using Vauban.Core.Capacity;

namespace Vauban.Adapters.Reports;

/// <summary>The curve of fixes: what a sum of money reaches inside. Each corner bears the number of its row in the table.</summary>
sealed class ParetoChart(Html html, Numbers numbers)
{
    const double Left = 70, Right = 940, Top = 24, Bottom = 230;

    /// <summary>Draws the sets, cheapest first.</summary>
    /// <param name="title">Title for who cannot see it.</param>
    /// <param name="description">What it says, in a sentence.</param>
    /// <param name="axis">Word for the axis of money.</param>
    /// <param name="sets">Non-dominated sets by cost.</param>
    public void Write(string title, string description, string axis, IReadOnlyList<FixSet> sets)
    {
        var cost = Ticks.Step(sets.Max(s => s.Cost.Central));
        var most = cost * Math.Max(1, Math.Ceiling(sets.Max(s => s.Cost.Central) / cost - 1e-9)) * 1.04;
        var top = Math.Max(1, sets.Max(s => s.Theta));
        double X(double euro) => Left + (Right - Left) * euro / most;
        double Y(double theta) => Bottom - (Bottom - Top) * theta / top;
        html.Add($"<figure><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 270\"><title>{title}</title><desc>{description}</desc>\n");
        for (var share = 0.0; share <= top + 1e-9; share += 0.25)
            html.Add($"<path class=\"c-grid\" d=\"M{Left} {Y(share)}H{Right}\"/><text class=\"c-text\" x=\"{Left - 6}\" y=\"{Y(share) + 4}\" text-anchor=\"end\">{numbers.Share(share)}</text>");
        for (var euro = 0.0; euro <= most; euro += cost)
            html.Add($"<path class=\"c-grid\" d=\"M{X(euro)} {Top}V{Bottom + 5}\"/><text class=\"c-text\" x=\"{X(euro)}\" y=\"{Bottom + 19}\" text-anchor=\"middle\">{Ticks.Text(numbers, euro)}</text>");
        html.Add($"<text class=\"c-text\" x=\"{Right}\" y=\"{Bottom + 36}\" text-anchor=\"end\">{axis}</text>");
        // A sum between two sets buys the cheaper one: steps, not slopes.
        var path = new Html();
        path.Add($"M{X(sets[0].Cost.Central)} {Y(sets[0].Theta)}");
        foreach (var set in sets.Skip(1)) path.Add($"H{X(set.Cost.Central)}V{Y(set.Theta)}");
        path.Add($"H{Right}");
        html.Add($"<path class=\"c-come\" d=\"{path}\"/>\n");
        for (var i = 0; i < sets.Count; i++)
        {
            var (x, y) = (X(sets[i].Cost.Central), Y(sets[i].Theta));
            html.Add($"<g><title>{(i + 1).ToString(CultureInfo.InvariantCulture)}</title><circle class=\"g-full\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/><text class=\"h-halo\" x=\"{x + 7}\" y=\"{y - 7}\">{i + 1}</text></g>");
        }
        html.Raw("</svg></figure>\n");
    }
}
