using System.Runtime.CompilerServices;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>What findings of a snapshot rest on, all of it: a decision falls also where a row changed that its reader may not see.</summary>
/// <param name="Whole">The snapshot.</param>
/// <param name="Rows">Rows behind findings.</param>
/// <param name="Hashes">Their hashes.</param>
sealed record FindingBook(LoadedPackage Whole, FindingRows Rows, RowEvidence Hashes)
{
    // Many findings rest on the same rows, which are then the same list.
    readonly ConditionalWeakTable<IReadOnlyList<string>, string> _hashes = new();

    /// <summary>Hash of the rows behind a finding; null where the snapshot has none such.</summary>
    public string? InputsOf(string address) => Rows.Of(address) is { } rows ? _hashes.GetValue(rows, r => Hashes.HashOf(r)) : null;
}

/// <summary>Prepared once for each snapshot; the last ones stay in memory.</summary>
sealed class FindingBooks(Networks networks)
{
    const int Most = 8;
    readonly RecentTasks<string, FindingBook> _books = new(Most);

    /// <summary>The book of a snapshot; null where the workspace has none such.</summary>
    public async Task<FindingBook?> Of(string workspace, string hash, CancellationToken stop)
    {
        try
        {
            if (await networks.Of(workspace, hash, stop) is not { } whole) return null;
            return await _books.Get(workspace + "/" + hash, () => Task.FromResult(new FindingBook(whole, new(whole.Network.Package), new(whole.Network.Package))), stop);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }
}
