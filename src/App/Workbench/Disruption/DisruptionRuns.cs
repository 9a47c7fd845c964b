using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Runs how long failures are survived, and early warning, for pages and endpoints. The same question of the same package is computed once; the
/// last answers are kept. Stress tests are jobs.</summary>
sealed class DisruptionRuns(RunBoard board) : IDisposable
{
    const int Most = 32;

    readonly RunLane<object> _lane = new(board, Most);

    /// <summary>Time to survive and time to recover of every node.</summary>
    public Task<SurviveResult> Survive(Network network, SurviveOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return Get("survive", $"{Key(network, options.Perimeter, options.At, options.Status)}\n{string.Join(' ', options.Technologies)}\n{options.Verb}\n{string.Join(' ', options.Of.Select(ExposureJson.Word))}",
            end => SurviveEngine.Run(network, options, LinearSolvers.Default, end), stop);
    }

    /// <summary>What the series of a package warn of.</summary>
    public Task<WarnResult> Warn(Network network, WarnOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return Get("warn", $"{Key(network, options.Perimeter, options.At, options.Status)}\n{string.Join(' ', options.Technologies)}\n{options.Verb}\n{options.Window.ToString(CultureInfo.InvariantCulture)}",
            end => WarnEngine.Run(network, options, LinearSolvers.Default, end), stop);
    }

    async Task<T> Get<T>(string topic, string key, Func<CancellationToken, T> work, CancellationToken stop) where T : class =>
        (T)await _lane.Get(topic, $"{topic}\n{key}", run => (object)work(run.Stop), stop);

    static string Key(Network network, Perimeter perimeter, DateOnly? at, int status) =>
        string.Join('\n', [network.Package.Hash, $"{perimeter.Name}={string.Join('+', perimeter.Members.Codes)}", at is { } day ? Dates.Text(day) : "", status.ToString(CultureInfo.InvariantCulture)]);

    public void Dispose() => _lane.Dispose();
}
