using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.AggregateCases;

namespace Vauban.Tests.Capacity;

/// <summary>What of today's limits, and of fixes, may be shown to those who compete.</summary>
public sealed class AggregateTodayTests
{
    static AggregateToday Today(TestPackage package) => AggregateToday.Of(TodayEngine.Run(package.Network, new(), LinearSolvers.Default));

    [Fact]
    public void The_share_of_the_goals_and_what_binds_are_shown_where_five_owners_stand_behind_every_tier()
    {
        var today = Today(Parties(5).Makers("gun", 30, 25, 20, 15, 10).Makers("barrel", 15, 15, 15, 10, 5).Recipe("gun", "barrel", "1").Goal("produce", "gun", "120"));
        var row = Assert.Single(today.Rows);
        Assert.Equal(0.5, row.Theta.Value, 1e-6);
        Assert.Equal(["barrel"], row.Binding);
        Assert.Equal([("barrel", 60.0), ("gun", 100)], today.Items.Select(i => (i.Id, i.Capacity.Value)));
        // Everybody is inside: nothing is left to be worked out.
        Assert.Equal([60.0, 100], today.Items.Select(i => i.Inside.Value));
    }

    [Fact]
    public void A_tier_of_one_maker_withholds_the_share_which_is_his_capacity_in_other_words()
    {
        var today = Today(Parties(5).Makers("gun", 30, 25, 20, 15, 10).Makers("barrel", 60).Recipe("gun", "barrel", "1").Goal("produce", "gun", "120"));
        var row = Assert.Single(today.Rows);
        Assert.Equal((WithheldReason.Derivable, WithheldReason.Derivable), (row.Theta.Why, row.ThetaInside.Why));
        Assert.Empty(row.Binding);
        Assert.Equal([WithheldReason.FewOwners, WithheldReason.None], today.Items.Select(i => i.Capacity.Why));
        // Not even where he is not what binds: that he has enough is his figure too.
        Assert.False(Assert.Single(Today(Parties(5).Makers("gun", 30, 25, 20, 15, 10).Makers("barrel", 101).Recipe("gun", "barrel", "1").Goal("produce", "gun", "120")).Rows).Theta.IsShown);
    }

    [Fact]
    public void What_is_inside_is_withheld_where_it_leaves_one_owner_outside()
    {
        TestPackage Package(string country) => Parties(6).Makers("gun", 30, 25, 20, 15, 10).Line("gun-6", "gun", "20", country, "party=p6").Goal("produce", "gun", "200");
        var item = Assert.Single(Today(Package("US")).Items);
        Assert.Equal((120, WithheldReason.Derivable), (item.Capacity.Value, item.Inside.Why));
        Assert.Equal(120, Assert.Single(Today(Package("FR")).Items).Inside.Value);
    }

    [Fact]
    public void Fixes_are_summed_by_item_over_five_owners_and_no_row_is_named()
    {
        TestPackage Package(int owners)
        {
            var package = Parties(5).Makers("gun", 30, 25, 20, 15, 10).Goal("produce", "gun", "200");
            for (var k = 1; k <= owners; k++) package.Add("expansions", $"id=grow-{k} name=Secret__{k} line=gun-{k} adds={10 * k} adds_unit=piece/month capex={100 * k}");
            return package;
        }
        AggregateFix Of(int owners) => Assert.Single(AggregateFixes.Of(FixesEngine.Run(Package(owners).Network, new(), LinearSolvers.Default)).Items);
        Assert.Equal(("gun", 150.0, 1500.0), (Of(5).Id, Of(5).Adds.Value, Of(5).Cost.Value));
        Assert.Equal((WithheldReason.FewOwners, WithheldReason.FewOwners), (Of(4).Adds.Why, Of(4).Cost.Why));
    }
}
