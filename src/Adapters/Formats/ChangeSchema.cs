using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes the JSON schema of files of changes from the field catalogue, for editors that complete and check them.</summary>
public static class ChangeSchema
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "Changes of a network package: a scenario or a policy measure");
            json.WriteString("type", "object");
            Names(json, "required", ["name", "changes"]);
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            Property(json, "$schema", "Address of this schema.");
            json.WriteStartObject("name");
            json.WriteString("type", "string");
            json.WriteString("pattern", "^[a-z0-9._-]+$");
            json.WriteEndObject();
            Property(json, "title", "Title for people.");
            Property(json, "about", "What it stands for, what it rests on, and its limits.");
            json.WriteStartObject("changes");
            json.WriteString("type", "array");
            json.WriteNumber("minItems", 1);
            json.WriteNumber("maxItems", ChangeFile.MostChanges);
            json.WriteStartObject("items");
            json.WriteStartArray("oneOf");
            foreach (var table in FieldCatalog.Tables) Table(json, table);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    static void Table(Utf8JsonWriter json, TableSpec table)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteString("description", $"Rows of {table.Name}: {table.Description}.");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        json.WriteStartObject("table");
        json.WriteString("const", table.Name);
        json.WriteEndObject();
        json.WriteStartObject("where");
        json.WriteString("type", "object");
        json.WriteString("description", "Conditions that must all hold; a list of values means any of them. A point follows a reference (item.kind); countries may be \"inside EU27\" or \"touches EU27\".");
        json.WriteStartObject("additionalProperties");
        Names(json, "type", ["string", "number", "array"]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("field");
        Names(json, "enum", table.Fields.Where(f => f.Type != FieldType.Id).Select(f => f.Name));
        json.WriteEndObject();
        Property(json, "unit", "Unit of the value, where rows have units of their own.");
        foreach (var operation in ChangeFile.Operations.Where(o => o != "add"))
        {
            json.WriteStartObject(operation);
            Names(json, "type", operation is "times" or "plus" ? ["number"] : ["number", "string"]);
            json.WriteEndObject();
        }
        json.WriteStartObject("add");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var field in table.Fields) Cell(json, field);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        Names(json, "required", ["table"]);
        json.WriteStartArray("oneOf");
        foreach (var operation in ChangeFile.Operations)
        {
            json.WriteStartObject();
            Names(json, "required", operation == "add" ? ["add"] : ["field", operation]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Cell(Utf8JsonWriter json, FieldSpec field)
    {
        json.WriteStartObject(field.Name);
        Names(json, "type", ["string", "number"]);
        json.WriteString("description", field.Description);
        json.WriteEndObject();
    }

    static void Property(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    static void Names(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
