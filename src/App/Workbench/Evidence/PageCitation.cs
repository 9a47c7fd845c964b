using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Evidence;

namespace Vauban.App.Workbench.Evidence;

/// <summary>How a page of figures is cited: its name, the workspace, the version, the snapshot as its reader sees it, and its address, which is its whole state.</summary>
static class PageCitation
{
    /// <summary>The page as an entry of a list of citations.</summary>
    /// <param name="caller">Who cites.</param>
    /// <param name="texts">Language.</param>
    /// <param name="page">Key of the page; the workspace alone where there is no such page.</param>
    /// <param name="address">Path and query of the page.</param>
    /// <param name="request">Request, for the name of the server.</param>
    public static Paper Of(CallerWorkspace caller, Texts texts, string page, string address, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(request);
        var name = PageIndex.All.Any(p => p.Entry.Key == page) ? texts["workbench.page." + page] : "";
        var title = name.Length > 0 ? $"{name}, {caller.Workspace.Name}" : caller.Workspace.Name;
        // Only addresses of pages of this workspace: nothing else of a foreign link gets into a citation.
        var isHere = address == caller.At() || address.StartsWith(caller.At() + "/", StringComparison.Ordinal) || address.StartsWith(caller.At() + "?", StringComparison.Ordinal);
        return ReportCitation.AsPaper(title, new(caller.SeenHash, ProductVersion.Text), caller.Network.Package.Head.AsOf, isHere ? $"{request.Scheme}://{request.Host}{address}" : "", caller.Marking);
    }
}
