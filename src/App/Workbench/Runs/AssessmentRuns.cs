using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Runs;

/// <summary>Runs the sovereignty engine for pages. The same question of the same snapshot is computed once; the last answers are kept.</summary>
sealed class AssessmentRuns(Networks networks, RunBoard board) : IDisposable
{
    const int Most = 192;

    // Each run uses all processors: more at once would make all of them late.
    readonly RunLane<object> _lane = new(board, Most);

    /// <summary>An assessment.</summary>
    public Task<SovereigntyResult> Assess(Network network, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return Get<SovereigntyResult>("assess", Key(network, options), run => SovereigntyEngine.Run(network, options, LinearSolvers.Default, run.Tell, run.Stop), stop);
    }

    /// <summary>Before and after actors are taken away. Who is taken away changes nothing of before, which is kept for the next switch.</summary>
    public async Task<WithoutResult> Without(Network network, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var before = await Assess(network, WithoutStudy.Before(options), stop);
        return await Get("without", "without\n" + Key(network, options), run => WithoutStudy.Run(network, options, before, LinearSolvers.Default, run.Tell, run.Stop), stop);
    }

    /// <summary>Begins what the next switch will ask for.</summary>
    public void BeginWithout(Network network, SovereigntyOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var brief = WithoutStudy.Before(options);
        _lane.Begin("assess", Key(network, brief), run => SovereigntyEngine.Run(network, brief, LinearSolvers.Default, run.Tell, run.Stop));
    }

    /// <summary>Cells that moved since another snapshot of the workspace, both as the caller sees them; causes are not searched.</summary>
    public Task<IReadOnlyList<VerdictMove>> Moves(CallerWorkspace caller, string before, SovereigntyOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Explains = false, Without = [] };
        var clearance = caller.Clearance;
        return GetAsync<IReadOnlyList<VerdictMove>>("moves", $"{caller.Id} {before} {clearance.Marking} {clearance.Party} {clearance.SeesPriorities}\n{Key(caller.Network, options)}", async run =>
        {
            if (await networks.Seen(caller.Id, before, clearance, run.Stop) is not { } old) return [];
            return VerdictComparison.Run(old.Network.Package, caller.Network.Package, new() { Assessment = options, Trials = 0 }, LinearSolvers.Default, run.Stop).Moves;
        }, stop);
    }

    Task<T> Get<T>(string topic, string key, Func<PageRun, T> work, CancellationToken stop) where T : class => GetAsync(topic, key, run => Task.FromResult(work(run)), stop);

    async Task<T> GetAsync<T>(string topic, string key, Func<PageRun, Task<T>> work, CancellationToken stop) where T : class =>
        (T)await _lane.Get(topic, key, async run => (object)await work(run), stop);

    /// <summary>Everything that an assessment depends on.</summary>
    public static string Key(Network network, SovereigntyOptions options) => string.Join('\n',
    [
        network.Package.Hash, options.At is { } at ? Dates.Text(at) : "", Number(options.Status), string.Join(' ', options.Technologies),
        string.Join(' ', options.Perimeters.Select(p => $"{p.Name}={string.Join('+', p.Members.Codes)}")),
        string.Join(' ', options.Without.Select(a => $"{(int)a.Kind}:{a.Index}")), options.OutageDays.ToString("R", CultureInfo.InvariantCulture), Number(options.VetoSize),
        Number(options.VetoSolves), Number(options.Rungs), Number(options.AskRows), Number(options.FailureSolves), options.Explains ? "explains" : "",
    ]);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _lane.Dispose();
}
