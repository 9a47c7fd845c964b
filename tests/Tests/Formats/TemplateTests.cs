using System.Runtime.CompilerServices;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using NJsonSchema;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class TemplateTests
{
    static void In(Action<string> test)
    {
        var root = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            test(root);
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [Theory, InlineData("new"), InlineData("new.zip"), InlineData("new.xlsx")]
    public void A_template_has_every_table_and_loads_without_findings(string name) => In(root =>
    {
        var path = Path.Combine(root, name);
        TemplateWriter.Write(path, "My network");
        var findings = new List<Finding>();
        var package = PackageReader.Load(path, findings);
        Assert.Empty(findings);
        Assert.Equal("my-network", package!.Head.Name);
        Assert.Throws<IOException>(() => TemplateWriter.Write(path));
    });

    [Fact]
    public void A_template_folder_has_a_dictionary_of_all_columns() => In(root =>
    {
        TemplateWriter.Write(Path.Combine(root, "t"));
        var lines = File.ReadAllLines(Path.Combine(root, "t", TemplateWriter.Dictionary));
        Assert.Equal(1 + FieldCatalog.Tables.Sum(t => t.Fields.Count), lines.Length);
        Assert.Equal("id,name,kind,unit", File.ReadAllText(Path.Combine(root, "t", "items.csv"))[..17]);
    });

    [Fact]
    public void A_template_workbook_keeps_to_the_schema_and_has_drop_downs_and_frozen_ids() => In(root =>
    {
        var path = Path.Combine(root, "t.xlsx");
        TemplateWriter.Write(path);
        using var document = SpreadsheetDocument.Open(path, false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        var sheet = document.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(s => s.Name == "lines");
        var part = (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!);
        var pane = part.Worksheet!.Descendants<Pane>().Single();
        Assert.Equal((1.0, 1.0, PaneStateValues.Frozen), (pane.HorizontalSplit!.Value, pane.VerticalSplit!.Value, pane.State!.Value));
        var lists = part.Worksheet.Descendants<DataValidation>().ToDictionary(d => d.SequenceOfReferences!.InnerText!, d => d.Formula1!.Text);
        Assert.Equal($"lists!$A$2:$A${Units.All.Count + 1}", lists["H2:H2000"]);
        Assert.Equal("items!$A$2:$A$2000", lists["F2:F2000"]);
    });

    [Fact]
    public async Task Descriptors_keep_to_the_published_schema_of_tabular_data_packages()
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(SchemaPath(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var one = Encoding.UTF8.GetString(PackageWriter.Files(RandomPackage.One)[0].Bytes);
        Assert.Equal([], schema.Validate(one).Select(e => e.ToString()));
        // The schema can fail: without a name it is no package, and a table without fields is no table.
        Assert.NotEmpty(schema.Validate(one.Replace("\"fields\": [", "\"felder\": [", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(one.Replace("\"resources\"", "\"ressources\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_quantity_that_is_written_fits_the_pattern_of_its_column()
    {
        var pattern = new System.Text.RegularExpressions.Regex($"^(?:{DescriptorWriter.QuantityPattern})$");
        foreach (var text in new[] { "5", "0.25", "4500..10000", "10000..", "..500", "1E-30" })
        {
            Assert.Matches(pattern, text);
            Assert.True(Quantity.TryParse(text, out var quantity) && quantity.ToString() == text, text);
        }
        foreach (var text in new[] { "-5", "5...6", "12,5", "a" }) Assert.DoesNotMatch(pattern, text);
        foreach (var table in RandomPackage.One.Tables)
            foreach (var (field, i) in table.Spec.Fields.Select((f, i) => (f, i)).Where(f => f.f.Type == FieldType.Quantity))
                Assert.All(table.Rows, r => Assert.Matches(pattern, r.Cells[i]));
    }

    [Theory]
    [InlineData("""{"name":"p","vauban":{"catalogue":"2"}}""", "E-DESC-04")]
    [InlineData("""{"name":"p","vauban":{"catalogue":"soon"}}""", "E-DESC-04")]
    [InlineData("""{"name":"p","resources":[{"path":"../../secret.csv"}]}""", "E-DESC-05")]
    [InlineData("""{"name":"p","resources":[{"path":"\u002e\u002e/secret.csv"}]}""", "E-DESC-05")]
    [InlineData("""{"name":"p","resources":[{"path":"https://example.org/a.csv"}]}""", "E-DESC-05")]
    [InlineData("""{"name":["p"]}""", "E-DESC-03")]
    [InlineData("""["p"]""", "E-DESC-02")]
    [InlineData("""{"name":""", "E-DESC-01")]
    [InlineData("""{"name":"p","vauban":{"as_of":"tomorrow"}}""", "E-DATE-01")]
    [InlineData("""{"name":"My Package"}""", "W-DESC-01")]
    public void A_descriptor_that_is_wrong_is_said_to_be(string json, string code) => Data.Findings(("datapackage.json", json)).Only(code);

    [Fact]
    public void A_descriptor_may_say_more_than_the_reader_knows()
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load("x", new Dictionary<string, byte[]> { ["datapackage.json"] = """{"name":"p","title":"T","licenses":[{"name":"CC0"}],"vauban":{"as_of":"2026-03","mood":7}}"""u8.ToArray() }, findings);
        Assert.Empty(findings);
        Assert.Equal(new PackageHead("p", "T", new DateOnly(2026, 3, 1)), package!.Head);
    }

    static string SchemaPath([CallerFilePath] string file = "")
    {
        var folder = File.Exists(file) ? Path.GetDirectoryName(file)! : AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vauban.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "Tests", "Formats", "frictionless", "tabular-data-package.json");
    }
}
