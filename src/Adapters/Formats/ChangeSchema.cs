using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes the JSON schema of files of changes from the field catalogue, for editors that complete and check them.</summary>
public static class ChangeSchema
{
    static readonly string[] Required = ["name", "changes"], Address = ["table"], Cells = ["string", "number"], Values = ["string", "number", "array"], Numbers = ["number"], Either = ["number", "string"];

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Write() => SchemaText.Of("Changes of a network package: a scenario or a policy measure", "", Required, json =>
    {
        json.Text("$schema", "Address of this schema.");
        json.Name();
        json.Text("title", "Title for people.");
        json.Text("about", "What it stands for, what it rests on, and its limits.");
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
    });

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
        json.Names("type", Values);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("field");
        json.Names("enum", table.Fields.Where(f => f.Type != FieldType.Id).Select(f => f.Name));
        json.WriteEndObject();
        json.Text("unit", "Unit of the value, where rows have units of their own.");
        foreach (var operation in ChangeFile.Operations.Where(o => o != "add"))
        {
            json.WriteStartObject(operation);
            json.Names("type", operation is "times" or "plus" ? Numbers : Either);
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
        json.Names("required", Address);
        json.WriteStartArray("oneOf");
        foreach (var operation in ChangeFile.Operations)
        {
            json.WriteStartObject();
            json.Names("required", operation == "add" ? [operation] : ["field", operation]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Cell(Utf8JsonWriter json, FieldSpec field)
    {
        json.WriteStartObject(field.Name);
        json.Names("type", Cells);
        json.WriteString("description", field.Description);
        json.WriteEndObject();
    }
}
