using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Stores;

namespace Vauban.App.Workbench.Administration;

/// <summary>Takes the form of <see cref="MemberForm"/>, wherever it stands.</summary>
static class MemberForms
{
    /// <summary>Saves, and leads back.</summary>
    public static async Task<IResult> Save(string workspace, string user, IFormCollection form, HttpContext context, People people, string back, CancellationToken stop)
    {
        var change = new MemberChange(user, [.. form["role"].OfType<string>()], form["clearance"].ToString()) { Party = form["party"].ToString(), Before = form["before"].ToString() };
        if (await people.SaveMember(workspace, change, InstallationEndpoints.Actor(context), stop) is not { } saved) return TypedResults.LocalRedirect(back + "?wrong=member");
        return saved.Status switch
        {
            SaveStatus.Saved => TypedResults.LocalRedirect(back + "?done=1"),
            SaveStatus.Changed => Conflict.Show(saved.Differences, context, back, form, ("before", saved.Stored.Roles.Count == 0 ? "" : People.StateOf(saved.Stored))),
            SaveStatus.Last => TypedResults.LocalRedirect(back + "?wrong=last"),
            _ => TypedResults.LocalRedirect(back + "?wrong=member"),
        };
    }
}
