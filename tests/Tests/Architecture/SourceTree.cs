namespace Vauban.Tests.Architecture;

/// <summary>The files of the checkout that the tests were built from.</summary>
static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files below the given folders, as paths from the root with forward slashes, in order.</summary>
    public static IEnumerable<string> Files(params ReadOnlySpan<string> folders)
    {
        var found = new List<string>();
        foreach (var folder in folders)
            found.AddRange(Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".cs" or ".razor")
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)));
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vauban.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No Vauban.slnx above {AppContext.BaseDirectory}: the tests read the checkout they were built from.");
    }
}
