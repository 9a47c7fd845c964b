using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Procurement;

namespace Vauban.Tests.Procurement;

public sealed class PoolOracleTests
{
    static Gen<SmallPool> Pools(int lines, int states, int months, int most) =>
        from capacity in Gen.Int[0, most].Array[lines]
        from cost in Gen.Int[1, 9].Array[lines]
        from due in Gen.Int[0, most].Array[months].Array[states]
        from brought in Gen.Int[0, 3].Array[states].Array[lines]
        from early in Gen.Int[0, 1]
        from late in Gen.Int[0, 1]
        from learns in Gen.Int[0, 2]
        select new SmallPool(capacity, cost, due, brought, early, late, learns == 0 ? 80 : 100);

    [Fact]
    public void A_small_order_is_as_little_late_and_as_cheap_as_the_best_of_all_ways() => Pools(2, 2, 2, 2).Where(p => p.Wants && p.Capacity.Any(c => c > 0)).Try(20, pool =>
    {
        // Two months keep the number of ways small; with a month of lateness there would be three.
        var small = pool with { Late = 0 };
        var (late, cost) = small.Best();
        var joint = PoolEngine.Run(small.Package().Network, small.Options with { NobodyLater = false }, LinearSolvers.Default).Joint;
        Assert.Equal(late, joint.WeightedLate.Sum(), 1e-4);
        // Sharing out what is late may ask for another line than the cheapest.
        if (late == 0) Assert.Equal(cost, joint.Cost, 2e-3 * cost + 1e-4);
        else Assert.True(joint.Cost >= cost * (1 - 1e-4) - 1e-4 || joint.Delivered < joint.Wanted);
    });

    [Fact]
    public void A_window_of_lateness_counts_as_the_oracle_says() => Pools(1, 2, 2, 2).Where(p => p.Wants && p.Capacity[0] > 0).Try(7, pool =>
    {
        var late = pool with { Late = 1 };
        Assert.Equal(late.Best().Late, PoolEngine.Run(late.Package().Network, late.Options with { NobodyLater = false }, LinearSolvers.Default).Joint.WeightedLate.Sum(), 1e-4);
    });

    [Fact]
    public void Amounts_and_money_add_up_and_nothing_is_sent_beyond_capacity() => Pools(3, 3, 4, 9).Where(p => p.Wants && p.Capacity.Any(c => c > 0)).Try(7, pool =>
    {
        var result = PoolEngine.Run(pool.Package().Network, pool.Options with { LearningSegments = 3 }, LinearSolvers.Default);
        foreach (var plan in new[] { result.Joint, result.Separate }.OfType<PoolPlan>())
        {
            var tolerance = 1e-4 * plan.Wanted;
            Assert.Equal(plan.Delivered, result.Sources.Sum(x => plan.UnitsOf(x.Index)), tolerance);
            Assert.Equal(plan.Delivered, Enumerable.Range(0, result.Months).Sum(plan.DeliveredIn), tolerance);
            Assert.Equal(plan.Wanted, plan.Delivered + plan.Missing, tolerance);
            Assert.All(result.Sources, x => Assert.All(Enumerable.Range(0, result.Months), m => Assert.True(plan.UnitsOf(x.Index, m) <= x.Capacity[m] + 1e-4)));
            for (var s = 0; s < result.States.Count; s++)
            {
                var (state, calls) = (plan.Outcomes[s], plan.CallOffs.Where(c => c.State == s).ToArray());
                Assert.Equal(state.Delivered, calls.Sum(c => c.Units), tolerance);
                Assert.Equal(state.Cost, calls.Sum(c => c.Cost) + state.TransportCost, 1e-3 * (1 + plan.Cost));
            }
            Assert.Equal(plan.Outcomes.Sum(o => o.Bought), plan.Outcomes.Sum(o => o.Work) + result.Sources.Where(x => x.Home < 0).Sum(x => x.UnitCost!.Value * plan.UnitsOf(x.Index)), 1e-3 * (1 + plan.Cost));
        }
        Assert.Equal(result.Joint.Cost, result.Joint.CostPassedOn, 1e-3 * (1 + result.Joint.Cost));
    });

    [Fact]
    public void Buying_together_is_never_later_for_anybody_nor_dearer_at_the_same_dates() => Pools(3, 3, 4, 9).Where(p => p.Wants && p.Capacity.Any(c => c > 0)).Try(7, pool =>
    {
        var result = PoolEngine.Run(pool.Package().Network, pool.Options with { LearningSegments = 3 }, LinearSolvers.Default);
        if (result.Separate is not { } separate) return;
        var (together, alone) = (result.Joint.WeightedLate, separate.WeightedLate);
        for (var s = 0; s < together.Length; s++) Assert.True(together[s] <= alone[s] + 1e-4 * (1 + alone[s]), $"state {s}: {together[s]} against {alone[s]}");
        if (together.Sum() >= alone.Sum() - 1e-4) Assert.True(result.Joint.Cost <= separate.CostPassedOn * (1 + 1e-3) + 1e-3, $"{result.Joint.Cost} against {separate.CostPassedOn}");
        Assert.True(separate.CostPassedOn <= separate.Cost * (1 + 1e-9));
    });

    [Fact]
    public void Workshares_hold_and_a_wider_window_is_never_later() => Pools(3, 3, 4, 9).Where(p => p.Wants && p.Capacity.Any(c => c > 0)).Try(7, pool =>
    {
        var (network, options) = (pool.Package().Network, pool.Options with { NobodyLater = false, LearningSegments = 3 });
        var free = PoolEngine.Run(network, options, LinearSolvers.Default);
        var band = new WorkBand(free.States[0], 0.25, 0.5);
        var bound = PoolEngine.Run(network, options with { Workshares = [band] }, LinearSolvers.Default);
        if (bound.Joint.Delivered > 1e-3) Assert.InRange(bound.Joint.Workshare(0), band.Least - 1e-4, band.Most + 1e-4);
        Assert.True(free.Joint.WeightedLate.Sum() <= bound.Joint.WeightedLate.Sum() + 1e-4 * (1 + bound.Joint.Wanted));
        var wide = PoolEngine.Run(network, options with { Early = pool.Early + 1 }, LinearSolvers.Default);
        Assert.True(wide.Joint.WeightedLate.Sum() <= free.Joint.WeightedLate.Sum() + 1e-4 * (1 + free.Joint.Wanted));
    });
}
