using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Runs;

/// <summary>The assessment that an endpoint is asked for.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Result">Assessment.</param>
sealed record AssessmentRun(SovereigntyOptions Options, SovereigntyResult Result)
{
    /// <summary>The assessment; null where it cannot be, and then the answer that says why.</summary>
    public static async Task<(AssessmentRun? Run, IResult Problem)> Of(CallerWorkspace caller, Texts texts, AssessmentRuns runs, HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var (options, problem) = Settings(caller, texts, http);
        return options is null ? (null, problem) : (new(options, await runs.Assess(caller.Network, options, stop)), problem);
    }

    /// <summary>The settings; null where there is nothing to assess by them, and then the answer that says why.</summary>
    public static (SovereigntyOptions? Options, IResult Problem) Settings(CallerWorkspace caller, Texts texts, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(http);
        if (!caller.HasNetwork) return (null, Problems.Of(StatusCodes.Status409Conflict, texts["workbench.no-network"]));
        if (AssessmentQuery.Of(http.Request).Options(caller, texts, out var wrong) is not { } options) return (null, Problems.Of(StatusCodes.Status400BadRequest, wrong));
        if (caller.Network.At(options.At, options.Status).Goals.Count == 0) return (null, Problems.Of(StatusCodes.Status409Conflict, texts["terminal.nothing"]));
        return (options, TypedResults.Empty);
    }
}
