using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes a package as one workbook: the sheet <c>package</c>, a sheet per table with frozen heading and ids and drop-downs, and the lists behind them.</summary>
static class XlsxPackageWriter
{
    /// <summary>Rows of a template that drop-downs reach.</summary>
    const int TemplateRows = 2000;

    const int MostChars = 32_767;
    const int MostRows = 1_048_575;

    public static void Write(Package package, Stream stream, bool isTemplate)
    {
        var book = new XlsxWriter();
        WriteHead(book, package.Head);
        var tables = isTemplate ? FieldCatalog.Tables.Select(t => package[t.Name]).ToList() : [.. package.Tables];
        var present = tables.Select(t => t.Spec.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var table in tables) WriteTable(book, table, isTemplate, present);
        if (isTemplate) WriteDictionary(book);
        WriteLists(book);
        book.Save(stream);
    }

    static void WriteHead(XlsxWriter book, PackageHead head)
    {
        var sheet = book.Add(WorkbookReader.HeadSheet, [18, 60], frozenColumns: 0);
        sheet.Heading(["key", "value"]);
        foreach (var (key, value) in new[]
        {
            ("name", head.Name), ("title", head.Title), ("description", head.Description), ("as_of", head.AsOf is { } d ? Dates.Text(d) : ""), ("catalogue", FieldCatalog.Version),
        })
            sheet.Row([(key, false), (Checked(CellEscape.Do(value), "package", key), false)]);
    }

    static void WriteTable(XlsxWriter book, Table table, bool isTemplate, HashSet<string> present)
    {
        var columns = isTemplate ? [.. Enumerable.Range(0, table.Spec.Fields.Count)] : CsvTableWriter.Columns(table);
        if (table.Rows.Count > MostRows) throw new ArgumentException($"{table.Spec.Name} has {table.Rows.Count} rows; a sheet holds {MostRows}. Write a folder or a ZIP.", nameof(table));
        var sheet = book.Add(table.Spec.Name, [.. columns.Select(i => Width(table.Spec.Fields[i]))], frozenColumns: table.Spec.HasId ? 1 : 0);
        sheet.Heading([.. columns.Select(i => table.Spec.Fields[i].Name)]);
        var cells = new (string, bool)[columns.Length];
        foreach (var row in table.Rows)
        {
            for (var k = 0; k < columns.Length; k++)
            {
                var field = table.Spec.Fields[columns[k]];
                var text = row.Cells[columns[k]];
                cells[k] = (Checked(CsvTableWriter.Cell(field, text), table.Spec.Name, field.Name), IsPlainNumber(field, text));
            }
            sheet.Row(cells);
        }
        var last = Math.Max(table.Rows.Count + 1, isTemplate ? TemplateRows : table.Rows.Count + 200);
        for (var k = 0; k < columns.Length; k++)
            if (ListFor(table.Spec.Fields[columns[k]], present) is { } list)
                sheet.DropDown($"{XlsxRows.Letters(k)}2:{XlsxRows.Letters(k)}{last}", list.Formula, list.IsStrict);
    }

    static double Width(FieldSpec field) => field.Type switch
    {
        FieldType.Text when field.Name is "note" or "title" or "url" or "text" => 40,
        FieldType.Text or FieldType.Id or FieldType.Reference => 24,
        _ => Math.Max(12, field.Name.Length + 3),
    };

    static bool IsPlainNumber(FieldSpec field, string text) =>
        text.Length > 0 && field.Type is FieldType.Quantity or FieldType.Number && Quantity.TryNumber(text, out var value) && Quantity.Text(value) == text;

    static string Checked(string text, string sheet, string column) => text.Length <= MostChars ? text
        : throw new ArgumentException($"A cell of {sheet}, column {column}, holds {text.Length} characters; a workbook holds {MostChars}. Write a folder or a ZIP.", nameof(text));

    static (string Formula, bool IsStrict)? ListFor(FieldSpec field, HashSet<string> present)
    {
        if (field.Type == FieldType.Unit) return (Range(0, Units.All.Count), true);
        if (field.Type is FieldType.Choice or FieldType.Flag) return (Range(1 + ChoiceLists.IndexOf(field), field.Choices.Count), true);
        if (field.Type == FieldType.Reference && field.Targets.Count == 1 && present.Contains(field.Targets[0])) return ($"{field.Targets[0]}!$A$2:$A${TemplateRows}", false);
        return null;
    }

    static string Range(int column, int count) => $"lists!${XlsxRows.Letters(column)}$2:${XlsxRows.Letters(column)}${count + 1}";

    static void WriteLists(XlsxWriter book)
    {
        var lists = new List<IReadOnlyList<string>> { Units.All };
        lists.AddRange(ChoiceLists.All);
        var sheet = book.Add("lists", [.. lists.Select(_ => 16.0)], frozenColumns: 0);
        sheet.Heading(["unit", .. ChoiceLists.Names]);
        for (var i = 0; i < lists.Max(l => l.Count); i++)
            sheet.Row([.. lists.Select(l => (i < l.Count ? l[i] : "", false))]);
    }

    static void WriteDictionary(XlsxWriter book)
    {
        var sheet = book.Add("dictionary", [18, 22, 14, 10, 14, 70, 30, 40], frozenColumns: 2);
        sheet.Heading([.. DataDictionary.Heading]);
        foreach (var row in DataDictionary.Rows) sheet.Row([.. row.Select(c => (CellEscape.Do(c), false))]);
    }

    /// <summary>The different lists of words, each once.</summary>
    static class ChoiceLists
    {
        static readonly (string Key, string Name, IReadOnlyList<string> Words)[] Lists =
            [.. FieldCatalog.Tables.SelectMany(t => t.Fields.Select(f => (t, f))).Where(p => p.f.Type is FieldType.Choice or FieldType.Flag)
                .Select(p => (Key: string.Join('|', p.f.Choices), Name: $"{p.t.Name}.{p.f.Name}", Words: p.f.Choices)).DistinctBy(l => l.Key)];

        public static IEnumerable<IReadOnlyList<string>> All => Lists.Select(l => l.Words);

        public static IEnumerable<string> Names => Lists.Select(l => l.Name);

        public static int IndexOf(FieldSpec field) => Array.FindIndex(Lists, l => l.Key == string.Join('|', field.Choices));
    }
}

/// <summary>The field catalogue as rows, for people who fill in templates.</summary>
static class DataDictionary
{
    public static IReadOnlyList<string> Heading { get; } = ["table", "column", "type", "required", "unit", "description", "example", "words"];

    public static IEnumerable<string[]> Rows => FieldCatalog.Tables.SelectMany(t => t.Fields.Select(f => new[]
    {
        t.Name, f.Name, f.Type.ToString().ToLower(CultureInfo.InvariantCulture), f.Required ? "yes" : "", f.Unit ?? "", f.Description, f.Example,
        f.Choices.Count > 0 ? string.Join(" ", f.Choices) : string.Join(" ", f.Targets),
    }));
}
