using System.CommandLine;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench;

/// <summary><c>store</c>: backs up and restores what the workbench keeps, takes single workspaces out and does away with them.</summary>
sealed class StoreCommand
{
    readonly StoreChoice _store = new();
    readonly Argument<string> _file = new("FILE") { Description = "The backup, a ZIP." };

    readonly Argument<string> _workspace = new("WORKSPACE") { Description = "Id of the workspace, as it stands in addresses." };
    readonly Argument<string> _zip = new("FILE") { Description = "The ZIP to write." };
    readonly Option<string?> _name = new("--name") { Description = "Name of the workspace, to show that it is meant.", HelpName = "NAME" };

    public static Command Create(Shell shell)
    {
        var me = new StoreCommand();
        var backup = new Command("backup", "Writes the whole store to one file, while others go on working. It holds password hashes and keys: guard it like the store.") { me._file };
        var restore = new Command("restore", "Reads a backup into an empty store, of the same or of the other kind of database: so a store moves to PostgreSQL.") { me._file };
        me._store.AddTo(backup);
        me._store.AddTo(restore);
        var export = new Command("export", "Writes one workspace to a ZIP: its snapshots as packages, results, decisions, comments and lines of the audit log. It holds all rows and names.") { me._workspace, me._zip };
        var delete = new Command("delete", "Removes one workspace with everything in it; its lines of the audit log stay.") { me._workspace, me._name };
        me._store.AddTo(export);
        me._store.AddTo(delete);
        return new Command("store", "Backs up and restores what the workbench keeps; takes out or deletes a workspace.") { shell.Run(backup, me.Backup), shell.Run(restore, me.Restore), shell.Run(export, me.Export), shell.Run(delete, me.Delete) };
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

    int Export(Call call)
    {
        var path = call.Value(_zip)!;
        using var store = _store.Open(call);
        var workspace = Workspace(call, store);
        var isWritten = false;
        try
        {
            using (var file = AuditCommand.NewFile(call, path))
            {
                isWritten = true;
                store.ExportWorkspace(workspace.Id, file, "system", call.Stop).GetAwaiter().GetResult();
                file.Flush(flushToDisk: true);
            }
            isWritten = false;
        }
        finally
        {
            // Half an export must not be taken for one.
            if (isWritten) File.Delete(call.PathOf(path));
        }
        return Done(call, "terminal.store.exported", workspace, path);
    }

    int Delete(Call call)
    {
        using var store = _store.Open(call);
        var workspace = Workspace(call, store);
        if (call.Value(_name)?.Trim() != workspace.Name.Trim()) throw new InputException(call.Texts.Format("terminal.store.name", workspace.Name));
        store.DeleteWorkspace(workspace.Id, "system", call.Stop).GetAwaiter().GetResult();
        return Done(call, "terminal.store.deleted", workspace, null);
    }

    Workspace Workspace(Call call, IWorkspaceStore store)
    {
        var id = call.Value(_workspace)!;
        return store.FindWorkspace(id, call.Stop).GetAwaiter().GetResult()
            ?? throw new InputException(call.Texts.Format("terminal.store.no-workspace", id, string.Join(", ", store.Workspaces(call.Stop).GetAwaiter().GetResult().Select(w => w.Id))));
    }

    static int Done(Call call, string text, Workspace workspace, string? path)
    {
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("workspace", workspace.Id);
            if (path is not null) json.WriteString("file", path);
            json.WriteEndObject();
        });
        else Lines.Write(call.Terminal.Out, path is null ? call.Texts.Format(text, workspace.Id) : call.Texts.Format(text, workspace.Id, path), 0, 2);
        return ExitCode.Ok;
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
