using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Procurement;

/// <summary>Works out groups for pages and endpoints; the same question of the same package is computed once. A joint order is a job.</summary>
sealed class ProcurementRuns(RunBoard board) : IDisposable
{
    const int Most = 32, MostPools = 4;

    readonly RunLane<GroupResult> _groups = new(board, Most);
    readonly RunLane<PoolResult> _pools = new(board, MostPools);

    /// <summary>Which groups meet which rule.</summary>
    /// <exception cref="InputException">Something asked for cannot be.</exception>
    public Task<GroupResult> Groups(Network network, GroupQuestion question, IReadOnlyList<string> packs, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(texts);
        // Checked before anything is begun, so that what cannot be is said at once.
        question.Check(network, [.. packs.Select(RulePacks.Of)], texts);
        var key = string.Join('\n', [network.Package.Hash, string.Join(' ', question.Items), string.Join(' ', question.States), question.Candidates ?? "", string.Join('\u001f', question.Facts), question.Date is { } day ? Dates.Text(day) : "", string.Join(' ', packs)]);
        return _groups.Get("groups", key, run => question.Answer(network, [.. packs.Select(RulePacks.Of)], texts, run.Stop), stop);
    }

    /// <summary>A joint order that a job made, once more.</summary>
    /// <param name="job">Id of the job: the same is asked the same.</param>
    /// <param name="ask">What it was asked.</param>
    /// <param name="stop">Cancels the wait.</param>
    public Task<PoolResult> Pool(string job, JobAsk ask, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var options = PoolJob.OptionsOf(ask);
        return _pools.Get("pool", $"{ask.Network.Package.Hash}\n{job}", run => PoolEngine.Run(ask.Network, options, LinearSolvers.Default, null, run.Stop), stop);
    }

    public void Dispose()
    {
        _groups.Dispose();
        _pools.Dispose();
    }
}
