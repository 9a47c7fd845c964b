using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Sovereignty;

public sealed class WithoutCommandTests
{
    static CommandRun Assess(params string[] more) => CommandRun.Of(["assess", "examples/hello", .. more]);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Before_and_after_side_by_side_are_approved(string language) =>
        Approved.Check(Assess("--without", "JP", "--language", language).Output, $"tests/Tests/Sovereignty/hello-without-japan.{language}.approved.txt");

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var run = CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "assess", "examples/hello", "--without", "JP", "--all");
        Assert.DoesNotContain(run.Output.Split('\n'), l => Lines.Cells(l) > width);
    }

    [Fact]
    public void Json_holds_both_assessments_and_who_could_fill_the_gap()
    {
        using var json = JsonDocument.Parse(Assess("--without", "NO", "--perimeter", "EU27", "--json").Output);
        Assert.Equal("country:NO", json.RootElement.GetProperty("without")[0].GetString());
        var change = json.RootElement.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("verb").GetString() == "produce");
        Assert.Equal(90, change.GetProperty("bottleneck").GetProperty("rows")[0].GetProperty("inside").GetProperty("central").GetDouble());
        Assert.Equal(2, change.GetProperty("gaps")[0].GetProperty("fillers").GetArrayLength());
        Assert.Equal(10, json.RootElement.GetProperty("before").GetProperty("cells").GetArrayLength());
    }

    [Theory]
    [InlineData("cel-maker-jp", "Did you mean cell-maker-jp?")]
    [InlineData("line:cell-ff", "Did you mean line:cell-fr?")]
    [InlineData("xqzwvk", "line:ID")]
    public void Nobody_of_that_name_ends_with_2_and_the_nearest(string who, string expected)
    {
        var run = Assess("--without", who);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("develop=yes", "EU27", ExitCode.Ok)]
    [InlineData("produce=yes", "EU27", ExitCode.PolicyFails)]
    [InlineData("produce=yes", "EU+EEA", ExitCode.Undetermined)]
    [InlineData("produce=yes", "European-NATO", ExitCode.Ok)]
    [InlineData("produce=only-with-others", "EU27", ExitCode.Ok)]
    [InlineData("use=only-with-others", "EU27", ExitCode.Undetermined)]
    [InlineData("exposure:produce=holds", "EU27", ExitCode.PolicyFails)]
    public void A_policy_decides_the_exit_code(string requirement, string perimeter, int code) => Assert.Equal(code, Assess("--perimeter", perimeter, "--require", requirement).Code);

    [Fact]
    public void Of_several_policies_the_one_that_fails_decides_and_each_is_said()
    {
        var run = Assess("--perimeter", "EU+EEA", "--require", "produce=yes", "--require", "export=yes");
        Assert.Equal(ExitCode.PolicyFails, run.Code);
        Assert.Contains("not decided: produce=yes", run.Output, StringComparison.Ordinal);
        Assert.Contains("not met: export=yes", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("produce")]
    [InlineData("produce=maybe")]
    [InlineData("exposure:produce=yes")]
    public void What_is_no_policy_ends_with_2(string requirement) => Assert.Equal(ExitCode.InvalidInput, Assess("--require", requirement).Code);
}
