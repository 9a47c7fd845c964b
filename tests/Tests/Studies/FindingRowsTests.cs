using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Studies;

public sealed class FindingRowsTests
{
    static Package Hello(params (string, string)[] changes) => DataRoomBench.Package(DataRoomBench.Hello(changes));

    static string? Inputs(Package package, string address) => new FindingRows(package).Of(address) is { } rows ? new RowEvidence(package).HashOf(rows) : null;

    [Fact]
    public void A_figure_rests_on_every_row_of_what_its_goal_needs_and_on_no_other()
    {
        var rows = new FindingRows(Hello()).Of("field-radio/use/theta_in")!;
        // Spare batteries: the battery, its makers in Finland and Poland, the cells in it with theirs, and who owns them.
        Assert.Contains("lines/battery-fi", rows);
        Assert.Contains("lines/cell-jp", rows);
        Assert.Contains("parties/battery-maker-pl", rows);
        Assert.Contains(rows, r => r.StartsWith("goals/field-radio|use", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, r => r.StartsWith("lines/board", StringComparison.Ordinal) || r.StartsWith("lines/radio", StringComparison.Ordinal));
        Assert.Equal(rows.Order(StringComparer.Ordinal), rows);
    }

    [Theory]
    [InlineData("board,40,piece", "board,45,piece", true, false)]
    [InlineData("battery,100,piece", "battery,90,piece", true, true)]
    [InlineData("radio-design,1,project", "radio-design,2,project", true, false)]
    public void A_change_of_a_row_touches_the_figures_that_need_it_and_leaves_the_others(string old, string now, bool producing, bool using_)
    {
        var (before, after) = (Hello(), Hello((old, now)));
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(producing, Inputs(before, "field-radio/produce/theta_in") != Inputs(after, "field-radio/produce/theta_in"));
        Assert.Equal(using_, Inputs(before, "field-radio/use/phi") != Inputs(after, "field-radio/use/phi"));
    }

    [Fact]
    public void The_owner_of_an_owner_is_behind_a_figure()
    {
        var package = Hello();
        var ownership = package["ownership"];
        Row Owns(string owner, string owned) => new([.. ownership.Spec.Fields.Select(f => f.Name switch { "owner" => owner, "owned" => owned, "share" => "100", _ => "" })], new Place());
        var chain = package.With(ownership with { Rows = [.. ownership.Rows, Owns("cell-maker-jp", "battery-maker-fi"), Owns("board-maker-no", "cell-maker-jp")] });
        Assert.Contains("parties/board-maker-no", new FindingRows(chain).Of("field-radio/use/theta_in")!);
    }

    [Fact]
    public void What_the_package_does_not_have_is_no_finding()
    {
        var rows = new FindingRows(Hello());
        foreach (var address in new[] { "", "lines", "lines/nothing", "data/W-1", "data/W-1/nothing", "no-technology/produce/theta_in", "exposure/single-points/field-radio/produce/party:nobody" }) Assert.Null(rows.Of(address));
        Assert.Equal(["lines/board-fr"], rows.Of("lines/board-fr"));
        Assert.Equal(["lines/board-fr"], rows.Of("data/W-OWN-01/lines/board-fr"));
        Assert.Equal(10, rows.Of("data/W-OWN-01/lines")!.Count);
        Assert.Equal(rows.Of("field-radio/produce/theta_in"), rows.Of("exposure/single-points/field-radio/produce/country:NO"));
    }
}
