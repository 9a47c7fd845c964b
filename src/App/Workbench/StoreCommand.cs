using System.CommandLine;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench;

/// <summary><c>store</c>: backs up and restores what the workbench keeps.</summary>
sealed class StoreCommand
{
    readonly StoreChoice _store = new();
    readonly Argument<string> _file = new("FILE") { Description = "The backup, a ZIP." };

    public static Command Create(Shell shell)
    {
        var me = new StoreCommand();
        var backup = new Command("backup", "Writes the whole store to one file, while others go on working. It holds password hashes and keys: guard it like the store.") { me._file };
        var restore = new Command("restore", "Reads a backup into an empty store, of the same or of the other kind of database: so a store moves to PostgreSQL.") { me._file };
        me._store.AddTo(backup);
        me._store.AddTo(restore);
        return new Command("store", "Backs up and restores what the workbench keeps.") { shell.Run(backup, me.Backup), shell.Run(restore, me.Restore) };
    }

    int Backup(Call call)
    {
        var path = call.Value(_file)!;
        using var store = _store.Open(call);
        var isWritten = false;
        try
        {
            AuditHead head;
            using (var file = AuditCommand.NewFile(call, path))
            {
                isWritten = true;
                head = store.Backup(file, call.Stop).GetAwaiter().GetResult();
                file.Flush(flushToDisk: true);
            }
            isWritten = false;
            return Say(call, "terminal.store.backed-up", path, head);
        }
        finally
        {
            // Half a backup must not be taken for one.
            if (isWritten) File.Delete(call.PathOf(path));
        }
    }

    int Restore(Call call)
    {
        var path = call.Value(_file)!;
        using var file = File.OpenRead(call.PathOf(path));
        using var store = _store.Open(call, mayBeNew: true);
        try
        {
            return Say(call, "terminal.store.restored", path, store.Restore(file, "system", call.Stop).GetAwaiter().GetResult());
        }
        catch (InvalidDataException)
        {
            throw new InputException(call.Texts.Format("terminal.store.damaged", path));
        }
        catch (InvalidOperationException)
        {
            throw new InputException(call.Texts["terminal.store.not-empty"]);
        }
        catch (StoreVersionException e)
        {
            throw StoreChoice.Newer(call, e);
        }
    }

    static int Say(Call call, string text, string path, AuditHead head)
    {
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("head", StoreChoice.Text(head));
            json.WriteEndObject();
        });
        else Lines.Write(call.Terminal.Out, call.Texts.Format(text, path, StoreChoice.Text(head)), 0, 2);
        return ExitCode.Ok;
    }
}
