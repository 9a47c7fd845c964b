using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads network packages: a folder of CSV files, the same in a ZIP, or one XLSX workbook.</summary>
/// <remarks>Either a package comes back and no finding is an error, or nothing comes back and every problem is listed.</remarks>
public static class PackageReader
{
    /// <summary>Reads a package.</summary>
    /// <param name="path">Folder, .zip or .xlsx.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    /// <param name="limits">How much it may hold; null takes the defaults.</param>
    /// <returns>The package, or null where a finding is an error.</returns>
    public static Package? Load(string path, ICollection<Finding> findings, ReadLimits? limits = null) => Finish(ReadPath(path, limits), findings);

    /// <summary>Reads a package and builds its network: every check there is.</summary>
    /// <returns>The network, or null where a finding is an error.</returns>
    public static Network? LoadNetwork(string path, ICollection<Finding> findings, ReadLimits? limits = null) => BuildNetwork(ReadPath(path, limits), findings);

    /// <summary>Reads a package from files in memory, as a folder would hold them.</summary>
    public static Package? Load(string name, IReadOnlyDictionary<string, byte[]> files, ICollection<Finding> findings, ReadLimits? limits = null) =>
        Finish(ReadMemory(name, files, limits), findings);

    /// <summary>Reads a package from files in memory and builds its network.</summary>
    public static Network? LoadNetwork(string name, IReadOnlyDictionary<string, byte[]> files, ICollection<Finding> findings, ReadLimits? limits = null) =>
        BuildNetwork(ReadMemory(name, files, limits), findings);

    static Package? Finish((Package Package, ReadState State) read, ICollection<Finding> findings)
    {
        foreach (var finding in read.State.Findings.Sorted()) findings.Add(finding);
        return read.State.Findings.HasErrors ? null : read.Package;
    }

    static Network? BuildNetwork((Package Package, ReadState State) read, ICollection<Finding> findings)
    {
        Network? network = null;
        var all = read.State.Findings;
        // Rows are checked even where cells are wrong, so that one pass lists every problem.
        if (all.HasErrors) NetworkBuilder.CheckRows(read.Package, read.State.Unread, all);
        else network = NetworkBuilder.Build(read.Package, all);
        foreach (var finding in all.Sorted()) findings.Add(finding);
        return network;
    }

    static (Package, ReadState) ReadMemory(string name, IReadOnlyDictionary<string, byte[]> files, ReadLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(files);
        var state = new ReadState(name, limits ?? ReadLimits.Default);
        return (PackageFiles.Read([.. files.Select(f => new PackageFile(f.Key, f.Key, () => new MemoryStream(f.Value, false)))], state), state);
    }

    static (Package, ReadState) ReadPath(string path, ReadLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        var state = new ReadState(Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar)), limits ?? ReadLimits.Default);
        try
        {
            if (Directory.Exists(path))
                return (PackageFiles.Read([.. Directory.EnumerateFiles(path).Select(f => new PackageFile(Path.GetFileName(f), Path.GetFileName(f), () => File.OpenRead(f)))], state), state);
            state.Error("E-FILE-03", new Place(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", new Place(path), e.Message);
        }
        return (new Package(new PackageHead("package", "", null), []), state);
    }
}
