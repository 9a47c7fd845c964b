using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Api;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Why an analyst wants to see who the single points and veto holders are. The reason goes into the audit log; the names are
/// shown for a while, then the question comes again.</summary>
sealed class NamesReason(IWorkspaceStore store, ApiKeys keys, TimeProvider time)
{
    /// <summary>How long a reason holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    const int LeastReason = 8, MostReason = 500;

    /// <summary>True where a person gave a reason lately, or the key he made has one, which is then logged for as long.</summary>
    public async Task<bool> Holds(User user, ApiKey? key, string workspace, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (key is null) return await Holds(user.Id, workspace, stop);
        if (await keys.Reason(key, stop) is not { Length: > 0 } reason) return false;
        if (!await Holds(key.Id, workspace, stop)) await Give(key.Id, workspace, key.Id, reason, stop);
        return true;
    }

    async Task<bool> Holds(string actor, string workspace, CancellationToken stop) =>
        await store.Setting(Name(actor, workspace), stop) is { } ends && long.TryParse(ends, CultureInfo.InvariantCulture, out var seconds) && time.GetUtcNow().ToUnixTimeSeconds() < seconds;

    /// <summary>Maps the form.</summary>
    public static void Map(IEndpointRouteBuilder workspace) =>
        workspace.MapPost("names", async ([FromForm, Description("Why the names are needed, 8 to 500 characters.")] string reason, [FromForm, Description("Address of a page of the workspace to go back to.")] string @return, CallerWorkspace caller, NamesReason reasons, CancellationToken stop) =>
        {
            reason = reason.Trim();
            if (reason.Length is < LeastReason or > MostReason) return Results.BadRequest();
            // A key has its reason from its owner, and cannot give itself another.
            if (caller.Key is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
            await reasons.Give(caller.User.Id, caller.Id, caller.Snapshot, reason, stop);
            return TypedResults.LocalRedirect(@return.StartsWith(caller.At(), StringComparison.Ordinal) ? @return : caller.At());
        }).Needs(Role.Analyst).WithSummary("Gives the reason for which an analyst sees names for an hour; it goes into the audit log.").GoesBack();

    async Task Give(string actor, string workspace, string target, string reason, CancellationToken stop)
    {
        await store.Append(new(actor, workspace, "names.read", target, reason), stop);
        await store.SaveSetting(Name(actor, workspace), time.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), actor, stop);
    }

    static string Name(string actor, string workspace) => $"{actor}/names/{workspace}";
}
