using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Evidence;

/// <summary>Holds claims against the figures of a snapshot. The same claims and the same snapshot are held once; a new snapshot or claim is a new question.</summary>
sealed class EvidenceRuns(RunBoard board) : IDisposable
{
    const int Most = 64;

    readonly RunLane<IReadOnlyList<ClaimResult>> _lane = new(board, Most);

    /// <summary>The claims beside their figures.</summary>
    public Task<IReadOnlyList<ClaimResult>> Hold(Network network, IReadOnlyList<(Claim Claim, Paper? Paper)> claims, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(claims);
        if (claims.Count == 0) return Task.FromResult<IReadOnlyList<ClaimResult>>([]);
        var key = AssessmentRuns.Key(network, options) + "\n" + string.Join('\n', claims.Select(c => $"{VersionTag.Of(c.Claim)} {c.Paper?.Date}"));
        return _lane.Get("claims", key, run => ClaimStudy.Run(network, claims, options, LinearSolvers.Default, share => run.Tell((int)Math.Round(share * claims.Count), claims.Count), run.Stop), stop);
    }

    public void Dispose() => _lane.Dispose();
}
