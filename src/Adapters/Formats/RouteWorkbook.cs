using Vauban.Adapters.Reports;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes routes as an XLSX workbook: one sheet for the consignments, one for the legs, one for what stops them. Headings and identifiers are those of the JSON in every language.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class RouteWorkbook
{
    /// <summary>Writes the workbook.</summary>
    /// <param name="result">Routes.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(RouteResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (network, words) = (result.Network, new MobilityWords(result.Network, texts));
        var book = new DisruptionBook(texts, identity);
        book.Summary([("regime", result.Options.Regime), ("permissions", result.Options.Permissions == PermissionTime.AtStart ? "at-start" : "at-border"), ("without", string.Join(' ', result.Options.Without))], []);
        book.Sheet("consignments", 2, ["id", "status", "origin", "destination", "start", "daysPessimistic", "daysCentral", "daysOptimistic", .. PermissionRegime.All], result.Answers.Select(a => (object?[])
            [a.Id, MobilityWords.Word(a.Status), Node(a.Origin), Node(a.Destination), Dates.Text(a.Start), .. a.Minutes.Concat(a.ByRegime).Select(m => (object?)Days(m))]));
        book.Sheet("legs", 3, ["id", "route", "leg", "from", "to", "mode", "link", "leaves", "arrives", "waitDays", "why"], result.Answers.SelectMany(a => a.Routes.SelectMany((r, i) => r.Legs.Select((l, k) => (object?[])
            [a.Id, i + 1, k + 1, Node(l.From), Node(l.To), network.TransportLinks[l.Link].Mode, network.TransportLinks[l.Link].Id, MobilityWords.Time(a.Start, l.Depart), MobilityWords.Time(a.Start, l.Arrive), Days(l.Depart - l.Ready), words.Why(l)]))));
        book.Sheet("blocked", 2, ["id", "of", "limit", "need", "has", "message"], result.Answers.SelectMany(a => a.Blocked.Select(b => (b, Of: "fastest")).Concat(a.ReliefLimits.Select(b => (b, Of: "relief"))).Select(p => (object?[])
            [a.Id, p.Of, p.b.Limit.Kind.ToString().ToLowerInvariant(), p.b.Limit.Need, p.b.Limit.Limit, words.Blocked(p.b)])));
        book.Findings(findings);
        book.Save(stream);

        string Node(int index) => network.TransportNodes[index].Id;
    }

    static double Days(long? minutes) => minutes is { } m ? m / (double)PermissionBook.Day : double.NaN;
}
