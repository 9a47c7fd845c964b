using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>A copy of what somebody sent, as a workbook in which every finding stands beside its cell: the sheet <c>x-findings</c>, cells marked,
/// and a column <c>x-finding</c> in each sheet. Readers pass over what starts with <c>x-</c>, so that the repaired copy can be sent as it is.</summary>
public static class AnnotatedCopy
{
    const string FindingsSheet = "x-findings", FindingColumn = "x-finding";
    const int MostChars = 32_767, MostTab = 31;

    // A copy is for repair by hand; what is larger is repaired where it came from.
    static readonly ReadLimits Limits = new() { Rows = 200_000, Cells = 5_000_000, Bytes = 128L << 20 };

    // Faults of cells, which a copy shows as they are. After any other the copy would lack something that nobody misses until it is sent back.
    static readonly string[] Shown = ["E-XLSX-01", "E-XLSX-02", "E-XLSX-03"];

    /// <summary>Writes the copy. Where something cannot be read or does not fit, the sheet of findings stands alone and says so.</summary>
    /// <param name="files">What was sent: a workbook, a ZIP, or the files of a package.</param>
    /// <param name="findings">What was found in it.</param>
    /// <param name="texts">Language of the sentences.</param>
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Bytes)> files, IReadOnlyList<Finding> findings, Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(texts);
        var trouble = new List<Finding>();
        // What the readers pass over is not repaired; an earlier copy's findings are answered by these.
        var sheets = files.SelectMany(f => SheetsOf(f.Name, f.Bytes, trouble)).Where(s => !s.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)).ToArray();
        var isWhole = trouble.TrueForAll(f => f.Severity != Severity.Error || Shown.Contains(f.Code)) && sheets.All(s => s.Name.Length <= MostTab && s.Rows.All(r => r.Cells.All(c => c.Length < MostChars)))
            && sheets.Select(s => s.Name.ToUpperInvariant()).Distinct().Count() == sheets.Length;
        if (!isWhole) sheets = [];
        var book = new XlsxWriter();
        WriteFindings(book, findings, isWhole ? "" : texts["workbench.data.copy-alone"], texts);
        foreach (var sheet in sheets) WriteSheet(book, sheet, [.. findings.Where(f => SheetOf(f.Place) is { } name && name.Equals(sheet.Name, StringComparison.OrdinalIgnoreCase))], texts);
        using var stream = new MemoryStream();
        book.Save(stream);
        return stream.ToArray();
    }

    static void WriteFindings(XlsxWriter book, IReadOnlyList<Finding> findings, string note, Texts.Texts texts)
    {
        var sheet = book.Add(FindingsSheet, [12, 14, 20, 8, 22, 90], 0);
        sheet.Heading(["x-severity", "x-code", "x-sheet", "x-row", "x-column", FindingColumn]);
        var row = 1;
        if (note.Length > 0) sheet.RowAt(++row, [("", CellMark.None), ("", CellMark.None), ("", CellMark.None), ("", CellMark.None), ("", CellMark.None), (note, CellMark.Doubtful)]);
        foreach (var finding in findings.OrderByDescending(f => f.Severity))
        {
            var mark = MarkOf(finding.Severity);
            sheet.RowAt(++row,
            [
                (texts["terminal.finding." + finding.Severity.ToString().ToLowerInvariant()], mark), (finding.Code, CellMark.None), (finding.Place.Sheet ?? finding.Place.File ?? "", CellMark.None),
                (finding.Place.Row?.ToString(CultureInfo.InvariantCulture) ?? "", CellMark.None), (finding.Place.Column ?? "", CellMark.None), (Fit(CellEscape.Do(texts.Message(finding))), CellMark.None),
            ]);
        }
    }

    static void WriteSheet(XlsxWriter book, RawSheet raw, Finding[] findings, Texts.Texts texts)
    {
        var width = raw.Rows.Count == 0 ? 0 : raw.Rows.Max(r => r.Cells.Length);
        var heading = raw.Rows.Count == 0 ? [] : raw.Rows[0].Cells;
        var old = Array.FindIndex(heading, h => h.Equals(FindingColumn, StringComparison.OrdinalIgnoreCase));
        var beside = old >= 0 ? old : width;
        var sheet = book.Add(raw.Name.Length > MostTab ? raw.Name[..MostTab] : raw.Name, [.. Enumerable.Range(0, width).Select(i => i < heading.Length ? Math.Clamp(heading[i].Length + 3, 12, 40.0) : 12), .. old >= 0 ? Array.Empty<double>() : [70]], 0);
        var byRow = findings.Where(f => f.Place.Row is not null).ToLookup(f => f.Place.Row!.Value);
        foreach (var (row, at) in raw.Rows.Select((r, i) => (r, i)))
        {
            var cells = Enumerable.Range(0, Math.Max(width, beside + 1)).Select(i => (Text: i < row.Cells.Length && i != old ? CellEscape.Do(row.Cells[i]) : "", Mark: at == 0 ? CellMark.Heading : CellMark.None)).ToArray();
            foreach (var finding in byRow[row.Number].OrderBy(f => f.Severity))
                if (ColumnOf(finding.Place.Column, heading) is >= 0 and var column && column < cells.Length) cells[column].Mark = MarkOf(finding.Severity);
            var said = string.Join(" | ", byRow[row.Number].OrderByDescending(f => f.Severity).Select(f => Said(f, texts)));
            if (at == 0) cells[beside] = (FindingColumn, CellMark.Heading);
            else if (said.Length > 0) cells[beside] = (Fit(CellEscape.Do(said)), MarkOf(byRow[row.Number].Max(f => f.Severity)));
            sheet.RowAt(row.Number, cells);
        }
    }

    static string Said(Finding finding, Texts.Texts texts) => finding.Place.Column is { Length: > 0 } column ? $"{column}: {texts.Message(finding)}" : texts.Message(finding);

    static string Fit(string text) => text.Length < MostChars ? text : text[..(MostChars - 1)];

    static CellMark MarkOf(Severity severity) => severity switch { Severity.Error => CellMark.Wrong, Severity.Warning => CellMark.Doubtful, _ => CellMark.None };

    // A place names a column by its heading, or by its letters where the sheet has none that counts.
    static int ColumnOf(string? column, string[] heading)
    {
        if (column is not { Length: > 0 }) return -1;
        var at = Array.FindIndex(heading, h => h.Equals(column, StringComparison.OrdinalIgnoreCase) || h.Replace(' ', '_').Equals(column, StringComparison.OrdinalIgnoreCase));
        if (at >= 0 || column.Length > 3 || !column.All(char.IsAsciiLetterUpper)) return at;
        return column.Aggregate(0, (n, c) => n * 26 + (c - 'A' + 1)) - 1;
    }

    static string? SheetOf(Place place)
    {
        if (place.Sheet is { Length: > 0 } sheet) return sheet;
        var file = place.File?.Split('/')[^1];
        return file is null ? null : file.Equals(PackageFiles.Descriptor, StringComparison.OrdinalIgnoreCase) ? WorkbookReader.HeadSheet : Path.GetFileNameWithoutExtension(file);
    }

    static IReadOnlyList<RawSheet> SheetsOf(string name, byte[] bytes, List<Finding> trouble)
    {
        using var stream = new MemoryStream(bytes, false);
        var state = new ReadState(name, Limits);
        IReadOnlyList<RawSheet> sheets = [];
        try
        {
            if (PackageReader.LooksLikeZip(stream)) sheets = PackageReader.IsWorkbook(stream) ? WorkbookReader.ReadRaw(stream, state) : Unpack(stream, state, trouble);
            else if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) sheets = Descriptor(name, bytes, state);
            else sheets = [SheetReader.ReadCsv(Path.GetFileNameWithoutExtension(name), stream, state)];
        }
        catch (Exception e) when (e is ReadLimitException || CheckedZip.IsDamage(e))
        {
            state.Error("E-ZIP-01", new Place(name));
        }
        trouble.AddRange(state.Findings.Sorted());
        return sheets;
    }

    static List<RawSheet> Unpack(Stream stream, ReadState state, List<Finding> trouble)
    {
        using var zip = CheckedZip.Open(stream, state);
        if (zip is null) return [];
        var sheets = new List<RawSheet>();
        foreach (var name in zip.Names.Where(n => n.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || n.EndsWith(PackageFiles.Descriptor, StringComparison.OrdinalIgnoreCase)))
        {
            using var from = zip.Read(name);
            using var bytes = new MemoryStream();
            from.CopyTo(bytes);
            state.CountBytes((int)bytes.Length);
            sheets.AddRange(SheetsOf(name.Split('/')[^1], bytes.ToArray(), trouble));
        }
        return sheets;
    }

    static IReadOnlyList<RawSheet> Descriptor(string name, byte[] bytes, ReadState state)
    {
        var head = PackageDescriptor.Read(new PackageFile(name, name, () => new MemoryStream(bytes, false)), state);
        string[][] rows = [["key", "value"], ["name", head.Name], ["title", head.Title], ["description", head.Description], ["as_of", head.AsOf is { } day ? Dates.Text(day) : ""], ["catalogue", FieldCatalog.Version]];
        return [new(WorkbookReader.HeadSheet, [.. rows.Select((c, i) => new RawRow(i + 1, c))])];
    }
}
