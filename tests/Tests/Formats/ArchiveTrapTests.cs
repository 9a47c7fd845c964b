using System.IO.Compression;
using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class ArchiveTrapTests
{
    static readonly byte[] Items = "id,name,unit\nround,Round,piece\n"u8.ToArray();

    static List<Finding> Read(byte[] bytes, bool isGood = false, ReadLimits? limits = null, string name = "p.zip")
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load(name, new MemoryStream(bytes), findings, limits);
        Assert.Equal(isGood, package is not null);
        if (isGood) Assert.Single(package!["items"].Rows);
        return findings;
    }

    [Theory, InlineData("../items.csv"), InlineData("/items.csv"), InlineData("a/../../items.csv"), InlineData("..\\items.csv"), InlineData("C:items.csv")]
    public void An_archive_whose_names_lead_out_of_it_is_not_opened(string name) =>
        Assert.Equal($"p.zip:: {name}", Read(ReaderFuzzTests.Zip([(name, Items)])).Only("E-ZIP-02"));

    [Fact]
    public void A_package_may_lie_at_the_root_or_in_one_folder()
    {
        Assert.Empty(Read(ReaderFuzzTests.Zip([("items.csv", Items)]), true));
        Assert.Empty(Read(ReaderFuzzTests.Zip([("mine/items.csv", Items), ("mine/README.md", Items), ("__MACOSX/mine/._items.csv", Items)]), true));
        Assert.Equal("p.zip:: ", Read(ReaderFuzzTests.Zip([("a/items.csv", Items), ("b/items.csv", Items)])).Only("E-FILE-03"));
    }

    [Fact]
    public void A_file_that_is_there_twice_is_refused()
    {
        Assert.Equal("p.zip:: items.csv", Read(ReaderFuzzTests.Zip([("items.csv", Items), ("items.csv", Items)])).Only("E-ZIP-03"));
        Assert.Equal("p.zip/items.csv:: items.csv|Items.csv", Read(ReaderFuzzTests.Zip([("items.csv", Items), ("Items.csv", Items)])).Only("E-FILE-02"));
    }

    [Fact]
    public void An_archive_that_explodes_is_stopped_while_it_is_unpacked()
    {
        var bomb = new byte[64 << 20];
        Array.Fill(bomb, (byte)'\n');
        Items.CopyTo(bomb, 0);
        var findings = Read(ReaderFuzzTests.Zip([("items.csv", bomb)]));
        Assert.EndsWith(": items.csv|300", findings.Only("E-ZIP-05"), StringComparison.Ordinal);
        Assert.Equal("p.zip:: 4|3", Read(ReaderFuzzTests.Zip(Enumerable.Range(0, 4).Select(i => ($"{i}.txt", Items))), limits: new ReadLimits { Entries = 3 }).Only("E-ZIP-04"));
        Assert.Equal("p.zip/items.csv:: 0", Read(ReaderFuzzTests.Zip([("items.csv", Items)]), limits: new ReadLimits { Bytes = 10 }).Only("E-SIZE-01"));
    }

    [Fact]
    public void A_forged_size_or_a_wrong_checksum_is_found()
    {
        var zip = ReaderFuzzTests.Zip([("items.csv", Items)]);
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var shorter = zip.ToArray();
        shorter[directory + 24]--;
        Assert.Equal("E-FILE-04", Assert.Single(Read(shorter)).Code);
        var sum = zip.ToArray();
        sum[directory + 16] ^= 1;
        Assert.Equal("E-FILE-04", Assert.Single(Read(sum)).Code);
    }

    [Fact]
    public void An_encrypted_file_is_said_to_be_one()
    {
        var zip = ReaderFuzzTests.Zip([("items.csv", Items)]);
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        Assert.Equal("p.zip:: items.csv", Read(zip).Only("E-ZIP-06"));
    }

    [Fact]
    public void A_damaged_archive_and_an_old_workbook_say_what_they_are()
    {
        Assert.Equal("p.zip:: ", Read(ReaderFuzzTests.Zip([("items.csv", Items)])[..40]).Only("E-ZIP-01"));
        Assert.Equal("p.zip:: ", Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).Only("E-FILE-06"));
        Assert.Equal("p.zip:: ", Read("hello"u8.ToArray()).Only("E-FILE-03"));
    }

    const string Styles = """<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>""";

    /// <summary>A workbook as other programs write it: shared strings, styles, the sheets given as XML of their rows.</summary>
    static byte[] Book(string shared, params (string Name, string Attributes, string Xml)[] sheets) => ReaderFuzzTests.Zip(
    [
        ("[Content_Types].xml", "<Types/>"u8.ToArray()), ("_rels/.rels", """<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"""u8.ToArray()),
        ("xl/workbook.xml", Encoding.UTF8.GetBytes($"<workbook xmlns:r=\"r\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" {s.Attributes} r:id=\"s{i}\"/>"))}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes($"<Relationships>{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i}\" Type=\"x/worksheet\" Target=\"/xl/s{i}.xml\"/>"))}<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"y.xml\"/></Relationships>")),
        ("xl/t.xml", Encoding.UTF8.GetBytes($"<sst>{shared}</sst>")), ("xl/y.xml", Encoding.UTF8.GetBytes(Styles)),
        .. sheets.Select((s, i) => ($"xl/s{i}.xml", Encoding.UTF8.GetBytes($"<worksheet><sheetData>{s.Xml.Split("</rows>")[0]}</sheetData>{(s.Xml.Contains("</rows>", StringComparison.Ordinal) ? s.Xml.Split("</rows>")[1] : "")}</worksheet>"))),
    ]);

    static string Cells(params string[] texts) => $"<row>{string.Concat(texts.Select(t => t.StartsWith('<') ? t : $"<c t=\"inlineStr\"><is><t>{t}</t></is></c>"))}</row>";

    static readonly string ItemRows = Cells("id", "unit") + Cells("round", "piece");

    static (Package? Package, List<Finding> Findings) Load(params (string, string, string)[] sheets)
    {
        var findings = new List<Finding>();
        return (PackageReader.Load("b.xlsx", new MemoryStream(Book("<si><t>round</t></si><si><r><t>pi</t></r><r><t>ece</t></r><rPh><t>x</t></rPh></si>", sheets)), findings), findings);
    }

    [Fact]
    public void Shared_rich_and_numeric_cells_dates_months_years_flags_and_percentages_become_what_they_show()
    {
        var (package, findings) = Load(("Items", "", Cells("id", "unit", "cn_code", "free", "unit_value") + Cells("<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>", "<c><v>36010000</v></c>", "<c t=\"b\"><v>1</v></c>", "<c><v>0.10000000000000001</v></c>")),
            ("lines", "", Cells("id", "item", "from", "to") + Cells("l", "round", "<c s=\"1\"><v>46112</v></c>", "<c s=\"2\"><v>46112</v></c>") + Cells("m", "round", "<c><v>2026</v></c>", "<c><v>46112.5</v></c>")),
            ("ownership", "", Cells("owner", "owned", "share") + Cells("a", "b", "<c s=\"3\"><v>7.0000000000000007E-2</v></c>")));
        Assert.Empty(findings);
        Assert.Equal("round|piece|36010000|yes|0.1", string.Join('|', new[] { "id", "unit", "cn_code", "free", "unit_value" }.Select(f => package!["items"].Cell(package["items"].Rows[0], f))));
        Assert.Equal(["2026-03-31", "2026-03", "2026", "2026-03-31"], package!["lines"].Rows.SelectMany(r => new[] { package["lines"].Cell(r, "from"), package["lines"].Cell(r, "to") }));
        Assert.Equal("7", package["ownership"].Cell(package["ownership"].Rows[0], "share"));
    }

    [Fact]
    public void Merged_cells_are_refused() => Assert.Equal("b.xlsx!items:: A1:B1", Load(("items", "", ItemRows + "</rows><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>")).Findings.Only("E-XLSX-01"));

    [Fact]
    public void A_formula_gives_the_value_it_had_or_is_refused_without_one()
    {
        var (package, findings) = Load(("items", "", Cells("id", "unit", "unit_value") + Cells("round", "piece", "<c><f>1+1</f><v>2</v></c>") + Cells("powder", "t", "<c><f>1+2</f><v>3</v></c>")));
        Assert.Equal("b.xlsx!items:2:unit_value 2|2", findings.Only("W-XLSX-01"));
        Assert.Equal("2", package!["items"].Cell(package["items"].Rows[0], "unit_value"));
        Assert.Equal("b.xlsx!items:2:unit_value ", Load(("items", "", Cells("id", "unit", "unit_value") + Cells("round", "piece", "<c><f>1+1</f></c>"))).Findings.Only("E-XLSX-02"));
        Assert.Equal("b.xlsx!items:2:unit_value #REF!", Load(("items", "", Cells("id", "unit", "unit_value") + Cells("round", "piece", "<c t=\"e\"><f>A9</f><v>#REF!</v></c>"))).Findings.Only("E-XLSX-03"));
    }

    [Fact]
    public void Figures_that_a_spreadsheet_turned_into_dates_or_percentages_are_refused()
    {
        Assert.Equal("b.xlsx!items:2:unit_value 2026-03-31", Load(("items", "", Cells("id", "unit", "unit_value") + Cells("round", "piece", "<c s=\"1\"><v>46112</v></c>"))).Findings.Only("E-XLSX-05"));
        Assert.Equal("b.xlsx!items:2:unit_value 0.35", Load(("items", "", Cells("id", "unit", "unit_value") + Cells("round", "piece", "<c s=\"3\"><v>0.35</v></c>"))).Findings.Only("E-XLSX-06"));
    }

    [Fact]
    public void An_unknown_sheet_names_the_nearest_table_and_empty_or_own_sheets_are_passed_over()
    {
        Assert.Equal("b.xlsx!recipies:: recipies|recipes", Load(("items", "", ItemRows), ("recipies", "", Cells("item", "input"))).Findings.Only("E-XLSX-04"));
        Assert.Empty(Load(("items", "", ItemRows), ("Sheet1", "", ""), ("x-notes", "", Cells("a")), ("README", "", Cells("a"))).Findings);
    }

    [Fact]
    public void A_hidden_sheet_is_read_with_a_warning() => Assert.Equal("b.xlsx!items:: items", Load(("items", "state=\"hidden\"", ItemRows)).Findings.Only("W-XLSX-02"));

    [Fact]
    public void A_document_type_in_a_workbook_is_refused()
    {
        var book = ReaderFuzzTests.Unzip(Book("", ("items", "", ItemRows)));
        var evil = book.Select(p => p.Name == "xl/s0.xml" ? (p.Name, Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet>&b;</worksheet>")) : p);
        Assert.StartsWith("b.xlsx!items:: ", Read(ReaderFuzzTests.Zip(evil), name: "b.xlsx").Only("E-XLSX-07"));
    }

    [Fact]
    public void A_workbook_made_by_another_writer_of_the_format_is_read()
    {
        using var stream = new MemoryStream();
        using (var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Create(stream, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            var main = document.AddWorkbookPart();
            var part = main.AddNewPart<DocumentFormat.OpenXml.Packaging.WorksheetPart>("rId7");
            static DocumentFormat.OpenXml.Spreadsheet.Row Row(params string[] texts) => new(texts.Select(t => new DocumentFormat.OpenXml.Spreadsheet.Cell { DataType = DocumentFormat.OpenXml.Spreadsheet.CellValues.String, CellValue = new(t) }));
            part.Worksheet = new(new DocumentFormat.OpenXml.Spreadsheet.SheetData(Row("id", "unit"), Row("γόμωση", "t")));
            main.Workbook = new(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = "items", SheetId = 1, Id = "rId7" }));
        }
        Assert.Empty(Read(stream.ToArray(), true, name: "b.xlsx"));
    }
}
