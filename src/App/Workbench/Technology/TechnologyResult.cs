using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Technology;

/// <summary>What the page of a technology shows.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Options">Settings; those who are taken away among them.</param>
/// <param name="Before">Verdicts with everybody.</param>
/// <param name="Without">Before and after, where somebody is taken away.</param>
sealed record TechnologyResult(Core.Model.Technology Technology, SovereigntyOptions Options, SovereigntyResult Before, WithoutResult? Without)
{
    /// <summary>The assessment that the address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(TechnologyResult? Result, string Wrong)> Of(string id, TableRequest request, AssessmentRuns runs)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(runs);
        var (network, texts) = (request.Caller.Network, request.Texts);
        if (network.Technologies.FirstOrDefault(t => t.Id == id) is not { } technology)
            return (null, texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        if ((request.Query with { Technologies = [id] }).Options(request.Caller, texts, out var wrong) is not { } options) return (null, wrong);
        if (network.At(options.At, options.Status).Goals.All(g => network.Technologies[g.Technology].Id != id)) return (null, texts["terminal.nothing"]);
        // With somebody taken away only verdicts follow at once: what explains them takes longer and is asked of the whole.
        var without = options.Without.Count > 0 ? await runs.Without(network, options, request.Stop) : null;
        var before = without?.Before ?? await runs.Assess(network, options, request.Stop);
        return (new(technology, options, before, without), "");
    }

    /// <summary>Grids as they stand now, one per perimeter.</summary>
    public IReadOnlyList<Grid> Grids => (Without?.After ?? Before).Grids;

    /// <summary>What changes for a verb of the first perimeter; null where nobody is taken away.</summary>
    public WithoutRow? Change(VerbRow row) => Without?.Grids[0].Rows.FirstOrDefault(r => r.After.Verb == row.Verb);
}
