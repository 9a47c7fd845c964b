using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Runs what limits output today for pages. The same question of the same package is computed once; the last answers are kept.</summary>
sealed class CapacityRuns(RunBoard board) : IDisposable
{
    const int Most = 48;

    readonly RunLane<TodayResult> _lane = new(board, Most);

    /// <summary>Maximum output, use of every line, and the ladder of bottlenecks.</summary>
    public Task<TodayResult> Today(Network network, TodayOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _lane.Get("today", Key(network, options), run => TodayEngine.Run(network, options, LinearSolvers.Default, stop: run.Stop), stop);
    }

    // Everything that the result depends on.
    static string Key(Network network, TodayOptions options) => string.Join('\n',
    [
        network.Package.Hash, $"{options.Perimeter.Name}={string.Join('+', options.Perimeter.Members.Codes)}", options.At is { } at ? Dates.Text(at) : "", options.Status.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', options.Technologies), options.Rungs.ToString(CultureInfo.InvariantCulture),
    ]);

    public void Dispose() => _lane.Dispose();
}
