using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Explore;

/// <summary>Runs the exposure engine for pages and endpoints. The same question of the same snapshot is computed once; the last answers are kept.</summary>
sealed class ExposureRuns(RunBoard board) : IDisposable
{
    const int Most = 64;

    readonly RunLane<object> _lane = new(board, Most);

    /// <summary>The tree of what goals need.</summary>
    public Task<TreeResult> Tree(Network network, ExposureOptions options, CancellationToken stop) => Get("tree", network, options, "", _ => ExposureEngine.Tree(network, options), stop);

    /// <summary>Concentration of supply.</summary>
    public Task<ConcentrationResult> Concentration(Network network, ExposureOptions options, CancellationToken stop) =>
        Get("concentration", network, options, "", _ => ExposureEngine.Concentration(network, options), stop);

    /// <summary>Single points of failure.</summary>
    public Task<SinglePointsResult> SinglePoints(Network network, ExposureOptions options, CancellationToken stop) =>
        Get("single-points", network, options, "", end => ExposureEngine.SinglePoints(network, options, LinearSolvers.Default, end), stop);

    /// <summary>Minimal cut sets.</summary>
    public Task<CutsResult> Cuts(Network network, ExposureOptions options, CancellationToken stop) => Get("cuts", network, options, "", end => ExposureEngine.Cuts(network, options, end), stop);

    /// <summary>What depends on something.</summary>
    public Task<DependentsResult> Dependents(Network network, Actor subject, ExposureOptions options, CancellationToken stop) =>
        Get("dependents", network, options, subject.Id(network.At(options.At, options.Status)), end => ExposureEngine.Dependents(network, subject, options, end), stop);

    /// <summary>Flows from source countries to the goals.</summary>
    public Task<FlowsResult> Flows(Network network, ExposureOptions options, CancellationToken stop) => Get("flows", network, options, "", end => ExposureEngine.Flows(network, options, end), stop);

    async Task<T> Get<T>(string question, Network network, ExposureOptions options, string subject, Func<CancellationToken, T> run, CancellationToken stop) where T : class =>
        (T)await _lane.Get(question, $"{question}\n{subject}\n{Key(network, options)}", at => (object)run(at.Stop), stop);

    /// <summary>Everything that an answer depends on.</summary>
    public static string Key(Network network, ExposureOptions options) => string.Join('\n',
    [
        network.Package.Hash, options.At is { } at ? Dates.Text(at) : "", Number(options.Status), string.Join(' ', options.Technologies), string.Join(' ', options.Items),
        $"{options.Perimeter.Name}={string.Join('+', options.Perimeter.Members.Codes)}", string.Join(' ', options.Of.Select(ExposureJson.Word)), Number(options.Order),
        Number(options.List), string.Join(' ', options.Having), string.Join(' ', options.Lacking), string.Join(' ', options.Verbs), Number(options.MostNodes), Number(options.Paths), Number(options.Most), string.Join(' ', options.Opened), options.By is { } by ? FlowsJson.Word(by) : "", options.ThirdCountryLine.ToString("R", CultureInfo.InvariantCulture),
    ]);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _lane.Dispose();
}
