using System.Globalization;
using System.Xml;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads a package from one workbook: a sheet per table, and the sheet <c>package</c> for name and date.</summary>
static class WorkbookReader
{
    /// <summary>The sheet that stands for the descriptor.</summary>
    public const string HeadSheet = "package";

    // Sheets that a template brings along.
    static readonly string[] Passed = ["readme", "dictionary", "lists"];

    public static Package Read(Stream stream, ReadState state)
    {
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        var head = new PackageHead(PackageDescriptor.NameOf(state.Package), "", null);
        using var zip = CheckedZip.Open(stream, state);
        if (zip is null) return new Package(head, []);
        Guard(state, null, () =>
        {
            var book = XlsxBook.Open(zip, state);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var sheet in book.Sheets)
            {
                var name = TableOf(sheet);
                if (Passed.Contains(name) || name.StartsWith("x-", StringComparison.Ordinal)) continue;
                var spec = FieldCatalog.Find(name);
                if (name != HeadSheet && spec is null) Unknown(book, sheet, name, state);
                else if (!seen.Add(name)) state.Error("E-FILE-02", new Place(state.Package, sheet.Name), sheet.Name, name);
                else if (name == HeadSheet) head = ReadHead(book, sheet, head, state);
                else tables[name] = ReadTable(book, sheet, spec!, state);
            }
            if (seen.Count == 0 && !state.Findings.HasErrors) state.Error("E-FILE-03", new Place(state.Package));
        });
        return new Package(head, tables.Values);
    }

    static string TableOf(XlsxSheet sheet) => sheet.Name.Trim().ToLowerInvariant().Replace(' ', '_');

    /// <summary>True where a sheet stands for a table or for the descriptor.</summary>
    public static bool HoldsTable(Stream stream, ReadState state)
    {
        using var zip = CheckedZip.Open(stream, state);
        var holds = false;
        if (zip is not null) Guard(state, null, () => holds = XlsxBook.Open(zip, state).Sheets.Exists(s => TableOf(s) is var name && (name == HeadSheet || FieldCatalog.Find(name) is not null)));
        return holds;
    }

    /// <summary>Reads all sheets of a workbook as texts.</summary>
    public static List<RawSheet> ReadRaw(Stream stream, ReadState state)
    {
        var sheets = new List<RawSheet>();
        using var zip = CheckedZip.Open(stream, state);
        if (zip is null) return sheets;
        Guard(state, null, () =>
        {
            var book = XlsxBook.Open(zip, state);
            foreach (var sheet in book.Sheets)
            {
                using var rows = new XlsxRows(book, sheet, state.Limits);
                var list = new List<RawRow>();
                var formulas = new Formulas();
                while (rows.Next())
                {
                    var cells = new string[rows.Cells[^1].Column + 1];
                    Array.Fill(cells, "");
                    state.CountRow(cells.Length);
                    foreach (var cell in rows.Cells)
                    {
                        var place = new Place(state.Package, sheet.Name, rows.Row, XlsxRows.Letters(cell.Column));
                        if (cell.Kind == XlsxKind.Fault) state.Error(cell.Text.Length == 0 ? "E-XLSX-02" : "E-XLSX-03", place, CellEscape.Shorten(cell.Text));
                        // What is at fault is kept as it stands: a copy for repair must not turn it into a blank, which means unknown.
                        cells[cell.Column] = cell.Kind == XlsxKind.Fault && cell.Text.Length == 0 ? "#?" : CellEscape.Undo(cell.Text.Trim());
                        formulas.Count(cell, place);
                    }
                    list.Add(new RawRow(rows.Row, cells));
                }
                formulas.Tell(state);
                foreach (var range in rows.Merged) state.Error("E-XLSX-01", new Place(state.Package, sheet.Name), range);
                sheets.Add(new RawSheet(sheet.Name, list));
            }
        });
        return sheets;
    }

    static void Guard(ReadState state, string? sheet, Action read)
    {
        var place = new Place(state.Package, sheet);
        try
        {
            read();
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, place, e.Values);
        }
        catch (XmlException e)
        {
            state.Error("E-XLSX-07", place, e.LineNumber.ToString(CultureInfo.InvariantCulture), e.LinePosition.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException e)
        {
            state.Error("E-XLSX-08", place, CellEscape.Shorten(e.Message));
        }
    }

    static void Unknown(XlsxBook book, XlsxSheet sheet, string name, ReadState state) => Guard(state, sheet.Name, () =>
    {
        using var rows = new XlsxRows(book, sheet, state.Limits);
        // An empty sheet is what a new workbook comes with; there is nothing in it to lose.
        if (rows.Next()) state.Error("E-XLSX-04", new Place(state.Package, sheet.Name), sheet.Name, Spelling.Nearest(name, FieldCatalog.Tables.Select(t => t.Name).Append(HeadSheet)) ?? "");
    });

    static PackageHead ReadHead(XlsxBook book, XlsxSheet sheet, PackageHead fallback, ReadState state)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var place = new Place(state.Package, sheet.Name);
        Guard(state, sheet.Name, () =>
        {
            using var rows = new XlsxRows(book, sheet, state.Limits);
            while (rows.Next())
            {
                var key = rows.Cells.FirstOrDefault(c => c.Column == 0).Text?.Trim().ToLowerInvariant() ?? "";
                var value = rows.Cells.FirstOrDefault(c => c.Column == 1);
                if (key.Length == 0 || key == "key") continue;
                if (!values.TryAdd(key, CellEscape.Undo(value.Text ?? ""))) state.Error("E-HEAD-02", place with { Row = rows.Row }, key);
            }
        });
        PackageDescriptor.CheckVersion(values.GetValueOrDefault("catalogue", ""), place, state);
        var name = values.GetValueOrDefault("name", "").Trim();
        return PackageDescriptor.Head(name.Length > 0 ? name : fallback.Name, values.GetValueOrDefault("title", ""), values.GetValueOrDefault("as_of", "").Trim(),
            values.GetValueOrDefault("description", ""), place, state);
    }

    static Table ReadTable(XlsxBook book, XlsxSheet sheet, TableSpec spec, ReadState state)
    {
        var place = new Place(state.Package, sheet.Name);
        var builder = new TableBuilder(spec, place, state);
        if (sheet.IsHidden) state.Warn("W-XLSX-02", place, sheet.Name);
        var finished = false;
        Guard(state, sheet.Name, () =>
        {
            ReadRows(book, sheet, builder, place, state);
            finished = true;
        });
        if (!finished) state.Unread.Add(spec.Name);
        return builder.Finish();
    }

    static void ReadRows(XlsxBook book, XlsxSheet sheet, TableBuilder builder, Place place, ReadState state)
    {
        using var rows = new XlsxRows(book, sheet, state.Limits);
        var hasHeading = false;
        var formulas = new Formulas();
        while (rows.Next())
        {
            if (!hasHeading)
            {
                if (rows.Cells.TrueForAll(c => string.IsNullOrWhiteSpace(c.Text))) continue;
                var heading = new string[rows.Cells[^1].Column + 1];
                Array.Fill(heading, "");
                foreach (var cell in rows.Cells) heading[cell.Column] = cell.Text;
                builder.Heading(heading, rows.Row);
                hasHeading = true;
                continue;
            }
            builder.StartRow(rows.Row);
            foreach (var cell in rows.Cells)
            {
                var at = builder.PlaceOf(cell.Column);
                formulas.Count(cell, at);
                if (Text(cell, builder.FieldAt(cell.Column), book, at, state) is { } text) builder.Cell(cell.Column, text);
            }
            builder.EndRow();
        }
        formulas.Tell(state);
        foreach (var range in rows.Merged) builder.Broken("E-XLSX-01", place, range);
        if (!hasHeading) state.Warn("W-FILE-01", place, sheet.Name);
    }

    // The text that the same cell would have in a CSV file; null where there is a finding instead.
    static string? Text(XlsxCell cell, FieldSpec? field, XlsxBook book, Place place, ReadState state)
    {
        if (field is null) return cell.Text;
        var isFigure = field.Type is FieldType.Quantity or FieldType.Number;
        switch (cell.Kind)
        {
            case XlsxKind.Fault:
                state.Error(cell.Text.Length == 0 ? "E-XLSX-02" : "E-XLSX-03", place, CellEscape.Shorten(cell.Text));
                return null;
            case XlsxKind.Date or XlsxKind.Month or XlsxKind.Time when isFigure:
                state.Error("E-XLSX-05", place, cell.Text);
                return null;
            case XlsxKind.Percent when isFigure && field.Unit != "%":
                state.Error("E-XLSX-06", place, cell.Text);
                return null;
            case XlsxKind.Percent when isFigure && Quantity.TryNumber(cell.Text, out var share):
                return Quantity.Text((double)((decimal)share * 100));
            // A bare number in a date column is a year where it can be one, and else a day whose style was lost.
            case XlsxKind.Number when field.Type == FieldType.Date && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial > 2200:
                return XlsxDates.Text(serial, XlsxKind.Date, book.StartsIn1904) ?? cell.Text;
            default:
                return cell.Text;
        }
    }

    // Values that were computed when the workbook was last saved: told once per sheet, with the first.
    sealed class Formulas
    {
        Place? _first;
        string _text = "";
        int _count;

        public void Count(XlsxCell cell, Place place)
        {
            if (!cell.HasFormula || cell.Kind == XlsxKind.Fault) return;
            if (_count++ == 0) (_first, _text) = (place, cell.Text);
        }

        public void Tell(ReadState state)
        {
            if (_first is not null) state.Warn("W-XLSX-01", _first, CellEscape.Shorten(_text), _count.ToString(CultureInfo.InvariantCulture));
        }
    }
}
