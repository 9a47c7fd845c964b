using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Disruption;

/// <summary>A scenario of a workspace, as it is kept: a scenario file that may have no event yet.</summary>
/// <param name="Name">Short name, as the file has it.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Events">Events, each as JSON.</param>
sealed record OwnThreat(string Name, string Title, IReadOnlyList<string> Events)
{
    /// <summary>Most events of one scenario here.</summary>
    public const int MostEvents = 20;

    /// <summary>Reads what is kept; null where it is something else, such as a list of changes.</summary>
    public static OwnThreat? Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array
                ? new(Text(root, "name"), Text(root, "title"), [.. events.EnumerateArray().Select(e => e.GetRawText())]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>As it is kept, and as the command reads it.</summary>
    public string Json() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("title", Title);
        json.WriteList("events", Events, e => json.WriteRawValue(e));
        json.WriteEndObject();
    });

    /// <summary>The scenario; null where it has no event, or one that cannot be, which is a finding.</summary>
    public ThreatScenario? Scenario(ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (Events.Count == 0) return null;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Json()));
        return ScenarioFile.Read(stream, new Place(Name + ".json"), findings);
    }

    /// <summary>True where the caller may see it: it names no item that he does not see, and nobody unless he may see names.</summary>
    public bool IsSeen(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!caller.HasNetwork || (!caller.SeesNames && caller.Names(Title))) return false;
        var items = caller.Network.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var text in Events)
        {
            using var document = JsonDocument.Parse(text);
            if (!ThreatTarget.TryParse(Text(document.RootElement, "target"), out var target, out _)) return false;
            if (target.Items.Any(i => !items.Contains(i))) return false;
            if (!caller.SeesNames && (target.NamesSomebody || caller.Names(text))) return false;
        }
        return true;
    }

    /// <summary>Those of a workspace that the caller may see, by their titles.</summary>
    public static async Task<IReadOnlyList<(Scenario Kept, OwnThreat Threat)>> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(store);
        return [.. (await store.Scenarios(caller.Id, stop)).Select(s => (Kept: s, Threat: Of(s.Changes))).Where(s => s.Threat is not null && s.Threat.IsSeen(caller)).OrderBy(s => s.Threat!.Title, StringComparer.CurrentCulture).Select(s => (s.Kept, s.Threat!))];
    }

    /// <summary>Those that are named, as they are now, as one text; empty for none. A run is of what was asked, whatever becomes of them.</summary>
    public static async Task<string> Keep(CallerWorkspace caller, IReadOnlyList<string> names, IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) return "";
        var named = (await List(caller, store, stop)).Where(s => s.Threat.Events.Count > 0 && names.Contains(s.Threat.Name)).OrderBy(s => s.Threat.Name, StringComparer.Ordinal).ToArray();
        return named.Length == 0 ? "" : JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("threats", named, n => json.WriteRawValue(n.Threat.Json()));
            json.WriteEndObject();
        });
    }

    /// <summary>The scenarios of such a text.</summary>
    public static IReadOnlyList<ThreatScenario> Scenarios(string kept)
    {
        if (kept.Length == 0) return [];
        using var document = JsonDocument.Parse(kept);
        return [.. document.RootElement.GetProperty("threats").EnumerateArray().Select(t => Of(t.GetRawText())?.Scenario([])).OfType<ThreatScenario>()];
    }
}
