using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads a package from a ZIP file: its files at the root, or all in one folder.</summary>
static class ZipPackage
{
    public static Package Read(Stream stream, ReadState state)
    {
        using var zip = CheckedZip.Open(stream, state);
        if (zip is null) return new Package(new PackageHead("package", "", null), []);
        // What desktops add on their own is no part of the package.
        var names = zip.Names.Where(n => !n.StartsWith("__MACOSX/", StringComparison.Ordinal) && !n.EndsWith(".DS_Store", StringComparison.Ordinal)).ToList();
        var root = names.Count > 0 && names[0].IndexOf('/', StringComparison.Ordinal) is > 0 and var cut && names.TrueForAll(n => n.StartsWith(names[0][..(cut + 1)], StringComparison.Ordinal))
            ? names[0][..(cut + 1)] : "";
        var files = names.Select(n => (Full: n, Name: n[root.Length..])).Where(n => !n.Name.Contains('/', StringComparison.Ordinal))
            .Select(n => new PackageFile(n.Name, $"{state.Package}/{n.Name}", () => zip.Read(n.Full))).ToList();
        return PackageFiles.Read(files, state);
    }
}
