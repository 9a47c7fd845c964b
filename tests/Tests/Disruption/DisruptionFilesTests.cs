using System.Text.Json;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Reports;

namespace Vauban.Tests.Disruption;

/// <summary>The reports and workbooks of <c>disruption stress</c>, <c>survive</c> and <c>warn</c>.</summary>
public sealed class DisruptionFilesTests : IDisposable
{
    const string Example = "examples/ammunition-155-synthetic";

    static readonly string[] Stress = ["disruption", "stress", Example, "--scenario", "fire-in-one-works", "--scenario", "linters-refused", "--scenario", "hard-winter", "--draws", "4", "--days", "420"];
    static readonly string[] Survive = ["disruption", "survive", Example];
    static readonly string[] Warn = ["disruption", "warn", Example];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-disruption-files");

    public void Dispose() => _folder.Delete(recursive: true);

    string In(string name) => Path.Combine(_folder.FullName, name);

    static string[] Question(string word) => word switch { "stress" => Stress, "survive" => Survive, _ => Warn };

    static CommandRun Ask(string word, params string[] args)
    {
        var run = CommandRun.Of([.. Question(word), .. args]);
        Assert.Equal(ExitCode.Ok, run.Code);
        return run;
    }

    [Theory]
    [InlineData("stress", "en", 4, "What each scenario costs")]
    [InlineData("survive", "fr", 3, "Temps de survie face au temps de rétablissement")]
    [InlineData("survive", "en", 3, "Time to survive against time to recover")]
    [InlineData("warn", "de", 4, "Zu erwartende Fehlalarme")]
    [InlineData("warn", "fr", 4, "les quatre facteurs")]
    public void The_report_is_whole_and_every_chart_has_words_and_a_table(string word, string language, int charts, string says)
    {
        Ask(word, "--language", language, "--report", In("a.html"));
        var html = File.ReadAllText(In("a.html"));
        Assert.Contains(says, html, StringComparison.Ordinal);
        Assert.Contains("SHA-256", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        var page = PageReader.Parse(html);
        XNamespace none = page.Name.Namespace;
        var found = page.Descendants(none + "svg").Where(s => (string?)s.Attribute("class") == "chart").ToArray();
        Assert.True(found.Length >= charts, $"{found.Length} charts");
        foreach (var chart in found)
        {
            Assert.NotEqual("", chart.Element(none + "title")!.Value);
            Assert.NotEqual("", chart.Element(none + "desc")!.Value);
            Assert.Contains(chart.Ancestors(none + "section").First().Descendants(none + "table"), t => t.IsAfter(chart));
        }
        // Every entry of the contents leads somewhere.
        var ids = page.Descendants().Select(e => (string?)e.Attribute("id")).OfType<string>().ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants(none + "nav").Single().Descendants(none + "a"), a => Assert.Contains(((string)a.Attribute("href")!)[1..], ids));
    }

    [Theory]
    [InlineData("stress")]
    [InlineData("survive")]
    [InlineData("warn")]
    public void The_same_question_gives_the_same_bytes(string word)
    {
        foreach (var name in new[] { "a", "b" }) Ask(word, "--report", In(name + ".html"), "--workbook", In(name + ".xlsx"), "--json");
        Assert.Equal(File.ReadAllBytes(In("a.html")), File.ReadAllBytes(In("b.html")));
        Assert.Equal(File.ReadAllBytes(In("a.xlsx")), File.ReadAllBytes(In("b.xlsx")));
    }

    [Theory]
    [InlineData("survive", "Works of maker N in PL")]
    [InlineData("warn", "Maker K")]
    public void Parties_and_sites_are_named_only_where_that_is_asked_for(string word, string name)
    {
        Ask(word, "--report", In("a.html"));
        Assert.DoesNotContain(name, File.ReadAllText(In("a.html")), StringComparison.Ordinal);
        Ask(word, "--names", "--report", In("b.html"));
        Assert.Contains(name, File.ReadAllText(In("b.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_workbook_of_a_stress_test_says_what_its_json_says()
    {
        using var json = JsonDocument.Parse(Ask("stress", "--json", "--workbook", In("a.xlsx")).Output);
        using var document = SpreadsheetDocument.Open(In("a.xlsx"), false);
        Valid(document);
        var scenarios = json.RootElement.GetProperty("scenarios").EnumerateArray().ToArray();
        Assert.Equal(scenarios.Select(s => (s.GetProperty("scenario").GetString()!, s.GetProperty("lostDays").GetProperty("central").GetDouble())), Rows(document, "scenarios").Select(r => (r["scenario"], Number(r["lostDaysCentral"]))));
        var products = scenarios.SelectMany(s => s.GetProperty("products").EnumerateArray()).ToArray();
        Assert.Equal(products.Select(p => p.GetProperty("lostSpread").GetProperty("p95").GetDouble()), Rows(document, "products").Select(r => Number(r["lostP95"])));
        Assert.Equal(products.SelectMany(p => p.GetProperty("band").EnumerateArray()).Select(w => w.GetProperty("median").GetDouble()), Rows(document, "band").Select(r => Number(r["median"])));
        Assert.Equal(products.SelectMany(p => p.GetProperty("causes").EnumerateArray()).Select(c => (c.GetProperty("item").GetString(), c.GetProperty("day").GetDouble())), Rows(document, "causes").Select(r => ((string?)r["item"], Number(r["day"]))));
    }

    [Fact]
    public void The_workbook_of_times_to_survive_says_what_its_json_says()
    {
        using var json = JsonDocument.Parse(Ask("survive", "--json", "--workbook", In("a.xlsx")).Output);
        using var document = SpreadsheetDocument.Open(In("a.xlsx"), false);
        Valid(document);
        var nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToArray();
        Assert.Equal(nodes.Select(n => n.GetProperty("node").GetString()), Rows(document, "nodes").Select(r => r["node"]));
        Assert.Equal(nodes.Select(n => n.GetProperty("impact").GetProperty("central").GetDouble()), Rows(document, "nodes").Select(r => Number(r["impactCentral"])));
        Assert.Contains(Rows(document, "nodes"), r => r["timeToSurviveCentral"] == "unlimited");
    }

    [Fact]
    public void The_workbook_of_early_warning_says_what_its_json_says_and_leaves_the_unknown_blank()
    {
        using var json = JsonDocument.Parse(Ask("warn", "--json", "--workbook", In("a.xlsx")).Output);
        using var document = SpreadsheetDocument.Open(In("a.xlsx"), false);
        Valid(document);
        var series = json.RootElement.GetProperty("series").EnumerateArray().ToArray();
        Assert.Equal(series.Select(s => (s.GetProperty("series").GetString(), s.GetProperty("status").GetString())), Rows(document, "series").Select(r => ((string?)r["series"], (string?)r["status"])));
        Assert.Equal(series.Sum(s => s.GetProperty("points").GetArrayLength()), Rows(document, "points").Count);
        Assert.False(Rows(document, "factors").Single(r => r["series"] == "price:nitrocellulose").ContainsKey("stockDaysLow"));
        Assert.Contains(Rows(document, "findings"), r => r["code"] == "W-SERIES-02");
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_before_playing()
    {
        var run = CommandRun.Of([.. Stress, "--report", In("no/where.html")]);
        Assert.Equal((ExitCode.InvalidInput, ""), (run.Code, run.Output));
        Assert.Contains("There is no folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scenario_of_the_guide_can_be_played()
    {
        var guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "guides", "disruption.md"));
        File.WriteAllText(In("own.json"), guide.Split("```json\n")[1].Split("```")[0]);
        var run = CommandRun.Of("disruption", "stress", Example, "--scenario", In("own.json"), "--draws", "2", "--days", "150");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Contains("Malicious software, then a strike", run.Output, StringComparison.Ordinal);
    }

    static void Valid(SpreadsheetDocument document) => Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));

    // Rows by their headings; blank cells are absent.
    static List<Dictionary<string, string>> Rows(SpreadsheetDocument document, string name)
    {
        var sheet = document.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single(s => s.Name == name);
        var rows = ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Row>().ToArray();
        static string Column(Cell cell) => new([.. cell.CellReference!.Value!.TakeWhile(char.IsLetter)]);
        var heads = rows[0].Elements<Cell>().ToDictionary(Column, c => c.InnerText);
        return [.. rows.Skip(1).Select(r => r.Elements<Cell>().Where(c => c.InnerText.Length > 0).ToDictionary(c => heads[Column(c)], c => c.InnerText))];
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
