using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes the files of a package into a folder, as a whole: the new folder is made beside the old one and takes its place.</summary>
static class FolderWriter
{
    /// <summary>True for the descriptor and for tables.</summary>
    public static bool IsPackageFile(string name) =>
        name == PackageFiles.Descriptor || (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && FieldCatalog.Find(name[..^4].ToLowerInvariant()) is not null);

    /// <summary>True for an empty folder and for one that holds a package.</summary>
    public static bool MayReplace(string path) =>
        !Directory.EnumerateFileSystemEntries(path).Any() || Directory.EnumerateFiles(path).Any(f => IsPackageFile(Path.GetFileName(f)));

    public static void Write(string path, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var full = Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar);
        if (Directory.Exists(full) && Directory.ResolveLinkTarget(full, true) is { } target) full = target.FullName;
        var made = $"{full}.{Environment.ProcessId}.writing";
        var old = $"{full}.{Environment.ProcessId}.old";
        try
        {
            Directory.CreateDirectory(made);
            foreach (var (name, bytes) in files) File.WriteAllBytes(Path.Combine(made, name), bytes);
            if (!Directory.Exists(full))
            {
                Directory.Move(made, full);
                return;
            }
            CopyOthers(full, made);
            Directory.Move(full, old);
            try
            {
                Directory.Move(made, full);
            }
            catch (IOException)
            {
                Directory.Move(old, full);
                throw;
            }
            Directory.Delete(old, true);
        }
        finally
        {
            if (Directory.Exists(made)) Directory.Delete(made, true);
        }
    }

    // A read-me, a licence, a folder of notes: what is not the package's stays.
    static void CopyOthers(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
            if (!IsPackageFile(Path.GetFileName(file))) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) CopyAll(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) CopyAll(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
