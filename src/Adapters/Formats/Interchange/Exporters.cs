using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>All exporters, by key and by the ending of a file.</summary>
public static class Exporters
{
    /// <summary>All exporters.</summary>
    public static IReadOnlyList<IExporter> All { get; } =
        [new CycloneDx.CycloneDxExporter(), new FrictionlessExporter(), new Geo.GeoJsonExporter(), new Graphs.GexfExporter(), new Graphs.GraphMlExporter(), new Graphs.GraphvizExporter(), new LinkedData.JsonLdExporter(), new LinkedData.TurtleExporter(), new ParquetExporter()];

    /// <summary>An exporter by its key, or null.</summary>
    public static IExporter? Find(string key) => All.FirstOrDefault(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The exporter of a file's ending, or null: the file is a package then.</summary>
    public static IExporter? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return All.FirstOrDefault(e => e.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Writes a package to a file: complete, or not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(IExporter exporter, Package package, string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        PackageWriter.WriteFile(path, stream => exporter.Write(package, stream, findings));
    }

    /// <summary>Tells which tables a format leaves out.</summary>
    internal static void TellLeftOut(Package package, IReadOnlySet<string> written, string key, ICollection<Finding> findings)
    {
        var left = package.Tables.Where(t => !written.Contains(t.Spec.Name)).ToArray();
        if (left.Length > 0) findings.Add(new("N-EXPORT-01", Severity.Note, new(package.Head.Name), key, string.Join(", ", left.Select(t => $"{t.Spec.Name} ({t.Rows.Count.ToString(CultureInfo.InvariantCulture)})"))));
    }
}
