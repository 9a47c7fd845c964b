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
            if (!File.Exists(path))
            {
                state.Error("E-FILE-05", new Place(path));
                return (Nothing(), state);
            }
            using var stream = File.OpenRead(path);
            return (ReadStream(stream, state), state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", new Place(path), e.Message);
        }
        return (Nothing(), state);
    }

    static Package Nothing() => new(new PackageHead("package", "", null), []);

    /// <summary>Reads a package from the bytes of a ZIP or of a workbook.</summary>
    /// <param name="name">Name of the file, for places.</param>
    /// <param name="stream">The bytes; the stream must be able to seek.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    /// <param name="limits">How much it may hold; null takes the defaults.</param>
    public static Package? Load(string name, Stream stream, ICollection<Finding> findings, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var state = new ReadState(name, limits ?? ReadLimits.Default);
        return Finish((ReadStream(stream, state), state), findings);
    }

    /// <summary>Reads a package from the bytes of a ZIP or of a workbook and builds its network: every check there is.</summary>
    /// <returns>The network, or null where a finding is an error.</returns>
    public static Network? LoadNetwork(string name, Stream stream, ICollection<Finding> findings, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var state = new ReadState(name, limits ?? ReadLimits.Default);
        return BuildNetwork((ReadStream(stream, state), state), findings);
    }

    // What a file is, its bytes say; its ending may be wrong.
    static Package ReadStream(Stream stream, ReadState state)
    {
        if (!LooksLikeZip(stream))
        {
            state.Error(LooksLikeOldWorkbook(stream) ? "E-FILE-06" : "E-FILE-03", new Place(state.Package));
            return Nothing();
        }
        return IsWorkbook(stream) ? WorkbookReader.Read(stream, state) : ZipPackage.Read(stream, state);
    }

    /// <summary>True where a file names at least one table of the catalogue: a ZIP, a workbook with a sheet for a table, a CSV file called after one, or a
    /// descriptor. What names none may be a flat sheet (<see cref="Flat.FlatImporter"/>).</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="stream">The bytes; the stream must be able to seek.</param>
    public static bool HoldsTable(string name, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(stream);
        if (LooksLikeZip(stream)) return !IsWorkbook(stream) || WorkbookReader.HoldsTable(stream, new(name, ReadLimits.Default));
        return name.Equals(PackageFiles.Descriptor, StringComparison.OrdinalIgnoreCase) || FieldCatalog.Find(Path.GetFileNameWithoutExtension(name).ToLowerInvariant()) is not null;
    }

    internal static bool LooksLikeZip(Stream stream) => StartsWith(stream, "PK"u8);

    // Compound file: a workbook of before 2007, or one that is encrypted with a password.
    static bool LooksLikeOldWorkbook(Stream stream) => StartsWith(stream, [0xD0, 0xCF, 0x11, 0xE0]);

    static bool StartsWith(Stream stream, ReadOnlySpan<byte> mark)
    {
        Span<byte> head = stackalloc byte[8];
        stream.Position = 0;
        var n = stream.ReadAtLeast(head, mark.Length, false);
        stream.Position = 0;
        return head[..n].StartsWith(mark);
    }

    internal static bool IsWorkbook(Stream stream)
    {
        try
        {
            using var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Read, leaveOpen: true);
            return zip.GetEntry("[Content_Types].xml") is not null;
        }
        catch (Exception e) when (CheckedZip.IsDamage(e))
        {
            return false;
        }
        finally
        {
            stream.Position = 0;
        }
    }
}
