using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Runs how long failures are survived, for pages and endpoints. The same question of the same package is computed once; the last answers are kept.</summary>
sealed class SurviveRuns(RunBoard board) : IDisposable
{
    const int Most = 32;

    readonly RunLane<SurviveResult> _lane = new(board, Most);

    /// <summary>Time to survive and time to recover of every node.</summary>
    public Task<SurviveResult> Run(Network network, SurviveOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return _lane.Get("survive", Key(network, options), run => SurviveEngine.Run(network, options, LinearSolvers.Default, run.Stop), stop);
    }

    // Everything that the result depends on.
    static string Key(Network network, SurviveOptions options) => string.Join('\n',
    [
        network.Package.Hash, $"{options.Perimeter.Name}={string.Join('+', options.Perimeter.Members.Codes)}", options.At is { } at ? Dates.Text(at) : "", options.Status.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', options.Technologies), options.Verb, string.Join(' ', options.Of.Select(ExposureJson.Word)),
    ]);

    public void Dispose() => _lane.Dispose();
}
