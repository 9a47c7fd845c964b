using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>What makes long stories quick must not change a figure: days that are the same are not played again.</summary>
public sealed class StressRestTests
{
    const int Days = 300;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("VAUBAN_CASES") ?? "25", System.Globalization.CultureInfo.InvariantCulture))];

    static (StressStage Stage, StressEffect[] Effects) Case(int seed)
    {
        var random = new RandomChains((ulong)seed + 500);
        var chain = random.Make();
        var stage = StressStage.Of(chain, new SteadyFlows(chain, LinearSolvers.Default, default), seed % 3 == 0, Days, default);
        return (stage, random.Effects(stage.Field));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plays_that_share_their_first_days_are_those_that_are_played_alone(int seed)
    {
        var (stage, effects) = Case(seed);
        // All together as long as the first, or each of its own length; by the day on which the first of them ends.
        StressEffect[][] plays = [.. new[] { 1, 4, 9, 30, 31, 80, 150, 400 }.Select(n => effects.Select((e, i) => e with { Days = [seed % 2 == 0 ? effects[0].From + n - Math.Min(e.From, effects[0].From) : n + 5 * i], From = seed % 2 == 0 ? effects[0].From : e.From }).ToArray())
            .OrderBy(p => p.Min(e => e.FirstEnd))];
        StressPlay trunk = new(stage.Field, stage.Start, stage.KeepsBacklog, Days), branch = new(stage.Field, stage.Start, stage.KeepsBacklog, Days), alone = new(stage.Field, stage.Start, stage.KeepsBacklog, Days);
        var told = 0;
        trunk.DeliverAll(plays, branch, (i, delivered) =>
        {
            told++;
            Assert.Equal(alone.Deliver(plays[i], default), delivered);
        }, default);
        Assert.Equal(plays.Length, told);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public void Long_chains_come_to_rest_after_an_outage(int seed)
    {
        // Networks with room to catch up; where the demand takes all of a bottleneck, what it once lost is missing for ever.
        var network = new TierNetwork(3, 6, 9, (ulong)seed);
        var bare = network.Chain();
        var chain = new Chain(bare.Scale, [.. bare.Makers.Select((m, i) => m with { LeadDays = (i * 7 + seed) % 30, IsPlain = false })], [], [], bare.Demands);
        var field = new StressField(chain, new SteadyFlows(chain, LinearSolvers.Default, default));
        var run = new StressRun(field, false);
        Assert.True(run.Settle(500), "undisturbed");
        var start = new StressState(field);
        run.State.CopyTo(start);
        for (var m = 0; m < field.Makers; m += 2)
        {
            run.Restore(start);
            for (var day = 0; day < 1200 && (day < 50 || !run.IsQuiet); day++)
            {
                if (day is 1 or 40) run.SetFactor(m, day == 1 ? 0 : 1);
                run.Next();
            }
            Assert.True(run.IsQuiet, $"maker {m}: {run.Played} nodes still move");
            // What was lost is lost; the chain delivers again what it did.
            Assert.Equal(start.Delivered, run.State.Delivered);
            run.Audit();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Undisturbed_every_day_is_like_the_first_to_the_last_millionth(int seed)
    {
        var (stage, _) = Case(seed);
        if (stage.Field.Chain.Stocks.Any(s => s.Target != s.Quantity || double.IsFinite(s.ShelfDays))) return;
        // Stated shares may ask more of a supplier than it can make; then somebody else steps in and days differ.
        if (Enumerable.Range(0, stage.Field.Makers).Any(m => stage.Field.BasePlan[m] > stage.Field.Capacity[m])) return;
        for (var d = 0; d < stage.Field.Sinks; d++) Assert.All(stage.Undisturbed[d], x => Assert.Equal(stage.Field.Demand[d], x));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fewer_days_looked_at_never_raise_the_bound_of_the_best_response(int seed)
    {
        if (seed > 6) return;
        var (stage, effects) = Case(seed);
        if (stage.KeepsBacklog) return;
        var (few, all) = (BestResponse.LostDays(stage, effects, LinearSolvers.Default, default, 90)!.Value, BestResponse.LostDays(stage, effects, LinearSolvers.Default, default)!.Value);
        Assert.True(few <= all + 1e-4 + 1e-6 * all, $"{few} in 90 days, {all} in all");
    }
}
