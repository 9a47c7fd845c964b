using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Why an analyst wants to see who the single points and veto holders are. The reason goes into the audit log; the names are
/// shown for a while, then the question comes again.</summary>
sealed class NamesReason(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>How long a reason holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    const int LeastReason = 8, MostReason = 500;

    /// <summary>True where a person gave a reason lately.</summary>
    public async Task<bool> Holds(string user, string workspace, CancellationToken stop) =>
        await store.Setting(Name(user, workspace), stop) is { } ends && long.TryParse(ends, CultureInfo.InvariantCulture, out var seconds) && time.GetUtcNow().ToUnixTimeSeconds() < seconds;

    /// <summary>Maps the form.</summary>
    public static void Map(IEndpointRouteBuilder workspace) =>
        workspace.MapPost("names", async ([FromForm] string reason, [FromForm] string @return, CallerWorkspace caller, NamesReason reasons, CancellationToken stop) =>
        {
            reason = reason.Trim();
            if (reason.Length is < LeastReason or > MostReason) return Results.BadRequest();
            await reasons.Give(caller, reason, stop);
            return TypedResults.LocalRedirect(@return.StartsWith(caller.At(), StringComparison.Ordinal) ? @return : caller.At());
        }).Needs(Role.Analyst);

    async Task Give(CallerWorkspace caller, string reason, CancellationToken stop)
    {
        await store.Append(new(caller.User.Id, caller.Id, "names.read", caller.Snapshot, reason), stop);
        await store.SaveSetting(Name(caller.User.Id, caller.Id), time.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), caller.User.Id, stop);
    }

    static string Name(string user, string workspace) => $"{user}/names/{workspace}";
}
