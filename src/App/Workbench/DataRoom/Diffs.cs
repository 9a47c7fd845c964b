using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Two packages compared, as the caller may see it.</summary>
/// <param name="Rows">Rows that differ.</param>
/// <param name="Verdicts">Verdicts that moved; null where that took too long to find out.</param>
/// <param name="Shown">Changes that the caller may see.</param>
/// <param name="Hidden">How many are not shown, because they name companies or sites.</param>
public sealed record SeenDiff(RowComparison Rows, VerdictComparison? Verdicts, IReadOnlyList<RowChange> Shown, int Hidden)
{
    /// <summary>True where the two say the same.</summary>
    public bool IsSame => Rows.Before.Hash == Rows.After.Hash;

    /// <summary>Verdicts that are others, without those of which only the figure moved.</summary>
    public int MovedVerdicts => Verdicts?.Moves.Count(m => m.IsVerdict) ?? 0;
}

/// <summary>Compares packages. The last answers are kept.</summary>
sealed class Diffs(RunBoard board) : IDisposable
{
    /// <summary>Most assessments made to find the causes of moves.</summary>
    public const int MostTrials = 60;

    const int Most = 24;

    // Nobody waits longer in front of a page; the rows are compared all the same.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // A comparison assesses both packages.
    readonly RunLane<(RowComparison Rows, VerdictComparison? Verdicts)> _lane = new(board, Most, 1);

    /// <summary>Compares two packages.</summary>
    /// <param name="caller">Who asks: his perimeters count.</param>
    /// <param name="before">First.</param>
    /// <param name="after">Second.</param>
    /// <param name="trials">Most assessments made to find causes, up to <see cref="MostTrials"/>; 0 for none.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<SeenDiff> Of(CallerWorkspace caller, SeenData before, SeenData after, int trials, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        trials = Math.Clamp(trials, 0, MostTrials);
        var perimeters = caller.Perimeters;
        var key = string.Join('\n', [before.Package.Hash, after.Package.Hash, trials.ToString(CultureInfo.InvariantCulture), .. perimeters.Select(p => $"{p.Name}={string.Join('+', p.Members.Codes)}")]);
        var (rows, verdicts) = await _lane.Get("diff", key, run => Compare(before.Package, after.Package, new() { Assessment = new() { Perimeters = perimeters, Explains = false }, Trials = trials }, run.Stop), stop);
        var shown = rows.Rows.Where(r => (r.Before is null || before.Shows(FieldCatalog.Table(r.Table), r.Before)) && (r.After is null || after.Shows(FieldCatalog.Table(r.Table), r.After))).ToArray();
        return new(rows, verdicts, shown, rows.Rows.Count - shown.Length);
    }

    static (RowComparison, VerdictComparison?) Compare(Package before, Package after, VerdictComparisonOptions options, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(Longest);
        try
        {
            var verdicts = VerdictComparison.Run(before, after, options, LinearSolvers.Default, end.Token);
            return (verdicts.Rows, verdicts);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (RowComparison.Of(before, after), null);
        }
    }

    public void Dispose() => _lane.Dispose();
}
