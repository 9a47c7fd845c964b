using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Procurement;

/// <summary>Buys an item for several states together, and says what it gains against buying alone (design section 7).</summary>
/// <remarks>
/// The joint order, in which nobody gets later than alone, is as little late as can be, shares out what is late, is then as cheap as can be, and last level from month to month
/// (<see cref="PoolProgram"/>). Separate orders: each state orders as if it were alone; where a line is asked for more than it can make in a
/// month, everybody gets the same part of what he asked for and plans again with what he holds and what nobody holds, until nobody is refused. A maker
/// prices each separate order by its own size. Separate orders taken together are one way to fill a joint one, so that without limits on the
/// joint order it is never later for anybody, nor dearer at the same dates. A line's inputs are not looked at: its capacity is taken as stated.
/// Between states a late unit weighs by its certainty, and by its priority where the buyer declared it public; no other priority is read.
/// </remarks>
public static class PoolEngine
{
    const int MostRounds = 24;

    /// <summary>Makes the joint order and the separate ones.</summary>
    /// <param name="network">Network with demands.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how much is done, 0 to 1; may be null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or nobody wants the item.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PoolResult Run(Network network, PoolOptions options, Func<ILinearSolver> solver, Action<double>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid();
        var data = new PoolData(network, options);
        var separate = data.States.Length < 2 ? null : new PoolPlan(data, Separate(data, solver, p => progress?.Invoke(0.5 * p), stop), false);
        progress?.Invoke(0.5);
        var limits = LimitsOf(options);
        var joint = Joint(data, Terms(data, options), !options.NobodyLater || limits.Any(l => l.Kind is PoolLimitKind.Workshare or PoolLimitKind.FairReturn or PoolLimitKind.Variants) ? null : separate, solver, stop);
        var reliefs = new List<PoolRelief>();
        foreach (var limit in limits)
        {
            progress?.Invoke(0.6 + 0.4 * reliefs.Count / limits.Count);
            var freed = limit.Kind is PoolLimitKind.Perimeter or PoolLimitKind.Exclusion ? new PoolData(network, limit.Without) : data;
            var plan = Joint(freed, Terms(freed, limit.Without), null, solver, stop);
            reliefs.Add(new(limit.Kind, limit.Name, plan.LateUnitMonths, plan.Missing, plan.Cost));
        }
        progress?.Invoke(1);
        return new(data, joint) { Separate = separate, Reliefs = reliefs };
    }

    sealed record Limit(PoolLimitKind Kind, string Name, PoolOptions Without);

    static List<Limit> LimitsOf(PoolOptions options)
    {
        var list = options.Workshares.Select((b, i) => new Limit(PoolLimitKind.Workshare, b.State, options with { Workshares = [.. options.Workshares.Where((_, k) => k != i)] })).ToList();
        if (options.FairReturn is not null) list.Add(new(PoolLimitKind.FairReturn, "", options with { FairReturn = null }));
        if (options.MostVariants is not null) list.Add(new(PoolLimitKind.Variants, "", options with { MostVariants = null }));
        if (options.Inside) list.Add(new(PoolLimitKind.Perimeter, options.Perimeter.Name, options with { Inside = false }));
        if (options.Excluded.Count > 0) list.Add(new(PoolLimitKind.Exclusion, "", options with { Excluded = [] }));
        // A window of five years is none.
        list.Add(new(PoolLimitKind.Window, "", options with { Early = 60 }));
        return list;
    }

    static PoolTerms Terms(PoolData data, PoolOptions options) => new()
    {
        States = [.. Enumerable.Range(0, data.States.Length)], Capacity = [.. data.Sources.Select(s => s.Capacity.ToArray())], Early = options.Early,
        Bands = options.Workshares, FairReturn = options.FairReturn, MostVariants = options.MostVariants,
    };

    // Where separate orders are one way to fill the joint one, nobody gets later what he would get alone.
    static PoolPlan Joint(PoolData data, PoolTerms terms, PoolPlan? separate, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var late = separate?.WeightedLate;
        var point = (late is null ? null : new PoolProgram(data, terms with { MostLate = late }).Solve(solver, stop)) ?? new PoolProgram(data, terms).Solve(solver, stop)
            ?? throw new InvalidOperationException("No order was found, though ordering nothing always is one.");
        var plan = new PoolPlan(data, point, true);
        if (separate is null) return plan;
        // The cost curve is cut into pieces, and the search ends within a gap: where the separate orders put together are cheaper at the same dates, they are the joint order.
        var together = new PoolPlan(data, separate.Point, true);
        return plan.WeightedLate.Sum() >= late!.Sum() * (1 - 1e-6) - 1e-9 && plan.Cost > together.Cost * (1 + 1e-9) ? together : plan;
    }

    // Each round a state plans everything anew with what it holds and what nobody holds; of the latter, where several ask for more than there is, each
    // gets the same part of what he asks for. It holds what it uses, and lets the rest go.
    static PoolPoint Separate(PoolData data, Func<ILinearSolver> solver, Action<double> progress, CancellationToken stop)
    {
        var (sources, states, months) = (data.Sources.Length, data.States.Length, data.Months);
        var held = Enumerable.Range(0, states).Select(_ => Grid()).ToArray();
        var points = new PoolPoint[states];
        for (var round = 0; round < MostRounds; round++)
        {
            var left = Grid();
            foreach (var (x, m) in Cells()) left[x][m] = Left(data.Sources[x].Capacity[m], held.Sum(h => h[x][m]));
            for (var s = 0; s < states; s++) points[s] = Alone(s, (x, m) => held[s][x][m] + left[x][m]);
            var (isTight, change) = (false, 0.0);
            foreach (var (x, m) in Cells())
            {
                var asked = Enumerable.Range(0, states).Sum(s => Math.Max(0, points[s].Sent[x][s][m] - held[s][x][m]));
                isTight |= asked > left[x][m] + 1e-6 * data.Sources[x].Capacity[m];
                var part = asked > left[x][m] ? left[x][m] / asked : 1;
                for (var s = 0; s < states; s++)
                {
                    var use = points[s].Sent[x][s][m];
                    var now = use > held[s][x][m] ? held[s][x][m] + part * (use - held[s][x][m]) : use;
                    change = Math.Max(change, Math.Abs(now - held[s][x][m]) / data.Sources[x].Capacity.Max());
                    held[s][x][m] = now;
                }
            }
            progress((round + 1.0) / MostRounds);
            if (!isTight || change < 1e-6) break;
        }
        // What each holds is his alone, so that these orders fit beside each other.
        for (var s = 0; s < states; s++) points[s] = Alone(s, (x, m) => held[s][x][m]);
        return new([.. Enumerable.Range(0, sources).Select(x => Enumerable.Range(0, states).Select(s => points[s].Sent[x][s]).ToArray())],
            [.. data.Wants.Select(w => points[w.State].Delivered[w.Index])], points.All(p => p.IsOptimal));

        double[][] Grid() => [.. Enumerable.Range(0, sources).Select(_ => new double[months])];

        IEnumerable<(int Source, int Month)> Cells() => from x in Enumerable.Range(0, sources) from m in Enumerable.Range(0, months) select (x, m);

        PoolPoint Alone(int state, Func<int, int, double> capacity)
        {
            var grid = Grid();
            foreach (var (x, m) in Cells()) grid[x][m] = capacity(x, m);
            return new PoolProgram(data, new() { States = [state], Capacity = grid, Early = data.Options.Early, IsWhole = false }).Solve(solver, stop)
                ?? throw new InvalidOperationException("No order was found, though ordering nothing always is one.");
        }
    }

    // What is left after rounding is nothing.
    static double Left(double capacity, double used) => capacity - used is var left && left > 1e-6 * capacity ? left : 0;
}
