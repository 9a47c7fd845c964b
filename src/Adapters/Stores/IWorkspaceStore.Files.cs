using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

public partial interface IWorkspaceStore
{
    /// <summary>Keeps a file beside the package. The same content of the same kind again is the file that is there, with its name and marking.</summary>
    /// <param name="file">What it is; its hash and size are taken from the bytes.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>The file, and whether it is new.</returns>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    /// <exception cref="MarkingException">It is marked more strictly than the workspace may hold.</exception>
    /// <exception cref="StoreLimitException">It is larger than <see cref="StoreLimits.FileBytes"/>, or the workspace has <see cref="StoreLimits.Files"/>.</exception>
    Task<(DataFile File, bool IsNew)> AddFile(DataFile file, ReadOnlyMemory<byte> bytes, CancellationToken stop = default);

    /// <summary>Files of a workspace, without their bytes, newest first.</summary>
    Task<IReadOnlyList<DataFile>> Files(string workspace, CancellationToken stop = default);

    /// <summary>A file without its bytes, or null where the workspace has none such.</summary>
    Task<DataFile?> FindFile(string workspace, string hash, string kind, CancellationToken stop = default);

    /// <summary>The bytes of a file, or null where the workspace has none such.</summary>
    Task<byte[]?> FileBytes(string workspace, string hash, string kind, CancellationToken stop = default);

    /// <summary>Removes a file; false where there is none.</summary>
    Task<bool> RemoveFile(string workspace, string hash, string kind, string by, CancellationToken stop = default);
}
