using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Api;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>A person's own keys, and who a key speaks for.</summary>
static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me", Me).WithSummary("Who asks: name, roles by workspace, and of a key its scopes and its end.").Gives(ApiNotes.Json);
        app.MapGet("/api/keys", List).NeedsScope(KeyScopes.Admin).WithSummary("Keys of the caller, without their secrets.").Gives(ApiNotes.Json);
        // Not with a key: it could make one that lives longer or may more than itself.
        app.MapPost("/api/keys", Create).NeedsScope(KeyScopes.Admin).WithSummary("Makes a key; its secret is in the answer and nowhere else. Not with a key.").TakesJson(Order)
            .Gives(ApiNotes.Json, StatusCodes.Status201Created).Refuses(StatusCodes.Status403Forbidden);
        app.MapDelete("/api/keys/{key}", Revoke).NeedsScope(KeyScopes.Admin).WithSummary("Takes a key back.").Gives("", StatusCodes.Status204NoContent, "The key does not work any more.");
    }

    static IEnumerable<ApiParameter> Order =>
    [
        new("name", "What it is for.") { IsRequired = true }, new("scopes", "What it may do.") { IsList = true, IsRequired = true, Choices = KeyScopes.All },
        new("days", "How long it works, in days.") { Type = "integer", IsRequired = true, Least = 1, Most = KeyOrder.MostDays },
        new("workspace", "Id of the only workspace it opens; all of the caller's where not given."), new("reason", "Why it must see names; needed with that scope."),
    ];

    static async Task<IResult> Me(HttpContext context, IWorkspaceStore store, CancellationToken stop)
    {
        var (user, key) = (context.Features.Get<User>()!, context.Features.Get<ApiKey>());
        var members = (await store.MembershipsOf(user.Id, stop)).Select(m => KeyScopes.Narrow(m, key)).OfType<Membership>().Where(m => m.Roles.Count > 0);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("user", user.Id);
            json.WriteString("name", user.Name);
            json.WriteBoolean("isAdministrator", KeyScopes.IsAdministrator(context));
            json.WriteList("workspaces", members, m =>
            {
                json.WriteStartObject();
                json.WriteString("workspace", m.Workspace);
                json.WriteTexts("roles", m.Roles.Order().Select(RoleText.Of));
                json.WriteString("clearance", m.Clearance);
                json.WriteEndObject();
            });
            if (key is not null)
            {
                json.WriteString("key", key.Id);
                json.WriteTexts("scopes", key.Scopes);
                json.WriteString("expires", key.Expires);
            }
            json.WriteEndObject();
        });
    }

    static async Task<IResult> List(HttpContext context, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        var mine = new List<(ApiKey, DateTimeOffset?)>();
        foreach (var key in await store.ApiKeys(context.Features.Get<User>()!.Id, stop)) mine.Add((key, await keys.LastUse(key, stop)));
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteList("keys", mine, k => Write(json, k.Item1, k.Item2));
            json.WriteEndObject();
        });
    }

    static async Task<IResult> Create(KeyOrder order, HttpContext context, ApiKeys keys, Texts texts, CancellationToken stop)
    {
        if (context.Features.Get<ApiKey>() is not null) return TypedResults.Problem(texts["workbench.keys.wrong.key"], statusCode: StatusCodes.Status403Forbidden);
        if (order.Wrong() is { } wrong) return TypedResults.Problem(texts[wrong], statusCode: StatusCodes.Status400BadRequest);
        if (await keys.Create(context.Features.Get<User>()!, order, stop) is not var (key, secret)) return TypedResults.Problem(texts["workbench.keys.wrong.workspace"], statusCode: StatusCodes.Status400BadRequest);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("secret", secret);
            json.WritePropertyName("key");
            Write(json, key, null);
            json.WriteEndObject();
        }, StatusCodes.Status201Created);
    }

    static async Task<IResult> Revoke([Description("Id of the key.")] string key, HttpContext context, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        var user = context.Features.Get<User>()!;
        if ((await store.ApiKeys(user.Id, stop)).FirstOrDefault(k => k.Id == key) is not { } found) return TypedResults.NotFound();
        await keys.Revoke(found, context.Features.Get<ApiKey>()?.Id ?? user.Id, stop);
        return TypedResults.NoContent();
    }

    /// <summary>A key without its secret.</summary>
    public static void Write(Utf8JsonWriter json, ApiKey key, DateTimeOffset? used)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(key);
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("user", key.User);
        json.WriteString("workspace", key.Workspace);
        json.WriteTexts("scopes", key.Scopes);
        json.WriteString("created", key.Created);
        json.WriteString("expires", key.Expires);
        if (used is { } time) json.WriteString("lastUsed", time);
        else json.WriteNull("lastUsed");
        json.WriteBoolean("isRevoked", key.IsRevoked);
        json.WriteEndObject();
    }

    static IResult Json(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) => TypedResults.Text(JsonText.Of(write), "application/json", statusCode: status);
}
