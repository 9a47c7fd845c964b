using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Something whose relief is asked for: more supply of an item inside, a held thing, or a consent.</summary>
public readonly record struct Relief(ReliefKind Kind, int Index) : IComparable<Relief>
{
    /// <summary>By kind, then index.</summary>
    public int CompareTo(Relief other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : Index.CompareTo(other.Index);
}

/// <summary>Kind of a relief.</summary>
public enum ReliefKind
{
    /// <summary>More supply of an item.</summary>
    Supply,
    /// <summary>A shared thing (know-how, data, licence) held.</summary>
    Holding,
    /// <summary>A consent given or made needless.</summary>
    Consent,
}

/// <summary>A rung of the ladder: the smallest set found whose joint relief raises theta.</summary>
/// <param name="Theta">Theta before.</param>
/// <param name="Reliefs">What binds, together.</param>
/// <param name="NextTheta">Theta once all of it is relieved.</param>
public sealed record Rung(double Theta, IReadOnlyList<Relief> Reliefs, double NextTheta);

/// <summary>The ladder of bottlenecks: what binds, then what binds next once that is relieved (design section 6).</summary>
public static class Bottleneck
{
    /// <summary>Above this many reliefs a rung is the support of the least new supply, not proven smallest one by one.</summary>
    const int ManyReliefs = 40;

    /// <summary>Climbs until theta reaches a level, nothing helps any more, or the number of rungs is used up.</summary>
    /// <param name="program">Program.</param>
    /// <param name="denial">Denial.</param>
    /// <param name="level">Level to reach.</param>
    /// <param name="rungs">Most rungs.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<Rung> Ladder(OutputProgram program, Denial denial, double level, int rungs, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        var ladder = new List<Rung>();
        var relieved = new SortedSet<Relief>();
        var before = program.Solve(denial, Case(relieved), stop);
        while (ladder.Count < rungs && before.Theta < level)
        {
            var added = Free(program, denial, relieved, before, stop);
            if (added is null) break;
            var after = program.Solve(denial, Case([.. relieved, .. added]), stop);
            ladder.Add(new(before.Theta, added, after.Theta));
            relieved.UnionWith(added);
            before = after;
        }
        return ladder;
    }

    /// <summary>Conditions under which the given reliefs hold.</summary>
    public static OutputCase Case(IEnumerable<Relief> reliefs)
    {
        var list = reliefs.ToArray();
        return OutputCase.Plain with
        {
            FreeItems = list.Where(r => r.Kind != ReliefKind.Consent).Select(r => r.Index).ToHashSet(),
            Granted = list.Where(r => r.Kind == ReliefKind.Consent).Select(r => r.Index).ToHashSet(),
        };
    }

    // Two equal bottlenecks in series: relieving either gains nothing and the dual names one at random. So free what has a price
    // until theta moves, then drop what was not needed.
    static List<Relief>? Free(OutputProgram program, Denial denial, SortedSet<Relief> relieved, OutputResult before, CancellationToken stop)
    {
        var trial = new SortedSet<Relief>();
        var now = before;
        while (!Moved(now, before))
        {
            var count = trial.Count;
            foreach (var item in now.TightItems) trial.Add(new(ReliefKind.Supply, item));
            var (unheld, withdrawn) = program.Obstacles(denial, Case([.. relieved, .. trial]));
            foreach (var item in unheld) trial.Add(new(ReliefKind.Holding, item));
            foreach (var r in withdrawn) trial.Add(new(ReliefKind.Consent, r));
            trial.ExceptWith(relieved);
            if (trial.Count == count) return null;
            now = program.Solve(denial, Case([.. relieved, .. trial]), stop);
        }
        if (trial.Count > ManyReliefs) Narrow(program, denial, relieved, trial, before, stop);
        if (trial.Count > ManyReliefs) return [.. trial];
        foreach (var relief in trial.Reverse().ToArray())
        {
            var fewer = trial.Where(r => r != relief);
            if (trial.Count > 1 && Moved(program.Solve(denial, Case([.. relieved, .. fewer]), stop), before)) trial.Remove(relief);
        }
        return [.. trial];
    }

    // Of very many, those that the least new supply for a small step needs; dropping one by one would take a solve for each.
    static void Narrow(OutputProgram program, Denial denial, SortedSet<Relief> relieved, SortedSet<Relief> trial, OutputResult before, CancellationToken stop)
    {
        var level = before.RawTheta + Math.Max(1e-4, 1e-3 * before.RawTheta);
        if (program.Plan(denial, level, s => s.Kind == SupplyKind.Missing ? 1 : 1e-7, Case([.. relieved, .. trial]), stop) is not { } plan) return;
        trial.RemoveWhere(r => r.Kind == ReliefKind.Supply && plan.Output[program.Table.MissingOf[r.Index]] <= 0);
    }

    static bool Moved(OutputResult now, OutputResult before) => now.RawTheta > before.RawTheta + 1e-7;
}
