using System.Globalization;
using System.Text.Json;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads members of JSON that may be there or not, or be something else.</summary>
static class JsonReads
{
    /// <summary>Text of a member; empty where there is none. Numbers and truth values come as they are written.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var next)) return "";
            element = next;
        }
        return element.ValueKind switch { JsonValueKind.String => element.GetString() ?? "", JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(), _ => "" };
    }

    /// <summary>Elements of a list in a member; none where there is no list.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>A member, or one that is undefined.</summary>
    public static JsonElement Child(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    /// <summary>A number, or null.</summary>
    public static double? Number(this JsonElement element, string name) =>
        element.Child(name) is var n && n.ValueKind == JsonValueKind.Number && n.TryGetDouble(out var value) && double.IsFinite(value) ? value
        : n.ValueKind == JsonValueKind.String && double.TryParse(n.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) ? value : null;
}
