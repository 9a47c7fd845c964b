using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Exposure;

namespace Vauban.Tests.Disruption;

public sealed class CascadeCommandTests : IDisposable
{
    static readonly string[] Eleven = ["disruption", "cascade", "examples/firms-links.csv", "--firms", "examples/firms.csv", "--classes", "examples/firms-classes.csv"];

    readonly string _folder = Directory.CreateTempSubdirectory("vauban-cascade").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    string FileOf(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_eleven_firms_show_is_approved(string language) =>
        Approved.Check(CommandRun.Of([.. Eleven, "--top", "5", "--language", language]).Output + CommandRun.Of([.. Eleven, "--no-replacement", "--firm", "f09", "--language", language]).Output,
            $"tests/Tests/Disruption/firms.cascade.{language}.approved.txt");

    [Fact]
    public void Json_names_the_files_by_what_is_in_them_and_lists_the_costliest_first()
    {
        using var json = JsonDocument.Parse(CommandRun.Of([.. Eleven, "--no-replacement", "--top", "3", "--json"]).Output);
        var root = json.RootElement;
        Assert.Equal("ended", root.GetProperty("status").GetString());
        Assert.Equal(8, root.GetProperty("notListed").GetInt32());
        Assert.Equal(64, root.GetProperty("identity").GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(["f07 0.7", "f02 0.5", "f09 0.5"], root.GetProperty("firms").EnumerateArray().Select(f => $"{f.GetProperty("firm").GetString()} {f.GetProperty("esri").GetRawText()}"));
    }

    [Fact]
    public void Scenarios_of_partial_failures_stand_side_by_side()
    {
        var shocks = FileOf("shocks.csv", "scenario,firm,left\nhalf,f07,0.5\nall,f07,0\nboth,f07,0\nboth,f02,0\n");
        using var json = JsonDocument.Parse(CommandRun.Of([.. Eleven, "--no-replacement", "--shocks", shocks, "--json"]).Output);
        Assert.Equal(["half 0.35", "all 0.7", "both 0.8"], json.RootElement.GetProperty("scenarios").EnumerateArray().Select(s => $"{s.GetProperty("scenario").GetString()} {s.GetProperty("esri").GetRawText()}"));
        // What each sector loses by "all" is what the failure of f07 alone says step by step.
        using var alone = JsonDocument.Parse(CommandRun.Of([.. Eleven, "--no-replacement", "--firm", "f07", "--json"]).Output);
        var all = json.RootElement.GetProperty("scenarios")[1];
        Assert.Equal(alone.RootElement.GetProperty("sectors").GetRawText().Replace(" ", "", StringComparison.Ordinal), all.GetProperty("sectors").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.True(all.GetProperty("sectors").GetArrayLength() > 1);
        Assert.Equal(0, all.GetProperty("sectorsNotListed").GetInt32());
        Assert.Contains("E-CASC-07", CommandRun.Of([.. Eleven, "--shocks", FileOf("twice.csv", "scenario,firm,left\nhalf,f07,0.5\nhalf,f07,0\n")]).Error, StringComparison.Ordinal);
        Assert.Contains("half", CommandRun.Of([.. Eleven, "--shocks", shocks]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E-CASC-01", "id,sector\na,s\n", "from,to,musd\na,b,1\n")]
    [InlineData("E-CASC-02", "id,sector\na,s\n", "from,to,musd\na,a,-1\n")]
    [InlineData("E-CASC-02", "id,sector\na,s\n", "from,to,musd\na,a,1e999\n")]
    [InlineData("E-CASC-03", "id,what\na,s\n", "from,to,musd\na,a,1\n")]
    [InlineData("E-CASC-03", "id,sector\na,s\n", "from,to,x,y\na,a,1,2\n")]
    [InlineData("E-CASC-03", "", "from,to,musd\n")]
    [InlineData("E-CELL-01", "id,sector\na,\n", "from,to,musd\n")]
    [InlineData("E-CASC-04", "id,sector\na,s\na,t\n", "from,to,musd\n")]
    public void What_is_wrong_in_a_list_is_told_with_its_row(string code, string firms, string links)
    {
        var run = CommandRun.Of("disruption", "cascade", FileOf("links.csv", links), "--firms", FileOf("firms.csv", firms));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
        if (firms.Length > 0) Assert.Contains(".csv", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no firm \"f99\"", "--firm", "f99")]
    [InlineData("above 0 and below 1", "--tolerance", "1")]
    [InlineData("from 1 to", "--top", "0")]
    [InlineData("Classes: negligible", "--default-class", "vital")]
    [InlineData("no such file", "--shocks", "nowhere.csv")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of([.. Eleven, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_industries_of_the_world_are_swept_whole()
    {
        var (nodes, edges) = (Chain.Shared("data/wiod-2011/nodes.csv"), Chain.Shared("data/wiod-2011/edges.csv"));
        using var json = JsonDocument.Parse(CommandRun.Of("disruption", "cascade", edges, "--firms", nodes, "--weight", "output_musd", "--top", "2000", "--json").Output);
        var (root, firms) = (json.RootElement, json.RootElement.GetProperty("firms").EnumerateArray().ToArray());
        Assert.Equal((1435, 35), (firms.Length, root.GetProperty("network").GetProperty("sectors").GetInt32()));
        Assert.Equal(413_525, root.GetProperty("network").GetProperty("links").GetInt32());
        Assert.Equal(1, firms.Sum(f => f.GetProperty("ownShare").GetDouble()), 1e-6);
        // An industry that makes nothing costs nothing; every other costs at least itself.
        Assert.Equal(22, firms.Count(f => f.GetProperty("ownShare").GetDouble() == 0));
        Assert.All(firms, f => Assert.InRange(f.GetProperty("esri").GetDouble(), f.GetProperty("ownShare").GetDouble() - 1e-9, 1));
        Assert.Contains(root.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "W-CASC-03");
        Assert.DoesNotContain(root.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "N-CASC-03");
    }
}
