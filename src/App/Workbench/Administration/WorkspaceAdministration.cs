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
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>Administering one workspace: members, settings and keys that open it alone.</summary>
sealed class WorkspaceAdministration : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        var forms = workspace.MapGroup("administration").Needs(Role.Administrator).ExcludeFromDescription();
        forms.MapPost("settings", SaveSettings);
        forms.MapPost("members", SaveMember);
        forms.MapPost("keys/revoke", RevokeKey);
        var api = workspace.MapGroup("").Needs(Role.Administrator).NeedsScope(KeyScopes.Admin);
        api.MapGet("settings", (CallerWorkspace caller) => InstallationEndpoints.Json(json => Write(json, caller.Workspace))).WithSummary("Settings of the workspace.").Gives(ApiNotes.Json);
        api.MapPut("settings", SaveSettingsJson).WithSummary("Changes the settings over the version that was read; of two who change them the second gets the differences.")
            .TakesJson(new("name", "Name of the workspace.") { IsRequired = true }, new("description", "What it is for."), new("marking", "Strictest marking that it may hold.") { Choices = FieldCatalog.Markings },
                new("perimeters", "Perimeters offered first.") { IsList = true }, InstallationEndpoints.Version).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
        api.MapGet("members", ListMembers).WithSummary("Who may do what here, up to which marking.").Gives(ApiNotes.Json);
        api.MapPut("members/{user}", SaveMemberJson).WithSummary("Gives a person roles here, or none; over what was read.")
            .TakesJson(new("roles", "Roles; none takes the person out.") { IsList = true, IsRequired = true, Choices = [.. Enum.GetValues<Role>().Select(RoleText.Of)] }, new("clearance", "Strictest marking that the person may see.") { Choices = FieldCatalog.Markings },
                new("party", "Party that a person with the role company speaks for."), new("before", "The member \"before\" that was read; empty for somebody new."), new("user", "Not read: the address says who.")).Gives(ApiNotes.Json).Refuses(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> SaveSettings(IFormCollection form, CallerWorkspace caller, HttpContext context, Offices offices, CancellationToken stop)
    {
        var back = caller.At("administration");
        string[] perimeters = [.. form["perimeters"].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var version = long.TryParse(form["version"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var change = new WorkspaceChange(form["title"].ToString(), form["description"].ToString().ReplaceLineEndings("\n"), form["marking"].ToString(), perimeters, version);
        if (change.Wrong() is var (key, value)) return TypedResults.LocalRedirect($"{back}?wrong={key[(key.LastIndexOf('.') + 1)..]}&what={Uri.EscapeDataString(value)}");
        try
        {
            if (await offices.Save(caller.Id, change, caller.Actor, stop) is not { } saved) return TypedResults.LocalRedirect(back);
            return saved.Status == SaveStatus.Changed
                ? Conflict.Show(saved.Differences, context, back, form, ("version", saved.Stored.Version.ToString(CultureInfo.InvariantCulture)))
                : TypedResults.LocalRedirect(back + (saved.IsSaved ? "?done=1" : ""));
        }
        catch (MarkingException)
        {
            return TypedResults.LocalRedirect(back + "?wrong=holds");
        }
    }

    static async Task<IResult> SaveMember(IFormCollection form, CallerWorkspace caller, HttpContext context, People people, IWorkspaceStore store, CancellationToken stop)
    {
        var back = caller.At("administration");
        var user = form["user"].ToString();
        // By name, for somebody new: names of accounts are not listed for who administers one workspace.
        if (user.Length == 0) user = People.IsName(form["name"]) ? (await store.FindUserByName(form["name"].ToString(), stop))?.Id ?? "" : "";
        return await MemberForms.Save(caller.Id, user, form, context, people, back, stop);
    }

    static async Task<IResult> RevokeKey(IFormCollection form, CallerWorkspace caller, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        if ((await store.ApiKeys(stop: stop)).FirstOrDefault(k => k.Id == form["key"] && k.Workspace == caller.Id) is { } key) await keys.Revoke(key, caller.Actor, stop);
        return TypedResults.LocalRedirect(caller.At("administration") + "#keys");
    }

    static async Task<IResult> SaveSettingsJson(WorkspaceChange change, CallerWorkspace caller, Offices offices, Texts texts, CancellationToken stop)
    {
        if (change.Wrong() is var (key, value)) return TypedResults.Problem(string.Format(CultureInfo.InvariantCulture, texts[key], value), statusCode: StatusCodes.Status400BadRequest);
        try
        {
            if (await offices.Save(caller.Id, change, caller.Actor, stop) is not { } saved) return TypedResults.NotFound();
            return saved.IsSaved ? InstallationEndpoints.Json(json => Write(json, saved.Stored)) : InstallationEndpoints.Refused(saved.Status, saved.Differences, texts);
        }
        catch (MarkingException)
        {
            return TypedResults.Problem(texts["workbench.administration.wrong.holds"], statusCode: StatusCodes.Status409Conflict);
        }
    }

    static async Task<IResult> ListMembers(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        var names = (await store.Users(stop)).ToDictionary(u => u.Id, u => u.Name, StringComparer.Ordinal);
        var members = await store.MembersOf(caller.Id, stop);
        return InstallationEndpoints.Json(json =>
        {
            json.WriteStartObject();
            json.WriteList("members", members, m => Write(json, m, names[m.User]));
            json.WriteEndObject();
        });
    }

    static async Task<IResult> SaveMemberJson(string user, MemberChange change, CallerWorkspace caller, People people, IWorkspaceStore store, Texts texts, CancellationToken stop)
    {
        if (change.Roles is null || change.Clearance is null || change.Party is null || change.Before is null || await people.SaveMember(caller.Id, change with { User = user }, caller.Actor, stop) is not { } saved)
            return TypedResults.Problem(texts["workbench.administration.wrong.member"], statusCode: StatusCodes.Status400BadRequest);
        if (!saved.IsSaved) return InstallationEndpoints.Refused(saved.Status, saved.Differences, texts);
        var name = (await store.FindUser(user, stop))?.Name ?? user;
        return InstallationEndpoints.Json(json => Write(json, saved.Stored, name));
    }

    /// <summary>A workspace without what is in it.</summary>
    public static void Write(Utf8JsonWriter json, Workspace workspace)
    {
        json.WriteStartObject();
        json.WriteString("id", workspace.Id);
        json.WriteString("name", workspace.Name);
        json.WriteString("description", workspace.Description);
        json.WriteString("marking", workspace.Marking);
        json.WriteTexts("perimeters", workspace.Perimeters);
        json.WriteString("current", workspace.Current);
        json.WriteNumber("version", workspace.Version);
        json.WriteEndObject();
    }

    // "before" goes back with a change: whoever changed it in between is not overwritten.
    static void Write(Utf8JsonWriter json, Membership member, string name)
    {
        json.WriteStartObject();
        json.WriteString("user", member.User);
        json.WriteString("name", name);
        json.WriteTexts("roles", member.Roles.Order().Select(RoleText.Of));
        json.WriteString("clearance", member.Clearance);
        json.WriteString("party", member.Party);
        json.WriteString("before", member.Roles.Count == 0 ? "" : People.StateOf(member));
        json.WriteEndObject();
    }
}
