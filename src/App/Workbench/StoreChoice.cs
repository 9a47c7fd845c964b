using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench;

/// <summary>The options that name a store: <c>--data</c> and <c>--store</c>.</summary>
sealed class StoreChoice
{
    readonly Option<string?> _data = new("--data") { Description = "Folder of the store; your data folder where not given.", HelpName = "DIR" };
    readonly Option<string?> _store = new("--store") { Description = "Address of a PostgreSQL store: postgres://user@host:port/database. The password may stand in PGPASSWORD.", HelpName = "URL" };

    /// <summary>The usual folder: <c>vauban</c> where the system keeps a person's data.</summary>
    public static string UsualFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "vauban");

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_store);
    }

    /// <summary>The data folder; null where a database stands in its place.</summary>
    public string? Folder(Call call) => call.Value(_store) is not null ? null : call.Value(_data) is { } data ? call.PathOf(data) : UsualFolder;

    /// <summary>Opens the store that is named.</summary>
    /// <param name="call">Call.</param>
    /// <param name="mayBeNew">True to make one where there is none.</param>
    /// <exception cref="InputException">There is none, it is a newer one, or its address is none.</exception>
    public IWorkspaceStore Open(Call call, bool mayBeNew = false)
    {
        var (data, address) = (call.Value(_data), call.Value(_store));
        if (data is not null && address is not null) throw new InputException(call.Texts["terminal.store.both"]);
        var folder = data is null ? UsualFolder : call.PathOf(data);
        if (address is null && !mayBeNew && !File.Exists(Path.Combine(folder, WorkspaceStores.FileName))) throw new InputException(call.Texts.Format("terminal.store.missing", folder));
        try
        {
            return WorkspaceStores.Open(address, folder, TimeProvider.System);
        }
        catch (FormatException)
        {
            throw new InputException(call.Texts["terminal.store.address"]);
        }
        catch (StoreVersionException e)
        {
            throw Newer(call, e);
        }
    }

    /// <summary>What to tell the user of a store or backup of a newer program.</summary>
    public static InputException Newer(Call call, StoreVersionException found) => new(call.Texts.Format("terminal.store.newer", Text(found.Found), Text(found.Known)));

    /// <summary>A number for people.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A head as it is printed and given: <c>NUMBER:HASH</c>.</summary>
    public static string Text(AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Number}:{head.Hash}");
}
