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

    [Theory]
    [InlineData("There is no library in nowhere", "search", "nowhere", "x")]
    [InlineData("There is no paper nothing", "cite", Library, "nothing")]
    [InlineData("is no form of citations", "cite", Library, "--as", "doc")]
    public void What_cannot_be_is_refused_with_the_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["evidence", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
