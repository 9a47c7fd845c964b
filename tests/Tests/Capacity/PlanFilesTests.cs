using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

/// <summary>The workbook and the report of <c>capacity plan</c>.</summary>
public sealed class PlanFilesTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-plan-files");

    public void Dispose() => _folder.Delete(recursive: true);

    string In(string name) => Path.Combine(_folder.FullName, name);

    static CommandRun Plan(params string[] args)
    {
        var run = CommandRun.Of(["capacity", "plan", "examples/coordination", .. args]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        return run;
    }

    [Fact]
    public void The_workbook_is_valid_and_says_what_the_json_says()
    {
        using var json = JsonDocument.Parse(Plan("--json", "--workbook", In("plan.xlsx")).Output);
        using var document = SpreadsheetDocument.Open(In("plan.xlsx"), false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        var book = Read(document);
        Assert.Equal(PlanWorkbook.Sheets, book.Keys);
        Assert.All(document.WorkbookPart!.WorksheetParts, p => Assert.Equal(PaneStateValues.Frozen, p.Worksheet!.Descendants<Pane>().Single().State!.Value));
        var readings = json.RootElement.GetProperty("results")[0].GetProperty("readings").EnumerateArray().ToArray();
        foreach (var reading in readings)
        {
            var name = reading.GetProperty("reading").GetString()!;
            List<Dictionary<string, Cell>> Rows(string sheet) => [.. book[sheet].Where(r => r.TryGetValue("reading", out var cell) && cell.InnerText == name)];
            var facts = Rows("summary").Where(r => r["key"].InnerText != "verdict").ToDictionary(r => r["key"].InnerText, r => r["value"]);
            Assert.Equal(reading.GetProperty("objective").GetDouble(), Number(facts["objective"]));
            Assert.Equal(reading.GetProperty("status").GetString(), facts["status"].InnerText);
            Assert.Equal(reading.GetProperty("starts").EnumerateArray().Select(s => (s.GetProperty("expansion").GetString()!, s.GetProperty("adds").GetDouble())), Rows("starts").Select(r => (r["expansion"].InnerText, Number(r["adds"]))));
            Assert.Equal(reading.GetProperty("costs").EnumerateArray().Select(c => c.GetProperty("discounted").GetDouble()), Rows("costs").Select(r => Number(r["discounted"])));
            var months = book["production"][0].Keys.Where(k => k.StartsWith("20", StringComparison.Ordinal)).ToArray();
            Assert.Equal(reading.GetProperty("periods").GetArrayLength(), months.Length);
            foreach (var (list, sheet) in new[] { ("capacity", "capacity"), ("production", "production") })
                Assert.Equal(reading.GetProperty("supplies").EnumerateArray().Select(s => string.Join(" ", s.GetProperty(list).EnumerateArray())), Rows(sheet).Select(r => string.Join(" ", months.Select(m => r[m].InnerText))));
            foreach (var figure in new[] { "wanted", "delivered", "missing" })
                Assert.Equal(reading.GetProperty("demands").EnumerateArray().SelectMany(d => d.GetProperty(figure).EnumerateArray()).Select(v => v.GetDouble()),
                    Rows("deliveries").Where(r => r["figure"].InnerText == figure).SelectMany(r => months.Select(m => Number(r[m]))));
            foreach (var figure in new[] { "wanted", "delivered", "late", "missing" })
                Assert.Equal(reading.GetProperty("commitments").EnumerateArray().SelectMany(d => d.GetProperty(figure).EnumerateArray()).Select(v => v.GetDouble()),
                    Rows("commitments").Where(r => r["figure"].InnerText == figure).SelectMany(r => months.Select(m => Number(r[m]))));
            Assert.Equal(reading.GetProperty("spending").EnumerateArray().Sum(s => s.GetProperty("amount").GetDouble()), Rows("payments").Where(r => r.ContainsKey("expansion")).Sum(r => Number(r["amount"])), 3);
            Assert.Equal(reading.GetProperty("work").EnumerateArray().Sum(w => w.GetProperty("people").EnumerateArray().Sum(v => v.GetDouble())),
                Rows("work").Where(r => r["figure"].InnerText == "people").Sum(r => months.Sum(m => Number(r[m]))), 3);
            Assert.Equal(reading.GetProperty("shortfalls").EnumerateArray().Select(s => s.GetProperty("unitMonths").GetDouble()), Rows("shortfalls").Where(r => r.ContainsKey("unitMonths")).Select(r => Number(r["unitMonths"])));
        }
        Assert.Equal(2, readings.Length);
    }

    [Fact]
    public void A_hostile_name_is_text_in_the_workbook_and_in_the_report()
    {
        File.WriteAllText(In("target.csv"), "buyer,item,from,to,rate,rate_unit,shortfall_price\nDE,rocket,2027-01,2027-12,10,piece/month,1000\n");
        File.Move(In("target.csv"), In("=1+1&<b>.csv"));
        Plan("--reading", "central", "--target", In("=1+1&<b>.csv"), "--workbook", In("plan.xlsx"), "--report", In("plan.html"));
        using var document = SpreadsheetDocument.Open(In("plan.xlsx"), false);
        Assert.Contains(Read(document)["costs"], r => r["target"].InnerText == "'=1+1&<b>");
        Assert.DoesNotContain(document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<CellFormula>()), _ => true);
        Assert.DoesNotContain("<b>", File.ReadAllText(In("plan.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Ramp-up plan", "of 5")]
    [InlineData("fr", "plan de montée en cadence", "on livre")]
    [InlineData("de", "Hochlaufplan", "Bedarf werden")]
    public void The_report_is_whole_and_the_same_each_time(string language, string title, string verdict)
    {
        Plan("--language", language, "--report", In("1.html"));
        Plan("--language", language, "--report", In("2.html"), "--json");
        var html = File.ReadAllText(In("1.html"));
        Assert.Equal(html, File.ReadAllText(In("2.html")));
        Assert.Contains(title, html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(verdict, html, StringComparison.Ordinal);
        Assert.Contains("★", html, StringComparison.Ordinal);
        Assert.Contains("SHA-256", html, StringComparison.Ordinal);
        // Nothing outside is asked for; every chart has words and a table behind it.
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        var charts = html.Split("<svg class=\"chart\"").Skip(1).ToArray();
        Assert.True(charts.Length >= 5, $"{charts.Length} charts");
        Assert.All(charts, c =>
        {
            Assert.Matches("^ role=\"img\"[^>]*><title>[^<]+</title><desc>[^<]+</desc>", c);
            Assert.Contains("<table>", c, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("Motors in State A", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-12", "2029-12", "|-|2028---")]
    [InlineData("2027-01", "2028-12", "|2027---")]
    public void A_year_is_written_only_where_it_does_not_run_into_the_next(string from, string to, string axis) =>
        Assert.Contains(axis, Plan("--reading", "central", "--from", from, "--to", to).Output, StringComparison.Ordinal);

    [Fact]
    public void Lines_are_named_where_that_is_asked_for()
    {
        Plan("--reading", "central", "--names", "--report", In("named.html"));
        Assert.Contains("Motors in State A", File.ReadAllText(In("named.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_before_solving()
    {
        var run = CommandRun.Of("capacity", "plan", "examples/coordination", "--workbook", In("no/where.xlsx"));
        Assert.Equal((ExitCode.InvalidInput, ""), (run.Code, run.Output));
        Assert.Contains("There is no folder", run.Error, StringComparison.Ordinal);
    }

    // Rows by their headings; blank cells are absent.
    static Dictionary<string, List<Dictionary<string, Cell>>> Read(SpreadsheetDocument document)
    {
        var book = new Dictionary<string, List<Dictionary<string, Cell>>>(StringComparer.Ordinal);
        foreach (var sheet in document.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>())
        {
            var rows = ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Row>().ToArray();
            static string Column(Cell cell) => new([.. cell.CellReference!.Value!.TakeWhile(char.IsLetter)]);
            var heads = rows[0].Elements<Cell>().ToDictionary(Column, c => c.InnerText);
            book[sheet.Name!] = [.. rows.Skip(1).Select(r => r.Elements<Cell>().ToDictionary(c => heads[Column(c)], c => c))];
        }
        return book;
    }

    static double Number(Cell cell)
    {
        // A number is a number, not a text that looks like one.
        Assert.Null(cell.DataType);
        return double.Parse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
