using System.Collections.Frozen;
using System.Globalization;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Scenarios: the ready-made ones, built in from <c>packs/threats-2026</c>, those of a package's <c>events</c> table, and files.</summary>
public static class Threats
{
    const string Prefix = "threats/", Ending = ".json";

    static readonly FrozenDictionary<string, string> Resources = typeof(Threats).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..^Ending.Length], StringComparer.Ordinal);

    /// <summary>Names of the ready-made scenarios, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resources.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All ready-made scenarios, in order of names.</summary>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<ThreatScenario> All(ICollection<Finding> findings) => [.. Names.Select(n => Load(n, findings)).OfType<ThreatScenario>()];

    /// <summary>A scenario file, one of the package's own scenarios, or a ready-made one. Null where there is none, or it has errors.</summary>
    /// <param name="text">What the user wrote: a path or a name.</param>
    /// <param name="path">The path that it would be.</param>
    /// <param name="own">The package's own scenarios.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ThreatScenario? Find(string text, string path, IReadOnlyList<ThreatScenario> own, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(findings);
        if (own.FirstOrDefault(s => s.Name == text) is { } found) return found;
        if (File.Exists(path)) return ScenarioFile.Load(path, findings);
        if (Load(text, findings) is { } ready) return ready;
        var names = own.Select(s => s.Name).Concat(Names).ToArray();
        findings.Add(new("E-SCENARIO-02", Severity.Error, new Place(), text, Spelling.Nearest(text, names) ?? string.Join(", ", names)));
        return null;
    }

    /// <summary>Reads a ready-made scenario; null where there is none of that name.</summary>
    /// <param name="name">Name.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ThreatScenario? Load(string name, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Resources.TryGetValue(name, out var resource)) return null;
        using var stream = typeof(Threats).Assembly.GetManifestResourceStream(resource)!;
        return ScenarioFile.Read(stream, new Place(name + Ending), findings);
    }

    /// <summary>The scenarios of a package's <c>events</c> table, in order of names. Days count from the day of the assessment.</summary>
    /// <param name="package">Package.</param>
    /// <param name="at">Day of the assessment; null takes the package's.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<ThreatScenario> Of(Package package, DateOnly? at, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var table = package["events"];
        var start = at ?? package.Head.AsOf;
        var events = new SortedDictionary<string, List<ThreatEvent>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var cells = table.Spec.Fields.Select((f, i) => (f.Name, row.Cells[i])).Where(c => c.Item2.Length > 0).ToDictionary(c => c.Name, c => c.Item2, StringComparer.Ordinal);
            cells.Remove("from_day");
            if (Dates.TryParse(cells.GetValueOrDefault("from", ""), false, out var from) && start is { } first)
                cells["from_day"] = Math.Max(0, from.DayNumber - first.DayNumber).ToString(CultureInfo.InvariantCulture);
            if (ScenarioFile.Event(row.Place, cells, findings) is not { } read) continue;
            if (!events.TryGetValue(cells["scenario"], out var list)) events[cells["scenario"]] = list = [];
            list.Add(read);
        }
        return [.. events.Select(e => new ThreatScenario(e.Key, e.Key, "", e.Value))];
    }
}
