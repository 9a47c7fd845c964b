using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Capacity;

namespace Vauban.Adapters.Formats;

/// <summary>Writes sums for an association as one XLSX workbook: a sheet per table, numbers as numbers, and what had to hold for them.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class AggregateWorkbook
{
    /// <summary>Writes the workbook.</summary>
    /// <param name="tables">Tables.</param>
    /// <param name="options">What had to hold for a figure to be shown.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(IReadOnlyList<AggregateTable> tables, AggregateOptions options, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        var book = new XlsxWriter();
        var summary = book.Add("summary", [16, 120], 1);
        summary.Heading(["key", "value"]);
        summary.Row([Text("snapshot"), Text(identity.SnapshotHash)]);
        summary.Row([Text("version"), Text(identity.Version)]);
        foreach (var note in new AggregateWords(texts).Notes(options)) summary.Row([Text("note"), Text(note)]);
        foreach (var table in tables)
        {
            var sheet = book.Add(table.Id, [32, .. table.Heads.Skip(1).Select(h => Math.Clamp(h.Length + 3.0, 14, 28))], 1);
            sheet.Heading(table.Heads);
            foreach (var row in table.Rows)
                sheet.Row([.. row.Select(c => c.Number is { } number ? (number.ToString("G9", CultureInfo.InvariantCulture), true) : Text(c.Text))]);
        }
        book.Save(stream);
    }

    static (string, bool) Text(string text) => (CellEscape.Do(text), false);
}
