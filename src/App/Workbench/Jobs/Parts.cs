using System.Text.Json;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Parts of a result as the command writes it.</summary>
static class Parts
{
    /// <summary>A part by its name; an undefined element where there is none.</summary>
    public static JsonElement Part(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    /// <summary>True where there is such a part, and it is not null.</summary>
    public static bool Has(this JsonElement element, string name) => element.Part(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Parts of a list; none where there is no list.</summary>
    public static IReadOnlyList<JsonElement> List(this JsonElement element, string name) => element.Part(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this JsonElement element, string name) => element.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>Texts of a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => [.. element.List(name).Select(t => t.GetString() ?? "")];

    /// <summary>True where it says so.</summary>
    public static bool Is(this JsonElement element, string name) => element.Part(name).ValueKind == JsonValueKind.True;

    /// <summary>A number; infinite for what is unlimited, no number for what is unknown.</summary>
    public static double Number(this JsonElement element, string name) => Number(element.Part(name));

    /// <summary>Numbers of a list.</summary>
    public static IReadOnlyList<double> Numbers(this JsonElement element, string name) => [.. element.List(name).Select(Number)];

    static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() == "unlimited" => double.PositiveInfinity,
        _ => double.NaN,
    };
}
