using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary>Names of contributors, each unlike every other.</summary>
static class ContributionLabels
{
    /// <summary>By the package's own name; where two have the same, by the name of the file; where even those are the same, with a piece of the hash.</summary>
    /// <param name="packages">Packages, each unlike every other, with the names of their files.</param>
    public static Contribution[] Of(IReadOnlyList<(string File, Package Package)> packages)
    {
        var named = packages.Select(p => (p.Package, File: PackageWriter.NameOf(p.File))).ToArray();
        var labels = named.Select(p => IsOnly(p.Package.Head.Name, named.Select(o => o.Package.Head.Name)) ? p.Package.Head.Name : p.File).ToArray();
        return [.. named.Select((p, i) => new Contribution(IsOnly(labels[i], labels) ? labels[i] : $"{labels[i]}-{p.Package.Hash[..8]}", p.Package))];
    }

    static bool IsOnly(string name, IEnumerable<string> all) => all.Count(o => o.Equals(name, StringComparison.OrdinalIgnoreCase)) == 1;
}
