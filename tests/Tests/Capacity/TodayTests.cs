using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class TodayTests
{
    static TodayRow Only(TestPackage package, TodayOptions? options = null) => Assert.Single(TodayEngine.Run(package.Network, options ?? new(), LinearSolvers.Default).Rows);

    static IEnumerable<string> Ids(TodayRung rung, TestPackage package)
    {
        var network = package.Network;
        return rung.Reliefs.Select(r => r.Relief.Kind switch
        {
            ReliefKind.Consent => "consent:" + network.Restrictions[r.Relief.Index].Id,
            ReliefKind.Line => "line:" + network.Lines[r.Relief.Index].Id,
            ReliefKind.Holding => "held:" + network.Items[r.Relief.Index].Id,
            _ => network.Items[r.Relief.Index].Id,
        });
    }

    // gun <- 1 barrel <- 2 t steel; asked for 10 guns a month.
    static TestPackage Guns(string guns, string barrels, string steel) => new TestPackage().Items("gun", "barrel", "steel")
        .Line("gun-de", "gun", guns).Line("barrel-de", "barrel", barrels).Line("steel-de", "steel", steel).Recipe("gun", "barrel", "1").Recipe("barrel", "steel", "2").Goal("produce", "gun", "10");

    [Fact]
    public void Output_per_month_is_the_goal_times_the_share_that_the_weakest_tier_allows()
    {
        var row = Only(Guns("20", "8", "12..14"));
        var output = Assert.Single(row.All.Outputs);
        // Steel for 6, 6.5 or 7 barrels.
        Assert.Equal((6, 6.5, 7), (Math.Round(output.PerMonth.Low, 6), Math.Round(output.PerMonth.Central, 6), Math.Round(output.PerMonth.High, 6)));
        Assert.Equal(0.65, row.All.Theta.Central, 1e-9);
    }

    [Fact]
    public void Each_rung_is_relieved_before_the_next_until_the_goal_is_met()
    {
        var package = Guns("10", "8", "12");
        var ladder = Only(package).All.Ladders[0];
        Assert.Equal(["steel", "barrel"], ladder.Rungs.Select(r => Assert.Single(Ids(r, package))));
        Assert.Equal([0.6, 0.8, 1], ladder.Rungs.Select(r => r.Theta).Append(ladder.Rungs[^1].NextTheta).Select(t => Math.Round(t, 6)));
        // One more t of steel is half a barrel; one more barrel (with its steel free) is one gun.
        Assert.Equal([0.5, 1], ladder.Rungs.Select(r => Math.Round(r.Price!.PerUnit!.Value, 4)));
        Assert.Equal(LadderEnd.Met, ladder.End);
    }

    [Fact]
    public void Two_equal_bottlenecks_in_series_are_one_rung_with_a_joint_price()
    {
        var package = Guns("20", "8", "16");
        var rung = Only(package).All.Ladders[0].Rungs[0];
        Assert.Equal(["barrel", "steel"], Ids(rung, package));
        Assert.True(rung.IsSmallest);
        var price = rung.Price!;
        // A gun more takes one barrel more and 2 t of steel more.
        Assert.Equal([1, 2], price.Amounts.Select(a => Math.Round(a / price.OutputGain!.Value, 4)));
        Assert.True(price.IsConfirmed);
        Assert.Null(price.PerUnit);
        Assert.All(rung.Reliefs, r => Assert.Single(r.Full));
    }

    [Fact]
    public void A_skill_is_a_bottleneck_like_any_item()
    {
        var package = new TestPackage().Items("gun").Add("items", "id=welder kind=skill unit=hour complete=yes").Line("gun-de", "gun", "50")
            .Add("lines", "id=welders item=welder capacity=120 capacity_unit=hour/month country=DE").Recipe("gun", "welder", "20").Goal("produce", "gun", "10");
        var rung = Only(package).All.Ladders[0].Rungs[0];
        Assert.Equal(["welder"], Ids(rung, package));
        Assert.Equal((0.6, 5), (Math.Round(rung.Theta, 6), Math.Round(rung.NextTheta, 6)));
        Assert.Equal(0.05, rung.Price!.PerUnit!.Value, 1e-6);
    }

    [Fact]
    public void A_consent_from_outside_binds_inside_and_is_all_or_nothing()
    {
        var package = Guns("20", "15", "40").Add("restrictions", "id=us-steel holder=US target=steel verbs=produce");
        var row = Only(package);
        Assert.Equal((1.5, 0), (row.All.Theta.Central, row.Inside.Theta.Central));
        var rung = row.Inside.Ladders[0].Rungs[0];
        Assert.Equal(["consent:us-steel"], Ids(rung, package));
        Assert.Equal((0, 1.5), (rung.Theta, Math.Round(rung.NextTheta, 6)));
        Assert.Null(rung.Price);
    }

    [Fact]
    public void Know_how_that_nobody_inside_holds_and_the_capacity_behind_it_come_one_after_the_other()
    {
        var package = Guns("5", "15", "40").Add("items", "id=drawing kind=competence unit=project complete=yes").Add("lines", "id=drawing-us item=drawing capacity=1 capacity_unit=project/month country=US").Recipe("gun", "drawing", "1");
        var ladder = Only(package).Inside.Ladders[0];
        Assert.Equal([["held:drawing"], ["gun"]], ladder.Rungs.Select(r => Ids(r, package).ToArray()));
        Assert.Equal([0, 0.5, 1.5], ladder.Rungs.Select(r => r.Theta).Append(ladder.Rungs[^1].NextTheta).Select(t => Math.Round(t, 6)));
    }

    [Fact]
    public void A_line_that_does_without_the_scarce_input_is_a_bottleneck_of_its_own()
    {
        // The usual way needs scarce powder; the second line works without. One row, the line, is less than two, supply and powder.
        var package = new TestPackage().Items("gun", "powder").Line("gun-a", "gun", "4").Line("gun-b", "gun", "2").Line("powder-de", "powder", "4")
            .Add("recipes", "line=gun-a input=powder quantity=1", "line=gun-b input=gun quantity=0").Goal("produce", "gun", "10");
        var rung = Only(package).All.Ladders[0].Rungs[0];
        Assert.Equal(["line:gun-b"], Ids(rung, package));
        Assert.Equal(1, rung.Price!.PerUnit!.Value, 1e-4);
        Assert.Equal(["gun-b"], Assert.Single(rung.Reliefs).Full.Select(s => s.Id));
    }

    [Fact]
    public void Use_says_how_full_a_line_is_and_an_unknown_capacity_stays_unknown()
    {
        var package = Guns("10", "8", "40").Line("barrel-fr", "barrel", "", "FR");
        var row = Only(package);
        var uses = row.All.Uses.ToDictionary(u => u.Supply.Id);
        Assert.Equal((1, 0), (Math.Round(uses["gun-de"].Share!.Value, 6), Math.Round(uses["gun-de"].Slack!.Value, 6)));
        Assert.Equal((0.5, 20), (Math.Round(uses["steel-de"].Share!.Value, 6), Math.Round(uses["steel-de"].Slack!.Value, 6)));
        Assert.Equal((null, null), (uses["barrel-fr"].Share, uses["barrel-fr"].Slack));
        Assert.Equal(2, uses["barrel-fr"].Output, 1e-6);
        Assert.Equal("barrel", Assert.Single(row.All.Hidden.Select(i => package.Network.Items[i].Id)));
        // What the central reading hides binds in the worst case.
        Assert.Equal(["barrel"], Ids(row.All.Ladders[1].Rungs[0], package));
    }

    [Fact]
    public void Without_any_known_limit_use_is_shown_at_the_goal_and_no_rung_is_invented()
    {
        var row = Only(new TestPackage().Items("gun").Line("gun-de", "gun", "").Goal("produce", "gun", "10"));
        Assert.Equal((10, 1), (row.All.Theta.Central, row.All.UseLevel));
        Assert.Equal(10, Assert.Single(row.All.Uses).Output, 1e-6);
        Assert.Empty(row.All.Ladders[0].Rungs);
        Assert.Equal(LadderEnd.Met, row.All.Ladders[0].End);
    }

    [Fact]
    public void What_stands_outside_is_not_used_inside()
    {
        var row = Only(Guns("10", "8", "6").Line("steel-us", "steel", "100", "US"));
        Assert.Equal((0.8, 0.3), (Math.Round(row.All.Theta.Central, 6), Math.Round(row.Inside.Theta.Central, 6)));
        var inside = row.Inside.Uses.Single(u => u.Supply.Id == "steel-us");
        Assert.True(inside.IsDenied);
        Assert.Equal(0, inside.Output);
    }

    [Fact]
    public void Several_verbs_get_a_row_for_all_of_them_at_once()
    {
        var result = TodayEngine.Run(Guns("10", "20", "40").Goal("use", "barrel", "15").Network, new(), LinearSolvers.Default);
        Assert.Equal(["produce", "use", TodayEngine.Together], result.Rows.Select(r => r.Verb));
        // 10 guns and 15 barrels ask for 25 barrels; 20 are made.
        Assert.Equal(0.8, result.Rows[^1].All.Theta.Central, 1e-6);
    }

    [Fact]
    public void The_number_of_rungs_is_a_limit_that_is_said()
    {
        var ladder = Only(Guns("10", "8", "12"), new() { Rungs = 1 }).All.Ladders[0];
        Assert.Equal((1, LadderEnd.Rungs), (ladder.Rungs.Count, ladder.End));
    }

    const string Wanted = "buyer=DE item=gun rate_unit=piece/month";

    static readonly TodayOptions On = new() { At = new(2026, 6, 1) };

    [Fact]
    public void The_ladder_is_climbed_to_the_demand_of_the_day_weighed_by_certainty()
    {
        // Goal 10; wanted on the day 12 firm, 2 of 4 as option, 1 of 4 as intention: 15 a month. What is wanted later does not count.
        var package = Guns("10", "8", "12").Add("demands", $"{Wanted} rate=12", $"{Wanted} rate=4 certainty=option from=2026-01-01 to=2026-12-31", $"{Wanted} rate=4 certainty=intention", $"{Wanted} rate=100 from=2027-01-01");
        var row = Only(package, On);
        Assert.Equal((true, 1.5), (row.Target.IsDemand, Math.Round(row.Target[Reading.Central], 9)));
        Assert.Equal((10, 15), (Assert.Single(row.Target.Items).Goal[1], row.Target.Items[0].Demand[1]));
        var ladder = row.All.Ladders[0];
        // To the goal two rungs would do.
        Assert.Equal(["steel", "barrel", "gun"], ladder.Rungs.Select(r => Assert.Single(Ids(r, package))));
        Assert.Equal(LadderEnd.Met, ladder.End);
    }

    [Fact]
    public void A_demand_below_the_goal_ends_the_ladder_earlier()
    {
        var package = Guns("10", "8", "12").Add("demands", $"{Wanted} rate=7");
        var ladder = Only(package, On).All.Ladders[0];
        Assert.Equal((1, LadderEnd.Met, 0.8), (ladder.Rungs.Count, ladder.End, Math.Round(ladder.Rungs[^1].NextTheta, 6)));
    }

    [Fact]
    public void A_demand_with_an_interval_asks_for_more_in_the_worst_case()
    {
        var target = Only(Guns("10", "8", "12").Add("demands", $"{Wanted} rate=8..16"), On).Target;
        Assert.Equal((1.6, 1.2, 0.8), (target[Reading.Pessimistic], target[Reading.Central], target[Reading.Optimistic]));
    }

    [Fact]
    public void Without_demand_on_the_day_or_without_a_day_the_goal_counts_and_demand_without_a_rate_is_counted()
    {
        var package = Guns("10", "8", "12").Add("demands", $"{Wanted} rate=20 from=2027-01-01", $"{Wanted} rate= ");
        foreach (var options in new[] { On, new() })
        {
            var row = Only(package, options);
            Assert.Equal((false, true, 1, 1), (row.Target.IsDemand, row.Target.HasDemands, row.Target[Reading.Central], row.Target.Silent));
            Assert.Equal(2, row.All.Ladders[0].Rungs.Count);
        }
        Assert.False(Only(Guns("10", "8", "12"), On).Target.HasDemands);
    }

    [Fact]
    public void Demand_for_export_is_that_of_the_goal_to_export_where_there_is_one()
    {
        TestPackage Wants() => Guns("10", "20", "40").Add("demands", $"{Wanted} rate=12", $"{Wanted} rate=6 purpose=export");
        var rows = TodayEngine.Run(Wants().Goal("export", "gun", "5").Network, On, LinearSolvers.Default).Rows;
        // 12 of 10, 6 of 5, and all of both; the most of 18 of 15.
        Assert.Equal([("produce", 1.2), ("export", 1.2), (TodayEngine.Together, 1.2)], rows.Select(r => (r.Verb, Math.Round(r.Target[Reading.Central], 9))));
        Assert.Equal(1.8, Only(Wants(), On).Target[Reading.Central], 1e-9);
    }

    [Fact]
    public void Of_several_goal_items_the_one_with_most_to_do_sets_the_target()
    {
        var row = Only(Guns("10", "20", "40").Goal("produce", "steel", "4").Add("demands", $"{Wanted} rate=7"), On);
        // Steel has no demand: its goal counts whole.
        Assert.Equal(1, row.Target[Reading.Central]);
        Assert.Equal([0.7, 1], row.Target.Items.Select(i => i.ShareIn(Reading.Central)).Order());
    }
}
