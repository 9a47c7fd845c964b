using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Formats;

/// <summary>The file that keeps decisions on contradictions between contributors: a CSV table that a person fills in.</summary>
public static class DecisionFile
{
    static readonly string[] Columns = ["table", "key", "field", "chosen", "from", "reason", "said"];

    /// <summary>Reads decisions; rows without a choice are kept as open. Null where the file has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<MergeDecision>? Load(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        if (SheetReader.Load(path, findings) is not { } sheets) return null;
        var rows = sheets.Count > 0 ? sheets[0].Rows : [];
        if (rows.Count == 0) return [];
        var place = new Place(Path.GetFileName(path));
        var at = Columns.ToDictionary(c => c, c => Array.FindIndex(rows[0].Cells, h => h.Equals(c, StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
        var missing = Columns.Take(5).Where(c => at[c] < 0).ToArray();
        foreach (var column in missing) findings.Add(new Finding("E-HEAD-03", Severity.Error, place with { Row = rows[0].Number }, column, place.File!));
        if (missing.Length > 0) return null;
        return [.. rows.Skip(1).Select(r => new MergeDecision(Cell(r, "table"), Cell(r, "key"), Cell(r, "field"), Cell(r, "chosen"), Cell(r, "from"), Cell(r, "reason"), Cell(r, "said"), place with { Row = r.Number }))];

        string Cell(RawRow row, string column) => at[column] is >= 0 and var i && i < row.Cells.Length ? row.Cells[i] : "";
    }

    /// <summary>Writes the decisions that were made and, below them, the contradictions that wait for one.</summary>
    /// <param name="path">Where to; a file of decisions that lies there is replaced.</param>
    /// <param name="decided">Decisions to keep; open ones are left out.</param>
    /// <param name="open">Contradictions that wait.</param>
    public static void Save(string path, IEnumerable<MergeDecision> decided, IEnumerable<MergeConflict> open)
    {
        ArgumentNullException.ThrowIfNull(decided);
        ArgumentNullException.ThrowIfNull(open);
        var waiting = open.OrderBy(c => (c.Table, c.Key, c.Field)).ToArray();
        var asked = waiting.Select(c => (c.Table, c.Key, c.Field)).ToHashSet();
        var rows = decided.Where(d => !d.IsOpen && !asked.Contains((d.Table, d.Key, d.Field))).OrderBy(d => (d.Table, d.Key, d.Field))
            .Select(d => new[] { d.Table, d.Key, d.Field, d.Chosen, d.From, d.Reason, d.Said }).Concat(waiting.Select(c => new[] { c.Table, c.Key, c.Field, "", "", "", c.Said }));
        WriteCsv(path, Columns, rows);
    }

    /// <summary>Writes who contributed each row of a merged package, with the marking that each gave.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rows">Rows of the merged package.</param>
    public static void SaveContributors(string path, IEnumerable<MergedRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        WriteCsv(path, ["table", "key", "contributor", "marking"], rows.SelectMany(r => r.By.Select(b => new[] { r.Table, r.Key, b.Label, b.Marking })));
    }

    static void WriteCsv(string path, string[] heading, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(heading))
            text.AppendJoin(',', row.Select(CellEscape.Do).Select(c => c.AsSpan().IndexOfAny(Quoted) < 0 ? c : $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        var plain = text.ToString();
        PackageWriter.WriteFile(path, stream => stream.Write(Ascii.IsValid(plain) ? Encoding.ASCII.GetBytes(plain) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(plain)]));
    }

    static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",;\"\n\r\t");
}
