using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>Administering the installation: for forms of its pages below <c>/administration</c>, for programs below <c>/api/administration</c>.</summary>
static class InstallationEndpoints
{
    /// <summary>Name of the policy that asks for an administrator of the installation.</summary>
    public const string Policy = "installation";

    /// <summary>Name of what is shown once: the secret of an invitation.</summary>
    public const string Link = "invitation";

    public static void Map(IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/administration").RequireAuthorization(Policy).ExcludeFromDescription();
        forms.MapPost("/users", Invite);
        forms.MapPost("/users/{id}", Save);
        forms.MapPost("/users/{id}/invite", InviteAgain);
        forms.MapPost("/users/{id}/totp", RemoveTotp);
        forms.MapPost("/users/{id}/sessions", EndSessions);
        forms.MapPost("/users/{id}/roles", SaveRoles);
        forms.MapPost("/workspaces", OpenWorkspace);
        forms.MapPost("/keys/revoke", RevokeKey);
        forms.MapPost("/assistants", ChooseMarking);
        var api = app.MapGroup("/api/administration").RequireAuthorization(Policy).NeedsScope(KeyScopes.Admin);
        api.MapGet("/users", ListUsers).WithSummary("Accounts of the installation.").Gives(ApiNotes.Json);
        api.MapPost("/users", InviteJson).WithSummary("Makes an account; the answer holds a link that works once.")
            .TakesJson(new("name", "Name to sign in with.") { IsRequired = true }, DisplayName, IsAdministrator).Gives(ApiNotes.Json, StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
        api.MapPut("/users/{id}", SaveJson).WithSummary("Changes an account over the version that was read; of two who change it the second gets the differences.")
            .TakesJson(DisplayName with { IsRequired = true }, IsAdministrator, new("isDisabled", "True to let the person in no more.") { Type = "boolean" }, Version).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        api.MapPost("/users/{id}/invite", InviteAgainJson).WithSummary("A new link that works once, for somebody who lost the last one.").Gives(ApiNotes.Json, StatusCodes.Status201Created);
        api.MapGet("/workspaces", ListWorkspaces).WithSummary("Workspaces of the installation, without what is in them.").Gives(ApiNotes.Json);
        api.MapPost("/workspaces", OpenJson).WithSummary("Makes a workspace, whose administrator the caller is.")
            .TakesJson(new("id", "Its id: small letters, digits and hyphens.") { IsRequired = true }, new("name", "Its name.") { IsRequired = true }).Gives(ApiNotes.Json, StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
        api.MapGet("/keys", ListKeys).WithSummary("Keys of everybody, without their secrets.").Gives(ApiNotes.Json);
        api.MapGet("/assistants", ShowMarking).WithSummary("Whether assistants are answered, and up to which marking.").Gives(ApiNotes.Json);
        api.MapPut("/assistants", ChooseMarkingJson).WithSummary("Widens or narrows what answers to assistants may rest on.")
            .TakesJson(new ApiParameter("marking", "Strictest marking of the rows that answers may rest on.") { IsRequired = true, Choices = Core.Model.FieldCatalog.Markings }).Gives(ApiNotes.Json);
        api.MapDelete("/keys/{key}", RevokeJson).WithSummary("Takes anybody's key back.").Gives("", StatusCodes.Status204NoContent, "The key does not work any more.");
    }

    static ApiParameter DisplayName => new("displayName", "Name for people.");

    static ApiParameter IsAdministrator => new("isAdministrator", "True to administer the installation.") { Type = "boolean" };

    /// <summary>The version that a change is meant for.</summary>
    public static ApiParameter Version => new("version", "Version that was read.") { Type = "integer", IsRequired = true };

    /// <summary>Who stands in the audit log: the key, else the person.</summary>
    public static string Actor(HttpContext context) => context.Features.Get<ApiKey>()?.Id ?? context.Features.Get<User>()!.Id;

    static async Task<IResult> Invite(IFormCollection form, HttpContext context, People people, Carried carried, CancellationToken stop)
    {
        if (await people.Invite(form["name"], form["display"], form.ContainsKey("administrator"), Actor(context), stop) is not var (user, secret)) return TypedResults.LocalRedirect("/administration?wrong=taken");
        carried.Put(context, Link, secret);
        return TypedResults.LocalRedirect("/administration/users/" + user.Id);
    }

    static async Task<IResult> Save(string id, IFormCollection form, HttpContext context, People people, IWorkspaceStore store, CancellationToken stop)
    {
        var back = "/administration/users/" + id;
        var change = new PersonChange(form["display"].ToString(), form.ContainsKey("administrator"), form.ContainsKey("disabled"), Number(form["version"]));
        if (await people.Save(id, change, Actor(context), stop) is not { } saved) return TypedResults.LocalRedirect(await store.FindUser(id, stop) is null ? "/administration" : back + "?wrong=name");
        return saved.Status switch
        {
            SaveStatus.Saved => TypedResults.LocalRedirect(back + "?done=1"),
            SaveStatus.Changed => Conflict.Show([.. saved.Differences.Where(d => d.Field != "security_stamp")], context, back, form, ("version", saved.Stored.Version.ToString(CultureInfo.InvariantCulture))),
            SaveStatus.Last => TypedResults.LocalRedirect(back + "?wrong=last"),
            _ => TypedResults.LocalRedirect("/administration"),
        };
    }

    static async Task<IResult> InviteAgain(string id, IFormCollection form, HttpContext context, People people, Carried carried, CancellationToken stop)
    {
        if (await people.InviteAgain(id, Actor(context), stop) is not { } secret) return TypedResults.LocalRedirect($"/administration/users/{id}?wrong=invite");
        carried.Put(context, Link, secret);
        return TypedResults.LocalRedirect("/administration/users/" + id);
    }

    static async Task<IResult> RemoveTotp(string id, IFormCollection form, HttpContext context, LocalAccounts accounts, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindUser(id, stop) is { } user)
        {
            await accounts.RemoveTotp(user, Actor(context), stop);
            await store.Append(new(Actor(context), "", "totp.remove", id), stop);
        }
        return TypedResults.LocalRedirect($"/administration/users/{id}?done=1");
    }

    static async Task<IResult> EndSessions(string id, IFormCollection form, HttpContext context, LocalAccounts accounts, CancellationToken stop)
    {
        await accounts.EndSessions(id, Actor(context), stop);
        return TypedResults.LocalRedirect($"/administration/users/{id}?done=1");
    }

    static Task<IResult> SaveRoles(string id, IFormCollection form, HttpContext context, People people, CancellationToken stop) =>
        MemberForms.Save(form["workspace"].ToString(), id, form, context, people, "/administration/users/" + id, stop);

    static async Task<IResult> OpenWorkspace(IFormCollection form, HttpContext context, Offices offices, CancellationToken stop) =>
        await offices.Open(form["workspace"], form["title"], context.Features.Get<User>()!, Actor(context), stop) is { } made
            ? TypedResults.LocalRedirect($"/w/{made.Id}/administration") : TypedResults.LocalRedirect("/administration?wrong=workspace");

    static async Task<IResult> RevokeKey(IFormCollection form, HttpContext context, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        if ((await store.ApiKeys(stop: stop)).FirstOrDefault(k => k.Id == form["key"]) is { } key) await keys.Revoke(key, Actor(context), stop);
        return TypedResults.LocalRedirect("/administration#keys");
    }

    static async Task<IResult> ChooseMarking(IFormCollection form, HttpContext context, Mcp.McpMarking assistants, CancellationToken stop) =>
        TypedResults.LocalRedirect(await assistants.Choose(form["marking"], Actor(context), stop) ? "/administration#assistants" : "/administration?wrong=marking");

    static async Task<IResult> ShowMarking(Mcp.McpMarking assistants, CancellationToken stop)
    {
        var marking = await assistants.Now(stop);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("isOn", assistants.IsOn);
            json.WriteString("marking", marking);
            json.WriteEndObject();
        });
    }

    static async Task<IResult> ChooseMarkingJson(Widening asked, HttpContext context, Mcp.McpMarking assistants, Texts texts, CancellationToken stop) =>
        await assistants.Choose(asked.Marking, Actor(context), stop) ? await ShowMarking(assistants, stop) : Problems.Of(StatusCodes.Status400BadRequest, texts["workbench.administration.wrong.marking"]);

    static async Task<IResult> ListUsers(IWorkspaceStore store, CancellationToken stop)
    {
        var users = await store.Users(stop);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteList("users", users, u => Write(json, u));
            json.WriteEndObject();
        });
    }

    static async Task<IResult> InviteJson(Invitation asked, HttpContext context, People people, Texts texts, CancellationToken stop)
    {
        if (await people.Invite(asked.Name, asked.DisplayName, asked.IsAdministrator, Actor(context), stop) is not var (user, secret)) return TypedResults.Problem(texts["workbench.administration.wrong.taken"], statusCode: StatusCodes.Status409Conflict);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            Write(json, user);
            json.WriteString("invitation", "/sign-in/invite?secret=" + secret);
            json.WriteEndObject();
        }, StatusCodes.Status201Created);
    }

    static async Task<IResult> SaveJson(string id, PersonChange change, HttpContext context, People people, Texts texts, CancellationToken stop)
    {
        if (change.DisplayName is null || await people.Save(id, change, Actor(context), stop) is not { } saved) return TypedResults.NotFound();
        return saved.IsSaved ? Json(json => Write(json, saved.Stored)) : Refused(saved.Status, saved.Differences, texts);
    }

    static async Task<IResult> InviteAgainJson(string id, HttpContext context, People people, CancellationToken stop)
    {
        if (await people.InviteAgain(id, Actor(context), stop) is not { } secret) return TypedResults.NotFound();
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("invitation", "/sign-in/invite?secret=" + secret);
            json.WriteEndObject();
        }, StatusCodes.Status201Created);
    }

    static async Task<IResult> ListWorkspaces(IWorkspaceStore store, CancellationToken stop)
    {
        var all = await store.Workspaces(stop);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteList("workspaces", all, w => WorkspaceAdministration.Write(json, w));
            json.WriteEndObject();
        });
    }

    static async Task<IResult> OpenJson(Opening asked, HttpContext context, Offices offices, Texts texts, CancellationToken stop)
    {
        if (await offices.Open(asked.Id, asked.Name, context.Features.Get<User>()!, Actor(context), stop) is not { } made) return TypedResults.Problem(texts["workbench.administration.wrong.workspace"], statusCode: StatusCodes.Status409Conflict);
        return Json(json => WorkspaceAdministration.Write(json, made), StatusCodes.Status201Created);
    }

    static async Task<IResult> ListKeys(IWorkspaceStore store, ApiKeys keys, TimeProvider time, CancellationToken stop)
    {
        var lines = await KeyLine.Of(store, keys, null, time, stop);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteList("keys", lines, l => KeyEndpoints.Write(json, l.Key, l.Used));
            json.WriteEndObject();
        });
    }

    static async Task<IResult> RevokeJson(string key, HttpContext context, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        if ((await store.ApiKeys(stop: stop)).FirstOrDefault(k => k.Id == key) is not { } found) return TypedResults.NotFound();
        await keys.Revoke(found, Actor(context), stop);
        return TypedResults.NoContent();
    }

    /// <summary>Why a change was not made; of two at once, where they differ.</summary>
    public static IResult Refused(SaveStatus status, IReadOnlyList<FieldDifference> differences, Texts texts) => status switch
    {
        SaveStatus.Changed => TypedResults.Problem(texts["workbench.conflict.about"], statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?> { ["differences"] = differences.Where(d => d.Field != "security_stamp").Select(d => new { field = d.Field, yours = d.Offered, stored = d.Stored }).ToArray() }),
        SaveStatus.Last => TypedResults.Problem(texts["workbench.administration.wrong.last"], statusCode: StatusCodes.Status409Conflict),
        _ => TypedResults.NotFound(),
    };

    /// <summary>JSON as the commands write it.</summary>
    public static IResult Json(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) => TypedResults.Text(JsonText.Of(write), "application/json", statusCode: status);

    static void Write(Utf8JsonWriter json, User user)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("displayName", user.DisplayName);
        json.WriteString("issuer", user.Issuer);
        json.WriteBoolean("isAdministrator", user.IsAdministrator);
        json.WriteBoolean("isDisabled", user.IsDisabled);
        json.WriteBoolean("hasSecondFactor", user.TotpSecret.Length > 0);
        json.WriteString("created", user.Created);
        json.WriteNumber("version", user.Version);
        json.WriteEndObject();
    }

    static long Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>Whom to invite.</summary>
/// <param name="Name">Name to sign in with.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="IsAdministrator">True to administer the installation.</param>
sealed record Invitation(string Name, string DisplayName = "", bool IsAdministrator = false);

/// <summary>Which workspace to make.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
sealed record Opening(string Id, string Name);

/// <summary>Up to which marking assistants are answered.</summary>
/// <param name="Marking">Marking.</param>
sealed record Widening(string Marking);
