using System.Collections.Concurrent;

namespace Vauban.Core.Disruption;

/// <summary>How far the failure of a firm spreads through what firms sell each other.</summary>
/// <remarks>Economic Systemic Risk Index: C. Diem, A. Borsos, T. Reisch, J. Kertész, S. Thurner, Quantifying firm-level economic systemic risk from nation-wide
/// supply networks, Scientific Reports 12, 7719 (2022). The same network, options and shocks give the same result on any number of threads.</remarks>
public static class CascadeEngine
{
    /// <summary>Fails every firm, one at a time.</summary>
    /// <param name="network">Network.</param>
    /// <param name="options">Settings.</param>
    /// <param name="firms">Firms to fail, by index; all where null.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option or a firm is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static CascadeSweep Sweep(CascadeNetwork network, CascadeOptions options, IReadOnlyList<int>? firms = null, Action<int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        var all = firms ?? [.. Enumerable.Range(0, network.Firms.Count)];
        var scores = new CascadeScore[all.Count];
        Play(network, options, new(all.Count, p => new(network.Firms[all[p]], [(all[p], 0)]), (p, score, _, _) => scores[p] = score), progress, stop);
        return new(network, options, all, scores);
    }

    /// <summary>Plays any shocks, each by itself.</summary>
    /// <returns>What each shock costs, the whole and each sector, in their order.</returns>
    /// <inheritdoc cref="Sweep"/>
    public static IReadOnlyList<ShockLoss> Run(CascadeNetwork network, CascadeOptions options, IReadOnlyList<CascadeShock> shocks, Action<int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(shocks);
        ArgumentNullException.ThrowIfNull(network);
        var losses = new ShockLoss[shocks.Count];
        Play(network, options, new(shocks.Count, p => shocks[p], (p, score, run, lane) => losses[p] = new(score, Sectors(network, run, lane))), progress, stop);
        return losses;
    }

    /// <summary>Plays one shock and keeps what happens at every step.</summary>
    /// <inheritdoc cref="Sweep"/>
    public static CascadeTrace Trace(CascadeNetwork network, CascadeOptions options, CascadeShock shock, CancellationToken stop = default)
    {
        Check(network, options);
        ArgumentNullException.ThrowIfNull(shock);
        shock.ThrowIfInvalid(network.Firms.Count);
        var run = new CascadeRun(network, options);
        run.Begin([shock]);
        var first = new int[network.Firms.Count];
        Array.Fill(first, -1);
        var (steps, hasEnded) = (new List<CascadeStep>(), false);
        var hit = Note(run, first, 0);
        while (!hasEnded && steps.Count < options.MostSteps)
        {
            stop.ThrowIfCancellationRequested();
            var fall = run.Step()[0];
            hasEnded = fall <= options.Tolerance;
            hit += Note(run, first, steps.Count + 1);
            steps.Add(new(steps.Count + 1, fall, hit, Score(run, 0, steps.Count + 1, hasEnded)));
        }
        var (down, up) = (new double[first.Length], new double[first.Length]);
        for (var firm = 0; firm < first.Length; firm++) (down[firm], up[firm]) = (run.Down(firm, 0), run.Up(firm, 0));
        return new(network, options, shock, steps[^1].Score, steps, down, up, first, Sectors(network, run, 0));
    }

    static int Note(CascadeRun run, int[] first, int step)
    {
        var hit = 0;
        for (var firm = 0; firm < first.Length; firm++)
            if (first[firm] < 0 && Math.Min(run.Down(firm, 0), run.Up(firm, 0)) < 1) (first[firm], hit) = (step, hit + 1);
        return hit;
    }

    static SectorLoss[] Sectors(CascadeNetwork network, CascadeRun run, int lane)
    {
        var losses = new SectorLoss[network.Sectors.Count];
        for (var sector = 0; sector < losses.Length; sector++)
        {
            var (weight, worse, lostDown, lostUp) = (0.0, 0.0, 0.0, 0.0);
            for (var p = network.MemberStart[sector]; p < network.MemberStart[sector + 1]; p++)
            {
                var firm = network.Members[p];
                var (w, down, up) = (network.WeightOf[firm], run.Down(firm, lane), run.Up(firm, lane));
                weight += w;
                worse += w * (1 - Math.Min(down, up));
                lostDown += w * (1 - down);
                lostUp += w * (1 - up);
            }
            losses[sector] = new(sector, weight, worse / weight, lostDown / weight, lostUp / weight);
        }
        return losses;
    }

    static void Check(CascadeNetwork network, CascadeOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
    }

    static void Play(CascadeNetwork network, CascadeOptions options, CascadeCast cast, Action<int>? progress, CancellationToken stop)
    {
        Check(network, options);
        // Firms of like reach take a like number of steps, and lanes wait for the slowest: shocks are played side by side with their likes.
        var count = cast.Count;
        var order = Enumerable.Range(0, count).ToArray();
        var reach = new long[count];
        for (var p = 0; p < count; p++)
        {
            var shock = cast.ShockOf(p);
            shock.ThrowIfInvalid(network.Firms.Count);
            foreach (var (firm, _) in shock.Left) reach[p] -= network.Outputs.Start[firm + 1] - network.Outputs.Start[firm] + network.Inputs.Start[firm + 1] - network.Inputs.Start[firm];
        }
        Array.Sort(order, (a, b) => reach[a] != reach[b] ? reach[a].CompareTo(reach[b]) : a.CompareTo(b));
        var done = 0;
        // Tasks come and go while a loop runs; what they work with is as large as the network and is handed on.
        var spare = new ConcurrentBag<CascadePlay>();
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = options.Threads == 0 ? -1 : options.Threads };
        Parallel.For(0, (count + CascadeRun.Lanes - 1) / CascadeRun.Lanes, parallel,
            () => spare.TryTake(out var play) ? play : new CascadePlay(network, options, cast),
            (batch, _, play) =>
            {
                var lanes = order.AsSpan(batch * CascadeRun.Lanes, Math.Min(CascadeRun.Lanes, count - batch * CascadeRun.Lanes));
                play.Play(lanes, stop);
                progress?.Invoke(Interlocked.Add(ref done, lanes.Length));
                return play;
            }, spare.Add);
        Parallel.ForEach(spare, parallel, play => play.Finish(stop));
    }

    static CascadeScore Score(CascadeRun run, int lane, int step, bool hasEnded)
    {
        Span<double> worse = stackalloc double[CascadeRun.Lanes], down = stackalloc double[CascadeRun.Lanes], up = stackalloc double[CascadeRun.Lanes];
        run.Scores(worse, down, up);
        return new(worse[lane], down[lane], up[lane], step, hasEnded);
    }
}
