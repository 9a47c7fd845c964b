using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Tables;

/// <summary>A table by its key. A class that implements it is found by itself; its page shows it by <c>DataTable</c>, and
/// <c>/api/workspaces/ID/tables/KEY.csv</c>, <c>.xlsx</c> and <c>.json</c> give the same rows.</summary>
interface ITableSource
{
    /// <summary>Key: small letters and hyphens.</summary>
    static abstract string Key { get; }

    /// <summary>Roles of which one is needed.</summary>
    static virtual IReadOnlyList<Role> Needs => [Role.Viewer];

    /// <summary>Parts of the address that it reads, for the description of the API.</summary>
    static virtual IReadOnlyList<ApiParameter> Takes => ApiParameters.Assessment;

    /// <summary>True where it follows from the snapshot, the address and the version alone, so that its answers carry an entity tag.</summary>
    static virtual bool FollowsFromSnapshot => false;

    /// <summary>False where it says something in a workspace without a network too.</summary>
    static virtual bool NeedsNetwork => true;

    /// <summary>Makes the table; null where what the address asks for cannot be.</summary>
    static abstract Task<TableContent?> Read(TableRequest request);
}

/// <summary>What a table is asked for with.</summary>
/// <param name="Caller">Workspace, after the rights check.</param>
/// <param name="Query">What the address asks of an assessment.</param>
/// <param name="Texts">Language.</param>
/// <param name="Http">The whole request, for further parts of the address and for services.</param>
sealed record TableRequest(CallerWorkspace Caller, AssessmentQuery Query, Texts Texts, HttpContext Http)
{
    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Stop => Http.RequestAborted;
}
