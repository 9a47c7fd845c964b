using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>What a call without a command means: a file dropped on the executable is assessed.</summary>
static class Shorthand
{
    /// <summary>The full command line; the same where it names a command already.</summary>
    /// <param name="args">As the user gave it.</param>
    /// <param name="commands">Names of the commands there are.</param>
    /// <param name="folder">Folder that paths are seen from.</param>
    public static string[] Expand(string[] args, IEnumerable<string> commands, string folder)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is not [var only] || only.StartsWith('-')) return args;
        var known = commands.ToArray();
        if (known.Contains(only, StringComparer.Ordinal)) return args;
        var path = Path.GetFullPath(only, Path.GetFullPath(folder));
        if (!File.Exists(path) && !Directory.Exists(path)) return args;
        // A list of parts that is not yet a package is brought in first.
        return known.Contains("start") && IsFlatSheet(path) ? ["start", only] : ["assess", only];
    }

    static bool IsFlatSheet(string path)
    {
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) return true;
        if (!path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) return false;
        var findings = new List<Finding>();
        // No sheet carries the name of a table: a package would have at least one.
        return PackageReader.Load(path, findings) is { } package ? !package.Tables.Any() : findings.All(f => f.Code is "E-FILE-01" or "E-FILE-03");
    }
}
