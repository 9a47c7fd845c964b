using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Studio;

/// <summary>One scenario with what comes of it.</summary>
/// <param name="Scenario">As it is kept; null for the network as it is.</param>
/// <param name="Content">Its steps.</param>
/// <param name="Grid">Verdicts; null where its steps have errors.</param>
/// <param name="Today">Most that comes out, with nobody taken away.</param>
/// <param name="Without">How long what was reached is still reached, where somebody is taken away.</param>
/// <param name="Findings">What was found in its steps.</param>
sealed record StudioCase(Scenario? Scenario, ScenarioContent Content, Grid? Grid, TodayResult? Today, WithoutResult? Without, IReadOnlyList<Finding> Findings);

/// <summary>What the studio shows: the network as it is beside up to four scenarios (<c>s</c> in the address, in their order).</summary>
/// <param name="Options">Settings, of the network as it is.</param>
/// <param name="Cases">The network as it is, then the scenarios.</param>
sealed record StudioResult(SovereigntyOptions Options, IReadOnlyList<StudioCase> Cases)
{
    /// <summary>Scenarios side by side at most.</summary>
    public const int Most = 4;

    /// <summary>Ids of the scenarios that an address names.</summary>
    public static IReadOnlyList<string> Ids(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return [.. request.Http.Request.Query["s"].OfType<string>().Where(s => s.Length is > 0 and <= 64).Distinct(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>The studio of an address; null where it asks for what cannot be, and then a sentence says why.</summary>
    public static async Task<(StudioResult? Result, string Wrong)> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        var services = request.Http.RequestServices;
        var technology = request.Query.Technologies is [var one, ..] ? one : caller.Network.Technologies.FirstOrDefault(t => caller.Network.Goals.Any(g => g.Technology == t.Index))?.Id;
        if (technology is null) return (null, texts["terminal.nothing"]);
        if ((request.Query with { Technologies = [technology], Without = [] }).Options(caller, texts, out var wrong) is not { } options) return (null, wrong);
        options = options with { Perimeters = [options.Perimeters[0]], Explains = false };
        if (caller.Network.At(options.At, options.Status).Goals.All(g => caller.Network.Technologies[g.Technology].Id != technology)) return (null, texts["terminal.nothing"]);
        var store = services.GetRequiredService<IWorkspaceStore>();
        var (runs, capacity) = (services.GetRequiredService<AssessmentRuns>(), services.GetRequiredService<CapacityRuns>());
        var cases = new List<StudioCase> { await Run(caller.Network, null, ScenarioContent.Nothing, options, runs, capacity, request.Stop) };
        foreach (var id in Ids(request))
        {
            if (await store.FindScenario(caller.Id, id, request.Stop) is not { } scenario || !ScenarioContent.IsOne(scenario.Changes)) continue;
            var content = ScenarioContent.Of(scenario.Changes);
            if (ScenarioStep.IsSeen(content, caller)) cases.Add(await Run(caller.Network, scenario, content, options, runs, capacity, request.Stop));
        }
        return (new(options, cases), "");
    }

    static async Task<StudioCase> Run(Network network, Scenario? scenario, ScenarioContent content, SovereigntyOptions options, AssessmentRuns runs, CapacityRuns capacity, CancellationToken stop)
    {
        var findings = new List<Finding>();
        if (content.ApplyTo(network, findings) is not { } changed || content.Actors(changed.At(options.At, options.Status)) is not { } actors) return new(scenario, content, null, null, null, findings);
        var today = await capacity.Today(changed, new() { Perimeter = options.Perimeters[0], At = options.At, Status = options.Status, Technologies = options.Technologies, Rungs = 0 }, stop);
        if (actors.Count == 0) return new(scenario, content, (await runs.Assess(changed, options, stop)).Grids[0], today, null, findings);
        var without = await runs.Without(changed, options with { Without = actors }, stop);
        return new(scenario, content, without.After.Grids[0], today, without, findings);
    }
}
