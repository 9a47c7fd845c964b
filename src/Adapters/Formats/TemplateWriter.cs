using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes empty packages to fill in: every table with all its columns, and the data dictionary beside them.</summary>
public static class TemplateWriter
{
    /// <summary>Name of the dictionary in a folder or ZIP; the reader passes over files that start with <c>x-</c>.</summary>
    public const string Dictionary = "x-dictionary.csv";

    /// <summary>Writes a template to a folder, or to a file that ends in .zip or .xlsx; a workbook has drop-downs, and its headings and ids stay in view.</summary>
    /// <param name="path">Where to; nothing may lie there but an empty folder.</param>
    /// <param name="name">Name of the new package; null takes the name of the folder or file.</param>
    /// <exception cref="IOException">Something lies there already, or the place cannot be written.</exception>
    public static void Write(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var head = new PackageHead(PackageDescriptor.NameOf(name ?? Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar))), "", null);
        if (!CanWrite(path)) throw new IOException(Texts.Texts.For("en").Sentence(new Finding("E-FILE-08", Severity.Error, new Place(path))));
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) PackageWriter.WriteFile(path, stream => XlsxPackageWriter.Write(new Package(head, []), stream, isTemplate: true));
        else if (PackageWriter.IsFile(path)) PackageWriter.WriteFile(path, stream => PackageWriter.WriteZip(stream, Files(head)));
        else FolderWriter.Write(path, Files(head));
    }

    /// <summary>Says whether the place is free: a template never replaces anything.</summary>
    public static bool CanWrite(string path) => !File.Exists(path) && (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any());

    static List<(string Name, byte[] Bytes)> Files(PackageHead head)
    {
        var tables = FieldCatalog.Tables.Select(t => (Spec: t, Columns: Enumerable.Range(0, t.Fields.Count).ToArray())).ToList();
        return
        [
            (PackageFiles.Descriptor, DescriptorWriter.Write(head, tables)),
            .. tables.Select(t => ($"{t.Spec.Name}.csv", CsvTableWriter.Write(new Table(t.Spec, []), t.Columns))),
            (Dictionary, WriteDictionary()),
        ];
    }

    static byte[] WriteDictionary()
    {
        var text = new StringBuilder();
        foreach (var row in DataDictionary.Rows.Prepend([.. DataDictionary.Heading]))
            text.AppendJoin(',', row.Select(c => CsvTableWriter.Quoted(CellEscape.Do(c)))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
