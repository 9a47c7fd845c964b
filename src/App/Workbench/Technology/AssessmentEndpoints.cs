using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Technology;

/// <summary>What <c>vauban assess --json</c> gives, for a workspace; where somebody is taken away, before and after. Who may not see names finds
/// null where they would stand, and neither single points nor veto sets of parties and sites.</summary>
sealed class AssessmentEndpoints : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace) => workspace.MapGet("assessment", Assessment)
        .WithSummary("Can we develop, produce, use and export it without outsiders, and when something fails? With without: before and after.").AnswersJson(ApiParameters.Assessment).Refuses(StatusCodes.Status409Conflict);

    static async Task<IResult> Assessment(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        var (options, problem) = AssessmentRun.Settings(caller, texts, http);
        if (options is null) return problem;
        var shown = Shown(caller);
        if (options.Without.Count > 0)
        {
            var without = await runs.Without(caller.Network, options, stop);
            return TypedResults.Text(JsonText.Of(json => WithoutJson.Write(json, without, new([]), caller.Findings, texts, shown)), ApiNotes.Json);
        }
        var result = await runs.Assess(caller.Network, options, stop);
        return TypedResults.Text(JsonText.Of(json => AssessmentJson.Write(json, result, new([]), caller.Findings, texts, shown)), ApiNotes.Json);
    }

    /// <summary>How much a caller is shown.</summary>
    public static Disclosure Shown(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(caller.SeesNames, caller.Has(Role.Analyst));
    }
}
