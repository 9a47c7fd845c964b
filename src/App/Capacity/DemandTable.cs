using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>A table of demands that stands in the place of a package's own: a target to plan for.</summary>
static class DemandTable
{
    /// <summary>Reads a table by itself; null where it has errors.</summary>
    /// <param name="name">Name of its file, for findings.</param>
    /// <param name="bytes">CSV.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Table? Read(string name, byte[] bytes, ICollection<Finding> findings) =>
        PackageReader.Load(name, new Dictionary<string, byte[]> { ["demands.csv"] = bytes }, findings)?["demands"];

    /// <summary>The network with the table's demands; null where it has errors.</summary>
    /// <param name="network">Network; left alone.</param>
    /// <param name="name">Name of the table's file, for findings.</param>
    /// <param name="bytes">CSV.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Network? With(Network network, string name, byte[] bytes, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        var found = new List<Finding>();
        Network? changed = null;
        if (Read(name, bytes, found) is { } table)
        {
            // What is said of the rest of the package has been said when it was loaded.
            found.RemoveAll(f => f.Severity != Severity.Error);
            changed = NetworkBuilder.Build(network.Package.With(table), found);
        }
        foreach (var finding in found.Where(f => f.Severity == Severity.Error)) findings.Add(finding);
        return changed;
    }
}
