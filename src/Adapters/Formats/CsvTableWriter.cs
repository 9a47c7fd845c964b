using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes a table as CSV: UTF-8, comma, LF, columns in catalogue order, empty columns left out unless required.</summary>
static class CsvTableWriter
{
    /// <summary>The columns that are written, as positions in the catalogue.</summary>
    public static int[] Columns(Table table) =>
        [.. Enumerable.Range(0, table.Spec.Fields.Count).Where(i => table.Spec.Fields[i].Required || table.Rows.Any(r => r.Cells[i].Length > 0))];

    public static byte[] Write(Table table) => Write(table, Columns(table));

    public static byte[] Write(Table table, int[] columns)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(i => table.Spec.Fields[i].Name)).Append('\n');
        foreach (var row in table.Rows)
        {
            for (var k = 0; k < columns.Length; k++)
            {
                if (k > 0) text.Append(',');
                text.Append(Quoted(Cell(table.Spec.Fields[columns[k]], row.Cells[columns[k]])));
            }
            text.Append('\n');
        }
        var plain = text.ToString();
        // Spreadsheets take a file for their country's old code page unless it starts with the mark; pure ASCII needs none.
        return Ascii.IsValid(plain) ? Encoding.ASCII.GetBytes(plain) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(plain)];
    }

    /// <summary>The text of a cell in a spreadsheet: numbers as they are, other texts kept from being taken for formulas.</summary>
    public static string Cell(FieldSpec field, string text) => field.Type is FieldType.Quantity or FieldType.Number ? text : CellEscape.Do(text);

    /// <summary>A cell as it stands in a file: in quotation marks where it holds a separator, a mark or a newline.</summary>
    public static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
