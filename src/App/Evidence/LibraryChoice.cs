using System.CommandLine;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Cli;
using Vauban.App.Workbench;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>The library that a command works on: a folder, or that of a workspace of the store.</summary>
sealed class LibraryChoice
{
    readonly Argument<string> _library = new("LIBRARY") { Description = "Library of papers: a folder with papers.csv, or with --workspace the id of a workspace." };
    readonly Option<bool> _workspace = new("--workspace") { Description = "LIBRARY is the id of a workspace of the store." };
    readonly StoreChoice _store = new();

    /// <summary>Puts the argument and the options on a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_library);
        command.Options.Add(_workspace);
        _store.AddTo(command);
    }

    /// <summary>Does something with the library.</summary>
    /// <param name="call">Call.</param>
    /// <param name="mayBeNew">True where the folder may be made.</param>
    /// <param name="run">Does it.</param>
    /// <exception cref="InputException">There is no such library.</exception>
    public int With(Call call, bool mayBeNew, Func<IPaperLibrary, int> run)
    {
        var name = call.Value(_library)!;
        if (call.Value(_workspace))
        {
            using var store = _store.Open(call);
            if (store.FindWorkspace(name, call.Stop).GetAwaiter().GetResult() is null)
                throw new InputException(call.Texts.Format("terminal.store.no-workspace", name, string.Join(", ", store.Workspaces(call.Stop).GetAwaiter().GetResult().Select(w => w.Id))));
            return Guarded(call, () => run(store.Library(name)));
        }
        var folder = call.PathOf(name);
        if (!mayBeNew && !FolderLibrary.IsIn(folder)) throw new InputException(call.Texts.Format("evidence.no-library", name));
        return Guarded(call, () =>
        {
            var findings = new List<Finding>();
            var library = new FolderLibrary(folder, findings);
            FindingList.Write(call, findings, 10, name);
            // What is wrong in the files would be lost if they were written anew.
            if (mayBeNew && findings.Any(f => f.Severity == Severity.Error)) throw new InputException("");
            return run(library);
        });
    }

    static int Guarded(Call call, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (MarkingException e)
        {
            throw new InputException(call.Texts.Format("evidence.marking", e.Marking, e.Most));
        }
        catch (StoreLimitException e)
        {
            throw new InputException(call.Texts.Format("evidence.limit", e.Most.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
