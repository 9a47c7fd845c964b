using System.CommandLine;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Cli;
using Vauban.App.Workbench;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>The library that a command works on: a folder, or that of a workspace of the store.</summary>
sealed class LibraryChoice
{
    /// <summary>Who stands in the audit log for what a command does: whoever may use the store's files.</summary>
    public const string By = "system";

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
    /// <param name="isWritten">True where something is written into a library that is there.</param>
    /// <exception cref="InputException">There is no such library.</exception>
    public int With(Call call, bool mayBeNew, Func<IPaperLibrary, int> run, bool isWritten = false)
    {
        var name = call.Value(_library)!;
        if (call.Value(_workspace))
        {
            using var store = _store.Open(call);
            if (store.FindWorkspace(name, call.Stop).GetAwaiter().GetResult() is null)
                throw new InputException(call.Texts.Format("terminal.store.no-workspace", name, string.Join(", ", store.Workspaces(call.Stop).GetAwaiter().GetResult().Select(w => w.Id))));
            return Guarded(call, () => run(store.Library(name)));
        }
        return Guarded(call, () => run(Folder(call, name, mayBeNew, mayBeNew || isWritten)));
    }

    /// <summary>The library of a folder; what was found wrong in its files is on standard error.</summary>
    /// <param name="call">Call.</param>
    /// <param name="name">Folder.</param>
    /// <param name="mayBeNew">True where the folder may be made.</param>
    /// <param name="isWritten">True where its files will be written anew: what is wrong in them would be lost.</param>
    /// <exception cref="InputException">There is no such library.</exception>
    public static FolderLibrary Folder(Call call, string name, bool mayBeNew = false, bool isWritten = false)
    {
        var folder = call.PathOf(name);
        if (!mayBeNew && !FolderLibrary.IsIn(folder)) throw new InputException(call.Texts.Format("evidence.no-library", name));
        var findings = new List<Finding>();
        var library = new FolderLibrary(folder, findings);
        FindingList.Write(call, findings, 10, name);
        return isWritten && findings.Any(f => f.Severity == Severity.Error) ? throw new InputException("") : library;
    }

    /// <summary>A paper by its id.</summary>
    /// <exception cref="InputException">There is none; the message names the nearest.</exception>
    public static Paper Paper(Call call, IPaperLibrary library, string id)
    {
        var papers = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult();
        if (papers.FirstOrDefault(p => p.Id == id) is { } paper) return paper;
        throw new InputException(Spelling.Nearest(id, papers.Select(p => p.Id)) is { } near ? call.Texts.Format("evidence.no-paper.near", id, near) : call.Texts.Format("evidence.no-paper", id));
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
        catch (Exception e) when (e is not StoreLimitException and (IOException or UnauthorizedAccessException))
        {
            throw new InputException(call.Texts.Format("evidence.io", e.Message.ReplaceLineEndings(" ")));
        }
        catch (StoreLimitException e)
        {
            throw new InputException(call.Texts.Format("evidence.limit", e.Most.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
