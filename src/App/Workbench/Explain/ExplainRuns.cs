using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Explain;

/// <summary>Explains figures and rows for pages. The last answers are kept.</summary>
sealed class ExplainRuns(RunBoard board) : IDisposable
{
    const int Most = 64;

    readonly RunLane<object?> _lane = new(board, Most);

    /// <summary>A figure of the grid; null where the address names none.</summary>
    public async Task<ExplainResult?> Figure(Network network, string address, Reading reading, SovereigntyOptions options, CancellationToken stop) =>
        (ExplainResult?)await _lane.Get("explain", Key("figure", address, reading, AssessmentRuns.Key(network, options)), run => ExplainStudy.Run(network, address, reading, options, LinearSolvers.Default, run.Stop), stop);

    /// <summary>A row of the package; null where the address names none.</summary>
    public async Task<ExplainRowResult?> Row(Network network, string address, Reading reading, SovereigntyOptions options, CancellationToken stop) =>
        (ExplainRowResult?)await _lane.Get("explain", Key("row", address, reading, AssessmentRuns.Key(network, options)), run => ExplainRowStudy.Run(network, address, reading, options, LinearSolvers.Default, run.Stop), stop);

    /// <summary>A figure about exposure; null where the address names none.</summary>
    public async Task<ExposureExplainResult?> Exposure(Network network, string address, Reading reading, ExposureOptions options, CancellationToken stop) =>
        (ExposureExplainResult?)await _lane.Get("explain", Key("exposure", address, reading, ExposureRuns.Key(network, options)), run => ExposureExplainStudy.Run(network, address, reading, options, LinearSolvers.Default, run.Stop), stop);

    static string Key(string kind, string address, Reading reading, string rest) => string.Join('\n', kind, address, ((int)reading).ToString(CultureInfo.InvariantCulture), rest);

    public void Dispose() => _lane.Dispose();
}
