using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Api;

/// <summary>The description of the API, and the workspaces of whoever asks: where a program begins.</summary>
static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/openapi.json", (EndpointDataSource endpoints) => TypedResults.Text(OpenApiText.Of(ApiEndpoint.All(endpoints)), ApiNotes.Json))
            .WithSummary("This description, as OpenAPI 3.1.").Gives(ApiNotes.Json);
        app.MapGet("/api/workspaces", Workspaces).WithSummary("Workspaces of the caller, with his roles.").Takes(ApiParameters.Paging).Gives(ApiNotes.Json);
    }

    /// <summary>Maps the workspace itself.</summary>
    public static void MapWorkspace(IEndpointRouteBuilder workspace) =>
        workspace.MapGet("", (CallerWorkspace caller) => TypedResults.Text(JsonText.Of(json => Write(json, caller.Workspace, caller.Member, caller.HasNetwork ? caller.Network.Package.Hash : "")), ApiNotes.Json))
            .WithSummary("The workspace: its name, its current snapshot as the caller sees it, and the caller's roles.").Gives(ApiNotes.Json);

    static async Task<IResult> Workspaces(HttpContext http, IWorkspaceStore store, CancellationToken stop)
    {
        if (Paging.Of(http.Request) is not { } paging) return Problems.Of(StatusCodes.Status400BadRequest);
        var key = http.Features.Get<ApiKey>();
        var memberships = (await store.MembershipsOf(http.Features.Get<User>()!.Id, stop)).Select(m => KeyScopes.Narrow(m, key)).OfType<Membership>().Where(m => m.Roles.Count > 0).ToDictionary(m => m.Workspace, StringComparer.Ordinal);
        var mine = (await store.Workspaces(stop)).Where(w => memberships.ContainsKey(w.Id)).OrderBy(w => w.Id, StringComparer.Ordinal).ToArray();
        var shown = paging.Take(mine, http);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", mine.Length);
            json.WriteList("workspaces", shown, w => Write(json, w, memberships[w.Id], null));
            json.WriteEndObject();
        }), ApiNotes.Json);
    }

    // The hash of the whole snapshot is for those who see all of it: the list, where views are not made, leaves it out.
    static void Write(Utf8JsonWriter json, Workspace workspace, Membership member, string? snapshot)
    {
        json.WriteStartObject();
        json.WriteString("id", workspace.Id);
        json.WriteString("name", workspace.Name);
        json.WriteString("description", workspace.Description);
        json.WriteBoolean("hasData", workspace.Current.Length > 0);
        if (snapshot is not null) json.WriteText("snapshot", snapshot.Length > 0 ? snapshot : null);
        json.WriteTexts("roles", member.Roles.Order().Select(RoleText.Of));
        json.WriteString("clearance", member.Clearance);
        json.WriteEndObject();
    }
}
