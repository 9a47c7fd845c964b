using Sylvan.Data.Csv;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>One row of a sheet as it stands.</summary>
/// <param name="Number">Line in the file or row in the sheet, from 1.</param>
/// <param name="Cells">Texts without blanks around them; dates and numbers in file form.</param>
public sealed record RawRow(int Number, string[] Cells);

/// <summary>A sheet as it stands, without a catalogue.</summary>
/// <param name="Name">Name of the sheet, or of the CSV file without its ending.</param>
/// <param name="Rows">Rows with at least one cell.</param>
public sealed record RawSheet(string Name, IReadOnlyList<RawRow> Rows);

/// <summary>Reads the sheets of any CSV file or workbook, for importers of foreign forms; with the limits and checks of packages.</summary>
public static class SheetReader
{
    /// <summary>Reads all sheets; null where a finding is an error.</summary>
    /// <param name="path">.csv, .tsv, .txt or .xlsx.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    /// <param name="limits">How much it may hold; null takes the defaults.</param>
    public static IReadOnlyList<RawSheet>? Load(string path, ICollection<Finding> findings, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            using var stream = File.OpenRead(path);
            return Load(path, stream, findings, limits);
        }
        catch (FileNotFoundException)
        {
            findings.Add(new Finding("E-FILE-05", Severity.Error, new Place(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding("E-FILE-04", Severity.Error, new Place(path), e.Message));
        }
        return null;
    }

    /// <summary>Reads all sheets from bytes; null where a finding is an error.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="stream">The bytes; the stream must be able to seek.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    /// <param name="limits">How much it may hold; null takes the defaults.</param>
    internal static IReadOnlyList<RawSheet>? Load(string name, Stream stream, ICollection<Finding> findings, ReadLimits? limits)
    {
        var state = new ReadState(Path.GetFileName(name), limits ?? ReadLimits.Default);
        List<RawSheet> sheets = PackageReader.LooksLikeZip(stream) ? WorkbookReader.ReadRaw(stream, state) : [ReadCsv(Path.GetFileNameWithoutExtension(name), stream, state)];
        foreach (var finding in state.Findings.Sorted()) findings.Add(finding);
        return state.Findings.HasErrors ? null : sheets;
    }

    internal static RawSheet ReadCsv(string name, Stream stream, ReadState state)
    {
        var rows = new List<RawRow>();
        CsvTableReader.ReadRecords(stream, new Place(state.Package), state, spec: null, (csv, row) => rows.Add(Take(csv, row, state)));
        return new RawSheet(name, rows);
    }

    static RawRow Take(CsvDataReader csv, int row, ReadState state)
    {
        var cells = new string[csv.RowFieldCount];
        state.CountRow(cells.Length);
        for (var i = 0; i < cells.Length; i++) cells[i] = CellEscape.Undo(csv.GetFieldSpan(i).Trim().ToString());
        return new RawRow(row, cells);
    }
}
