using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Drawings of a route: a plain map of its network and a timeline of its legs. Each stands above its equal table.</summary>
sealed class RouteDrawing(Html html, MobilityWords words, Network network)
{
    const double Width = 960, Margin = 40, Most = 560;

    /// <summary>Rules of these drawings.</summary>
    public const string Rules = """
        .m-way{fill:none;stroke:var(--line);stroke-width:1.2}.m-route{fill:none;stroke:var(--bar);stroke-width:4;stroke-linejoin:round;stroke-linecap:round}
        .m-sea{stroke-dasharray:2 7}.m-air{stroke-dasharray:12 6}.m-rail{stroke-dasharray:none;stroke-width:6}
        .m-place{fill:var(--line);stroke:none}.m-stop{fill:var(--paper);stroke:var(--bar);stroke-width:2.5}
        .t-wait{fill:var(--paper);stroke:var(--bar);stroke-width:1.5;stroke-dasharray:4 3}.t-move{fill:var(--bar)}
        @media screen and (max-width:46rem){.wide .chart{min-width:42rem}}

        """;

    /// <summary>The route among the ways of the network; nothing where its places have no coordinates.</summary>
    public void Map(string title, string description, Route route)
    {
        var nodes = network.TransportNodes;
        int[] stops = [route.Legs[0].From, .. route.Legs.Select(l => l.To)];
        var placed = stops.Where(n => Has(nodes[n])).ToArray();
        if (placed.Length < 2) return;
        var (south, north) = (placed.Min(n => nodes[n].Latitude!.Value) - 0.5, placed.Max(n => nodes[n].Latitude!.Value) + 0.5);
        var (west, east) = (placed.Min(n => nodes[n].Longitude!.Value) - 0.7, placed.Max(n => nodes[n].Longitude!.Value) + 0.7);
        // Degrees east shrink towards the pole; the middle of the map is true to scale.
        var shrink = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = Math.Min((Width - 2 * Margin) / ((east - west) * shrink), (Most - 2 * Margin) / (north - south));
        var height = Math.Round((north - south) * scale + 2 * Margin);
        var shift = (Width - (east - west) * shrink * scale) / 2;
        double X(int n) => shift + (nodes[n].Longitude!.Value - west) * shrink * scale;
        double Y(int n) => Margin + (north - nodes[n].Latitude!.Value) * scale;
        bool IsInside(int n) => Has(nodes[n]) && X(n) >= 0 && X(n) <= Width && Y(n) >= 0 && Y(n) <= height;
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 {Width} {height}\"><title>{title}</title><desc>{description}</desc>\n");
        foreach (var link in network.TransportLinks.Where(l => IsInside(l.A) && IsInside(l.B))) html.Add($"<path class=\"m-way\" d=\"M{X(link.A)} {Y(link.A)}L{X(link.B)} {Y(link.B)}\"/>");
        foreach (var node in nodes.Where(n => IsInside(n.Index))) html.Add($"<circle class=\"m-place\" cx=\"{X(node.Index)}\" cy=\"{Y(node.Index)}\" r=\"2.5\"/>");
        html.Raw("\n");
        foreach (var leg in route.Legs.Where(l => Has(nodes[l.From]) && Has(nodes[l.To])))
            html.Add($"<path class=\"m-route m-{network.TransportLinks[leg.Link].Mode}\" d=\"M{X(leg.From)} {Y(leg.From)}L{X(leg.To)} {Y(leg.To)}\"><title>{words.Segment(leg.Link)}</title></path>");
        html.Raw("\n");
        var taken = new List<(double X, double Y, double W)>();
        foreach (var (n, i) in stops.Select((n, i) => (n, i)).Where(s => Has(nodes[s.n])).OrderBy(s => s.i != 0 && s.i != stops.Length - 1).ThenBy(s => s.i))
        {
            html.Add($"<circle class=\"m-stop\" cx=\"{X(n)}\" cy=\"{Y(n)}\" r=\"5\"/>");
            var (name, right) = (words.Place(n), X(n) > Width - 150);
            var wide = 8.0 * name.Length;
            var (left, line) = (right ? X(n) - 10 - wide : X(n) + 10, Y(n) + 5);
            // Where names would lie on one another, the table has them all.
            if (taken.Any(t => left < t.X + t.W && t.X < left + wide && Math.Abs(t.Y - line) < 16)) continue;
            taken.Add((left, line, wide));
            html.Add($"<text class=\"c-name\" x=\"{(right ? X(n) - 10 : X(n) + 10)}\" y=\"{line}\" text-anchor=\"{(right ? "end" : "start")}\">{name}</text>\n");
        }
        html.Raw("</svg></figure>\n");
    }

    /// <summary>When each leg waits and moves.</summary>
    public void Timeline(string title, string description, Route route)
    {
        const double Names = 300, Row = 22, Right = 940;
        var days = Math.Max(1, Math.Ceiling(route.Days));
        var step = Math.Max(1, Ticks.Step(days));
        double X(long minutes) => Names + (Right - Names) * minutes / (days * PermissionBook.Day);
        var height = route.Legs.Count * Row + 30;
        html.Add($"<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><svg class=\"chart\" role=\"img\" viewBox=\"0 0 {Width} {height}\"><title>{title}</title><desc>{description}</desc>\n");
        for (var day = 0.0; day <= days + 1e-9; day += step)
            html.Add($"<path class=\"c-grid\" d=\"M{X((long)(day * PermissionBook.Day))} 2V{height - 24}\"/><text class=\"c-text\" x=\"{X((long)(day * PermissionBook.Day))}\" y=\"{height - 8}\" text-anchor=\"middle\">{Ticks.Text(words.Numbers, day)}</text>");
        foreach (var (leg, i) in route.Legs.Select((l, i) => (l, i)))
        {
            var y = i * Row + 4;
            var name = words.T("route.from-to", words.Place(leg.From), words.Place(leg.To));
            html.Add($"<g><title>{name}</title><text class=\"c-name\" x=\"{Names - 8}\" y=\"{y + 12}\" text-anchor=\"end\">{PageShell.Cut(name, 40)}</text>");
            if (leg.Depart > leg.Ready) html.Add($"<rect class=\"t-wait\" x=\"{X(leg.Ready)}\" y=\"{y + 1}\" width=\"{X(leg.Depart) - X(leg.Ready)}\" height=\"13\"/>");
            html.Add($"<rect class=\"t-move\" x=\"{X(leg.Depart)}\" y=\"{y + 1}\" width=\"{Math.Max(1, X(leg.Arrive) - X(leg.Depart))}\" height=\"13\"/></g>\n");
        }
        html.Raw("</svg></figure>\n");
    }

    static bool Has(TransportNode node) => node.Latitude is not null && node.Longitude is not null;
}
