using System.Buffers;
using System.Globalization;
using Sylvan.Data.Csv;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads one CSV file, streaming: separator and encoding are found out, every trouble is a finding.</summary>
static class CsvTableReader
{
    /// <summary>Reads a table of the catalogue; null where the file is empty.</summary>
    public static Table? Read(TableSpec spec, string file, Stream stream, ReadState state)
    {
        var place = new Place(file);
        var builder = new TableBuilder(spec, place, state);
        var hasHeading = false;
        var isWhole = ReadRecords(stream, place, state, spec, (csv, row) =>
        {
            var count = csv.RowFieldCount;
            if (!hasHeading)
            {
                builder.Heading([.. Enumerable.Range(0, count).Select(i => csv.GetFieldSpan(i).ToString())], row);
                hasHeading = true;
                return;
            }
            builder.StartRow(row);
            for (var i = 0; i < count; i++) builder.Cell(i, csv.GetFieldSpan(i));
            if (count < builder.Columns)
                state.Error("E-ROW-01", place with { Row = row }, count.ToString(CultureInfo.InvariantCulture), builder.Columns.ToString(CultureInfo.InvariantCulture));
            builder.EndRow();
        });
        if (!isWhole) state.Unread.Add(spec.Name);
        if (isWhole && !hasHeading) state.Warn("W-FILE-01", place, spec.Name);
        return hasHeading ? builder.Finish() : null;
    }

    /// <summary>Gives every row that is not blank to <paramref name="take"/>, with the line it starts in.</summary>
    /// <returns>False where the file could not be read to its end; a finding says why.</returns>
    public static bool ReadRecords(Stream stream, Place place, ReadState state, TableSpec? spec, Action<CsvDataReader, int> take)
    {
        var row = 0;
        try
        {
            using var text = new CheckedTextReader(stream, state);
            var isWhole = ReadText(text, place, state, spec, take, ref row);
            if (text.FirstWrongByte < 0) return isWhole;
            state.Error("E-TEXT-02", place with { Row = text.WrongLine }, $"0x{text.WrongByte:X2}", text.FirstWrongByte.ToString(CultureInfo.InvariantCulture),
                text.WrongCount.ToString(CultureInfo.InvariantCulture));
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, place with { Row = row > 0 ? row : null }, e.Values);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", place, e.Message);
        }
        return false;
    }

    // `row` is the line at which the last record ended, so that a record that cannot be read stands at row + 1.
    static bool ReadText(CheckedTextReader text, Place place, ReadState state, TableSpec? spec, Action<CsvDataReader, int> take, ref int row)
    {
        var head = text.PeekHead();
        if (head.Length == 0) return true;
        var buffer = ArrayPool<char>.Shared.Rent(1 << 16);
        try
        {
            using var csv = CsvDataReader.Create(text, buffer, new CsvDataReaderOptions
            {
                HasHeaders = false, Delimiter = Separator(head, spec), Comment = '\uFFFF', CsvStyle = CsvStyle.Standard, OwnsReader = false,
                MaxBufferSize = Math.Max(1 << 16, state.Limits.RowChars),
            });
            while (csv.Read())
            {
                var start = row + 1;
                row += Lines(csv.GetRawRecordSpan());
                if (IsBlank(csv) || (start == 1 && csv.GetFieldSpan(0).StartsWith("sep=", StringComparison.OrdinalIgnoreCase))) continue;
                take(csv, start);
            }
            return true;
        }
        catch (CsvRecordTooLargeException)
        {
            state.Error("E-SIZE-06", place with { Row = row + 1 }, state.Limits.RowChars.ToString(CultureInfo.InvariantCulture));
        }
        catch (CsvFormatException)
        {
            state.Error("E-CSV-01", place with { Row = row + 1 });
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
        return false;
    }

    static bool IsBlank(CsvDataReader csv)
    {
        for (var i = 0; i < csv.RowFieldCount; i++)
            if (!csv.GetFieldSpan(i).IsWhiteSpace()) return false;
        return true;
    }

    static int Lines(ReadOnlySpan<char> record)
    {
        var lines = record.Count('\n');
        // Old files end their lines with a carriage return alone.
        for (var rest = record; rest.IndexOf('\r') is >= 0 and var at; rest = rest[(at + 1)..])
            if (at + 1 >= rest.Length || rest[at + 1] != '\n') lines++;
        return Math.Max(1, lines);
    }

    /// <summary>The separator under which the first row names most columns of the table; ties by count, then comma, semicolon, tab.</summary>
    internal static char Separator(ReadOnlySpan<char> head, TableSpec? spec)
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
            var score = 1000 * cells.Count(c => spec?.Find(c.Trim().Trim('"').ToLowerInvariant()) >= 0) + Math.Min(999, cells.Length);
            if (score <= bestScore) continue;
            best = separator;
            bestScore = score;
        }
        return best;
    }
}
