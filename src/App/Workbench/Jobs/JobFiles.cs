using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Files of a workspace that runs read, as far as somebody may see them.</summary>
/// <param name="store">Store.</param>
/// <param name="workspace">Id of the workspace.</param>
/// <param name="clearance">What he may see.</param>
sealed class JobFiles(IWorkspaceStore store, string workspace, Clearance clearance)
{
    /// <summary>A file; null where there is none such, or it is marked above the clearance.</summary>
    /// <param name="kind">What it is read as; the name of the option, too.</param>
    /// <param name="hash">SHA-256 of its bytes.</param>
    public DataFile? Find(string kind, string hash) => store.FindFile(workspace, hash, kind).GetAwaiter().GetResult() is { } file && clearance.Covers(file.Marking) ? file : null;

    /// <summary>The file that an option names; null where it names none.</summary>
    /// <exception cref="Cli.InputException">There is none such, or it is marked above the clearance.</exception>
    public DataFile? Named(JobQuery query, string kind, Adapters.Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(texts);
        return query.One(kind) is { } hash ? Find(kind, hash) ?? throw new Cli.InputException(texts["workbench.files.none"]) : null;
    }

    /// <summary>What is in a file.</summary>
    /// <exception cref="FileNotFoundException">It was removed meanwhile.</exception>
    public Stream Open(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new MemoryStream(store.FileBytes(workspace, file.Hash, file.Kind).GetAwaiter().GetResult() ?? throw new FileNotFoundException("The file was removed."), false);
    }

    /// <summary>All files of a kind, newest first.</summary>
    public IReadOnlyList<DataFile> Of(string kind) => [.. All().Where(f => f.Kind == kind)];

    /// <summary>All files, newest first.</summary>
    public IReadOnlyList<DataFile> All() => [.. store.Files(workspace).GetAwaiter().GetResult().Where(f => clearance.Covers(f.Marking))];
}
