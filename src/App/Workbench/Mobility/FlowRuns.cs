using System.Globalization;
using Vauban.Adapters.Texts;
using Vauban.App.Mobility;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Mobility;

/// <summary>Runs flows of deliveries and consignments for the page and the endpoint. The same question of the same package is computed once; the last answers are kept.</summary>
sealed class FlowRuns(RunBoard board) : IDisposable
{
    const int Most = 16;

    readonly RunLane<FlowAnswer> _lane = new(board, Most);

    /// <summary>The flow that is asked for.</summary>
    public Task<FlowAnswer> Flow(Network network, FlowAsk ask, Texts texts, CancellationToken stop) =>
        _lane.Get("deliveries", string.Join('\n', [network.Package.Hash, texts.Language, ask.IsPlan ? "plan" : "consignments", ask.At is { } at ? Dates.Text(at) : "", ask.Options.Regime, ask.Options.Permissions.ToString(),
            string.Join(' ', ask.Options.Without), string.Join(' ', ask.Options.Outages.Select(o => o.Name + o.From.ToString("O", CultureInfo.InvariantCulture))), ask.Options.Ways.ToString(CultureInfo.InvariantCulture)]),
            run => ask.IsPlan ? FlowAnswer.OfPlan(network, new PlanOptions(), ask.Options, texts, run.Stop) : FlowAnswer.OfConsignments(network, ask.Options, ask.At, texts, run.Stop), stop);

    public void Dispose() => _lane.Dispose();
}

/// <summary>What an address asks of flows.</summary>
/// <param name="IsPlan">True for the deliveries of a plan with its usual settings, false for the consignments.</param>
/// <param name="At">Day for consignments without one, and of the beginning of scenarios.</param>
/// <param name="Options">Settings.</param>
sealed record FlowAsk(bool IsPlan, DateOnly? At, FlowOptions Options);
