namespace Vauban.Core.Disruption;

/// <summary>Shocks to play, and who is told what came of each.</summary>
/// <param name="Count">How many.</param>
/// <param name="ShockOf">Each by its number.</param>
/// <param name="Tell">Told once of each, on any thread: its number, its score, and the run and lane that hold what is left of every firm.</param>
sealed record CascadeCast(int Count, Func<int, CascadeShock> ShockOf, Action<int, CascadeScore, CascadeRun, int> Tell);

/// <summary>One thread's part of a sweep: shocks side by side, and those that take longer than their neighbours set aside until there are enough of them to go on together.</summary>
/// <remarks>A step over all links costs the same for one shock as for eight, and few shocks take twice the steps of most. Lanes never mix, so that a shock
/// has the same bits wherever it goes on.</remarks>
sealed class CascadePlay(CascadeNetwork network, CascadeOptions options, CascadeCast cast)
{
    // With more shocks than this under way, moving them would cost more than the lanes that stand idle.
    const int FewOpen = 5;
    const int Lanes = CascadeRun.Lanes;

    readonly record struct Lane(int Shock, int Steps);

    readonly CascadeRun _run = new(network, options);
    readonly Lane?[] _lanes = new Lane?[Lanes];
    readonly Lane[] _waiting = new Lane[Lanes];
    CascadeAside? _aside;
    int _waitingCount;

    /// <summary>Plays at most eight shocks; some of them may wait for the next call.</summary>
    public void Play(ReadOnlySpan<int> batch, CancellationToken stop)
    {
        var shocks = new CascadeShock[batch.Length];
        Array.Clear(_lanes);
        for (var lane = 0; lane < batch.Length; lane++) (shocks[lane], _lanes[lane]) = (cast.ShockOf(batch[lane]), new(batch[lane], 0));
        _run.Begin(shocks);
        Go(false, stop);
    }

    /// <summary>Plays what still waits to its end.</summary>
    public void Finish(CancellationToken stop)
    {
        if (_waitingCount == 0) return;
        Array.Clear(_lanes);
        _run.Begin([]);
        Fill();
        Go(true, stop);
    }

    void Go(bool isLast, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var open = Close(_run.Step());
            if (open == 0) return;
            // Where a step looks at a few firms only, shocks by themselves cost little.
            if (isLast || open > FewOpen || !_run.LookedAtAll) continue;
            if (_waitingCount + open < Lanes)
            {
                SetAside();
                return;
            }
            Fill();
        }
    }

    // Shocks whose cascade has ended get their score. Gives how many go on.
    int Close(ReadOnlySpan<double> fall)
    {
        Span<double> worse = stackalloc double[Lanes], down = stackalloc double[Lanes], up = stackalloc double[Lanes];
        var (open, isSummed) = (0, false);
        for (var l = 0; l < Lanes; l++)
        {
            if (_lanes[l] is not { } lane) continue;
            var (steps, hasEnded) = (lane.Steps + 1, fall[l] <= options.Tolerance);
            if (!hasEnded && steps < options.MostSteps)
            {
                _lanes[l] = lane with { Steps = steps };
                open++;
                continue;
            }
            if (!isSummed) _run.Scores(worse, down, up);
            isSummed = true;
            cast.Tell(lane.Shock, new(worse[l], down[l], up[l], steps, hasEnded), _run, l);
            _lanes[l] = null;
        }
        return open;
    }

    void SetAside()
    {
        _aside ??= new(network.Firms.Count);
        Span<(int Lane, int Place)> moves = stackalloc (int, int)[Lanes];
        var count = 0;
        for (var l = 0; l < Lanes; l++)
        {
            if (_lanes[l] is not { } lane) continue;
            moves[count++] = (l, _waitingCount);
            _waiting[_waitingCount++] = lane;
        }
        _run.SetAside(_aside, moves[..count]);
    }

    void Fill()
    {
        Span<(int Lane, int Place)> moves = stackalloc (int, int)[Lanes];
        var count = 0;
        for (var l = 0; l < Lanes && _waitingCount > 0; l++)
        {
            if (_lanes[l] is not null) continue;
            _lanes[l] = _waiting[--_waitingCount];
            moves[count++] = (l, _waitingCount);
        }
        var shocks = new CascadeShock?[Lanes];
        for (var l = 0; l < Lanes; l++) shocks[l] = _lanes[l] is { } lane ? cast.ShockOf(lane.Shock) : null;
        _run.Fill(_aside!, moves[..count], shocks);
    }
}

/// <summary>Where shocks wait: what is left of every firm by supplies and by demand, eight shocks wide.</summary>
sealed class CascadeAside(int firms)
{
    public LaneArray Down { get; } = new(firms);

    public LaneArray Up { get; } = new(firms);
}
