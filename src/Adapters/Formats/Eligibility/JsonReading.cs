using System.Globalization;
using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Reads properties of the JSON files of eligibility; every trouble is a finding with its place in the file.</summary>
sealed class JsonReading(Place place, ICollection<Finding> findings)
{
    int _errors;

    public bool IsClean => _errors == 0;

    public void Error(string code, string at, params string[] values)
    {
        _errors++;
        findings.Add(new(code, Severity.Error, at.Length == 0 ? place : place with { Id = at }, values));
    }

    /// <summary>True for an object whose properties are all known.</summary>
    public bool IsObject(JsonElement json, string at, params ReadOnlySpan<string> known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Error("E-PACK-02", at, "{ }");
            return false;
        }
        foreach (var property in json.EnumerateObject())
            if (!known.Contains(property.Name)) Error("E-PACK-03", at, property.Name, Spelling.Nearest(property.Name, known.ToArray()) ?? "");
        return true;
    }

    /// <summary>Elements of an array with their places; none where it is not there.</summary>
    public IEnumerable<(JsonElement Json, string At)> List(JsonElement json, string name, string at, bool isNeeded = false)
    {
        if (!json.TryGetProperty(name, out var list))
        {
            if (isNeeded) Error("E-PACK-01", at, name);
            return [];
        }
        if (list.ValueKind == JsonValueKind.Array) return list.EnumerateArray().Select((e, i) => (e, Under(at, $"{name}[{(i + 1).ToString(CultureInfo.InvariantCulture)}]")));
        Error("E-PACK-02", Under(at, name), "[ ]");
        return [];
    }

    public static string Under(string at, string name) => at.Length == 0 ? name : at + "." + name;

    public string Text(JsonElement json, string name, string at, bool isNeeded = true, string otherwise = "")
    {
        if (!json.TryGetProperty(name, out var value))
        {
            if (isNeeded) Error("E-PACK-01", at, name);
            return otherwise;
        }
        if (value.ValueKind == JsonValueKind.String && (value.GetString()!.Length > 0 || !isNeeded)) return value.GetString()!;
        Error("E-PACK-02", Under(at, name), $"\"{name}\"");
        return otherwise;
    }

    /// <summary>A text, or one in each language.</summary>
    public Wording? Words(JsonElement json, string name, string at, bool isNeeded = true)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            if (isNeeded) Error("E-PACK-01", at, name);
            return null;
        }
        if (value.ValueKind == JsonValueKind.String) return new(value.GetString()!);
        if (!IsObject(value, Under(at, name), "en", "fr", "de")) return null;
        string? Of(string language) => value.TryGetProperty(language, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new(Text(value, "en", Under(at, name)), Of("fr"), Of("de"));
    }

    public DateOnly? Date(JsonElement json, string name, string at, bool end = false, bool isNeeded = false)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            if (isNeeded) Error("E-PACK-01", at, name);
            return null;
        }
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String && Dates.TryParse(value.GetString()!, end, out var date)) return date;
        Error("E-PACK-02", Under(at, name), "\"2026-01-31\"");
        return null;
    }

    public int? Whole(JsonElement json, string name, string at)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 0 and <= 1200) return number;
        Error("E-PACK-02", Under(at, name), "12");
        return null;
    }

    /// <summary>One of some words; the first where it is not there.</summary>
    public T Choice<T>(JsonElement json, string name, string at, IReadOnlyList<(string Word, T Value)> words)
    {
        if (!json.TryGetProperty(name, out var value)) return words[0].Value;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        foreach (var (word, known) in words)
            if (word == text) return known;
        Error("E-PACK-04", Under(at, name), text, string.Join(", ", words.Select(w => w.Word)));
        return words[0].Value;
    }

    public CountrySet Countries(JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.String && CountrySet.TryParse(value.GetString()!, out var set, out _) && !set.IsEmpty) return set;
        Error("E-PACK-02", at, "\"EU27+NO\"");
        return CountrySet.Empty;
    }
}
