using System.Collections.Concurrent;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Rule packs: those built in from <c>packs/</c>, and folders that a user names.</summary>
public static class RulePacks
{
    const string Prefix = "packs/", PackName = "/pack.json", CasesName = "/cases.json";

    static readonly ConcurrentDictionary<string, Pack> BuiltIn = new(StringComparer.Ordinal);

    /// <summary>Names of the packs built in, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(RulePacks).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(PackName, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^PackName.Length]).Order(StringComparer.Ordinal)];

    /// <summary>A pack built in.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static Pack Of(string name) => BuiltIn.GetOrAdd(name, n =>
    {
        var findings = new List<Finding>();
        return Find(n, n, findings) ?? throw new KeyNotFoundException($"There is no rule pack \"{n}\"{string.Concat(findings.Take(1).Select(f => $": {f.Code} {f.Place.Id} {string.Join(", ", f.Values)}"))}.");
    });

    /// <summary>Reads a folder with a <c>pack.json</c>, or a pack built in where there is no such folder. Null where it has errors.</summary>
    /// <param name="text">What the user wrote: a folder or a name.</param>
    /// <param name="path">The folder that it would be.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Pack? Find(string text, string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        if (File.Exists(path + PackName)) return CheckedFile.Open(path + PackName, findings, (stream, place) => RulePackFile.Read(stream, place, findings, FactVocabulary.BuiltIn));
        using var built = typeof(RulePacks).Assembly.GetManifestResourceStream(Prefix + text + PackName);
        if (built is not null) return RulePackFile.Read(built, new(text + PackName), findings, FactVocabulary.BuiltIn);
        findings.Add(new("E-PACK-10", Severity.Error, new Place(), text, Spelling.Nearest(text, Names) ?? string.Join(", ", Names)));
        return null;
    }

    /// <summary>Reads the cases of a pack. Null where they have errors.</summary>
    /// <param name="text">What the user wrote: a folder or a name.</param>
    /// <param name="path">The folder that it would be.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<PackCase>? Cases(string text, string path, Pack pack, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (File.Exists(path + PackName)) return CheckedFile.Open(path + CasesName, findings, (stream, place) => CaseFile.Read(stream, place, findings, pack, FactVocabulary.BuiltIn));
        using var built = typeof(RulePacks).Assembly.GetManifestResourceStream(Prefix + text + CasesName);
        if (built is not null) return CaseFile.Read(built, new(text + CasesName), findings, pack, FactVocabulary.BuiltIn);
        findings.Add(new("E-FILE-05", Severity.Error, new(text + CasesName)));
        return null;
    }
}
