using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Model;

namespace Vauban.Tests.Output;

/// <summary>The four traps of the design: theta never rises when the last of something goes; and the other rules by hand.</summary>
public sealed class TrapTests
{
    static readonly Perimeter Eu = Perimeter.Defaults[0];

    static double Theta(TestPackage package, Denial denial, Reading reading = Reading.Central, string verb = "produce", OutputCase? conditions = null)
    {
        var network = package.Network;
        using var program = new OutputProgram(new SupplyTable(network, Eu), [.. network.Goals.Where(g => g.Verb == verb)], reading, LinearSolvers.Default);
        return program.Solve(denial, conditions).Theta;
    }

    static Denial Line(TestPackage package, params string[] ids) => Denial.Of([.. ids.Select(id => new Actor(ActorKind.Line, package.Network.Lines.Single(l => l.Id == id).Index))]);

    [Fact]
    public void When_the_last_link_goes_the_customer_stops_and_does_not_fall_back_on_the_pool()
    {
        var package = new TestPackage().Items("a", "b").Line("assembly", "a", "10").Line("linked", "b", "10").Line("pool", "b", "10").Recipe("a", "b", "1")
            .Add("links", "supplier=linked customer=assembly item=b qualified=yes").Goal("produce", "a", "10");
        Assert.Equal(1, Theta(package, Denial.None));
        Assert.Equal(0, Theta(package, Line(package, "linked")));
    }

    [Fact]
    public void When_the_last_maker_goes_the_item_does_not_become_of_unknown_supply()
    {
        var package = new TestPackage().Items("a", "b").Line("assembly", "a", "10").Line("only", "b", "10").Recipe("a", "b", "1").Goal("produce", "a", "10");
        Assert.Equal(0, Theta(package, Line(package, "only")));
    }

    [Fact]
    public void When_the_last_alternative_goes_the_group_does_not_vanish()
    {
        var package = new TestPackage().Items("a", "b", "c").Line("assembly", "a", "10").Line("b1", "b", "10").Line("c1", "c", "10")
            .Recipe("a", "b", "1", "g").Recipe("a", "c", "1", "g").Goal("produce", "a", "10");
        Assert.Equal(1, Theta(package, Line(package, "b1")));
        Assert.Equal(0, Theta(package, Line(package, "b1", "c1")));
    }

    [Fact]
    public void When_the_last_controlled_input_goes_its_share_does_not_fall_below_the_threshold()
    {
        // Two targets of one regime, 20 % and 30 % of the value: the sum is over 25 %. Denying a maker of one leaves the sum as it is.
        var package = new TestPackage().Add("items", "id=a unit=piece complete=yes unit_value=100", "id=b unit=piece complete=yes unit_value=20", "id=c unit=piece complete=yes unit_value=30")
            .Line("assembly", "a", "10").Line("b1", "b", "10").Line("c1", "c", "10").Recipe("a", "b", "1").Recipe("a", "c", "1").Goal("produce", "a", "10")
            .Add("restrictions", "id=rb regime=R holder=US target=b threshold=25", "id=rc regime=R holder=US target=c threshold=25");
        Countries.TryFind("US", out var us);
        var refusal = new Actor(ActorKind.Country, us!.Index);
        Assert.Equal(0, Theta(package, Denial.Of(refusal)));
        Assert.Equal(0, Theta(package, Line(package, "b1").And(refusal)));
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(50, 1)]
    [InlineData(10, 0)]
    [InlineData(0, 0)]
    public void A_consent_binds_where_the_value_share_exceeds_its_threshold(int threshold, double theta)
    {
        // 20 + 30 of 100: 50 %; 50 is not above 50.
        var package = new TestPackage().Add("items", "id=a unit=piece complete=yes unit_value=100", "id=b unit=piece complete=yes unit_value=20", "id=c unit=piece complete=yes unit_value=30")
            .Line("assembly", "a", "10").Line("b1", "b", "10").Line("c1", "c", "10").Recipe("a", "b", "1").Recipe("a", "c", "1").Goal("produce", "a", "10")
            .Add("restrictions", $"id=rb regime=R holder=US target=b threshold={threshold}", $"id=rc regime=R holder=US target=c threshold={threshold}");
        Assert.Equal(theta, Theta(package, Denial.Outsiders));
    }

    [Fact]
    public void Shares_of_value_are_an_interval_where_values_are()
    {
        // b is 20..40 of 100: with a threshold of 30 the readings differ.
        var package = new TestPackage().Add("items", "id=a unit=piece complete=yes unit_value=100", "id=b unit=piece complete=yes unit_value=20..40")
            .Line("assembly", "a", "10").Line("b1", "b", "10").Recipe("a", "b", "1").Goal("produce", "a", "10").Add("restrictions", "id=rb holder=US target=b threshold=30");
        Assert.Equal([0, 1, 1], new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => Theta(package, Denial.Outsiders, r)));
    }

    [Fact]
    public void A_consent_is_seen_through_every_tier()
    {
        var package = new TestPackage().Items("a", "b", "c", "d").Line("a1", "a", "10").Line("b1", "b", "10").Line("c1", "c", "10").Line("d1", "d", "10")
            .Recipe("a", "b", "1").Recipe("b", "c", "1").Recipe("c", "d", "1").Goal("produce", "a", "10").Goal("export", "a", "10").Add("restrictions", "id=r holder=US target=d verbs=export");
        Assert.Equal(1, Theta(package, Denial.Outsiders));
        Assert.Equal(0, Theta(package, Denial.Outsiders, verb: "export"));
    }

    [Fact]
    public void A_withdrawn_consent_stops_its_own_goal_only_when_all_are_asked_together()
    {
        var package = new TestPackage().Items("a").Line("a1", "a", "15").Goal("produce", "a", "10").Goal("export", "a", "5").Add("restrictions", "id=r holder=US target=a verbs=export");
        var network = package.Network;
        using var program = new OutputProgram(new SupplyTable(network, Eu), network.Goals, Reading.Central, LinearSolvers.Default);
        Assert.Equal(1, program.Solve(Denial.None).Theta);
        var answer = program.Solve(Denial.Outsiders);
        Assert.Equal(0, answer.Theta);
        Assert.Equal(0, answer.TermSum, 1e-9);
    }

    [Fact]
    public void Know_how_is_held_and_not_used_up()
    {
        var package = new TestPackage().Items("a").Add("items", "id=know unit=piece kind=competence complete=yes").Line("a1", "a", "1000").Line("holder", "know", "", "US").Recipe("a", "know", "1").Goal("produce", "a", "1000");
        Assert.Equal(1, Theta(package, Denial.None));
        Assert.Equal(0, Theta(package, Denial.Outsiders));
        Assert.Equal(1, Theta(package, Denial.Outsiders, conditions: new OutputCase { FreeItems = new HashSet<int> { package.Network.Items.Single(i => i.Id == "know").Index } }));
    }

    [Fact]
    public void A_share_of_need_reads_low_end_middle_and_unlimited()
    {
        var package = new TestPackage().Items("a", "b").Line("a1", "a", "100").Add("lines", "id=b1 item=b capacity=60..70 capacity_unit=share country=DE").Recipe("a", "b", "2").Goal("produce", "a", "10");
        Assert.Equal([0.6, 0.65, 10], new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => Math.Round(Theta(package, Denial.None, r), 9)));
    }

    [Fact]
    public void A_published_total_closes_the_list_and_names_the_others()
    {
        var package = new TestPackage().Add("items", "id=a unit=piece").Line("listed", "a", "4").Line("unknown", "a", "", "FR").Add("totals", "item=a area=EU27 capacity=10 capacity_unit=piece/month").Goal("produce", "a", "10");
        // Outside nothing is known, so with everybody nothing limits; inside the total does, whatever the unknown line makes of it.
        Assert.Equal(10, Theta(package, Denial.None));
        Assert.Equal(1, Theta(package, Denial.Outsiders));
Assert.Equal(1, Theta(package, Denial.Outsiders, Reading.Pessimistic));
        Assert.Equal(0.6, Theta(package, Line(package, "listed") with { DeniesOutsiders = true }), 1e-9);
    }

    [Fact]
    public void Totals_within_totals_are_not_counted_twice()
    {
        var package = new TestPackage().Add("items", "id=a unit=piece").Line("listed", "a", "10")
            .Add("totals", "item=a area=WORLD capacity=100 capacity_unit=piece/month", "item=a area=EU27 capacity=30 capacity_unit=piece/month").Goal("produce", "a", "100");
        foreach (var reading in new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic })
        {
            Assert.Equal(1, Theta(package, Denial.None, reading), 1e-9);
            // The rest of the world's total may stand anywhere, so only the optimistic reading lets it be inside.
            Assert.Equal(reading == Reading.Optimistic ? 1 : 0.3, Theta(package, Denial.Outsiders, reading), 1e-9);
        }
    }

    [Fact]
    public void A_total_from_a_source_below_C_closes_no_list()
    {
        var package = new TestPackage().Add("items", "id=a unit=piece").Add("totals", "item=a area=WORLD capacity=50 capacity_unit=piece/month source=S1").Add("sources", "id=S1 reliability=E").Goal("produce", "a", "100");
        Assert.Equal([0, 10, 10], new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => Theta(package, Denial.None, r)));
    }

    [Fact]
    public void Blank_quantities_block_in_the_pessimistic_reading_and_need_nothing_in_the_others()
    {
        var package = new TestPackage().Items("a", "b").Line("a1", "a", "10").Recipe("a", "b", "").Goal("produce", "a", "10");
        Assert.Equal([0, 1, 1], new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => Theta(package, Denial.None, r)));
    }

    [Fact]
    public void Rows_of_sources_below_C_stay_out_of_the_central_reading()
    {
        var package = new TestPackage().Items("a").Line("a1", "a", "4").Line("a2", "a", "6", more: "source=S1").Add("sources", "id=S1 reliability=D").Goal("produce", "a", "10");
        Assert.Equal([0.4, 0.4, 1], new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => Math.Round(Theta(package, Denial.None, r), 9)));
    }

    [Fact]
    public void A_scrap_loop_may_feed_itself_but_makes_nothing_out_of_nothing()
    {
        // a needs b; b comes from scrap s (a by-product of a is not modelled) at a loss: 0.5 a per b, so half of all a returns.
        var package = new TestPackage().Items("a", "b").Line("a1", "a", "100").Line("b1", "b", "100").Recipe("a", "b", "1").Recipe("b", "a", "0.5").Goal("produce", "a", "10");
        // x_a - 0.5 x_b >= 10 theta with x_b >= x_a: x_a (1 - 0.5) = 10 theta, x_a <= 100: theta = 5.
        Assert.Equal(5, Theta(package, Denial.None), 1e-9);
    }

    [Fact]
    public void A_stock_and_a_switch_count_in_a_window_only()
    {
        var package = new TestPackage().Items("a", "b").Line("a1", "a", "10").Line("b1", "b", "10").Line("b2", "b", "10").Recipe("a", "b", "1")
            .Add("links", "supplier=b1 customer=a1 item=b share=100 qualified=yes", "supplier=b2 customer=a1 item=b qualified=yes switch_days=60").Add("stocks", "holder=a1 item=b quantity=10").Goal("produce", "a", "10");
        var window = new OutputCase { WindowDays = 120, Cap = 1 };
        // b1 fails for 120 days: b2 gives 10 a month for half of them; 10 in stock are 10 x 365/12/120 a month.
        Assert.Equal(1, Theta(package, Line(package, "b1")));
        Assert.Equal(0.5, Theta(package, Line(package, "b1"), conditions: window), 1e-9);
    }

    // Needs multiplied down such a loop have no end (over 1e15 here); a program scaled by them took 15 pieces a month for nothing.
    [Fact]
    public void A_loop_that_takes_more_than_it_gives_leaves_what_another_maker_gives()
    {
        var package = new TestPackage().Items("a", "b", "c").Line("assembly", "a", "200").Line("looped", "b", "200").Line("made-of-c", "b", "15").Line("c", "c", "40")
            .Recipe("a", "b", "1").Recipe("b", "a", "1.2").Add("recipes", "line=made-of-c input=c quantity=2").Goal("produce", "a", "100");
        Assert.Equal(0.15, Theta(package, Denial.None), 1e-9);
    }
}
