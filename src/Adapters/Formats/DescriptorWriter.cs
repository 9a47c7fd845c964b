using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes <c>datapackage.json</c> after the Frictionless Data Package standard (version 1, tabular), so that other tools can read the tables.</summary>
static class DescriptorWriter
{
    /// <summary>A quantity is no number to the standard: a text with this pattern.</summary>
    public const string QuantityPattern = @"([0-9]+(\.[0-9]+)?(E-?[0-9]+)?)?(\.\.([0-9]+(\.[0-9]+)?(E-?[0-9]+)?)?)?";

    const string DatePattern = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";

    /// <summary>The descriptor of a package; tables without rows are left out.</summary>
    public static byte[] Write(Package package) => Write(package.Head, [.. package.Tables.Select(t => (t.Spec, CsvTableWriter.Columns(t)))]);

    /// <summary>The descriptor of tables with the given columns.</summary>
    public static byte[] Write(PackageHead head, IReadOnlyList<(TableSpec Spec, int[] Columns)> tables)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("profile", tables.Count > 0 ? "tabular-data-package" : "data-package");
            json.WriteString("name", head.Name);
            if (head.Title.Length > 0) json.WriteString("title", head.Title);
            if (head.Description.Length > 0) json.WriteString("description", head.Description);
            json.WriteStartObject("vauban");
            json.WriteString("catalogue", FieldCatalog.Version);
            if (head.AsOf is { } date) json.WriteString("as_of", Dates.Text(date));
            json.WriteEndObject();
            json.WriteStartArray("resources");
            foreach (var (spec, columns) in tables) WriteResource(json, spec, columns, tables);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    static void WriteResource(Utf8JsonWriter json, TableSpec spec, int[] columns, IReadOnlyList<(TableSpec Spec, int[] Columns)> tables)
    {
        json.WriteStartObject();
        json.WriteString("name", spec.Name);
        json.WriteString("path", $"{spec.Name}.csv");
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("description", spec.Description);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteStartObject("schema");
        json.WriteStartArray("fields");
        foreach (var i in columns) WriteField(json, spec.Fields[i]);
        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        if (spec.HasId) json.WriteString("primaryKey", "id");
        WriteForeignKeys(json, spec, columns, tables);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Only where one table is meant, and where it is there to be pointed to.
    static void WriteForeignKeys(Utf8JsonWriter json, TableSpec spec, int[] columns, IReadOnlyList<(TableSpec Spec, int[] Columns)> tables)
    {
        var keys = columns.Select(i => spec.Fields[i]).Where(f => f.Type == FieldType.Reference && f.Targets.Count == 1 && tables.Any(t => t.Spec.Name == f.Targets[0])).ToArray();
        if (keys.Length == 0) return;
        json.WriteStartArray("foreignKeys");
        foreach (var field in keys)
        {
            json.WriteStartObject();
            json.WriteString("fields", field.Name);
            json.WriteStartObject("reference");
            json.WriteString("resource", field.Targets[0] == spec.Name ? "" : field.Targets[0]);
            json.WriteString("fields", "id");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteField(Utf8JsonWriter json, FieldSpec field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("type", field.Type switch { FieldType.Number when !field.MayBeInterval => "number", FieldType.Flag => "boolean", _ => "string" });
        json.WriteString("description", field.Unit is { } unit ? $"{field.Description} Unit: {unit}." : field.Description);
        if (field.Example.Length > 0) json.WriteString("example", field.Example);
        if (field.Type == FieldType.Flag)
        {
            WriteWords(json, "trueValues", ["yes"]);
            WriteWords(json, "falseValues", ["no"]);
        }
        json.WriteStartObject("constraints");
        if (field.Required) json.WriteBoolean("required", true);
        if (field.Type == FieldType.Id) json.WriteBoolean("unique", true);
        if (field.Type == FieldType.Choice) WriteWords(json, "enum", field.Choices);
        if (field.Type == FieldType.Unit) WriteWords(json, "enum", Units.All);
        if (field.Type == FieldType.Quantity) json.WriteString("pattern", QuantityPattern);
        if (field.Type == FieldType.Date) json.WriteString("pattern", DatePattern);
        if (field is { Type: FieldType.Number, Highest: { } most })
        {
            json.WriteNumber("minimum", -most);
            json.WriteNumber("maximum", most);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteWords(Utf8JsonWriter json, string property, IEnumerable<string> words)
    {
        json.WriteStartArray(property);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
