using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vauban.Adapters.Formats;

/// <summary>Parts that the JSON schemas of all files are written from.</summary>
static class SchemaText
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A schema (JSON Schema 2020-12) of an object that has no properties beyond those written.</summary>
    /// <param name="title">What the file is.</param>
    /// <param name="description">How its values are read; empty for nothing.</param>
    /// <param name="required">Properties that must be there.</param>
    /// <param name="properties">Writes the properties.</param>
    /// <param name="more">Writes what stands beside them, such as definitions.</param>
    public static string Of(string title, string description, IEnumerable<string> required, Action<Utf8JsonWriter> properties, Action<Utf8JsonWriter>? more = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", title);
            if (description.Length > 0) json.WriteString("description", description);
            json.WriteString("type", "object");
            json.Names("required", required);
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            properties(json);
            json.WriteEndObject();
            more?.Invoke(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>A property that is a text.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    /// <summary>The property <c>name</c>: small letters and hyphens.</summary>
    public static void Name(this Utf8JsonWriter json)
    {
        json.WriteStartObject("name");
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[a-z0-9._-]+$");
        json.WriteEndObject();
    }

    /// <summary>A list of words as a property.</summary>
    public static void Names(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
