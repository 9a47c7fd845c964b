using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Tables;

/// <summary>How a table is to be handled once it has left.</summary>
static class Handling
{
    /// <summary>So many rows with names in one view are a picture of where a network can be hurt.</summary>
    public const int ManyNames = 20;

    /// <summary>The warning where many rows of a table name somebody; empty where not.</summary>
    public static string Warning(TableContent content, CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        var named = caller.SeesNames && content.Rows.Count > ManyNames ? content.Rows.Count(r => r.Any(c => caller.Names(c.Text) || caller.Names(c.Sub))) : 0;
        return named > ManyNames ? texts.Format("workbench.names.many", named.ToString(CultureInfo.InvariantCulture)) : "";
    }

    /// <summary>Says how a table is to be handled. Many names that leave together are written down in the audit log.</summary>
    public static async Task<TableContent> Mark(TableContent content, string key, CallerWorkspace caller, Texts texts, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var warning = Warning(content, caller, texts);
        if (warning.Length > 0)
            await http.RequestServices.GetRequiredService<IWorkspaceStore>().Append(new(caller.User.Id, caller.Id, "names.export", caller.Snapshot, key), http.RequestAborted);
        return content with { Marking = Clearance.Strictest([caller.Marking, content.Marking]), Withheld = caller.Withheld, Warning = warning };
    }
}
