using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Evidence;

public sealed class EvidenceCommandTests
{
    const string Library = "examples/evidence";

    [Fact]
    public void A_library_is_filled_searched_and_cited()
    {
        var folder = Directory.CreateTempSubdirectory("vauban-evidence");
        try
        {
            var run = CommandRun.Of("evidence", "add", folder.FullName, "examples/evidence/papers.csv", "--json");
            Assert.Equal((ExitCode.Ok, 51), (run.Code, JsonDocument.Parse(run.Output).RootElement.GetProperty("new").GetInt32()));
            var text = Path.Combine(folder.FullName, "text.txt");
            File.WriteAllText(text, "Preface.\fThe saltpetre mills are few.");
            Assert.Equal(ExitCode.Ok, CommandRun.Of("evidence", "add", folder.FullName, text, "--paper", "asd-2023-edtib").Code);
            run = CommandRun.Of("evidence", "search", folder.FullName, "mill", "--json");
            var hit = JsonDocument.Parse(run.Output).RootElement.GetProperty("papers")[0];
            Assert.Equal(("asd-2023-edtib", 2), (hit.GetProperty("id").GetString(), hit.GetProperty("page").GetInt32()));
            Assert.StartsWith("@misc{asd-2023-edtib,", CommandRun.Of("evidence", "cite", folder.FullName, "asd-2023-edtib", "--as", "bib").Output, StringComparison.Ordinal);
            // What is exported is facts; the text stays.
            Assert.DoesNotContain("saltpetre", string.Concat(new[] { "bib", "ris", "json", "csv" }.Select(f => CommandRun.Of("evidence", "cite", folder.FullName, "--as", f).Output)), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory, InlineData("en", "figures here agree", "in the reader's words"), InlineData("fr", "les chiffres d'ici concordent", "avec les mots du lecteur"), InlineData("de", "die Zahlen hier stimmen überein", "in den Worten des Lesers")]
    public void Claims_stand_beside_the_figures_of_a_package(string language, string status, string whose)
    {
        var run = CommandRun.Of("evidence", "claim", "examples/permanent-magnets", Library, "--language", language);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("neodymium-china: " + status, run.Output, StringComparison.Ordinal);
        Assert.Contains(whose, run.Output.ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reading_list_of_a_technology_has_the_newest_first()
    {
        // A paper of which only the year is known stands at the end of that year.
        var lines = CommandRun.Of("evidence", "cite", Library, "--technology", "ammunition-155").Output;
        string[] order = ["By the end of the year", "Report on the implementation of ASAP", "over reliance on Chinese cotton", "allocates EUR 500", "Regulation (EU) 2023/1525", "COM(2023) 237"];
        var places = order.Select(o => lines.IndexOf(o, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_file_becomes_a_paper_a_claim_is_written_turned_into_a_report_and_taken_out_again()
    {
        var folder = Directory.CreateTempSubdirectory("vauban-evidence");
        try
        {
            var (library, file) = (Path.Combine(folder.FullName, "lib"), Path.Combine(folder.FullName, "On magnets.docx"));
            File.WriteAllBytes(file, ExtractionTests.Docx("<w:p><w:r><w:t>China separates most of the neodymium, and the makers of the Union buy it from there.</w:t></w:r></w:p>"));
            var run = CommandRun.Of("evidence", "add", library, file, "--publisher", "Somebody", "--date", "2024-02", "--in", "en");
            Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
            Assert.Contains("somebody-2024-magnets", run.Output, StringComparison.Ordinal);
            Assert.Contains("separates", CommandRun.Of("evidence", "search", library, "separate").Output, StringComparison.Ordinal);
            string[] claim = ["evidence", "claim", "examples/permanent-magnets", library, "--add", "most", "--paper", "somebody-2024-magnets", "--text", "China separates most of it.", "--about", "exposure/concentration/nd-oxide/country:CN", "--value", "50..", "--unit", "%"];
            Assert.Contains("most: figures here agree", CommandRun.Of(claim).Output, StringComparison.Ordinal);
            var (report, book) = (Path.Combine(folder.FullName, "r.html"), Path.Combine(folder.FullName, "r.xlsx"));
            Assert.Equal(ExitCode.Ok, CommandRun.Of("evidence", "claim", "examples/permanent-magnets", library, "--report", report, "--workbook", book).Code);
            var html = File.ReadAllText(report);
            Assert.Contains("China separates most of it.", html, StringComparison.Ordinal);
            Assert.Contains("snapshot sha256:", html, StringComparison.Ordinal);
            Assert.True(new FileInfo(book).Length > 1000);
            // The same chapter in the report of the assessment.
            Assert.Equal(ExitCode.Ok, CommandRun.Of("report", "examples/permanent-magnets", "-o", report, "--evidence", library).Code);
            html = File.ReadAllText(report);
            Assert.Contains("China separates most of it.", html, StringComparison.Ordinal);
            Assert.Contains("Somebody, On magnets, 2024-02", html, StringComparison.Ordinal);
            Assert.Contains("none", CommandRun.Of("evidence", "claim", "examples/permanent-magnets", library, "--remove", "most").Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Topics_and_coverage_count_what_the_library_holds()
    {
        var topics = JsonDocument.Parse(CommandRun.Of("evidence", "topics", Library, "--json").Output).RootElement;
        var row = topics.GetProperty("rows").EnumerateArray().First();
        // Counted by hand in papers.csv.
        Assert.Equal(("capacity", 8), (row.GetProperty("name").GetString(), row.GetProperty("papers").GetInt32()));
        Assert.Equal(3, topics.GetProperty("undated").GetInt32());
        Assert.Contains("agree 3, differ 1, newer here 1", CommandRun.Of("evidence", "coverage", "examples/permanent-magnets", Library).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no library in nowhere", "search", "nowhere", "x")]
    [InlineData("There is no paper nothing", "cite", Library, "nothing")]
    [InlineData("Did you mean asd-2023-edtib?", "related", Library, "asd-2023-edtb")]
    [InlineData("is nothing that papers are counted by", "topics", Library, "--by", "colour")]
    [InlineData("Give its id with --add", "claim", "examples/permanent-magnets", Library, "--text", "x")]
    [InlineData("needs --text", "claim", "examples/permanent-magnets", Library, "--add", "x", "--paper", "asd-2023-edtib")]
    [InlineData("There is no claim nothing", "claim", "examples/permanent-magnets", Library, "--remove", "nothing")]
    [InlineData("There is no file nowhere.pdf", "add", Library, "nowhere.pdf")]
    [InlineData("belong to a new paper", "add", Library, "examples/evidence/papers.csv", "--title", "x")]
    [InlineData("is no form of citations", "cite", Library, "--as", "doc")]
    public void What_cannot_be_is_refused_with_the_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["evidence", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
