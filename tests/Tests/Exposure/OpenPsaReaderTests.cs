using System.Text;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Exposure;

public sealed class OpenPsaReaderTests
{
    static FaultTree? Read(string inside, List<Finding> findings, string? top = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"<opsa-mef>{inside}</opsa-mef>"));
        return OpenPsaReader.Read(stream, new("tree.xml"), top, findings);
    }

    static string Sets(FaultTree tree) =>
        string.Join(" ", FaultTreeEngine.Run(tree, new() { List = 100, IsBySize = true }).Cuts.Select(c => string.Concat(c.Events.Select(e => tree.Events[e].Name))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("<and><basic-event name='a'/><or><basic-event name='b'/><basic-event name='c'/></or></and>", "ab ac")]
    [InlineData("<basic-event name='a'/>", "a")]
    [InlineData("<atleast min='2'><basic-event name='a'/><basic-event name='b'/><event name='c'/></atleast>", "ab ac bc")]
    [InlineData("<nand><basic-event name='a'/><basic-event name='b'/></nand>", "")]
    [InlineData("<nor><not><basic-event name='a'/></not><not><basic-event name='b'/></not></nor>", "ab")]
    [InlineData("<iff><basic-event name='a'/><constant value='true'/></iff>", "a")]
    [InlineData("<imply><not><basic-event name='a'/></not><basic-event name='b'/></imply>", "a b")]
    [InlineData("<cardinality min='1' max='1'><basic-event name='a'/><basic-event name='b'/></cardinality>", "a b")]
    [InlineData("<and><label>words</label><basic-event name='a'/><house-event name='h'/></and>", "a")]
    public void Every_formula_means_what_the_format_says(string formula, string sets)
    {
        var findings = new List<Finding>();
        var tree = Read($"<define-house-event name='h'><constant value='true'/></define-house-event><define-fault-tree name='t'><define-gate name='top'>{formula}</define-gate></define-fault-tree>", findings)!;
        Assert.Empty(findings);
        Assert.Equal(sets, Sets(tree));
    }

    [Theory]
    [InlineData("E-TREE-03", "<define-gate><basic-event name='a'/></define-gate>")]
    [InlineData("E-TREE-04", "<define-gate name='g'><basic-event name='a'/></define-gate><define-gate name='g'><basic-event name='b'/></define-gate>")]
    [InlineData("E-TREE-05", "<define-gate name='g'></define-gate>")]
    [InlineData("E-TREE-05", "<define-gate name='g'><not><basic-event name='a'/><basic-event name='b'/></not></define-gate>")]
    [InlineData("E-TREE-06", "<define-gate name='g'><atleast min='3'><basic-event name='a'/></atleast></define-gate>")]
    [InlineData("E-TREE-07", "<define-gate name='g'><mystery><basic-event name='a'/></mystery></define-gate>")]
    [InlineData("E-TREE-08", "<define-gate name='g'><basic-event name='a'/></define-gate><define-basic-event name='a'><float value='1.5'/></define-basic-event>")]
    [InlineData("E-TREE-09", "<define-gate name='g'><or><gate name='nowhere'/><basic-event name='a'/></or></define-gate>")]
    [InlineData("E-TREE-10", "<define-basic-event name='a'><float value='0.5'/></define-basic-event>")]
    [InlineData("E-TREE-11", "<define-gate name='g'><gate name='h'/></define-gate><define-gate name='h'><gate name='g'/></define-gate>")]
    [InlineData("E-TREE-13", "<define-gate name='g'><basic-event name='a'/></define-gate><define-gate name='h'><basic-event name='a'/></define-gate>")]
    [InlineData("E-TREE-01", "<define-gate name='g'>")]
    public void What_is_wrong_in_a_tree_is_told(string code, string inside)
    {
        var findings = new List<Finding>();
        Assert.Null(Read(inside, findings));
        Assert.Contains(findings, f => f.Code == code);
    }

    [Fact]
    public void The_top_may_be_named_and_what_is_not_read_is_told()
    {
        var findings = new List<Finding>();
        var tree = Read("""
            <define-gate name='g'><basic-event name='a'/></define-gate><define-gate name='h'><basic-event name='b'/></define-gate>
            <model-data><define-basic-event name='b'><exponential><float value='1'/></exponential></define-basic-event></model-data>
            <define-CCF-group name='c'/>
            """, findings, "h")!;
        Assert.Equal("b", Sets(tree));
        Assert.Equal(["W-TREE-04", "W-TREE-05"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Null(Read("<define-gate name='gate'><basic-event name='a'/></define-gate>", findings, "gat"));
        Assert.Contains(findings, f => f.Code == "E-TREE-12" && f.Values[1] == "gate");
    }

    [Fact]
    public void Document_types_are_not_read_and_depth_is_bounded()
    {
        var findings = new List<Finding>();
        using var bomb = new MemoryStream(Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><opsa-mef>&a;</opsa-mef>"));
        Assert.Null(OpenPsaReader.Read(bomb, new("tree.xml"), null, findings));
        Assert.Contains(findings, f => f.Code == "E-TREE-01");
        findings.Clear();
        Assert.Null(Read("<define-gate name='g'>" + string.Concat(Enumerable.Repeat("<not>", 5000)) + "<basic-event name='a'/>" + string.Concat(Enumerable.Repeat("</not>", 5000)) + "</define-gate>", findings));
        Assert.Contains(findings, f => f.Code == "E-TREE-01");
    }

    [Fact]
    public void The_command_counts_ranks_and_filters()
    {
        var file = Chain.Shared("data/fault-trees/das9209.xml");
        var run = CommandRun.Of("exposure", "cuts", file, "--list", "1", "--having", "e6");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("82\u00A0000\u00A0000\u00A0000 minimal cut sets, the largest of 22 events.", run.Output, StringComparison.Ordinal);
        Assert.Contains("e6", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"complete-to-order\"", CommandRun.Of("exposure", "cuts", file, "--order", "10", "--json").Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // Its smallest sets have ten events: that there are none of five does not mean that nothing leads to the top.
        var few = CommandRun.Of("exposure", "cuts", file, "--order", "5").Output;
        Assert.Contains("0 minimal cut sets of at most 5 events.", few, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing leads", few, StringComparison.Ordinal);
        Assert.Contains("Did you mean", CommandRun.Of("exposure", "cuts", file, "--having", "e1000").Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("exposure", "cuts", file, "--by", "colour").Code);
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("exposure", "cuts", file, "--order", "0").Code);
    }
}
