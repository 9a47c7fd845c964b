using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explain;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Evidence;

/// <summary>The library of a workspace as its caller may see it: papers and claims up to his marking; claims that speak of companies, sites or lines of the package
/// for analysts who gave a reason.</summary>
/// <param name="caller">Workspace.</param>
/// <param name="store">Store.</param>
sealed class SeenLibrary(CallerWorkspace caller, IWorkspaceStore store)
{
    readonly IPaperLibrary _library = store.Library(caller.Id);

    /// <summary>The library itself, for writing.</summary>
    public IPaperLibrary Library => _library;

    /// <summary>Claims that are not shown because they speak of names; counted by <see cref="Claims"/>.</summary>
    public int Unnamed { get; set; }

    /// <summary>True where the caller may write papers and claims.</summary>
    public static bool MayEdit(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Has(Role.Analyst) || caller.Has(Role.Steward);
    }

    /// <summary>Papers by their ids.</summary>
    public Task<IReadOnlyList<Paper>> Papers(CancellationToken stop) => _library.Papers(caller.Clearance, stop);

    /// <summary>A paper; null where there is none for the caller.</summary>
    public async Task<Paper?> Find(string id, CancellationToken stop) => id.Length == 0 ? null : (await Papers(stop)).FirstOrDefault(p => p.Id == id);

    /// <summary>Claims by their ids.</summary>
    /// <param name="stop">Cancels.</param>
    /// <param name="only">Which of them; null for all.</param>
    public async Task<IReadOnlyList<Claim>> Claims(CancellationToken stop, Func<Claim, bool>? only = null)
    {
        Claim[] all = [.. (await _library.Claims(caller.Clearance, stop)).Where(c => only?.Invoke(c) ?? true)];
        Claim[] shown = [.. all.Where(c => MayShow(caller, c))];
        Unnamed = all.Length - shown.Length;
        return shown;
    }

    /// <summary>True where a claim may be shown: neither it nor the figure it is about speaks of a company, a site or a line, or the caller may see names.</summary>
    public static bool MayShow(CallerWorkspace caller, Claim claim)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(claim);
        return caller.SeesNames || (!ExposureExplanation.NeedsNames(claim.About) && caller.MayShow(claim.About) && !caller.Names(claim.About) && !caller.Names(claim.Text) && !caller.Names(claim.Note));
    }

    /// <summary>The text of a paper.</summary>
    public Task<PaperText> Text(string id, CancellationToken stop) => _library.Text(id, caller.Clearance, stop);

    /// <summary>Papers that fit.</summary>
    public Task<PaperHits> Search(PaperQuery query, CancellationToken stop) => _library.Search(query with { Clearance = caller.Clearance }, stop);

    /// <summary>Papers like a paper.</summary>
    public Task<IReadOnlyList<PaperHit>> Related(string id, int most, CancellationToken stop) => _library.Related(id, most, caller.Clearance, stop);
}
