using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Survey;

/// <summary>Opens an invitation: whoever has the link makes an account that speaks for the company, once.</summary>
static class JoinEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/survey/join", Join).AllowAnonymous().ExcludeFromDescription();

    static async Task<IResult> Join(IFormCollection form, HttpContext context, IWorkspaceStore store, LocalAccounts accounts, AddressLock addresses, CancellationToken stop)
    {
        var (secret, name, password) = (form["secret"].ToString(), form["name"].ToString().Trim(), form["password"].ToString());
        var from = context.Connection.RemoteIpAddress;
        if (addresses.IsLocked(from) || secret.Length != 43 || await store.FindSurveyInvitation(Secrets.Hash(secret), stop) is not { } invitation)
        {
            addresses.Note(from);
            return TypedResults.LocalRedirect("/survey/join?gone=1");
        }
        // What is wrong with the account must not use the link up.
        var back = $"/survey/join?secret={Uri.EscapeDataString(secret)}&wrong=";
        var user = new User(Secrets.NewId(), name) { SecurityStamp = Secrets.NewId() };
        if (!People.IsName(name) || await store.FindUserByName(name, stop) is not null) return TypedResults.LocalRedirect(back + "name");
        if (password != form["again"].ToString()) return TypedResults.LocalRedirect(back + "different");
        if (Passwords.Wrong(user, password) is { } wrong) return TypedResults.LocalRedirect(back + wrong[(wrong.LastIndexOf('.') + 1)..]);
        if (await store.SaveUser(user, "system", stop) is not { IsSaved: true }) return TypedResults.LocalRedirect(back + "name");
        if (await store.TakeSurveyInvitation(Secrets.Hash(secret), user.Id, stop) is null)
        {
            // Somebody else used the link at the same moment: the account opens nothing, and stays shut.
            await accounts.Change(user.Id, "system", u => u with { IsDisabled = true }, stop);
            return TypedResults.LocalRedirect("/survey/join?gone=1");
        }
        await store.SetMembership(new(invitation.Workspace, user.Id, new HashSet<Role> { Role.Company }, FieldCatalog.Markings[0], invitation.Contributor), "system", stop);
        if (await accounts.SetPassword(user.Id, password, user.Id, stop) is not { } ready) return TypedResults.LocalRedirect("/survey/join?gone=1");
        await SignInEndpoints.Open(context, ready, "invite");
        return TypedResults.LocalRedirect($"/w/{invitation.Workspace}/my-survey");
    }
}
