using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>How a report or a page of figures is cited: by its title, the version that made it and the snapshot it rests on.</summary>
public static class ReportCitation
{
    /// <summary>In one line, the same in every language.</summary>
    /// <param name="title">Title of the report or page.</param>
    /// <param name="identity">What the run is known by.</param>
    public static string Of(string title, ReportIdentity identity) => Citation.Of(AsPaper(title, identity)) + ", " + Snapshot(identity);

    /// <summary>As an entry that lists of citations may hold.</summary>
    /// <param name="title">Title of the report or page.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="asOf">Day of the package; null where it says none.</param>
    /// <param name="url">Address of the page; empty where it has none of the web.</param>
    /// <param name="marking">How it is to be handled.</param>
    public static Paper AsPaper(string title, ReportIdentity identity, DateOnly? asOf = null, string url = "", string marking = "TLP:CLEAR")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(identity);
        var plain = PaperCheck.Plain(title);
        return new("vauban-" + identity.SnapshotHash[..Math.Min(12, identity.SnapshotHash.Length)], plain)
        {
            Publisher = "Vauban " + identity.Version, Kind = "computed figures", Date = asOf is { } day ? Dates.Text(day) : "", Reference = "", Url = PaperCheck.IsAddress(url) ? url : "", Note = Snapshot(identity), Marking = marking,
        };
    }

    static string Snapshot(ReportIdentity identity) => "snapshot sha256:" + identity.SnapshotHash;
}
