using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Writes a package in a foreign format. The same package gives the same bytes.</summary>
public interface IExporter
{
    /// <summary>Short name: what <c>--write-as</c> takes.</summary>
    string Key { get; }

    /// <summary>Endings of file names that mean this format, with the point.</summary>
    IReadOnlyList<string> Endings { get; }

    /// <summary>Writes a package.</summary>
    /// <param name="package">Package.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="findings">Says what the format cannot hold.</param>
    void Write(Package package, Stream stream, ICollection<Finding> findings);
}
