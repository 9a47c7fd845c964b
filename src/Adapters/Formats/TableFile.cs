using System.Text;

namespace Vauban.Adapters.Formats;

/// <summary>One cell of a table for people: a text, or a number in the digits of a data file.</summary>
/// <param name="Text">Text; for a number its digits with a point, nine significant digits.</param>
/// <param name="IsNumber">True for a number.</param>
public readonly record struct FileCell(string Text, bool IsNumber);

/// <summary>One sheet of a workbook of tables.</summary>
/// <param name="Name">Name on its tab; cut to the 31 characters that a tab takes.</param>
/// <param name="Headings">Headings.</param>
/// <param name="Rows">Rows, each as long as the headings.</param>
public sealed record TableSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<FileCell>> Rows);

/// <summary>Writes a table for people as CSV or XLSX: headings in their language, numbers as numbers, texts that no spreadsheet takes for
/// formulas.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class TableFile
{
    /// <summary>Writes CSV: UTF-8, comma, LF.</summary>
    /// <param name="headings">Headings.</param>
    /// <param name="rows">Rows, each as long as the headings.</param>
    public static byte[] Csv(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<FileCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        text.AppendJoin(',', headings.Select(h => CsvTableWriter.Quoted(CellEscape.Do(h)))).Append('\n');
        foreach (var row in rows) text.AppendJoin(',', row.Select(c => CsvTableWriter.Quoted(c.IsNumber ? c.Text : CellEscape.Do(c.Text)))).Append('\n');
        // Spreadsheets take a file for their country's old code page unless it starts with the mark.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Writes a workbook of one sheet.</summary>
    /// <param name="name">Name on its tab; cut to the 31 characters that a tab takes.</param>
    /// <param name="headings">Headings.</param>
    /// <param name="rows">Rows, each as long as the headings.</param>
    public static byte[] Xlsx(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<FileCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        return Workbook([new(name, headings, [.. rows])]);
    }

    /// <summary>Writes a workbook of several sheets.</summary>
    /// <param name="sheets">Sheets, each with a name of its own.</param>
    public static byte[] Workbook(IReadOnlyList<TableSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        const int MostTab = 31, MostChars = 32_767;
        var book = new XlsxWriter();
        foreach (var (name, headings, rows) in sheets)
        {
            var tab = string.Concat(name.Where(c => !@"[]:*?/\'".Contains(c, StringComparison.Ordinal))).Trim();
            var widths = headings.Select((h, i) => Math.Clamp(rows.Take(200).Select(r => r[i].Text.Length).Append(h.Length).Max() + 2, 8, 60.0)).ToArray();
            var sheet = book.Add(tab.Length == 0 ? "table" : tab.Length > MostTab ? tab[..MostTab] : tab, widths, 1);
            sheet.Heading(headings);
            foreach (var row in rows) sheet.Row([.. row.Select(c => (c.Text.Length > MostChars ? c.Text[..MostChars] : c.Text, c.IsNumber))]);
        }
        using var stream = new MemoryStream();
        book.Save(stream);
        return stream.ToArray();
    }
}
