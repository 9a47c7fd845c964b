using Vauban.Adapters.Stores;
using Vauban.App.Workbench;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Mcp;

/// <summary>Strictest marking of the rows that answers to assistants may rest on: what an administrator of the installation chose last, else what the
/// server was started with.</summary>
sealed class McpMarking(IWorkspaceStore store, ServerOptions options)
{
    const string Name = "mcp/marking";

    /// <summary>False where assistants are answered nothing: that is decided when the server is started.</summary>
    public bool IsOn => options.McpMarking is not null;

    /// <summary>The marking now. Asked anew every time: what is narrowed holds from the next question on.</summary>
    public async Task<string> Now(CancellationToken stop) =>
        await store.Setting(Name, stop) is { } chosen && FieldCatalog.Markings.Contains(chosen) ? chosen : options.McpMarking ?? FieldCatalog.Markings[0];

    /// <summary>Widens or narrows it; the audit log says who did.</summary>
    /// <returns>False where there is no such marking.</returns>
    public async Task<bool> Choose(string? marking, string by, CancellationToken stop)
    {
        if (marking is null || !FieldCatalog.Markings.Contains(marking)) return false;
        await store.SaveSetting(Name, marking, by, stop);
        await store.Append(new(by, "", "mcp.marking", marking), stop);
        return true;
    }
}
