using Microsoft.AspNetCore.Http;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Files;

/// <summary>How an answer is to be handled that rests on files of the workspace.</summary>
static class FileMarking
{
    /// <summary>The strictest marking of what the caller sees of the package and of files.</summary>
    public static string Of(CallerWorkspace caller, IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(files);
        return Clearance.Strictest([caller.Marking, .. files.Select(f => f.Marking)]);
    }

    /// <summary>Markings that a file of the caller may bear: those that he may see himself, and that the workspace may hold.</summary>
    public static IReadOnlyList<string> Choices(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return [.. FieldCatalog.Markings.Where(m => caller.Clearance.Covers(m) && caller.Workspace.MayHold(m))];
    }

    /// <summary>The marking that a file has where its sender says none: as strict as lists of sales between firms usually are, where he may see that.</summary>
    public static string Usual(CallerWorkspace caller) => Choices(caller) is var choices && choices.Contains("TLP:AMBER") ? "TLP:AMBER" : choices.Count > 0 ? choices[^1] : FieldCatalog.Markings[0];

    /// <summary>Says it in the headers of the answer.</summary>
    public static void Say(HttpContext http, CallerWorkspace caller, IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers[RightsCheck.MarkingHeader] = Of(caller, files);
    }
}
