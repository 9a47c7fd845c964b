using System.Globalization;
using System.Text;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads name, title, description and date from <c>datapackage.json</c>; what it does not know it leaves alone.</summary>
static class PackageDescriptor
{
    /// <summary>The head of a package; a package without descriptor is called after its folder or file.</summary>
    public static PackageHead Read(PackageFile? file, ReadState state)
    {
        var fallback = new PackageHead(NameOf(state.Package), "", null);
        if (file is null) return fallback;
        var place = new Place(file.Place);
        try
        {
            using var stream = file.Open();
            var bytes = ReadAll(stream, state);
            if (!System.Text.Unicode.Utf8.IsValid(bytes.Span))
            {
                state.Error("E-DESC-06", place);
                return fallback;
            }
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return FromJson(json.RootElement, fallback, place, state);
        }
        catch (JsonException e)
        {
            state.Error("E-DESC-01", place with { Row = (int?)e.LineNumber + 1 }, ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, place, e.Values);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", place, e.Message);
        }
        return fallback;
    }

    /// <summary>A short name of small letters, digits, hyphens, points and underscores, made from the name of a folder or file.</summary>
    public static string NameOf(string text)
    {
        text = text.TrimEnd('/', '\\').ToLowerInvariant();
        foreach (var ending in new[] { ".zip", ".xlsx", ".csv" })
            if (text.EndsWith(ending, StringComparison.Ordinal)) text = text[..^ending.Length];
        var name = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_') name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }
        var plain = name.ToString().Trim('-', '.', '_');
        return plain.Length > 0 ? plain : "package";
    }

    /// <summary>True for a name as the standard of data packages has it.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_');

    static ReadOnlyMemory<byte> ReadAll(Stream stream, ReadState state)
    {
        var all = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (stream.Read(buffer) is > 0 and var n)
        {
            state.CountBytes(n);
            all.Write(buffer, 0, n);
            if (all.Length > state.Limits.DescriptorBytes) throw new ReadLimitException("E-SIZE-07", state.Limits.DescriptorBytes.ToString(CultureInfo.InvariantCulture));
        }
        var bytes = all.GetBuffer().AsMemory(0, (int)all.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    static PackageHead FromJson(JsonElement root, PackageHead fallback, Place place, ReadState state)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            state.Error("E-DESC-02", place);
            return fallback;
        }
        var own = root.TryGetProperty("vauban", out var v) && v.ValueKind == JsonValueKind.Object ? v : default;
        CheckVersion(Text(own, "catalogue", place, state), place with { Column = "vauban.catalogue" }, state);
        CheckPaths(root, place, state);
        var name = Text(root, "name", place, state);
        return Head(name.Length > 0 ? name : fallback.Name, Text(root, "title", place, state), Text(own, "as_of", place, state), Text(root, "description", place, state), place, state);
    }

    /// <summary>Refuses packages of a later catalogue: their meaning is not known here.</summary>
    public static void CheckVersion(string version, Place place, ReadState state)
    {
        version = version.Trim();
        if (version.Length == 0 || (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.Parse(FieldCatalog.Version, CultureInfo.InvariantCulture))) return;
        state.Error("E-DESC-04", place, CellEscape.Shorten(version), FieldCatalog.Version);
    }

    /// <summary>Makes a head from its texts, whatever the container.</summary>
    public static PackageHead Head(string name, string title, string asOf, string description, Place place, ReadState state)
    {
        DateOnly? date = null;
        if (asOf.Length > 0)
        {
            if (Dates.TryParse(asOf, false, out var day)) date = day;
            else state.Error("E-DATE-01", place with { Column = "as_of" }, CellEscape.Shorten(asOf), Dates.Suggest(asOf));
        }
        if (!IsName(name))
        {
            state.Warn("W-DESC-01", place with { Column = "name" }, CellEscape.Shorten(name), NameOf(name));
            name = NameOf(name);
        }
        return new PackageHead(name, Line(title, "title", place, state), date, Line(description, "description", place, state));
    }

    // The same cleaning as a text cell gets, so that folder and workbook hold the same head.
    static string Line(string text, string column, Place place, ReadState state) =>
        CellText.Normalize(new FieldSpec(column, FieldType.Text, "", ""), text, place, state.Findings);

    static string Text(JsonElement element, string property, Place place, ReadState state)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value) || value.ValueKind == JsonValueKind.Null) return "";
        if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text) return text;
        state.Error("E-DESC-03", place with { Column = property }, property);
        return "";
    }

    // Null for a lone surrogate, written as an escape: there is no such text.
    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static void CheckPaths(JsonElement root, Place place, ReadState state)
    {
        if (!root.TryGetProperty("resources", out var resources) || resources.ValueKind != JsonValueKind.Array) return;
        foreach (var resource in resources.EnumerateArray())
        {
            if (resource.ValueKind != JsonValueKind.Object || !resource.TryGetProperty("path", out var path)) continue;
            var paths = path.ValueKind == JsonValueKind.Array ? path.EnumerateArray().ToArray() : [path];
            foreach (var one in paths.Where(p => p.ValueKind == JsonValueKind.String))
            {
                var text = TextOf(one) ?? "..";
                if (text.Contains("..", StringComparison.Ordinal) || text.StartsWith('/') || text.Contains('\\', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal))
                    state.Error("E-DESC-05", place with { Column = "resources" }, CellEscape.Shorten(text));
            }
        }
    }
}
