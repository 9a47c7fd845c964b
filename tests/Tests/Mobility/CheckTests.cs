using Vauban.Core.Mobility;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

public sealed class CheckTests
{
    static TestPackage Places() => new TestPackage().Add("transport_nodes", "id=a country=DE kind=port berths=4 berth_length=300 draught=12..14 beam=32", "id=b country=PL kind=border dwell_minutes=40");

    static CheckResult Check(params string[] links) => CheckEngine.Run(Places().Add("transport_links", links).Network);

    static bool? Answer(CheckResult result, string requirement) => Assert.Single(result.Rows, r => r.Requirement.Id == requirement).IsMet;

    [Fact]
    public void A_value_at_the_limit_is_met_below_it_is_not_and_a_blank_is_unknown()
    {
        var result = Check("id=l start=a end=b mode=rail length=500 axle_load=22.5 train_length=739 corridor=E30");
        Assert.Equal((true, false, null), (Answer(result, "rail-axle-load"), Answer(result, "rail-train-length"), Answer(result, "rail-gauge")));
        Assert.DoesNotContain(result.Rows, r => r.Requirement.Id.StartsWith("road", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interval_across_the_limit_is_unknown_and_more_than_75_per_cent_is_more()
    {
        var result = Check("id=l start=a end=b mode=rail length=500 axle_load=20..25 fast_share=75 gauge=1520");
        Assert.Equal((null, false, false), (Answer(result, "rail-axle-load"), Answer(result, "rail-fast-share"), Answer(result, "rail-gauge")));
        Assert.True(Answer(Check("id=l start=a end=b mode=rail length=500 fast_share=75.1"), "rail-fast-share"));
    }

    [Fact]
    public void Ports_and_borders_on_the_way_are_checked()
    {
        var result = Check("id=l start=a end=b mode=sea length=500");
        Assert.Equal((true, false, true, true, null, false), (Answer(result, "port-berths"), Answer(result, "port-berth-length"), Answer(result, "port-draught"), Answer(result, "port-beam"), Answer(result, "port-spurs"), Answer(result, "border-dwell")));
    }

    [Fact]
    public void A_road_has_to_bear_130_tonnes_and_turn_at_12_and_a_half_metres()
    {
        var result = Check("id=l start=a end=b mode=road length=500 mass=129.9 axle_load=12.23 radius=12");
        Assert.Equal((false, true, false), (Answer(result, "road-mass"), Answer(result, "road-axle-load"), Answer(result, "road-radius")));
    }

    [Fact]
    public void The_day_of_a_duty_depends_on_the_network_and_dual_use_is_no_duty()
    {
        CheckRow Row(string network, string id) => Check($"id=l start=a end=b mode=rail length=500 network={network}").Rows.Single(r => r.Requirement.Id == id);
        Assert.Equal(new DateOnly(2030, 12, 31), Row("core", "rail-axle-load").By);
        Assert.Equal(new DateOnly(2040, 12, 31), Row("extended-core", "rail-axle-load").By);
        Assert.Equal(new DateOnly(2040, 12, 31), Row("core", "rail-trailer-height").By);
        Assert.Null(Row("comprehensive", "rail-axle-load").By);
        Assert.Null(Row("core", "rail-height").By);
    }

    [Fact]
    public void A_corridor_fails_where_one_segment_fails_and_is_unknown_before_it_is_met()
    {
        CorridorAnswer Of(params string[] axles) => Check([.. axles.Select((a, i) => $"id=l{i} start=a end=b mode=rail length=500 corridor=X {a}")]).Corridors.Single(c => c.Requirement.Id == "rail-axle-load");
        Assert.Equal((true, 2, 0, 0), (Of("axle_load=23", "axle_load=25") is var all ? (all.IsMet, all.Met, all.NotMet, all.Unknown) : default));
        Assert.Null(Of("axle_load=23", "").IsMet);
        Assert.False(Of("axle_load=20", "").IsMet);
    }
}
