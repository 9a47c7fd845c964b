using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

public sealed class BestResponseTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("VAUBAN_CASES") ?? "25", System.Globalization.CultureInfo.InvariantCulture))];

    static (StressStage Stage, StressEffect[] Effects) Case(int seed, int days = 140)
    {
        var random = new RandomChains((ulong)seed);
        var chain = random.Make();
        var stage = StressStage.Of(chain, new SteadyFlows(chain, LinearSolvers.Default, default), seed % 3 == 0, days, default);
        return (stage, random.Effects(stage.Field));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_best_response_never_loses_more_than_what_was_played(int seed)
    {
        var (stage, effects) = Case(seed);
        var played = stage.LostDays(stage.LossOf(new StressPlay(stage.Field, stage.Start, stage.KeepsBacklog, stage.Days).Deliver(effects, default)));
        var best = BestResponse.LostDays(stage, effects, LinearSolvers.Default, default)!.Value;
        Assert.True(best <= played * (1 + 1e-6) + 1e-3, $"played {played}, best {best}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_larger_shock_never_makes_the_best_response_better(int seed)
    {
        var (stage, effects) = Case(seed);
        var one = BestResponse.LostDays(stage, effects, LinearSolvers.Default, default)!.Value;
        var two = BestResponse.LostDays(stage, [.. effects, new StressEffect(3, [30], [seed % stage.Field.Makers], [], 0, 0, 0)], LinearSolvers.Default, default)!.Value;
        Assert.True(two >= one - 1e-4 - 1e-6 * one, $"{one} days with one, {two} with more");
    }

    [Fact]
    public void Nothing_can_be_done_about_the_only_maker()
    {
        // The outage test of ten days played by hand: ten rounds are lost whatever anybody does (a step of seven days may be used in any order, and the
        // powder on its way serves four days of it).
        var chain = new Chain([2, 1], [new(0, 2, [new(1, 2)]), new(1, 2, [])], [], [], [new(0, 1, 1)]);
        var stage = StressStage.Of(chain, new SteadyFlows(chain, LinearSolvers.Default, default), false, 120, default);
        var best = BestResponse.LostDays(stage, [new StressEffect(0, [70], [1], [], 0, 0, 0)], LinearSolvers.Default, default)!.Value;
        Assert.Equal(66, best, 2);
    }
}
