using Vauban.Core.Model;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Finds a smallest set of changes that explains why a cell of the grid moved, by taking changes back and assessing again.</summary>
sealed class CauseSearch(RowComparison rows, VerdictComparisonOptions options, Func<ILinearSolver> solver, CancellationToken stop)
{
    const int MostPairs = 12;
    const int MostSingles = 24;

    internal readonly record struct CellKey(string Technology, string Perimeter, string Verb, string Danger);

    readonly Dictionary<string, Dictionary<CellKey, CellState>?> _known = new(StringComparer.Ordinal);

    // One more than the groups of rows: the head, whose date decides which rows count.
    readonly int _parts = rows.Groups.Count + (rows.Head.Any(h => h.Field == "as_of") ? 1 : 0);

    /// <summary>Assessments made.</summary>
    public int Trials { get; set; }

    /// <summary>All cells of both dangers; null where the package does not build.</summary>
    public static Dictionary<CellKey, CellState>? Assess(Package package, SovereigntyOptions assessment, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (NetworkBuilder.Build(package, new FindingCollection()) is not { } network) return null;
        var cells = new Dictionary<CellKey, CellState>();
        foreach (var grid in SovereigntyEngine.Run(network, assessment with { Explains = false }, solver, stop: stop).Grids)
            foreach (var row in grid.Rows)
            {
                var (r, e) = (row.Reliance, row.Exposure);
                cells[new(grid.Technology.Id, grid.Perimeter.Name, row.Verb, "reliance")] = State(Word(r.Verdict), r.ThetaIn);
                cells[new(grid.Technology.Id, grid.Perimeter.Name, row.Verb, "exposure")] = State(Word(e.Verdict), e.Phi);
            }
        return cells;
    }

    static CellState State(string verdict, Figure? figure) => new(verdict, figure?.Low ?? double.NaN, figure?.Central ?? double.NaN, figure?.High ?? double.NaN);

    static string Word(RelianceVerdict verdict) => verdict switch
    {
        RelianceVerdict.Yes => "yes", RelianceVerdict.YesAlone => "yes-alone", RelianceVerdict.OnlyWithOthers => "only-with-others", RelianceVerdict.NotAlone => "not-alone",
        RelianceVerdict.No => "no", RelianceVerdict.Unknown => "unknown", _ => "no-goal",
    };

    static string Word(ExposureVerdict verdict) => verdict switch
    {
        ExposureVerdict.Holds => "holds", ExposureVerdict.Exposed => "exposed", ExposureVerdict.Unknown => "unknown", _ => "no-goal",
    };

    /// <summary>The cause of a move.</summary>
    public MoveCause? Find(VerdictMove move)
    {
        if (_parts == 0) return null;
        if (_parts > MostSingles) return Narrow(move, false);
        for (var i = 0; i < _parts; i++)
        {
            if (Explains(move, [i]) is not { } does) return Ended();
            if (does) return Cause([i], true);
        }
        var arePairsTried = _parts <= MostPairs;
        for (var i = 0; arePairsTried && i < _parts; i++)
            for (var j = i + 1; j < _parts; j++)
            {
                if (Explains(move, [i, j]) is not { } does) return Ended();
                if (does) return Cause([i, j], true);
            }
        return Narrow(move, arePairsTried);
    }

    // All changes taken back give the old cell; what is not needed for that is left out, in halves, quarters, and at last one by one.
    MoveCause Narrow(VerdictMove move, bool arePairsTried)
    {
        var set = Enumerable.Range(0, _parts).ToArray();
        for (var size = (set.Length + 1) / 2; ; size = Math.Max(1, size / 2))
        {
            for (var at = 0; at < set.Length && set.Length > 1;)
            {
                int[] without = [.. set[..at], .. set[Math.Min(set.Length, at + size)..]];
                if (Explains(move, without) is not { } does) return Ended();
                if (does) set = without;
                else at += size;
            }
            if (size == 1) break;
        }
        return Cause(set, set.Length == 1 || (arePairsTried && set.Length <= 3));
    }

    MoveCause Cause(int[] parts, bool isSmallest) =>
        new([.. parts.Where(p => p < rows.Groups.Count).SelectMany(p => rows.Groups[p]).Order().Select(i => rows.Rows[i])], isSmallest, true, parts.Any(p => p >= rows.Groups.Count));

    static MoveCause Ended() => new([], false, false, false);

    // Null where the trials are used up. What does not load explains nothing.
    bool? Explains(VerdictMove move, int[] parts)
    {
        var name = string.Join(',', parts);
        if (!_known.TryGetValue(name, out var cells))
        {
            if (Trials >= options.Trials) return null;
            Trials++;
            cells = _known[name] = Assess(rows.Revert(parts.Where(p => p < rows.Groups.Count).ToHashSet(), parts.Any(p => p >= rows.Groups.Count)), options.Assessment, solver, stop);
        }
        if (cells is null) return false;
        var state = cells.GetValueOrDefault(new(move.Technology, move.Perimeter, move.Verb, move.Danger), new CellState("", double.NaN, double.NaN, double.NaN));
        return move.IsVerdict ? state.Verdict == move.Before.Verdict : state.IsNear(move.Before);
    }
}
