using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Studio;

/// <summary>What a saved scenario holds: ready-made measures, own changes in the form of a file of changes, and who is taken away.</summary>
/// <param name="Measures">Names of ready-made measures.</param>
/// <param name="Changes">Own changes, each as JSON.</param>
/// <param name="Without">Actors, as the command line writes them: <c>country:CN</c>.</param>
sealed record ScenarioContent(IReadOnlyList<string> Measures, IReadOnlyList<string> Changes, IReadOnlyList<string> Without)
{
    /// <summary>Steps that one scenario may have.</summary>
    public const int MostSteps = 30;

    /// <summary>A table of demands that stands in the place of the package's, as CSV; empty for none.</summary>
    public string Demands { get; init; } = "";

    /// <summary>Name of its file.</summary>
    public string DemandsName { get; init; } = "";

    /// <summary>A scenario that changes nothing.</summary>
    public static ScenarioContent Nothing { get; } = new([], [], []);

    /// <summary>Steps in all.</summary>
    public int Count => Measures.Count + Changes.Count + Without.Count + (Demands.Length > 0 ? 1 : 0);

    /// <summary>Reads what is kept. A plain file of changes is one too; what is no scenario changes nothing.</summary>
    public static ScenarioContent Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? Nothing : new(Texts(root, "measures"), [.. Items(root, "changes").Select(c => c.GetRawText())], Texts(root, "without")) { Demands = Text(root, "demands"), DemandsName = Text(root, "demandsName") };
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    /// <summary>True for a list of changes; what is kept beside them may be a scenario of events or the facts of a contract, which have pages of their own.</summary>
    public static bool IsOne(string text) => Disruption.OwnThreat.Of(text) is null && Eligibility.OwnContract.Of(text) is null;

    static IEnumerable<JsonElement> Items(JsonElement root, string name) => root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    static string[] Texts(JsonElement root, string name) => [.. Items(root, name).Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];

    static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>As it is kept.</summary>
    public string Json() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", "own");
        json.WriteTexts("measures", Measures);
        json.WriteList("changes", Changes, c => json.WriteRawValue(c));
        json.WriteTexts("without", Without);
        if (Demands.Length > 0)
        {
            json.WriteString("demands", Demands);
            json.WriteString("demandsName", DemandsName);
        }
        json.WriteEndObject();
    });

    /// <summary>The changes, applied one after the other.</summary>
    /// <param name="findings">What was found, added to.</param>
    /// <returns>Null where something has errors.</returns>
    public IReadOnlyList<ChangeSet>? Sets(ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var sets = new List<ChangeSet>();
        foreach (var name in Measures)
        {
            if (Adapters.Formats.Measures.Load(name, findings) is not { } set)
            {
                findings.Add(new("E-CHANGE-08", Severity.Error, new Place(), name, string.Join(", ", Adapters.Formats.Measures.Names)));
                return null;
            }
            sets.Add(set);
        }
        if (Changes.Count == 0) return sets;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"own","changes":[{{string.Join(',', Changes)}}]}"""));
        if (ChangeFile.Read(stream, new Place(), findings) is not { } own) return null;
        return [.. sets, own];
    }

    /// <summary>The network with the changes; null where something has errors.</summary>
    /// <param name="network">Network; left alone.</param>
    /// <param name="findings">What was found, added to.</param>
    public Network? ApplyTo(Network network, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Sets(findings) is not { } sets) return null;
        if (Demands.Length > 0)
        {
            if (DemandTable.With(network, DemandsName, Encoding.UTF8.GetBytes(Demands), findings) is not { } asked) return null;
            network = asked;
        }
        foreach (var set in sets)
        {
            if (set.ApplyTo(network, findings) is not { } changed) return null;
            network = changed;
        }
        return network;
    }

    /// <summary>Rows that every own change finds, in order; zero where it finds none.</summary>
    public IReadOnlyList<int> Matched(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var findings = new List<Finding>();
        var package = Demands.Length > 0 && DemandTable.With(network, DemandsName, Encoding.UTF8.GetBytes(Demands), findings) is { } asked ? asked.Package : network.Package;
        var counts = new List<int>();
        foreach (var set in Sets(findings) ?? [])
        {
            if (set.ApplyTo(package, findings) is not { } changed) break;
            package = changed.Package;
            if (set.Name == "own") counts.AddRange(changed.Effects.Select(e => e.Change.Kind == ChangeKind.Add ? 1 : e.Altered.Count));
        }
        return counts;
    }

    /// <summary>Who is taken away, found in a network as it counts on a day; null where one is not found.</summary>
    public IReadOnlyList<Actor>? Actors(Network counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var actors = new SortedSet<Actor>();
        foreach (var text in Without)
        {
            if (ActorSearch.Find(counts, text) is not [var actor]) return null;
            actors.Add(actor);
        }
        return [.. actors];
    }
}
