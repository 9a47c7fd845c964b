using System.Globalization;

namespace Vauban.Core.Workspaces;

/// <summary>What somebody did, as it goes into the audit log. Names things by id; never holds a value of the data.</summary>
/// <param name="Actor">Id of the person, of the key, or <c>system</c>.</param>
/// <param name="Workspace">Id of the workspace; empty where it concerns the installation.</param>
/// <param name="Action">What was done: <c>snapshot.add</c>, <c>single-points.read</c>.</param>
/// <param name="Target">Id or address of what it was done to.</param>
/// <param name="Detail">More, such as the reason a person gave; empty where there is none.</param>
public sealed record AuditEvent(string Actor, string Workspace, string Action, string Target, string Detail = "");

/// <summary>A line of the audit log: an event with its place in the chain.</summary>
/// <param name="Number">Place, from 1, without gaps.</param>
/// <param name="Time">When, in UTC, whole milliseconds.</param>
/// <param name="Event">What was done.</param>
/// <param name="Previous">Hash of the line before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 of <paramref name="Previous"/> and the canonical form.</param>
public sealed record AuditEntry(long Number, DateTimeOffset Time, AuditEvent Event, string Previous, string Hash)
{
    /// <summary>Form of times in the store and in exports.</summary>
    internal const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The time as text, as it is hashed.</summary>
    public string TimeText => Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);
}
