using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Runs;

/// <summary>Runs the sovereignty engine for pages. The same question of the same snapshot is computed once; the last answers are kept.</summary>
sealed class AssessmentRuns(Networks networks) : IDisposable
{
    const int Most = 96;

    // Each run uses all processors: more at once would make all of them late.
    readonly SemaphoreSlim _turn = new(2);
    readonly RecentTasks<string, SovereigntyResult> _results = new(Most);
    readonly RecentTasks<string, WithoutResult> _without = new(Most);
    readonly RecentTasks<string, IReadOnlyList<VerdictMove>> _moves = new(Most);

    /// <summary>An assessment.</summary>
    public Task<SovereigntyResult> Assess(Network network, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _results.Get(Key(network, options), () => InTurn(() => SovereigntyEngine.Run(network, options, LinearSolvers.Default)), stop);
    }

    /// <summary>Before and after actors are taken away.</summary>
    public Task<WithoutResult> Without(Network network, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _without.Get(Key(network, options), () => InTurn(() => WithoutStudy.Run(network, options, LinearSolvers.Default)), stop);
    }

    /// <summary>Cells that moved since another snapshot of the workspace, both as the caller sees them; causes are not searched.</summary>
    public Task<IReadOnlyList<VerdictMove>> Moves(CallerWorkspace caller, string before, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Explains = false, Without = [] };
        var clearance = caller.Clearance;
        return _moves.Get($"{caller.Id} {before} {clearance.Marking} {clearance.Party}\n{Key(caller.Network, options)}", async () =>
        {
            if (await networks.Seen(caller.Id, before, clearance, CancellationToken.None) is not { } old) return [];
            return await InTurn(() => VerdictComparison.Run(old.Network.Package, caller.Network.Package, new() { Assessment = options, Trials = 0 }, LinearSolvers.Default).Moves);
        }, stop);
    }

    async Task<T> InTurn<T>(Func<T> run)
    {
        await _turn.WaitAsync();
        try
        {
            return run();
        }
        finally
        {
            _turn.Release();
        }
    }

    // Everything that the result depends on.
    static string Key(Network network, SovereigntyOptions options) => string.Join('\n',
    [
        network.Package.Hash, options.At is { } at ? Dates.Text(at) : "", Number(options.Status), string.Join(' ', options.Technologies),
        string.Join(' ', options.Perimeters.Select(p => $"{p.Name}={string.Join('+', p.Members.Codes)}")),
        string.Join(' ', options.Without.Select(a => $"{(int)a.Kind}:{a.Index}")), options.OutageDays.ToString("R", CultureInfo.InvariantCulture), Number(options.VetoSize),
        Number(options.VetoSolves), Number(options.Rungs), Number(options.AskRows), Number(options.FailureSolves), options.Explains ? "explains" : "",
    ]);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _turn.Dispose();
}
