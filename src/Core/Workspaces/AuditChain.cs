using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vauban.Core.Workspaces;

/// <summary>Chains the lines of an audit log by their hashes, so that a line that is edited, removed from the middle or moved is found.</summary>
/// <remarks>Lines cut off at the end leave a shorter chain that is whole. They are found only by comparing with a head (number and
/// hash of the last line) that was kept elsewhere.</remarks>
public static class AuditChain
{
    /// <summary>What the first line stands behind.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>The next line.</summary>
    /// <param name="last">The last line so far; null before the first.</param>
    /// <param name="time">When; cut to whole milliseconds.</param>
    /// <param name="what">What was done.</param>
    public static AuditEntry Next(AuditEntry? last, DateTimeOffset time, AuditEvent what)
    {
        var utc = time.ToUniversalTime();
        var entry = new AuditEntry((last?.Number ?? 0) + 1, new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero), what, last?.Hash ?? Start, "");
        return entry with { Hash = HashOf(entry) };
    }

    /// <summary>The line as one line of JSON, fields in a fixed order; with its hash it is a line of an export.</summary>
    public static string Line(AuditEntry entry, bool withHash = true)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return CanonicalJson.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("number", entry.Number);
            json.WriteString("time", entry.TimeText);
            json.WriteString("actor", entry.Event.Actor);
            json.WriteString("workspace", entry.Event.Workspace);
            json.WriteString("action", entry.Event.Action);
            json.WriteString("target", entry.Event.Target);
            json.WriteString("detail", entry.Event.Detail);
            json.WriteString("previous", entry.Previous);
            if (withHash) json.WriteString("hash", entry.Hash);
            json.WriteEndObject();
        });
    }

    /// <summary>Reads a line of an export; null where it is not exactly as <see cref="Line"/> writes it.</summary>
    public static AuditEntry? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var time = DateTimeOffset.ParseExact(Text("time"), AuditEntry.TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            var entry = new AuditEntry(root.GetProperty("number").GetInt64(), time, new(Text("actor"), Text("workspace"), Text("action"), Text("target"), Text("detail")), Text("previous"), Text("hash"));
            return Line(entry) == line ? entry : null;

            string Text(string name) => root.GetProperty(name).GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>SHA-256, in hexadecimal, of the hash before, a line end, and the line without its own hash.</summary>
    public static string HashOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Previous + "\n" + Line(entry, withHash: false))));
    }

    /// <summary>Goes along a log from its first line.</summary>
    /// <param name="entries">The lines as they stand.</param>
    /// <param name="head">A head kept elsewhere, that the log must contain; null for none.</param>
    public static AuditVerdict Verify(IEnumerable<AuditEntry> entries, AuditHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        AuditEntry? last = null;
        var met = head is null || head.Number == 0;
        foreach (var entry in entries)
        {
            var number = (last?.Number ?? 0) + 1;
            if (entry.Number != number) return new(AuditFault.Number, number, HeadOf(last));
            if (entry.Previous != (last?.Hash ?? Start)) return new(AuditFault.Link, number, HeadOf(last));
            if (entry.Hash != HashOf(entry)) return new(AuditFault.Content, number, HeadOf(last));
            if (head?.Number == number)
            {
                if (head.Hash != entry.Hash) return new(AuditFault.Head, number, HeadOf(last));
                met = true;
            }
            last = entry;
        }
        return met ? new(AuditFault.None, 0, HeadOf(last)) : new(AuditFault.Short, head!.Number, HeadOf(last));
    }

    static AuditHead HeadOf(AuditEntry? last) => last is null ? new(0, Start) : new(last.Number, last.Hash);
}

/// <summary>Number and hash of the last line: whoever keeps it elsewhere can prove later that nothing before it changed.</summary>
/// <param name="Number">Number of the line; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Number, string Hash);

/// <summary>What is wrong with a log.</summary>
public enum AuditFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line is missing or stands at another place.</summary>
    Number,

    /// <summary>A line does not stand behind the one before it.</summary>
    Link,

    /// <summary>A line was edited.</summary>
    Content,

    /// <summary>The line has another hash than the head kept elsewhere: the log was written anew.</summary>
    Head,

    /// <summary>The log ends before the head kept elsewhere: lines at the end were cut off.</summary>
    Short,
}

/// <summary>What a check of a log found.</summary>
/// <param name="Fault">The first fault.</param>
/// <param name="At">Number of the line where it is; 0 where there is none.</param>
/// <param name="Head">The last line that is in order.</param>
public sealed record AuditVerdict(AuditFault Fault, long At, AuditHead Head);
