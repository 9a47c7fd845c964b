using System.Globalization;
using Sylvan.Data.Csv;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads one CSV file into one table, streaming: separator and encoding are found out, every trouble is a finding.</summary>
static class CsvTableReader
{
    public static Table? Read(TableSpec spec, string file, Stream stream, ReadState state)
    {
        var place = new Place(file);
        var builder = new TableBuilder(spec, place, state);
        var row = 0;
        try
        {
            using var text = new CheckedTextReader(stream, state);
            var head = text.PeekHead();
            if (head.IsWhiteSpace())
            {
                state.Warn("W-FILE-01", place, spec.Name);
                return null;
            }
            using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false, Delimiter = Separator(head, spec), Comment = '\uFFFF', CsvStyle = CsvStyle.Standard,
                BufferSize = 1 << 16, MaxBufferSize = Math.Max(1 << 16, state.Limits.RowChars),
            });
            try
            {
                ReadRows(csv, builder, place, state, ref row);
            }
            catch (CsvRecordTooLargeException)
            {
                builder.Broken("E-SIZE-06", place with { Row = row + 1 }, state.Limits.RowChars.ToString(CultureInfo.InvariantCulture));
            }
            catch (CsvFormatException)
            {
                builder.Broken("E-CSV-01", place with { Row = row + 1 });
            }
            if (text.FirstWrongByte >= 0)
                builder.Broken("E-TEXT-02", place with { Row = text.WrongLine }, $"0x{text.WrongByte:X2}", text.FirstWrongByte.ToString(CultureInfo.InvariantCulture),
                    text.WrongCount.ToString(CultureInfo.InvariantCulture));
        }
        catch (ReadLimitException e)
        {
            builder.Broken(e.Code, place with { Row = row > 0 ? row : null }, e.Values);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            builder.Broken("E-FILE-04", place, e.Message);
        }
        return builder.Finish();
    }

    // `row` is the line at which the last record ended, so that a record that cannot be read stands at row + 1.
    static void ReadRows(CsvDataReader csv, TableBuilder builder, Place place, ReadState state, ref int row)
    {
        var hasHeading = false;
        while (csv.Read())
        {
            var start = row + 1;
            row += Lines(csv.GetRawRecordSpan());
            var count = csv.RowFieldCount;
            if (IsBlank(csv, count)) continue;
            if (!hasHeading)
            {
                if (start == 1 && csv.GetFieldSpan(0).StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) continue;
                builder.Heading([.. Enumerable.Range(0, count).Select(i => csv.GetFieldSpan(i).ToString())], start);
                hasHeading = true;
                continue;
            }
            builder.StartRow(start);
            for (var i = 0; i < count; i++) builder.Cell(i, csv.GetFieldSpan(i));
            if (count < builder.Columns)
                state.Error("E-ROW-01", place with { Row = start }, count.ToString(CultureInfo.InvariantCulture), builder.Columns.ToString(CultureInfo.InvariantCulture));
            builder.EndRow();
        }
    }

    static bool IsBlank(CsvDataReader csv, int count)
    {
        for (var i = 0; i < count; i++)
            if (!csv.GetFieldSpan(i).IsWhiteSpace()) return false;
        return true;
    }

    static int Lines(ReadOnlySpan<char> record)
    {
        var feeds = record.Count('\n');
        var rest = record;
        var lone = 0;
        while (rest.IndexOf('\r') is >= 0 and var at)
        {
            if (at + 1 >= rest.Length || rest[at + 1] != '\n') lone++;
            rest = rest[(at + 1)..];
        }
        return Math.Max(1, feeds + lone);
    }

    /// <summary>The separator under which the first row names most columns of the table; ties by count, then comma, semicolon, tab.</summary>
    internal static char Separator(ReadOnlySpan<char> head, TableSpec spec)
    {
        var text = head.TrimStart("\r\n ");
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && text[4] is ',' or ';' or '\t') return text[4];
        var end = text.IndexOfAny('\r', '\n');
        var first = (end < 0 ? text : text[..end]).ToString();
        var best = ',';
        var bestScore = -1;
        foreach (var separator in ",;\t")
        {
            var cells = first.Split(separator);
            var score = 1000 * cells.Count(c => spec.Find(c.Trim().Trim('"').ToLowerInvariant()) >= 0) + Math.Min(999, cells.Length);
            if (score <= bestScore) continue;
            best = separator;
            bestScore = score;
        }
        return best;
    }
}
