using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Procurement;

namespace Vauban.Tests.Procurement;

/// <summary>Workshares, fair return and the number of variants against every order of a grid.</summary>
public sealed class LimitOracleTests
{
    static readonly string[] Places = ["DE", "FR"];

    static Gen<SmallPool> Pools(int lines, int months, int most) =>
        from capacity in Gen.Int[0, most].Array[lines]
        from cost in Gen.Int[1, 4].Array[lines]
        from due in Gen.Int[0, most].Array[months].Array[2]
        from brought in Gen.Int[0, 2].Array[2].Array[lines]
        from early in Gen.Int[0, 1]
        where due.Any(s => s.Any(d => d > 0)) && capacity.Any(c => c > 0)
        select new SmallPool(capacity, cost, due, brought, early, 0, 100);

    static Gen<WorkBand> Bands(SmallPool pool) =>
        from state in Gen.Int[0, 1]
        from least in Gen.Int[0, 4]
        from width in Gen.Int[0, 4]
        where pool.Due[state].Any(d => d > 0)
        select new WorkBand(Places[state], least / 4.0, Math.Min(4, least + width) / 4.0);

    // The engine's order keeps every limit by another reckoning, says of itself what it comes to, and no order of the grid is better: less late, else
    // fairer among those no later, else cheaper among those no later and no less fair.
    static void IsBest(SmallOrder order, double step)
    {
        var result = PoolEngine.Run(order.Package().Network, order.Options, LinearSolvers.Default);
        var sent = order.Sent(result);
        Assert.InRange(order.Broken(sent), 0, 1e-4);
        var (late, worst, cost) = order.Value(sent);
        Assert.Equal(late, result.Joint.WeightedLate.Sum(), 1e-3);
        Assert.Equal(cost, result.Joint.Cost, 1e-3);
        foreach (var (otherLate, otherWorst, otherCost) in order.All(step))
        {
            Assert.True(otherLate >= late - 1e-3, $"late {late}, but {otherLate} can be");
            if (otherLate > late) continue;
            Assert.True(otherWorst >= worst - 1e-3, $"worst share {worst}, but {otherWorst} can be");
            if (otherWorst <= worst) Assert.True(otherCost >= cost - 2e-3, $"cost {cost}, but {otherCost} can be");
        }
    }

    [Fact]
    public void No_order_within_shares_of_the_work_is_better_than_the_engines()
    {
        var orders = from pool in Pools(2, 1, 3) where pool.Due.All(s => s[0] > 0) from bands in Bands(pool).Array[1, 2] select new SmallOrder(pool, [.. bands.DistinctBy(b => b.State)], null, [0, 0], null);
        orders.Try(25, order => IsBest(order, 0.25));
    }

    [Fact]
    public void No_order_within_bands_of_return_is_better_than_the_engines()
    {
        var orders = from pool in Pools(2, 1, 3) where pool.Due.All(s => s[0] > 0) from least in Gen.Int[0, 4] from width in Gen.Int[0, 6] select new SmallOrder(pool, [], (least / 4.0, (least + width) / 4.0), [0, 0], null);
        orders.Try(25, order => IsBest(order, 0.25));
    }

    [Fact]
    public void No_order_over_two_months_within_shares_and_return_is_better_than_the_engines()
    {
        var orders = from pool in Pools(2, 2, 2) where pool.Due.All(s => s.Sum() > 0) from band in Bands(pool) from least in Gen.Int[0, 4] select new SmallOrder(pool, [band], (least / 4.0, 2), [0, 0], null);
        orders.Try(12, order => IsBest(order, 0.5));
    }

    [Fact]
    public void No_order_of_so_many_variants_is_better_than_the_engines()
    {
        var orders = from pool in Pools(3, 1, 3) from variant in Gen.Int[0, 2].Array[3] from most in Gen.Int[1, 2] select new SmallOrder(pool, [], null, variant, most);
        orders.Try(25, order => IsBest(order, 1));
    }

    [Fact]
    public void What_each_limit_is_worth_is_what_the_best_order_without_it_comes_to()
    {
        var orders = from pool in Pools(2, 1, 3) where pool.Due.All(s => s[0] > 0) from band in Bands(pool) from least in Gen.Int[0, 4] from variant in Gen.Int[0, 1].Array[2] select new SmallOrder(pool, [band], (least / 4.0, 1), variant, 1);
        orders.Try(15, order =>
        {
            var reliefs = PoolEngine.Run(order.Package().Network, order.Options, LinearSolvers.Default).Reliefs;
            Equal(PoolLimitKind.Workshare, order with { Bands = [] });
            Equal(PoolLimitKind.FairReturn, order with { Fair = null });
            Equal(PoolLimitKind.Variants, order with { Most = null });

            void Equal(PoolLimitKind kind, SmallOrder without)
            {
                var relief = Assert.Single(reliefs, r => r.Kind == kind);
                var free = PoolEngine.Run(without.Package().Network, without.Options, LinearSolvers.Default).Joint;
                Assert.Equal((free.LateUnitMonths, free.Missing, free.Cost), (relief.LateUnitMonths, relief.Missing, relief.Cost));
                Assert.All(without.All(0.5), other => Assert.True(other.Late >= free.WeightedLate.Sum() - 1e-3));
            }
        });
    }

    [Fact]
    public void Where_there_is_enough_for_all_a_separate_order_is_the_best_of_all_ways_for_that_state_alone()
    {
        Pools(2, 2, 2).Try(15, drawn =>
        {
            var pool = drawn with { Capacity = [.. drawn.Capacity.Select(_ => 8)], Learning = 80, Early = 0 };
            if (PoolEngine.Run(pool.Package().Network, pool.Options, LinearSolvers.Default) is not { Separate: { } separate } result) return;
            for (var s = 0; s < result.States.Count; s++)
            {
                var own = Array.IndexOf(Places, result.States[s]);
                // Two units a month are the most anybody wants: a line that makes four leaves the best of all ways open.
                var alone = pool with { Capacity = [4, 4], Due = [pool.Due[own]], Brought = [.. pool.Brought.Select(b => new[] { b[own] })] };
                var (late, cost) = alone.Best();
                Assert.Equal((late, 0.0), (0.0, separate.Outcomes[s].LateUnitMonths));
                Assert.Equal(cost, separate.Outcomes[s].Cost, 2e-3 * cost + 1e-4);
            }
        });
    }
}
