using System.Globalization;
using System.Text;
using System.Text.Json;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Matching;

/// <summary>The files of a matching: a CSV table of decisions that a person fills in and keeps for ever, and the log of a merge by which it can be taken back.</summary>
public static class MatchFile
{
    const int MostLogBytes = 256 << 20;

    static readonly string[] Columns = ["a", "b", "verdict", "reason", "name_a", "name_b", "likeness", "because"];
    static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create("\",;\n\r\t");

    /// <summary>Reads decisions. Null where the file has errors.</summary>
    /// <param name="path">File.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<MatchDecision>? Load(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        if (SheetReader.Load(path, findings) is not { } sheets) return null;
        var rows = sheets.Count > 0 ? sheets[0].Rows : [];
        if (rows.Count == 0) return [];
        var place = new Place(Path.GetFileName(path));
        var at = Columns.ToDictionary(c => c, c => Array.FindIndex(rows[0].Cells, h => h.Equals(c, StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
        var isWhole = true;
        foreach (var column in Columns.Take(3).Where(c => at[c] < 0))
        {
            findings.Add(new("E-HEAD-03", Severity.Error, place with { Row = rows[0].Number }, column, place.File!));
            isWhole = false;
        }
        if (!isWhole) return null;
        var decisions = new List<MatchDecision>();
        foreach (var row in rows.Skip(1))
        {
            string Cell(string column) => at[column] is >= 0 and var i && i < row.Cells.Length ? row.Cells[i].Trim() : "";
            var verdict = Cell("verdict").ToLowerInvariant();
            if (Cell("a").Length == 0 || Cell("b").Length == 0 || verdict is not ("" or "same" or "different"))
            {
                findings.Add(new("E-MATCH-02", Severity.Error, place with { Row = row.Number, Column = "verdict" }, verdict));
                isWhole = false;
                continue;
            }
            var (a, b) = string.CompareOrdinal(Cell("a"), Cell("b")) <= 0 ? (Cell("a"), Cell("b")) : (Cell("b"), Cell("a"));
            decisions.Add(new(a, b, verdict switch { "same" => true, "different" => false, _ => null }, Cell("reason")));
        }
        return isWhole ? decisions : null;
    }

    /// <summary>Writes all decisions that were ever made, and below them the suggestions that wait for one.</summary>
    /// <param name="path">Where to; a file of decisions that lies there is replaced.</param>
    /// <param name="decisions">Decisions; open ones are left out.</param>
    /// <param name="result">Matching, for names and what is open.</param>
    public static void Save(string path, IEnumerable<MatchDecision> decisions, MatchResult result)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(result);
        var shown = result.Decided.Concat(result.Open).GroupBy(s => (s.Decision.A, s.Decision.B)).ToDictionary(g => g.Key, g => g.First());
        var text = new StringBuilder().AppendJoin(',', Columns).Append('\n');
        foreach (var decision in decisions.Where(d => d.IsSame is not null).GroupBy(d => (d.A, d.B)).Select(g => g.Last()).OrderBy(d => d.A, StringComparer.Ordinal).ThenBy(d => d.B, StringComparer.Ordinal)) Line(text, decision, shown.GetValueOrDefault((decision.A, decision.B)));
        foreach (var open in result.Open.DistinctBy(o => (o.Decision.A, o.Decision.B))) Line(text, open.Decision, open);
        PackageWriter.WriteFile(path, stream => stream.Write([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())]));
    }

    static void Line(StringBuilder text, MatchDecision decision, MatchSuggestion? shown)
    {
        // Which of the two is named first follows the keys, not the ids.
        var isTurned = shown is not null && shown.A.Key != decision.A;
        string[] cells =
        [
            decision.A, decision.B, decision.IsSame switch { true => "same", false => "different", _ => "" }, decision.Reason, (isTurned ? shown?.B.Name : shown?.A.Name) ?? "", (isTurned ? shown?.A.Name : shown?.B.Name) ?? "",
            shown is null ? "" : shown.Score.Likeness.ToString("0.###", CultureInfo.InvariantCulture), shown is null ? "" : string.Join(' ', shown.Score.Reasons),
        ];
        text.AppendJoin(',', cells.Select(CellEscape.Do).Select(c => c.AsSpan().IndexOfAny(Quoted) < 0 ? c : $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
    }

    /// <summary>Writes the log of a merge.</summary>
    public static void SaveLog(string path, IReadOnlyList<MergeStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        PackageWriter.WriteFile(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartArray();
            foreach (var step in steps)
            {
                json.WriteStartObject();
                json.WriteString("into", step.Into);
                json.WriteString("table", step.Table);
                Cells(json, "before", step.Table, step.Before);
                if (step.After is { } after) Cells(json, "after", step.Table, after);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    static void Cells(Utf8JsonWriter json, string name, string table, IReadOnlyList<string> cells)
    {
        var spec = FieldCatalog.Table(table);
        json.WriteStartObject(name);
        for (var i = 0; i < cells.Count; i++)
            if (cells[i].Length > 0) json.WriteString(spec.Fields[i].Name, cells[i]);
        json.WriteEndObject();
    }

    /// <summary>Reads the log of a merge. Null where it has errors.</summary>
    public static IReadOnlyList<MergeStep>? LoadLog(string path, ICollection<Finding> findings) =>
        CheckedFile.Open(path, findings, (stream, place) =>
        {
            var most = (int)Math.Min(MostLogBytes, stream.Length + 1);
            return CheckedFile.Json<List<MergeStep>>(stream, place, most, findings, root =>
            {
                var steps = new List<MergeStep>();
                if (root.ValueKind == JsonValueKind.Array)
                    foreach (var part in root.EnumerateArray())
                        if (Step(part) is { } step) steps.Add(step);
                        else
                        {
                            findings.Add(new("E-MATCH-03", Severity.Error, place));
                            return null;
                        }
                if (steps.Count > 0) return steps;
                findings.Add(new("E-MATCH-03", Severity.Error, place));
                return null;
            });
        });

    static MergeStep? Step(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("table", out var name) || name.ValueKind != JsonValueKind.String || FieldCatalog.Find(name.GetString()!) is not { } spec) return null;
        if (!part.TryGetProperty("into", out var into) || into.ValueKind != JsonValueKind.String || !part.TryGetProperty("before", out var before) || Row(spec, before) is not { } was) return null;
        if (!part.TryGetProperty("after", out var after)) return new(into.GetString()!, spec.Name, was, null);
        return Row(spec, after) is { } now ? new(into.GetString()!, spec.Name, was, now) : null;
    }

    static string[]? Row(TableSpec spec, JsonElement cells)
    {
        if (cells.ValueKind != JsonValueKind.Object) return null;
        var row = new string[spec.Fields.Count];
        Array.Fill(row, "");
        foreach (var cell in cells.EnumerateObject())
        {
            if (spec.Find(cell.Name) is not (>= 0 and var at) || cell.Value.ValueKind != JsonValueKind.String) return null;
            row[at] = cell.Value.GetString()!;
        }
        return row;
    }
}
