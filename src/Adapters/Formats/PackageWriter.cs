using System.IO.Compression;
using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes packages: a folder of CSV files, the same in a ZIP, or one XLSX workbook. Same package, same bytes.</summary>
/// <remarks>What is written is complete or not there: it is built beside its place and moved there at the end.</remarks>
public static class PackageWriter
{
    /// <summary>Writes a package to a folder, or to a file that ends in .zip or .xlsx.</summary>
    /// <param name="package">The package.</param>
    /// <param name="path">Where to. A package that lies there is replaced; other files of its folder stay.</param>
    /// <exception cref="IOException">Something else lies there, or the place cannot be written.</exception>
    /// <exception cref="ArgumentException">The package cannot be written in this form: its name is no name, or a cell is too long for a workbook.</exception>
    public static void Write(Package package, string path)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var findings = new List<Finding>();
        if (!CanWrite(path, findings)) throw new IOException(Texts.Texts.For("en").Sentence(findings[0]));
        if (IsFile(path)) WriteFile(path, stream => Write(package, stream, path));
        else FolderWriter.Write(path, Files(package));
    }

    /// <summary>Says whether a package may be written to a place: nothing lies there, or a package.</summary>
    /// <param name="path">Folder, .zip or .xlsx.</param>
    /// <param name="findings">Why not, added to.</param>
    public static bool CanWrite(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        var isOurs = IsFile(path) ? !Directory.Exists(path) && (!File.Exists(path) || IsPackageFile(path)) : !File.Exists(path) && (!Directory.Exists(path) || FolderWriter.MayReplace(path));
        if (!isOurs) findings.Add(new Finding("E-FILE-07", Severity.Error, new Place(path)));
        return isOurs;
    }

    /// <summary>A name for a package from the name of a folder or file: small letters, digits, hyphens, points, underscores.</summary>
    public static string NameOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PackageDescriptor.NameOf(text);
    }

    /// <summary>The files of a package: the descriptor and one CSV file per table with rows, by name in the order of writing.</summary>
    /// <exception cref="ArgumentException">The name of the package is no name.</exception>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Files(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        ThrowIfUnnamed(package);
        var files = new List<(string, byte[])> { (PackageFiles.Descriptor, DescriptorWriter.Write(package)) };
        foreach (var table in package.Tables) files.Add(($"{table.Spec.Name}.csv", CsvTableWriter.Write(table)));
        return files;
    }

    /// <summary>Writes a package to a stream: a workbook where the name ends in .xlsx, else a ZIP.</summary>
    /// <exception cref="ArgumentException">The package cannot be written in this form: its name is no name, or a cell is too long for a workbook.</exception>
    public static void Write(Package package, Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            ThrowIfUnnamed(package);
            XlsxPackageWriter.Write(package, stream, isTemplate: false);
        }
        else WriteZip(stream, Files(package));
    }

    internal static bool IsFile(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Builds a file beside its place and moves it there.</summary>
    internal static void WriteFile(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = $"{full}.{Environment.ProcessId}.writing";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite)) write(stream);
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>A ZIP without clock: every entry bears the first day that the format knows.</summary>
    internal static void WriteZip(Stream stream, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var (name, bytes) in files)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var to = entry.Open();
            to.Write(bytes);
        }
    }

    static void ThrowIfUnnamed(Package package)
    {
        if (!PackageDescriptor.IsName(package.Head.Name))
            throw new ArgumentException($"\"{package.Head.Name}\" is no name of a package: small letters, digits, hyphens, points and underscores only.", nameof(package));
    }

    static bool IsPackageFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                return zip.Entries.Any(e => FolderWriter.IsPackageFile(e.Name));
            var state = new ReadState(path, ReadLimits.Default);
            stream.Position = 0;
            using var checkedZip = CheckedZip.Open(stream, state);
            return checkedZip is not null && XlsxBook.Open(checkedZip, state).Sheets.Any(s => s.Name == WorkbookReader.HeadSheet || FieldCatalog.Find(s.Name) is not null);
        }
        catch (Exception e) when (CheckedZip.IsDamage(e) || e is System.Xml.XmlException or ReadLimitException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
