using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Frame;

/// <summary>What every page of a workspace starts from: the caller's workspace, the user's language, and what the address asks for.</summary>
[Layout(typeof(WorkspaceLayout))]
public abstract class WorkspacePage : ComponentBase
{
    /// <summary>Id of the workspace in the address; the rights check bound it to <c>Here</c>.</summary>
    [Parameter] public string Workspace { get; set; } = "";

    [Inject] internal CallerWorkspace Here { get; set; } = null!;

    [Inject] internal Look Look { get; set; } = null!;

    [Inject] internal AssessmentRuns Runs { get; set; } = null!;

    [Inject] internal Waiting Waiting { get; set; } = null!;

    [Inject] internal IHttpContextAccessor Accessor { get; set; } = null!;

    /// <summary>Where what the page asks for takes long, the layout shows how far it is in the page's place.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        try
        {
            await base.SetParametersAsync(parameters);
        }
        catch (StillRunning e)
        {
            // There is an address to look at again, but not yet what it is about.
            if (!Http.Response.HasStarted) Http.Response.StatusCode = StatusCodes.Status202Accepted;
            Waiting.For(e.Run);
        }
    }

    /// <summary>Texts of the user's language.</summary>
    protected Texts T => Look.Texts;

    /// <summary>What the address asks of an assessment.</summary>
    protected AssessmentQuery Query => field ??= AssessmentQuery.Of(Http.Request);

    /// <summary>The request.</summary>
    protected HttpContext Http => Accessor.HttpContext ?? throw new InvalidOperationException("Pages are rendered within a request.");

    /// <summary>Cancelled when nobody waits for the page any more.</summary>
    protected CancellationToken Stop => Http.RequestAborted;

    /// <summary>Name of the page, for its title.</summary>
    protected string Name => PageIndex.EntryOf(GetType()) is { } entry ? T["workbench.page." + entry.Key] : "";

    /// <summary>What a table is asked for with.</summary>
    private protected TableRequest Request => new(Here, Query, T, Http);

    /// <summary>Sentences about a result; parties and sites are named only where the caller may see them.</summary>
    private protected Sentences Say(Network network) => new(network, T, Here.SeesNames);
}
