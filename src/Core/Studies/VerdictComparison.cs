using Vauban.Core.Model;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>A cell of the grid in one snapshot.</summary>
/// <param name="Verdict">Verdict as in files: yes, only-with-others, holds ...; blank where the snapshot has no such cell.</param>
/// <param name="Low">Theta_in (reliance) or phi (exposure), pessimistic reading; not a number where no goal is stated.</param>
/// <param name="Central">The same, central reading.</param>
/// <param name="High">The same, optimistic reading.</param>
public sealed record CellState(string Verdict, double Low, double Central, double High)
{
    internal bool IsNear(CellState other) => Verdict == other.Verdict && Near(Low, other.Low) && Near(Central, other.Central) && Near(High, other.High);

    static bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}

/// <summary>Why a cell moved.</summary>
/// <param name="Rows">A smallest set of changes that, taken back, gives the cell its old verdict (or its old figure where only that moved); empty where none was found.</param>
/// <param name="IsSmallest">True where every smaller set was tried; else no part of the set can be left out, but a smaller one may exist.</param>
/// <param name="IsEnded">False where the number of trials ended the search.</param>
/// <param name="IsHead">True where the package's date or name is part of it.</param>
public sealed record MoveCause(IReadOnlyList<RowChange> Rows, bool IsSmallest, bool IsEnded, bool IsHead);

/// <summary>A cell of the grid that moved between two snapshots.</summary>
/// <param name="Technology">Technology id.</param>
/// <param name="Perimeter">Perimeter.</param>
/// <param name="Verb">Verb, or together.</param>
/// <param name="Danger">reliance or exposure.</param>
/// <param name="Before">In the first snapshot.</param>
/// <param name="After">In the second snapshot.</param>
/// <param name="Cause">Why, or null where it was not searched.</param>
public sealed record VerdictMove(string Technology, string Perimeter, string Verb, string Danger, CellState Before, CellState After, MoveCause? Cause)
{
    /// <summary>True where the verdict itself is another, not only its figure.</summary>
    public bool IsVerdict => Before.Verdict != After.Verdict;
}

/// <summary>Settings of a comparison of verdicts.</summary>
public sealed record VerdictComparisonOptions
{
    /// <summary>How both snapshots are assessed.</summary>
    public SovereigntyOptions Assessment { get; init; } = new() { Explains = false };

    /// <summary>Most assessments made to find causes. Default 60.</summary>
    public int Trials { get; init; } = 60;
}

/// <summary>Two snapshots compared: what changed, which verdicts moved, and because of what.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Rows">What changed.</param>
/// <param name="Moves">Cells that moved: verdicts first, then figures; each in the order of the grid.</param>
/// <param name="Trials">Assessments made to find causes.</param>
public sealed record VerdictComparison(VerdictComparisonOptions Options, RowComparison Rows, IReadOnlyList<VerdictMove> Moves, int Trials)
{
    /// <summary>Compares two packages; both must build a network.</summary>
    /// <param name="before">First snapshot.</param>
    /// <param name="after">Second snapshot.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">A package does not build a network.</exception>
    public static VerdictComparison Run(Package before, Package after, VerdictComparisonOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        var rows = RowComparison.Of(before, after);
        var old = CauseSearch.Assess(before, options.Assessment, solver, stop) ?? throw new ArgumentException("The package does not load.", nameof(before));
        var now = CauseSearch.Assess(after, options.Assessment, solver, stop) ?? throw new ArgumentException("The package does not load.", nameof(after));
        var gone = new CellState("", double.NaN, double.NaN, double.NaN);
        var moves = new List<VerdictMove>();
        foreach (var key in now.Keys.Concat(old.Keys.Where(k => !now.ContainsKey(k))))
        {
            var (a, b) = (old.GetValueOrDefault(key, gone), now.GetValueOrDefault(key, gone));
            if (!a.IsNear(b)) moves.Add(new(key.Technology, key.Perimeter, key.Verb, key.Danger, a, b, null));
        }
        var search = new CauseSearch(rows, options, solver, stop);
        // Verdicts first: they are what the trials are for.
        var ordered = moves.OrderByDescending(m => m.IsVerdict).Select(m => m with { Cause = search.Find(m) }).ToArray();
        return new(options, rows, ordered, search.Trials);
    }
}
