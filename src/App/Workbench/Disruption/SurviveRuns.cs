using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Runs how long failures are survived, for pages and endpoints. The same question of the same package is computed once; the last answers are kept.</summary>
sealed class SurviveRuns : IDisposable
{
    const int Most = 32;

    // What takes longer is for the command line; nobody waits in front of a page.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _turn = new(2);
    readonly RecentTasks<string, SurviveResult> _results = new(Most);

    /// <summary>Time to survive and time to recover of every node.</summary>
    public Task<SurviveResult> Run(Network network, SurviveOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _results.Get(Key(network, options), async () =>
        {
            await _turn.WaitAsync();
            try
            {
                using var end = new CancellationTokenSource(Longest);
                return SurviveEngine.Run(network, options, LinearSolvers.Default, end.Token);
            }
            finally
            {
                _turn.Release();
            }
        }, stop);
    }

    // Everything that the result depends on.
    static string Key(Network network, SurviveOptions options) => string.Join('\n',
    [
        network.Package.Hash, $"{options.Perimeter.Name}={string.Join('+', options.Perimeter.Members.Codes)}", options.At is { } at ? Dates.Text(at) : "", options.Status.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', options.Technologies), options.Verb, string.Join(' ', options.Of.Select(ExposureJson.Word)),
    ]);

    public void Dispose() => _turn.Dispose();
}
