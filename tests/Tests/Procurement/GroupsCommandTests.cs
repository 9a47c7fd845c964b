using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Procurement;

public sealed class GroupsCommandTests
{
    static readonly string[] Three = ["procurement", "groups", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b,state-c", "--fact", "state-a/safe_loan=yes"];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_example_shows_is_approved(string language)
    {
        var run = CommandRun.Of([.. Three, "--pack", "safe-2025", "--pack", "edip-2025", "--language", language]);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Procurement/groups.{language}.approved.txt");
    }

    [Fact]
    public void Json_names_every_rule_with_its_article_and_groups_by_ids_and_is_the_same_twice()
    {
        var run = CommandRun.Of([.. Three, "--json"]);
        using var json = JsonDocument.Parse(run.Output);
        var safe = json.RootElement.GetProperty("ways").EnumerateArray().Single(w => w.GetProperty("rule").GetString() == "SAF-COMMON");
        Assert.Equal(("met", 3), (safe.GetProperty("outcome").GetString(), safe.GetProperty("eligibleGroups").GetInt32()));
        Assert.Equal("state-b,state-c", string.Join(',', safe.GetProperty("smallest")[0].GetProperty("picks")[1].GetProperty("of").EnumerateArray().Select(m => m.GetString())));
        Assert.All(json.RootElement.GetProperty("ways").EnumerateArray(), w => Assert.StartsWith("https://data.europa.eu/eli/", w.GetProperty("cites").GetString(), StringComparison.Ordinal));
        Assert.Equal(run.Output, CommandRun.Of([.. Three, "--json"]).Output);
    }

    [Theory]
    [InlineData("No instrument asks for the fact “contract.valu”. Did you mean contract.value?", "--fact", "contract.valu=3")]
    [InlineData("“yes” is no fact", "--fact", "yes")]
    [InlineData("safe_loan: “maybe” cannot be", "--fact", "state-a/safe_loan=maybe")]
    [InlineData("state-x wants none of it", "--fact", "state-x/safe_loan=yes")]
    [InlineData("is no country and no set", "--candidates", "Atlantis")]
    [InlineData("state-q wants none of it", "--states", "state-q")]
    public void Wrong_input_is_refused_with_the_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["procurement", "groups", "examples/joint-procurement", "--item", "drone", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_links_the_articles_and_files_are_the_same_twice()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string[] Files(string name) => [Path.Combine(folder.FullName, name + ".html"), Path.Combine(folder.FullName, name + ".xlsx")];
            foreach (var name in new[] { "a", "b" }) Assert.Equal(ExitCode.Ok, CommandRun.Of([.. Three, "--report", Files(name)[0], "--workbook", Files(name)[1]]).Code);
            var html = File.ReadAllText(Files("a")[0]);
            Assert.Contains("href=\"https://data.europa.eu/eli/reg/2025/1106/oj\"", html, StringComparison.Ordinal);
            Assert.Contains("Indicative self-assessment", html, StringComparison.Ordinal);
            Assert.Equal(html, File.ReadAllText(Files("b")[0]));
            Assert.Equal(File.ReadAllBytes(Files("a")[1]), File.ReadAllBytes(Files("b")[1]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
