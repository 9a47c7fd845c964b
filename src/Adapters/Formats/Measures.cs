using System.Collections.Frozen;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Ready-made policy measures, built in from <c>packs/measures-2026</c>.</summary>
public static class Measures
{
    const string Prefix = "measures/", Ending = ".json";

    static readonly FrozenDictionary<string, string> Resources = typeof(Measures).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..^Ending.Length], StringComparer.Ordinal);

    /// <summary>Names of the measures, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resources.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a file of changes, or a ready-made measure where there is no such file. Null where it has errors.</summary>
    /// <param name="text">What the user wrote: a path or a name.</param>
    /// <param name="path">The path that it would be.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ChangeSet? Find(string text, string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        if (File.Exists(path)) return ChangeFile.Load(path, findings);
        if (Load(text, findings) is { } measure) return measure;
        findings.Add(new("E-CHANGE-08", Severity.Error, new Place(), text, Spelling.Nearest(text, Names) ?? string.Join(", ", Names)));
        return null;
    }

    /// <summary>Reads a ready-made measure; null where there is none of that name.</summary>
    /// <param name="name">Name.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ChangeSet? Load(string name, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Resources.TryGetValue(name, out var resource)) return null;
        using var stream = typeof(Measures).Assembly.GetManifestResourceStream(resource)!;
        return ChangeFile.Read(stream, new Place(name + Ending), findings);
    }
}
