using System.Text.Json;
using System.Xml.Linq;

namespace Vauban.Adapters.Formats.Interchange.Owners;

/// <summary>A record of GLEIF, whatever the container, as paths and values: the headings of the golden copy in CSV are those paths.</summary>
static class GleifRecord
{
    const int Most = 400;

    public static SortedDictionary<string, string> Of(XElement record)
    {
        var flat = New();
        foreach (var child in record.Elements()) Add(flat, child.Name.LocalName, child);
        return flat;
    }

    static void Add(SortedDictionary<string, string> flat, string path, XElement element)
    {
        if (flat.Count >= Most) return;
        if (!element.HasElements && element.Value.Trim() is { Length: > 0 } text) flat.TryAdd(Free(flat, path), text);
        foreach (var child in element.Elements()) Add(flat, $"{path}.{child.Name.LocalName}", child);
    }

    public static SortedDictionary<string, string> Of(JsonElement record)
    {
        var flat = New();
        Add(flat, "", record);
        return flat;
    }

    static void Add(SortedDictionary<string, string> flat, string path, JsonElement element)
    {
        if (flat.Count >= Most) return;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    if (member.Name == "$") Add(flat, path, member.Value);
                    else if (!member.Name.StartsWith('@')) Add(flat, path.Length == 0 ? Local(member.Name) : $"{path}.{Local(member.Name)}", member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Add(flat, path, item);
                break;
            case JsonValueKind.String when element.GetString() is { } text && text.Trim().Length > 0:
                flat.TryAdd(Free(flat, path), text.Trim());
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                flat.TryAdd(Free(flat, path), element.GetRawText());
                break;
        }
    }

    public static SortedDictionary<string, string> Of(IReadOnlyList<string> headings, string[] cells)
    {
        var flat = New();
        for (var i = 0; i < Math.Min(headings.Count, cells.Length); i++)
            if (cells[i].Length > 0) flat.TryAdd(headings[i], cells[i]);
        return flat;
    }

    static SortedDictionary<string, string> New() => new(StringComparer.OrdinalIgnoreCase);

    static string Local(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    // The second of several is ".2", and so on, as in the headings of the golden copy.
    static string Free(SortedDictionary<string, string> flat, string path)
    {
        if (!flat.ContainsKey(path)) return path;
        for (var n = 2; ; n++)
            if (!flat.ContainsKey($"{path}.{n}")) return $"{path}.{n}";
    }
}
