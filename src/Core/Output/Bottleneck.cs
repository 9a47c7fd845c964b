using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Something whose relief is asked for: more supply of an item inside, a held thing, a consent, or one line's capacity.</summary>
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
    /// <summary>The capacity of one line set free; needed where the line's recipe does without what other makers of the item lack.</summary>
    Line,
}

/// <summary>A rung of the ladder: the smallest set whose joint relief raises theta.</summary>
/// <param name="Theta">Theta before.</param>
/// <param name="Reliefs">What binds, together.</param>
/// <param name="NextTheta">Theta once all of it is relieved.</param>
/// <param name="IsSmallest">True where no smaller set raises theta (and none before it in the order of ids); false where the search for it was cut short:
/// then no member can be left out, but a set of others may be smaller.</param>
public sealed record Rung(double Theta, IReadOnlyList<Relief> Reliefs, double NextTheta, bool IsSmallest = true);

/// <summary>How far a ladder is climbed.</summary>
public sealed record LadderOptions
{
    /// <summary>Level to reach. Default 1.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Most rungs. Default 10.</summary>
    public int Rungs { get; init; } = 10;

    /// <summary>True to look at the capacity of single lines beside new supply of their item. Default false.</summary>
    public bool Lines { get; init; }

    /// <summary>Solves after which the smallest set of one rung is no longer looked for. Default 120.</summary>
    public int Searches { get; init; } = 120;
}

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
    public static IReadOnlyList<Rung> Ladder(OutputProgram program, Denial denial, double level, int rungs, CancellationToken stop = default) =>
        Ladder(program, denial, new() { Level = level, Rungs = rungs }, stop);

    /// <summary>Climbs until theta reaches a level, nothing helps any more, or the number of rungs is used up.</summary>
    /// <param name="program">Program.</param>
    /// <param name="denial">Denial.</param>
    /// <param name="options">How far.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<Rung> Ladder(OutputProgram program, Denial denial, LadderOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        var ladder = new List<Rung>();
        var relieved = new SortedSet<Relief>();
        var before = program.Solve(denial, Case(relieved), stop);
        while (ladder.Count < options.Rungs && before.Theta < options.Level)
        {
            var search = new RungSearch(program, denial, options, relieved, before);
            if (search.Run(stop) is not { } added) break;
            var after = program.Solve(denial, Case([.. relieved, .. added]), stop);
            ladder.Add(new(before.Theta, added, after.Theta, search.IsSmallest));
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
            FreeItems = list.Where(r => r.Kind is ReliefKind.Supply or ReliefKind.Holding).Select(r => r.Index).ToHashSet(),
            Granted = list.Where(r => r.Kind == ReliefKind.Consent).Select(r => r.Index).ToHashSet(),
            // Supplies of lines stand first in the table, in the order of the lines.
            Capacity = list.Where(r => r.Kind == ReliefKind.Line).ToDictionary(r => r.Index, _ => double.PositiveInfinity),
        };
    }

    /// <summary>Finds one rung. Two equal bottlenecks in series: relieving either gains nothing and the dual names one at random.</summary>
    /// <remarks>A dual solution proves that theta cannot rise unless one of the limits that it prices is lifted. So every set that raises
    /// theta has a member in common with every such list of limits: the smallest set that hits all lists seen so far is tried, and where
    /// theta does not move, the dual of that solve gives a list which the set does not hit. The first set that moves theta is the smallest.</remarks>
    sealed class RungSearch(OutputProgram program, Denial denial, LadderOptions options, SortedSet<Relief> relieved, OutputResult before)
    {
        public bool IsSmallest { get; set; } = true;

        public List<Relief>? Run(CancellationToken stop)
        {
            var lists = new List<Relief[]>();
            var tried = Array.Empty<Relief>();
            var now = before;
            for (var solves = 0; solves < options.Searches; solves++)
            {
                var list = Liftable(now, tried);
                if (list.Count == 0) return null;
                lists.Add([.. list]);
                if (HittingSet.Smallest(lists) is not { } next) break;
                tried = next;
                now = program.Solve(denial, Case([.. relieved, .. tried]), stop);
                if (Moved(now)) return [.. tried];
            }
            IsSmallest = false;
            return FreeAndDrop(stop);
        }

        // What may lift a limit that has a price: new supply of an item, a line, and whatever a hold or a consent stops.
        SortedSet<Relief> Liftable(OutputResult now, IReadOnlyCollection<Relief> tried)
        {
            var list = new SortedSet<Relief>();
            foreach (var term in now.Terms)
            {
                if (term.Supply < 0) continue;
                var supply = program.Table.All[term.Supply];
                if (supply.Kind == SupplyKind.Missing) list.Add(new(ReliefKind.Supply, supply.Item));
                // A line that makes nothing in this reading is no capacity that binds; what stops it is listed below.
                else if (supply.Kind == SupplyKind.Line && options.Lines && term.Capacity > 0) list.Add(new(ReliefKind.Line, supply.Line));
            }
            var (unheld, withdrawn) = program.Obstacles(denial, Case([.. relieved, .. tried]));
            foreach (var item in unheld) list.Add(new(ReliefKind.Holding, item));
            foreach (var r in withdrawn) list.Add(new(ReliefKind.Consent, r));
            list.ExceptWith(relieved);
            list.ExceptWith(tried);
            return list;
        }

        // Where the smallest set is too costly to look for: free what has a price until theta moves, then drop what was not needed.
        List<Relief>? FreeAndDrop(CancellationToken stop)
        {
            var trial = new SortedSet<Relief>();
            var now = before;
            while (!Moved(now))
            {
                var added = Liftable(now, trial);
                if (added.Count == 0) return null;
                trial.UnionWith(added);
                now = program.Solve(denial, Case([.. relieved, .. trial]), stop);
            }
            if (trial.Count > ManyReliefs) Narrow(trial, stop);
            if (trial.Count > ManyReliefs) return [.. trial];
            foreach (var relief in trial.Reverse().ToArray())
            {
                var fewer = trial.Where(r => r != relief);
                if (trial.Count > 1 && Moved(program.Solve(denial, Case([.. relieved, .. fewer]), stop))) trial.Remove(relief);
            }
            return [.. trial];
        }

        // Of very many, those that the least new supply for a small step needs; dropping one by one would take a solve for each.
        void Narrow(SortedSet<Relief> trial, CancellationToken stop)
        {
            var level = before.RawTheta + Math.Max(1e-4, 1e-3 * before.RawTheta);
            if (program.Plan(denial, level, program.LeastOf(s => s.Kind == SupplyKind.Missing), Case([.. relieved, .. trial]), stop) is not { } plan) return;
            trial.RemoveWhere(r => r.Kind == ReliefKind.Supply && plan.Output[program.Table.MissingOf[r.Index]] <= 0);
        }

        bool Moved(OutputResult now) => now.RawTheta > before.RawTheta + 1e-7;
    }
}
