using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>What a person changes in the own account.</summary>
static class AccountEndpoints
{
    /// <summary>Names of what is shown once.</summary>
    public const string Codes = "codes", NewKey = "key", PendingTotp = "totp";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").ExcludeFromDescription();
        account.MapPost("/password", Password);
        account.MapPost("/totp/begin", BeginTotp);
        account.MapPost("/totp/confirm", ConfirmTotp);
        account.MapPost("/totp/remove", RemoveTotp);
        account.MapPost("/sessions/end", EndSessions);
        account.MapPost("/keys", MakeKey);
        account.MapPost("/keys/revoke", RevokeKey);
    }

    static async Task<IResult> Password([FromForm] string? old, [FromForm] string? password, [FromForm] string? again, HttpContext context, LocalAccounts accounts, IWorkspaceStore store, CancellationToken stop)
    {
        var me = Me(context);
        if (me.Issuer.Length > 0) return Wrong("form");
        if (me.PasswordHash.Length > 0 && await accounts.Take(me.Name, old, context.Connection.RemoteIpAddress, stop) is null) return Wrong("old");
        if (password != again) return Wrong("different");
        if (Passwords.Wrong(me, password) is { } wrong) return Wrong(wrong[(wrong.LastIndexOf('.') + 1)..]);
        if (await accounts.SetPassword(me.Id, password!, me.Id, stop) is not { } changed) return Wrong("form");
        await store.Append(new(me.Id, "", "password.change", me.Id), stop);
        return await Again(context, changed, "password");
    }

    static IResult BeginTotp(HttpContext context, Carried carried)
    {
        var me = Me(context);
        if (me.Issuer.Length > 0 || me.TotpSecret.Length > 0 || me.PasswordHash.Length == 0) return Wrong("form");
        carried.Put(context, PendingTotp, me.Id, Totp.NewSecret());
        return TypedResults.LocalRedirect("/account#totp");
    }

    static async Task<IResult> ConfirmTotp([FromForm] string? code, HttpContext context, Carried carried, LocalAccounts accounts, IWorkspaceStore store, TimeProvider time, CancellationToken stop)
    {
        var me = Me(context);
        if (carried.Look(context, PendingTotp) is not [var user, var secret] || user != me.Id || me.TotpSecret.Length > 0) return Wrong("form");
        if (Totp.Match(secret, code ?? "", time.GetUtcNow()) is null) return Wrong("code", "totp");
        if (await accounts.AddTotp(me, secret, stop) is not var (changed, codes)) return Wrong("form");
        carried.Take(context, PendingTotp);
        carried.Put(context, Codes, [.. codes]);
        await store.Append(new(me.Id, "", "totp.add", me.Id), stop);
        return await Again(context, changed, "totp");
    }

    static async Task<IResult> RemoveTotp([FromForm] string? current, HttpContext context, LocalAccounts accounts, IWorkspaceStore store, CancellationToken stop)
    {
        var me = Me(context);
        if (await accounts.Take(me.Name, current, context.Connection.RemoteIpAddress, stop) is null) return Wrong("current", "totp");
        if (await accounts.RemoveTotp(me, me.Id, stop) is not { } changed) return Wrong("form");
        await store.Append(new(me.Id, "", "totp.remove", me.Id), stop);
        return await Again(context, changed, "totp-off");
    }

    static async Task<IResult> EndSessions(HttpContext context, LocalAccounts accounts, IWorkspaceStore store, CancellationToken stop)
    {
        var me = Me(context);
        if (await accounts.EndSessions(me.Id, me.Id, stop) is not { } changed) return Wrong("form");
        await store.Append(new(me.Id, "", "session.end-others", me.Id), stop);
        return await Again(context, changed, "sessions");
    }

    static async Task<IResult> MakeKey(IFormCollection form, HttpContext context, ApiKeys keys, Carried carried, CancellationToken stop)
    {
        var days = int.TryParse(form["days"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var order = new KeyOrder(form["key-name"].ToString(), [.. form["scope"].OfType<string>()], days) { Workspace = form["workspace"].ToString(), Reason = form["reason"].ToString() };
        if (order.Wrong() is { } wrong) return Wrong("key-" + wrong[(wrong.LastIndexOf('.') + 1)..], "keys");
        if (await keys.Create(Me(context), order, stop) is not var (_, secret)) return Wrong("key-workspace", "keys");
        carried.Put(context, NewKey, secret);
        return TypedResults.LocalRedirect("/account");
    }

    static async Task<IResult> RevokeKey([FromForm] string? key, HttpContext context, ApiKeys keys, IWorkspaceStore store, CancellationToken stop)
    {
        var me = Me(context);
        if ((await store.ApiKeys(me.Id, stop)).FirstOrDefault(k => k.Id == key) is { } found) await keys.Revoke(found, me.Id, stop);
        return TypedResults.LocalRedirect("/account?done=key#keys");
    }

    static User Me(HttpContext context) => context.Features.Get<User>()!;

    // The session in which the change was made goes on; its stamp is the new one.
    static async Task<IResult> Again(HttpContext context, User changed, string done)
    {
        await SignInEndpoints.Open(context, changed, "again");
        return TypedResults.LocalRedirect("/account?done=" + done);
    }

    static Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult Wrong(string code, string part = "") => TypedResults.LocalRedirect($"/account?wrong={code}{(part.Length > 0 ? "#" + part : "")}");
}
