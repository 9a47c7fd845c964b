using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes routes as one HTML file that needs nothing else: for each consignment its map, timeline and legs, what stops it elsewhere, and its arrival under other permissions.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class RouteReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">Routes.</param>
    /// <param name="findings">What was found in the package.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(RouteResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var (texts, network) = (Texts.Texts.For(language), result.Network);
        var words = new MobilityWords(network, texts);
        var page = new CapacityPage(network, texts, true);
        var drawing = new RouteDrawing(page.Html, words, network);
        Provenance[] rows = [.. network.TransportNodes.Select(n => n.From), .. network.TransportLinks.Select(l => l.From), .. network.Permissions.Select(p => p.From), .. result.Answers.Select(a => a.Consignment?.From).OfType<Provenance>()];
        page.Open(words.T("report.eyebrow"), words.T("route.title"), rows, [(words.T("head.regime"), words.Regime(result.Options.Regime)), (words.T("report.applied"), words.T(result.Options.Permissions == PermissionTime.AtStart ? "route.at-start" : "route.at-border")), (texts["report.version"], $"Vauban {identity.Version}")], RouteDrawing.Rules);
        page.Contents(result.Answers.Select((a, i) => ($"route-{i + 1}", a.Id)));
        foreach (var (answer, i) in result.Answers.Select((a, i) => (a, i))) Write(page, drawing, words, result, answer, $"route-{i + 1}");
        page.Html.Add($"<p class=\"legend\">{words.T("route.legend")}</p>\n");
        page.Appendix(findings, rows);
        page.Identity(identity, [(words.T("head.regime"), words.Regime(result.Options.Regime)), .. result.Options.Without.Count > 0 ? [(words.T("report.without"), string.Join(", ", result.Options.Without))] : Array.Empty<(string, string)>()]);
        return page.Close();
    }

    static void Write(CapacityPage page, RouteDrawing drawing, MobilityWords words, RouteResult result, RouteAnswer answer, string id)
    {
        page.Section(id, page.Texts.Format("terminal.colon", answer.Id, words.T("route.from-to", words.Place(answer.Origin), words.Place(answer.Destination))));
        page.Html.Add($"<p class=\"legend\">{words.What(answer)}</p>\n<p>{words.Verdict(answer)}</p>\n");
        if (answer.Routes.Count > 0 && answer.Routes[0].Legs.Count > 0)
        {
            drawing.Map(words.T("report.map", answer.Id), words.T("report.map.about"), answer.Routes[0]);
            page.Html.Add($"<p class=\"legend\">{words.T("report.map.about")}</p>\n");
            drawing.Timeline(words.T("report.timeline", answer.Id), words.T("report.timeline.about"), answer.Routes[0]);
            page.Html.Add($"<p class=\"legend\">{words.T("report.timeline.about")}</p>\n");
            Legs(page, words, answer, answer.Routes[0]);
            foreach (var other in answer.Routes.Skip(1)) page.Html.Add($"<p>{words.T("route.alternative", MobilityWords.Time(answer.Start, other.Minutes), words.Days(other.Minutes), words.Via(other))}</p>\n");
        }
        if (answer.Blocked.Count > 0 && answer.Unlimited is { } fast) List(page, words, words.T("route.blocked", words.Days(fast.Minutes)), answer.Blocked);
        if (answer.Relief is { } relief)
        {
            List(page, words, words.T("route.relief", words.Days(relief.Minutes)), answer.ReliefLimits);
            Legs(page, words, answer, relief);
        }
        page.Table(words.T("report.regimes"), [words.T("head.regime"), words.T("head.arrives"), words.T("report.days")], [.. PermissionRegime.All.Select((r, i) => answer.ByRegime[i] is { } minutes
            ? new[] { words.Regime(r), MobilityWords.Time(answer.Start, minutes), words.Numbers.Text(minutes / (double)PermissionBook.Day) } : [words.Regime(r), words.T("route.none"), ""])], [1]);
        if (result.Options.Without.Count > 0) page.Html.Add($"<p>{(answer.WithAll is { } all ? words.T("route.with-all", MobilityWords.Time(answer.Start, all), words.Days(all)) : words.T("route.with-all.none"))}</p>\n");
        page.EndSection();
    }

    static void Legs(CapacityPage page, MobilityWords words, RouteAnswer answer, Route route) =>
        page.Table(words.T("report.legs"), [words.T("head.leads"), words.T("head.way"), words.T("head.leaves"), words.T("head.arrives"), words.T("head.why")],
            [.. route.Legs.Select(l => new[] { words.T("route.from-to", words.Place(l.From), words.Place(l.To)), words.Link(l.Link), MobilityWords.Time(answer.Start, l.Depart), MobilityWords.Time(answer.Start, l.Arrive), words.Why(l) })], [1, 2, 3, 4]);

    static void List(CapacityPage page, MobilityWords words, string head, IReadOnlyList<BlockedSegment> blocked)
    {
        page.Html.Add($"<p>{head}</p>\n<ul>\n");
        foreach (var one in blocked) page.Html.Add($"<li>{words.Blocked(one)}</li>\n");
        page.Html.Raw("</ul>\n");
    }
}
