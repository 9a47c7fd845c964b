namespace Vauban.Core.Disruption;

/// <summary>One happening of one draw, on a field: from its first day up to its last, and the ramp after it.</summary>
/// <param name="From">First day.</param>
/// <param name="Days">Days it lasts, by target; one for all or one each.</param>
/// <param name="Makers">Makers that are hit.</param>
/// <param name="Edges">Edges over which nothing is ordered meanwhile.</param>
/// <param name="Left">What is left of the makers' capacity; 1 where it stays.</param>
/// <param name="RampDays">Days over which it comes back.</param>
/// <param name="DelayDays">Days by which shipments are late.</param>
sealed record StressEffect(int From, int[] Days, int[] Makers, int[] Edges, double Left, int RampDays, int DelayDays)
{
    /// <summary>Number of the event in its scenario.</summary>
    public int Number { get; init; }

    /// <summary>First day on which it ends for anybody.</summary>
    public int FirstEnd => From + Days.Min();

    public int DaysOf(int target) => Days.Length == 1 ? Days[0] : Days[target];
}

/// <summary>What a draw gave for one demand.</summary>
/// <param name="Lost">Units not delivered on the day they were wanted, against the undisturbed run (with backlog: still missing at the end).</param>
/// <param name="FirstDay">First day on which less is delivered; -1 where nothing is lost.</param>
/// <param name="LastDay">Last such day; -1 where nothing is lost.</param>
/// <param name="Deepest">Most units missing at once against the undisturbed run, summed up from the first day.</param>
readonly record struct DrawLoss(double Lost, int FirstDay, int LastDay, double Deepest)
{
    public static DrawLoss None => new(0, -1, -1, 0);
}

/// <summary>Plays the days of one draw and writes down what is delivered.</summary>
sealed class StressPlay(StressField field, StressState start, bool keepsBacklog, int days)
{
    // A day counts as short from this share of the demand on; below it is rounding.
    const double ShortShare = 1e-6;

    readonly StressRun _run = new(field, keepsBacklog);

    /// <summary>Called after every day that is played; null for none. Playing all nodes is up to who sets it.</summary>
    public Action<StressRun, int>? Watch { get; init; }

    /// <summary>A play in which every node is played every day.</summary>
    public static StressPlay OfAll(StressField field, StressState start, bool keepsBacklog, int days, Action<StressRun, int>? watch) =>
        new(field, start, keepsBacklog, days) { _all = new StressRun(field, keepsBacklog, playsAll: true), Watch = watch };

    /// <summary>A store that keeps more than it does today, and how much more; null for none.</summary>
    public (int Store, long Amount)? Bonus { get; init; }

    StressRun? _all;

    StressRun Player => _all ?? _run;

    /// <summary>Millionths delivered per demand and day.</summary>
    public long[][] Deliver(IReadOnlyList<StressEffect> effects, CancellationToken stop)
    {
        Begin();
        var delivered = Nothing();
        Go(effects, delivered, 0, days, stop);
        Player.Audit();
        return delivered;
    }

    /// <summary>The same as <see cref="Deliver"/> of each of several plays with the same events on the same first days: up to the day on which the first
    /// event of a play ends, all are alike, so those days are played once.</summary>
    /// <param name="plays">Plays, by the day on which their first event ends.</param>
    /// <param name="branch">Plays what comes after it.</param>
    /// <param name="done">Told the place of each play and what is delivered; the arrays are used again.</param>
    /// <param name="stop">Cancels.</param>
    public void DeliverAll(IReadOnlyList<StressEffect[]> plays, StressPlay branch, Action<int, long[][]> done, CancellationToken stop)
    {
        Begin();
        var (trunk, delivered) = (Nothing(), branch.Nothing());
        StressEffect[] endless = [.. plays[0].Select(e => e with { Days = [int.MaxValue / 4], RampDays = 0 })];
        var day = 0;
        (long[][] Delivered, int Since)? tail = null;
        for (var i = 0; i < plays.Count; i++)
        {
            var end = Math.Clamp(plays[i].Length == 0 ? days : plays[i].Min(e => e.FirstEnd), 0, days);
            Go(endless, trunk, day, end, stop);
            day = end;
            for (var d = 0; d < trunk.Length; d++) Array.Copy(trunk[d], delivered[d], end);
            // Where everything had come to rest before all events end together, what follows is the same whenever that is.
            var isAlike = Player.IsQuiet && plays[i].All(e => e.Days.Length == 1 && e.FirstEnd == end);
            if (isAlike && tail is { } known)
                for (var d = 0; d < trunk.Length; d++) Array.Copy(known.Delivered[d], known.Since, delivered[d], end, days - end);
            else
            {
                branch.Player.Follow(Player);
                branch.Go(plays[i], delivered, end, days, stop);
                branch.Player.Audit();
                if (isAlike) tail = ([.. delivered.Select(d => (long[])d.Clone())], end);
            }
            done(i, delivered);
        }
    }

    long[][] Nothing() => [.. field.Demand.Select(_ => new long[days])];

    void Begin()
    {
        Player.Restore(start);
        if (Bonus is { } bonus) Player.Keep(bonus.Store, bonus.Amount);
    }

    // From one day up to another.
    void Go(IReadOnlyList<StressEffect> effects, long[][] delivered, int from, int to, CancellationToken stop)
    {
        var run = Player;
        var marks = Marks(effects);
        for (int day = from, next = 0; day < to;)
        {
            while (next < marks.Length && marks[next] < day) next++;
            if (next < marks.Length && marks[next] == day) Apply(run, effects, day);
            var quiet = run.IsQuiet && _all is null ? (next < marks.Length ? Math.Max(marks[next], day) : to) - day : 0;
            if (quiet > 0)
            {
                quiet = Math.Min(quiet, to - day);
                for (var d = 0; d < delivered.Length; d++) Array.Fill(delivered[d], run.State.Delivered[d], day, quiet);
                run.Skip(quiet);
                day += quiet;
                continue;
            }
            if ((day & 31) == 0) stop.ThrowIfCancellationRequested();
            run.Next();
            for (var d = 0; d < delivered.Length; d++) delivered[d][day] = run.State.Delivered[d];
            Watch?.Invoke(run, day);
            day++;
        }
    }

    // Days on which something changes from outside.
    static int[] Marks(IReadOnlyList<StressEffect> effects)
    {
        var marks = new SortedSet<int>();
        foreach (var effect in effects)
        {
            marks.Add(effect.From);
            foreach (var length in effect.Days)
                for (var r = 0; r <= effect.RampDays; r++) marks.Add(effect.From + length + r);
        }
        return [.. marks];
    }

    void Apply(StressRun run, IReadOnlyList<StressEffect> effects, int day)
    {
        var (factor, delay, closed) = At(field, effects, day);
        foreach (var (m, f) in factor) run.SetFactor(m, f);
        foreach (var (m, d) in delay) run.SetDelay(m, d);
        foreach (var (e, c) in closed) run.SetClosed(e, c);
    }

    /// <summary>What effects leave on a day: of the makers they hit (and of those who need what nobody holds any more), their delays, and edges that are closed.</summary>
    public static (SortedDictionary<int, double> Factor, SortedDictionary<int, int> Delay, SortedDictionary<int, bool> Closed) At(StressField field, IReadOnlyList<StressEffect> effects, int day)
    {
        var factor = new SortedDictionary<int, double>();
        var delay = new SortedDictionary<int, int>();
        var closed = new SortedDictionary<int, bool>();
        foreach (var effect in effects)
        {
            for (var i = 0; i < effect.Makers.Length; i++)
            {
                var length = effect.DaysOf(i);
                var m = effect.Makers[i];
                factor[m] = factor.GetValueOrDefault(m, 1) * FactorAt(effect, length, day);
                delay[m] = Math.Max(delay.GetValueOrDefault(m), day >= effect.From && day < effect.From + length ? effect.DelayDays : 0);
            }
            foreach (var e in effect.Edges) closed[e] = closed.GetValueOrDefault(e) || (day >= effect.From && day < effect.From + effect.Days[0]);
        }
        StopWithoutHolder(field, factor);
        return (factor, delay, closed);
    }

    // Whoever needs a thing that nobody holds any more stands still too.
    static void StopWithoutHolder(StressField field, SortedDictionary<int, double> factor)
    {
        if (!field.Chain.IsShared.Contains(true)) return;
        var stopped = field.Chain.Stopped(factor.Where(f => f.Value <= 0).Select(f => f.Key));
        for (var m = 0; m < stopped.Length; m++)
        {
            if (stopped[m]) factor[m] = 0;
            else if (!factor.ContainsKey(m)) factor[m] = 1;
        }
    }

    static double FactorAt(StressEffect effect, int length, int day)
    {
        var after = day - effect.From - length;
        if (day < effect.From) return 1;
        if (after < 0) return effect.Left;
        return after >= effect.RampDays ? 1 : effect.Left + (1 - effect.Left) * (after + 1.0) / (effect.RampDays + 1);
    }

    /// <summary>What was lost of one demand against the undisturbed run.</summary>
    public static DrawLoss LossOf(long[] delivered, long[] undisturbed, long demand, bool keepsBacklog)
    {
        var threshold = Math.Max(StressRun.Tolerance, (long)(demand * ShortShare));
        long lost = 0, missing = 0, deepest = 0;
        int first = -1, last = -1;
        for (var day = 0; day < delivered.Length; day++)
        {
            missing += undisturbed[day] - delivered[day];
            deepest = Math.Max(deepest, missing);
            if (undisturbed[day] - delivered[day] <= threshold) continue;
            lost += undisturbed[day] - delivered[day];
            if (first < 0) first = day;
            last = day;
        }
        if (keepsBacklog) lost = Math.Max(0, missing);
        return first < 0 ? DrawLoss.None : new(lost / StressField.Micro, first, last, deepest / StressField.Micro);
    }
}
