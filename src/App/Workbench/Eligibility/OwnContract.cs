using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>Facts of a contract or consortium that a workspace keeps: the contract's file as the command reads it, with a marking for all of it.</summary>
/// <param name="Marking">Who may see them, and what comes of them.</param>
/// <param name="Json">The contract's file.</param>
sealed record OwnContract(string Marking, string Json)
{
    /// <summary>Most characters of a contract's file here.</summary>
    public const int MostChars = 256 << 10;

    const string MarkingName = "contractMarking", FileName = "contract";

    /// <summary>What is kept; null where it is something else, such as a list of changes.</summary>
    public static OwnContract? Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(MarkingName, out var marking) && marking.ValueKind == JsonValueKind.String && root.TryGetProperty(FileName, out var file) && file.ValueKind == JsonValueKind.Object
                ? new(marking.GetString()!, JsonText.Of(json => file.WriteTo(json))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it is kept.</summary>
    public string Kept() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString(MarkingName, Marking);
        json.WritePropertyName(FileName);
        json.WriteRawValue(Json);
        json.WriteEndObject();
    });

    /// <summary>The contract; null where it has errors, which are findings.</summary>
    public Contract? Read(ICollection<Finding> findings) => Read(Json, Name(), findings);

    /// <summary>A contract's file as text; null where it has errors, which are findings.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">Its name, for the places of facts and findings.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Contract? Read(string json, string name, ICollection<Finding> findings)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ContractFile.Read(stream, new Place(name + ".json"), findings, FactVocabulary.BuiltIn);
    }

    /// <summary>A file without the comments and commas that its reader allows; as it is where it is no JSON, for the reader to say so.</summary>
    public static string Plain(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return JsonText.Of(writer => document.RootElement.WriteTo(writer));
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>Name of the contract, as its file has it.</summary>
    public string Name() => Text(Json, "name");

    /// <summary>Title for people; the name where it has none.</summary>
    public string Title() => Text(Json, "title") is { Length: > 0 } title ? title : Name();

    /// <summary>A text of a contract's file; blank where it has none.</summary>
    public static string Text(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
    }

    /// <summary>True where a list of a contract's file is stated and empty: it says that there are none.</summary>
    public static bool HasEmpty(string json, string list)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(list, out var records) && records.ValueKind == JsonValueKind.Array && records.GetArrayLength() == 0;
    }

    /// <summary>True where the caller may see it: he is cleared for it, and it names nobody of the package unless he may see names.</summary>
    public bool IsSeen(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Clearance.Covers(Marking) && (caller.SeesNames || !caller.Names(Json));
    }

    /// <summary>Those of a workspace that the caller may see, by their titles.</summary>
    public static async Task<IReadOnlyList<(Scenario Kept, OwnContract Own)>> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(store);
        return [.. (await store.Scenarios(caller.Id, stop)).Select(s => (Kept: s, Own: Of(s.Changes))).Where(s => s.Own is not null && s.Own.IsSeen(caller)).OrderBy(s => s.Own!.Title(), StringComparer.CurrentCulture).Select(s => (s.Kept, s.Own!))];
    }

    /// <summary>One by its id; null where there is none that the caller may see.</summary>
    public static async Task<(Scenario Kept, OwnContract Own)?> Find(CallerWorkspace caller, string id, IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(store);
        return id.Length > 0 && await store.FindScenario(caller.Id, id, stop) is { } kept && Of(kept.Changes) is { } own && own.IsSeen(caller) ? (kept, own) : null;
    }
}
