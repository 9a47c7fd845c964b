using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Procurement;

/// <summary>Buys an item for several states together, and says what it gains against buying alone (design section 7).</summary>
/// <remarks>
/// The joint order is as little late as can be, shares out what is late, is then as cheap as can be, and last level from month to month
/// (<see cref="PoolProgram"/>). Separate orders: each state orders as if it were alone; where a line is asked for more than it can make in a
/// month, everybody gets the same part of what he asked for; who is left wanting orders again from what is left, until nobody finds anything more. A maker
/// prices each separate order by its own size. Separate orders taken together are one way to fill a joint one, so that without limits on the
/// joint order it is never later, nor dearer at the same dates. A line's inputs are not looked at: its capacity is taken as stated.
/// Between states a late unit weighs by its certainty alone; nobody's priority is read.
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
        var joint = Joint(data, Terms(data, options), limits.Any(l => l.Kind is PoolLimitKind.Workshare or PoolLimitKind.FairReturn or PoolLimitKind.Variants) ? null : separate, solver, stop);
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

    static PoolPoint Separate(PoolData data, Func<ILinearSolver> solver, Action<double> progress, CancellationToken stop)
    {
        var (sources, states, months) = (data.Sources.Length, data.States.Length, data.Months);
        var sent = data.Sources.Select(_ => Enumerable.Range(0, states).Select(_ => new double[months]).ToArray()).ToArray();
        var got = data.Wants.Select(_ => new double[months]).ToArray();
        var left = data.Sources.Select(s => s.Capacity.ToArray()).ToArray();
        var isOptimal = true;
        for (var round = 0; round < MostRounds; round++)
        {
            var before = got.Select(Summed).ToArray();
            var claims = new PoolPoint[states];
            for (var s = 0; s < states; s++) claims[s] = Alone(s, left, before);
            // Parts of what each asked for, line by line and month by month; each then makes the best of his part.
            var asked = Enumerable.Range(0, sources).Select(x => Enumerable.Range(0, months).Select(m => Enumerable.Range(0, states).Sum(s => claims[s].Sent[x][s][m])).ToArray()).ToArray();
            var isTight = Enumerable.Range(0, sources).Any(x => Enumerable.Range(0, months).Any(m => asked[x][m] > left[x][m] * (1 + 1e-6)));
            var settled = 0.0;
            for (var s = 0; s < states; s++)
            {
                var mine = claims[s];
                if (isTight)
                    mine = Alone(s, [.. Enumerable.Range(0, sources).Select(x => Enumerable.Range(0, months).Select(m => asked[x][m] <= 0 ? 0 : claims[s].Sent[x][s][m] * Math.Min(1, left[x][m] / asked[x][m])).ToArray())], before);
                for (var x = 0; x < sources; x++)
                    for (var m = 0; m < months; m++)
                    {
                        sent[x][s][m] += mine.Sent[x][s][m];
                        settled += mine.Sent[x][s][m];
                    }
                for (var w = 0; w < got.Length; w++)
                    for (var m = 0; m < months; m++) got[w][m] += mine.Delivered[w][m];
            }
            for (var x = 0; x < sources; x++)
                for (var m = 0; m < months; m++) left[x][m] = Left(data.Sources[x].Capacity[m], sent[x].Sum(s => s[m]));
            progress((round + 1.0) / MostRounds);
            if (!isTight || settled <= 1e-6 * data.Wants.Sum(w => w.Due.Sum())) break;
        }
        return new(sent, got, isOptimal);

        PoolPoint Alone(int state, double[][] capacity, double[][] before)
        {
            var point = new PoolProgram(data, new() { States = [state], Capacity = capacity, Before = before, Early = data.Options.Early, IsWhole = false }).Solve(solver, stop)
                ?? throw new InvalidOperationException("No order was found, though ordering nothing always is one.");
            isOptimal &= point.IsOptimal;
            return point;
        }
    }

    // What is left after rounding is nothing.
    static double Left(double capacity, double used) => capacity - used is var left && left > 1e-6 * capacity ? left : 0;

    static double[] Summed(double[] months)
    {
        var sums = new double[months.Length];
        var sum = 0.0;
        for (var m = 0; m < months.Length; m++) sums[m] = sum += months[m];
        return sums;
    }
}
