using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Runs what limits output today for pages. The same question of the same package is computed once; the last answers are kept.</summary>
sealed class CapacityRuns : IDisposable
{
    const int Most = 48;

    // What takes longer is for the command line; nobody waits in front of a page.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _turn = new(2);
    readonly RecentTasks<string, TodayResult> _results = new(Most);

    /// <summary>Maximum output, use of every line, and the ladder of bottlenecks.</summary>
    public Task<TodayResult> Today(Network network, TodayOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _results.Get(Key(network, options), async () =>
        {
            await _turn.WaitAsync();
            try
            {
                using var end = new CancellationTokenSource(Longest);
                return TodayEngine.Run(network, options, LinearSolvers.Default, stop: end.Token);
            }
            finally
            {
                _turn.Release();
            }
        }, stop);
    }

    // Everything that the result depends on.
    static string Key(Network network, TodayOptions options) => string.Join('\n',
    [
        network.Package.Hash, $"{options.Perimeter.Name}={string.Join('+', options.Perimeter.Members.Codes)}", options.At is { } at ? Dates.Text(at) : "", options.Status.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', options.Technologies), options.Rungs.ToString(CultureInfo.InvariantCulture),
    ]);

    public void Dispose() => _turn.Dispose();
}
