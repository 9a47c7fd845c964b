using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Portfolio;

/// <summary>What the portfolio shows: every technology for one perimeter.</summary>
/// <param name="Query">What the address asks, with one perimeter.</param>
/// <param name="Result">Assessment.</param>
sealed record PortfolioResult(AssessmentQuery Query, SovereigntyResult Result)
{
    /// <summary>The assessment that the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(PortfolioResult? Result, string Wrong)> Of(TableRequest request, AssessmentRuns runs)
    {
        if (request.Query.Options(request.Caller, request.Texts, out var wrong) is not { } options) return (null, wrong);
        // Side by side is what the page of a technology is for.
        options = options with { Perimeters = [options.Perimeters[0]] };
        if (request.Caller.Network.At(options.At, options.Status).Goals.Count == 0) return (null, request.Texts["terminal.nothing"]);
        return (new(request.Query, await runs.Assess(request.Caller.Network, options, request.Stop)), "");
    }

    /// <summary>Technologies, those that need most attention first: whoever has the worse verdicts.</summary>
    public IReadOnlyList<Grid> Grids => [.. Result.Grids.OrderByDescending(g => g.Rows.Max(r => Rank(r.Reliance.Verdict))).ThenByDescending(g => g.Rows.Sum(r => Rank(r.Reliance.Verdict))).ThenBy(g => g.Technology.Name, StringComparer.Ordinal)];

    /// <summary>The verb of a technology whose verdict is worst; null where all is well or nothing is asked.</summary>
    public static VerbRow? Worst(Grid grid) => grid.Rows.Where(r => r.Verb != SovereigntyEngine.Together && Rank(r.Reliance.Verdict) > 0).MaxBy(r => Rank(r.Reliance.Verdict));

    static int Rank(RelianceVerdict verdict) => verdict switch
    {
        RelianceVerdict.No => 5, RelianceVerdict.NotAlone => 4, RelianceVerdict.OnlyWithOthers => 3, RelianceVerdict.Unknown => 2, RelianceVerdict.YesAlone => 1, _ => 0,
    };

    /// <summary>The snapshot before the current one; null where there is none.</summary>
    public static async Task<Snapshot?> Before(IWorkspaceStore store, CallerWorkspace caller, CancellationToken stop)
    {
        var all = await store.Snapshots(caller.Id, stop);
        return all.SkipWhile(s => s.Hash != caller.Snapshot).Skip(1).FirstOrDefault();
    }
}
