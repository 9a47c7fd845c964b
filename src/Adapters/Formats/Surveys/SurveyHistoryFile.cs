using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vauban.Adapters.Sealing;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>One approved release in the history of a survey.</summary>
/// <param name="Id">SHA-256 of the entry with the id of the one before it, so that a changed or missing entry shows.</param>
/// <param name="Officer">Who planned it.</param>
/// <param name="Approver">Who approved it, somebody else.</param>
/// <param name="Date">Day of the release, as stated; empty where it was not.</param>
/// <param name="Fingerprint">SHA-256 of what was approved: answers, rules, tables and cells.</param>
/// <param name="Release">The release.</param>
public sealed record SurveyHistoryEntry(string Id, string Officer, string Approver, string Date, string Fingerprint, SurveyRelease Release);

/// <summary>Keeps the releases of a survey, one line each, appended and never changed. It holds the answers, so each line is sealed for the officer: the base 64 of an
/// envelope bound to the line before. A line of plain JSON is read as well; it is kept like the answers.</summary>
public static class SurveyHistoryFile
{
    const int MostBytes = 256 << 20;

    static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a history; a file that is not there is an empty one. Null where something is wrong, a broken chain too.</summary>
    /// <param name="path">File.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="key">The officer's key, for sealed lines; null where there are none.</param>
    public static IReadOnlyList<SurveyHistoryEntry>? Load(string path, ICollection<Finding> findings, OfficerKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        if (!File.Exists(path)) return [];
        var place = new Place(Path.GetFileName(path));
        var (entries, previous, number) = (new List<SurveyHistoryEntry>(), "", 0);
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException(MostBytes.ToString(CultureInfo.InvariantCulture));
            foreach (var line in File.ReadLines(path, Encoding.UTF8))
            {
                number++;
                if (Opened(line, previous, key, findings, place with { Row = number }) is not { } plain) return null;
                using var json = JsonDocument.Parse(plain);
                var (id, entry) = (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("entry"));
                var release = entry.GetProperty("release");
                if (id != Hash(entry.GetRawText()) || entry.GetProperty("previous").GetString() != previous)
                {
                    findings.Add(new("E-SURVEY-21", Severity.Error, place with { Row = number }));
                    return null;
                }
                previous = id;
                entries.Add(new(id, Text(entry, "officer"), Text(entry, "approver"), Text(entry, "date"), Hash(release.GetRawText()), Release(release)));
            }
            return entries;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or InvalidDataException)
        {
            findings.Add(new("E-SURVEY-20", Severity.Error, place with { Row = number }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new("E-FILE-04", Severity.Error, place, e.Message));
        }
        return null;
    }

    /// <summary>Appends an approved release.</summary>
    /// <param name="path">File; made where it is not there.</param>
    /// <param name="previous">Id of the last entry, or empty.</param>
    /// <param name="officer">Who planned it.</param>
    /// <param name="approver">Who approves it.</param>
    /// <param name="date">Day, or empty.</param>
    /// <param name="release">Release.</param>
    /// <param name="officerKey">Seals the line for the officer; null to leave it plain.</param>
    /// <returns>Id of the new entry.</returns>
    /// <exception cref="ArgumentException">Officer and approver are the same, or one is not named.</exception>
    public static string Append(string path, string previous, string officer, string approver, string date, SurveyRelease release, SealKey? officerKey = null)
    {
        if (!AreTwo(officer, approver)) throw new ArgumentException("A second person approves a release.", nameof(approver));
        var (id, line) = Entry(previous, officer, approver, date, release);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes((officerKey is null ? line : Sealed(line, previous, officerKey)) + "\n"));
        return id;
    }

    /// <summary>The whole history, sealed for an officer.</summary>
    /// <param name="entries">Entries as read.</param>
    /// <param name="officerKey">Who opens it.</param>
    public static string Seal(IReadOnlyList<SurveyHistoryEntry> entries, SealKey officerKey)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(officerKey);
        var (lines, previous) = (new StringBuilder(), "");
        foreach (var entry in entries)
        {
            var (id, line) = Entry(previous, entry.Officer, entry.Approver, entry.Date, entry.Release);
            lines.Append(Sealed(line, previous, officerKey)).Append('\n');
            previous = id;
        }
        return lines.ToString();
    }

    static string Sealed(string line, string previous, SealKey key) => Convert.ToBase64String(Envelope.Seal(Encoding.UTF8.GetBytes(line), About(previous), key));

    // A line that was moved, or whose predecessor is gone, does not open.
    static string About(string previous) => "survey history\u001f" + previous;

    // A line as JSON; null, with a finding, where it is sealed and does not open.
    static string? Opened(string line, string previous, OfficerKey? key, ICollection<Finding> findings, Place place)
    {
        if (line.StartsWith('{')) return line;
        if (key is null)
        {
            findings.Add(new("E-SURVEY-60", Severity.Error, place));
            return null;
        }
        try
        {
            return Encoding.UTF8.GetString(Envelope.Open(Convert.FromBase64String(line), About(previous), key));
        }
        catch (SealException e)
        {
            findings.Add(e.Fault == SealFault.OtherKey ? new("E-SURVEY-61", Severity.Error, place, string.Join(", ", e.Needed)) : new("E-SURVEY-21", Severity.Error, place));
            return null;
        }
    }

    static (string Id, string Line) Entry(string previous, string officer, string approver, string date, SurveyRelease release)
    {
        var entry = Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("previous", previous);
            json.WriteString("officer", officer);
            json.WriteString("approver", approver);
            json.WriteString("date", date);
            json.WritePropertyName("release");
            json.WriteRawValue(Text(release));
            json.WriteEndObject();
        });
        var id = Hash(entry);
        return (id, $"{{\"id\":\"{id}\",\"entry\":{entry}}}");
    }

    /// <summary>True where two different people are named; blanks and letter case make nobody another person.</summary>
    public static bool AreTwo(string officer, string approver)
    {
        static string Bare(string name) => string.Concat((name ?? "").Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return Bare(officer).Length > 0 && Bare(approver).Length > 0 && Bare(officer) != Bare(approver);
    }

    /// <summary>SHA-256 of what a release rests on and shows. The same before and after it is approved. For the officer and the second person only: whoever knows all answers but one could try that one out on it.</summary>
    public static string Fingerprint(SurveyRelease release) => Hash(Text(release));

    /// <summary>A release with its answers as JSON, to be sealed; <see cref="Read"/> gives it back.</summary>
    public static string Write(SurveyRelease release) => Text(release);

    /// <summary>A release that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SurveyRelease Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Release(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("This is no release.", e);
        }
    }

    /// <summary>SHA-256 of what leaves alone, for its files: nothing can be learned from it that they do not say.</summary>
    public static string PublicFingerprint(SurveyRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        var cells = release.Cells.Where(c => c.Kind != CellKind.Withheld).Select(c => c with { Sensitive = Sensitivity.None }).ToArray();
        return Hash(Text(release with { Cells = cells, Round = release.Round with { Contributors = [], Answers = [] } }));
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException(name);

    static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static string Text(SurveyRelease release) => Json(json =>
    {
        var (round, rules) = (release.Round, release.Rules);
        json.WriteStartObject();
        json.WriteString("survey", round.Survey);
        json.WriteString("period", round.Period);
        json.WriteStartObject("rules");
        json.WriteNumber("leastContributors", rules.LeastContributors);
        json.WriteNumber("percent", rules.Percent);
        json.WriteNumber("largest", rules.Largest);
        json.WriteNumber("dominance", rules.Dominance);
        json.WriteNumber("steady", rules.Steady);
        json.WriteBoolean("intervals", rules.Intervals);
        json.WriteString("loss", rules.Loss.ToString());
        json.WriteEndObject();
        List(json, "questions", round.Questions, q => json.WriteObject(("id", q.Id), ("unit", q.Unit), ("signed", q.IsSigned ? "yes" : "no")));
        List(json, "breakdowns", round.Breakdowns, b =>
        {
            json.WriteStartObject();
            json.WriteString("name", b.Name);
            json.WriteStartObject("parents");
            foreach (var (code, parent) in b.Parents.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(code, parent);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        List(json, "contributors", round.Contributors.OrderBy(c => c.Id, StringComparer.Ordinal), c => json.WriteObject(("id", c.Id), ("group", c.Group)));
        List(json, "answers", round.Answers.OrderBy(a => (a.Contributor, a.Question, string.Join('\u001f', a.Codes)), Comparer<(string, string, string)>.Create(Ordinal)), a =>
        {
            json.WriteStartObject();
            json.WriteString("contributor", a.Contributor);
            json.WriteString("question", a.Question);
            List(json, "codes", a.Codes, json.WriteStringValue);
            json.WriteNumber("value", a.Value);
            json.WriteEndObject();
        });
        List(json, "tables", release.Tables, t =>
        {
            json.WriteStartObject();
            List(json, "breakdowns", t.Breakdowns, json.WriteStringValue);
            List(json, "questions", t.Questions, json.WriteStringValue);
            json.WriteEndObject();
        });
        List(json, "cells", release.Cells, c =>
        {
            json.WriteStartObject();
            json.WriteString("question", c.Question);
            List(json, "codes", c.Codes, json.WriteStringValue);
            json.WriteString("kind", c.Kind.ToString());
            json.WriteNumber("contributors", c.Contributors);
            json.WriteNumber("sensitive", (int)c.Sensitive);
            if (c.Kind != CellKind.Withheld)
            {
                json.WriteNumber("low", c.Low);
                json.WriteNumber("high", c.High);
            }
            json.WriteEndObject();
        });
        json.WriteEndObject();
    });

    static int Ordinal((string, string, string) a, (string, string, string) b) =>
        string.CompareOrdinal(a.Item1, b.Item1) is not 0 and var x ? x : string.CompareOrdinal(a.Item2, b.Item2) is not 0 and var y ? y : string.CompareOrdinal(a.Item3, b.Item3);

    static void WriteObject(this Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> texts)
    {
        json.WriteStartObject();
        foreach (var (name, value) in texts) json.WriteString(name, value);
        json.WriteEndObject();
    }

    static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }

    static SurveyRelease Release(JsonElement json)
    {
        var rules = json.GetProperty("rules");
        static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetString()!)];
        var round = new SurveyRound
        {
            Survey = Text(json, "survey"), Period = Text(json, "period"),
            Questions = [.. json.GetProperty("questions").EnumerateArray().Select(q => new SurveyQuestion(Text(q, "id"), Text(q, "unit"), Text(q, "signed") == "yes"))],
            Breakdowns = [.. json.GetProperty("breakdowns").EnumerateArray().Select(b => new SurveyBreakdown(Text(b, "name")) { Parents = b.GetProperty("parents").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal) })],
            Contributors = [.. json.GetProperty("contributors").EnumerateArray().Select(c => new SurveyContributor(Text(c, "id"), Text(c, "group")))],
            Answers = [.. json.GetProperty("answers").EnumerateArray().Select(a => new SurveyAnswer(Text(a, "contributor"), Text(a, "question"), Texts(a.GetProperty("codes")), a.GetProperty("value").GetDouble()))],
        };
        round.ThrowIfInvalid();
        return new()
        {
            Round = round,
            Rules = new()
            {
                LeastContributors = rules.GetProperty("leastContributors").GetInt32(), Percent = rules.GetProperty("percent").GetDouble(), Largest = rules.GetProperty("largest").GetInt32(),
                Dominance = rules.GetProperty("dominance").GetDouble(), Steady = rules.GetProperty("steady").GetDouble(), Intervals = rules.GetProperty("intervals").GetBoolean(), Loss = Enum.Parse<SurveyLoss>(Text(rules, "loss")),
            },
            Tables = [.. json.GetProperty("tables").EnumerateArray().Select(t => new SurveyTable(Texts(t.GetProperty("breakdowns")), Texts(t.GetProperty("questions"))))],
            Cells = [.. json.GetProperty("cells").EnumerateArray().Select(c => new ReleasedCell
            {
                Question = Text(c, "question"), Codes = Texts(c.GetProperty("codes")), Kind = Enum.Parse<CellKind>(Text(c, "kind")), Contributors = c.GetProperty("contributors").GetInt32(),
                Sensitive = (Sensitivity)c.GetProperty("sensitive").GetInt32(), Low = c.TryGetProperty("low", out var low) ? low.GetDouble() : double.NaN, High = c.TryGetProperty("high", out var high) ? high.GetDouble() : double.NaN,
            })],
        };
    }
}
