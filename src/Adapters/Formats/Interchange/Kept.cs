using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>What an importer does not understand, as the note of a row holds it: the format's key, a blank, and a JSON object.</summary>
static class Kept
{
    static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonDocumentOptions Reading = new() { MaxDepth = 128 };

    /// <summary>The note; empty where nothing is kept.</summary>
    public static string Note(string key, JsonObject? kept) => kept is null || kept.Count == 0 ? "" : $"{key} {kept.ToJsonString(Options)}";

    /// <summary>What a note keeps of a format, or null.</summary>
    public static JsonObject? Of(string key, string note)
    {
        if (!note.StartsWith(key + " {", StringComparison.Ordinal)) return null;
        try
        {
            return JsonNode.Parse(note[(key.Length + 1)..], null, Reading) as JsonObject;
        }
        catch (JsonException)
        {
            // Somebody has written on; it is a note for people then.
            return null;
        }
    }

    /// <summary>All members of an object but some.</summary>
    public static JsonObject But(JsonElement element, params ReadOnlySpan<string> known)
    {
        var kept = new JsonObject();
        if (element.ValueKind != JsonValueKind.Object) return kept;
        foreach (var member in element.EnumerateObject())
            if (!known.Contains(member.Name)) kept[member.Name] = JsonNode.Parse(member.Value.GetRawText(), null, Reading);
        return kept;
    }
}
