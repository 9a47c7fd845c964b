using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

public sealed class StressRunTests
{
    const int Days = 120;

    static StressField Field(Chain chain) => new(chain, new SteadyFlows(chain, LinearSolvers.Default, default));

    // Two kilograms of powder make a round; one round a day is wanted.
    static Chain Rounds(double stock = 0, double lead = 0) => new([2, 1], [new(0, 2, [new(1, 2)]), new(1, 2, []) { LeadDays = lead }], [], [new(1, -1, stock) { Target = stock }], [new(0, 1, 1)]);

    static (long[] Delivered, DrawLoss Loss) Play(Chain chain, bool backlog, params StressEffect[] effects)
    {
        var field = Field(chain);
        var run = new StressRun(field, backlog);
        Assert.True(run.Settle(2000));
        var play = new StressPlay(field, run.State, backlog, Days);
        var undisturbed = play.Deliver([], default)[0];
        var delivered = play.Deliver(effects, default)[0];
        return (delivered, StressPlay.LossOf(delivered, undisturbed, field.Demand[0], backlog));
    }

    [Fact]
    public void Undisturbed_every_day_is_like_the_one_before() =>
        Assert.All(Play(Rounds(), false).Delivered, d => Assert.Equal(1_000_000, d));

    [Fact]
    public void Ten_days_without_powder_are_ten_rounds_lost_four_days_later()
    {
        // Powder made the day before the outage reaches the hub on day 0, the filler on day 1; its round the hub on day 2 and the customer on day 3.
        var (delivered, loss) = Play(Rounds(), false, new StressEffect(0, [10], [1], [], 0, 0, 0));
        Assert.Equal((4, 13), (loss.FirstDay, loss.LastDay));
        Assert.Equal(10, loss.Lost, 3);
        Assert.Equal(1_000_000, delivered[3]);
        Assert.True(delivered[4] < 2_000, "only what rounding left over");
    }

    [Fact]
    public void Eight_kilograms_in_store_put_the_loss_off_by_four_days_and_take_four_rounds_from_it()
    {
        var (_, loss) = Play(Rounds(8), false, new StressEffect(0, [10], [1], [], 0, 0, 0));
        Assert.Equal((8, 13), (loss.FirstDay, loss.LastDay));
        Assert.Equal(6, loss.Lost, 3);
    }

    [Fact]
    public void What_is_under_way_arrives_although_its_maker_stands_still()
    {
        // Lead time 6: the last powder made before the outage comes on day 5, five days later than with a lead time of one day; the loss is the same.
        var (_, loss) = Play(Rounds(0, 6), false, new StressEffect(0, [10], [1], [], 0, 0, 0));
        Assert.Equal((9, 18), (loss.FirstDay, loss.LastDay));
        Assert.Equal(10, loss.Lost, 3);
    }

    [Fact]
    public void Half_a_maker_left_is_half_the_output_lost()
    {
        var (_, loss) = Play(Rounds(), false, new StressEffect(0, [10], [1], [], 0.5, 0, 0));
        Assert.Equal(5, loss.Lost, 3);
    }

    [Fact]
    public void A_ramp_of_three_days_gives_back_a_quarter_a_half_and_three_quarters()
    {
        // The maker could make just what is wanted: 1/4, 1/2 and 3/4 come back after the outage, 1.5 rounds are lost in the ramp.
        var (_, loss) = Play(Rounds(), false, new StressEffect(0, [10], [1], [], 0, 3, 0));
        Assert.Equal(11.5, loss.Lost, 3);
    }

    [Fact]
    public void With_a_backlog_spare_capacity_brings_back_what_was_late()
    {
        var chain = new Chain([2, 1], [new(0, 2, [new(1, 2)]), new(1, 4, [])], [], [], [new(0, 1, 1)]);
        var (delivered, loss) = Play(chain, true, new StressEffect(0, [10], [1], [], 0, 0, 0));
        Assert.Equal(0, loss.Lost, 2);
        Assert.Equal(10, loss.Deepest, 2);
        Assert.Equal(Days * 1.0, delivered.Sum() / 1e6, 2);
    }

    [Fact]
    public void A_second_maker_with_room_takes_over()
    {
        var chain = new Chain([2, 1], [new(0, 2, [new(1, 2)]), new(1, 2, []), new(1, 2, [])], [], [], [new(0, 1, 1)]);
        // Each makes one kilogram a day; the other can make both. One day passes before the hub has reordered what did not come.
        Assert.True(Play(chain, false, new StressEffect(0, [10], [1], [], 0, 0, 0)).Loss.Lost < 0.01);
    }

    [Fact]
    public void A_supplier_that_must_be_switched_to_comes_after_its_days()
    {
        Chain chain = new([2, 1], [new(0, 2, [new(1, 2)]), new(1, 2, []), new(1, 2, [])], [new(1, 0, 1) { Share = 1 }, new(2, 0, 1) { SwitchDays = 7 }], [], [new(0, 1, 1)]);
        // Powder goes straight to the filler here, so the loss begins on day 3; seven days of shortage pass, on the eighth the other maker ships.
        var (_, loss) = Play(chain, false, new StressEffect(0, [60], [1], [], 0, 0, 0));
        Assert.Equal(3, loss.FirstDay);
        Assert.Equal(7, loss.Lost, 2);
    }

    [Fact]
    public void The_more_urgent_demand_is_served_first()
    {
        var chain = new Chain([1], [new(0, 10, [])], [], [], [new(0, 6, 1) { Priority = 2 }, new(0, 4, 1) { Priority = 1 }]);
        var field = Field(chain);
        var run = new StressRun(field, false);
        Assert.True(run.Settle(500));
        var delivered = new StressPlay(field, run.State, false, 20).Deliver([new(0, [30], [0], [], 0.5, 0, 0)], default);
        // Five are left: four for the urgent one, one for the other.
        Assert.Equal(4, delivered[1][10] / 1e6, 3);
        Assert.Equal(1, delivered[0][10] / 1e6, 3);
    }

    [Fact]
    public void A_larger_shock_may_free_an_input_for_another_product()
    {
        // Both products take the same powder. Less demand of it by B, whose maker is hit, leaves more for A: the simulation has no law of more shock, less output.
        var chain = new Chain([5, 5, 10], [new(0, 5, [new(2, 1)]), new(1, 5, [new(2, 1)]), new(2, 10, [])], [], [], [new(0, 5, 1), new(1, 5, 1)]);
        var field = Field(chain);
        var run = new StressRun(field, false);
        Assert.True(run.Settle(500));
        var play = new StressPlay(field, run.State, false, 60);
        StressEffect powder = new(0, [40], [2], [], 0.5, 0, 0), b = new(0, [40], [1], [], 0, 0, 0);
        var one = play.Deliver([powder], default)[0].Sum();
        var both = play.Deliver([powder, b], default)[0].Sum();
        Assert.True(both > one, $"{both} is not more than {one}");
    }

    [Fact]
    public void What_does_not_add_up_is_an_error()
    {
        var field = Field(Rounds());
        var run = new StressRun(field, false);
        run.Settle(500);
        var start = new StressState(field);
        run.State.CopyTo(start);
        run.Restore(start);
        run.State.Stores[0].OnHand += 1;
        Assert.Contains("does not add up", Assert.Throws<InvalidOperationException>(run.Audit).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("VAUBAN_CASES") ?? "200", System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_chains_play_like_the_plain_oracle_and_like_a_run_that_skips_nothing(int seed)
    {
        var random = new RandomChains((ulong)seed);
        var field = Field(random.Make());
        var backlog = seed % 2 == 0;
        StressRun quick = new(field, backlog), all = new(field, backlog, playsAll: true);
        var plain = new PlainDays(field, backlog);
        var effects = random.Effects(field);
        for (var day = 0; day < 200; day++)
        {
            if (day == 120)
            {
                quick.Settle(0);
                all.Settle(0);
                plain.Start();
            }
            foreach (var m in effects.SelectMany(e => e.Makers).Distinct())
            {
                var factor = effects.Where(e => e.Makers.Contains(m)).Aggregate(1.0, (f, e) => f * (day - 120 >= e.From && day - 120 < e.From + e.Days[0] ? e.Left : 1));
                quick.SetFactor(m, factor);
                all.SetFactor(m, factor);
                plain.Factor[m] = factor;
            }
            quick.Next();
            all.Next();
            plain.Next();
            Assert.Equal(plain.Delivered, all.State.Delivered);
            Assert.Equal(plain.Delivered, quick.State.Delivered);
            Assert.Equal(all.State.Stores.Select(s => s.OnHand), quick.State.Stores.Select(s => s.OnHand));
        }
        all.Audit();
        quick.Audit();
    }
}
