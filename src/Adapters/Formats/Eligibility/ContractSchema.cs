using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Writes the JSON schema of contract files from the vocabulary of facts, for editors that complete and check them.</summary>
public static class ContractSchema
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
            json.WriteString("title", "Facts of a contract, a consortium or an action");
            json.WriteString("description", "A fact is written plainly, or as an object with value, source, basis and marking; null or left out is unknown. A list that is stated is taken to be complete.");
            json.WriteString("type", "object");
            json.WriteStartArray("required");
            json.WriteStringValue("name");
            json.WriteEndArray();
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            foreach (var (name, about) in new[] { ("$schema", "Address of this schema."), ("title", "Title for people."), ("about", "What it is and what it rests on.") }) Text(json, name, about);
            json.WriteStartObject("name");
            json.WriteString("type", "string");
            json.WriteString("pattern", "^[a-z0-9._-]+$");
            json.WriteEndObject();
            Words(json, "basis", "Basis of facts that name none of their own.", FieldCatalog.Bases);
            Facts(json, "facts", FactVocabulary.BuiltIn.Facts.Where(f => f.List is null));
            foreach (var list in FactVocabulary.BuiltIn.Lists)
            {
                json.WriteStartObject(list);
                json.WriteString("type", "array");
                Items(json, FactVocabulary.BuiltIn.Of(list));
                json.WriteEndObject();
            }
            History(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    static void Text(Utf8JsonWriter json, string name, string about)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("description", about);
        json.WriteEndObject();
    }

    static void Words(Utf8JsonWriter json, string name, string about, IEnumerable<string> words)
    {
        json.WriteStartObject(name);
        json.WriteString("description", about);
        json.WriteStartArray("enum");
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Facts(Utf8JsonWriter json, string name, IEnumerable<FactSpec> facts)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var fact in facts) Fact(json, fact);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Items(Utf8JsonWriter json, IEnumerable<FactSpec> facts)
    {
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.WriteStartArray("required");
        json.WriteStringValue("id");
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        Text(json, "id", "Id within the list; for a party or a component, that of the package where it has one.");
        foreach (var fact in facts) Fact(json, fact);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Fact(Utf8JsonWriter json, FactSpec fact)
    {
        json.WriteStartObject(fact.Field);
        json.WriteString("description", fact.Title.English + (fact.Unit.Length > 0 ? $" ({fact.Unit})" : "") + (fact.Kind == FactKind.Word && fact.Words.Count > 0 ? $": {fact.Example}" : fact.Kind == FactKind.Word ? "" : $", for example {fact.Example}"));
        json.WriteStartArray("type");
        foreach (var type in new[] { "string", "number", "boolean", "null", "object" })
            if (type is "string" or "null" or "object" || (type == "number" && fact.Kind == FactKind.Number) || (type == "boolean" && fact.Kind == FactKind.Flag)) json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void History(Utf8JsonWriter json)
    {
        json.WriteStartObject("history");
        json.WriteString("type", "array");
        json.WriteString("description", "What happened to states that begin and end, such as the supply-crisis state of EDIP.");
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.WriteStartArray("required");
        foreach (var name in new[] { "machine", "move", "date" }) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        Text(json, "machine", "Id of the states, for example supply-crisis.");
        Text(json, "move", "Id of the step, for example activate.");
        Text(json, "date", "Day on which it takes effect.");
        json.WriteStartObject("months");
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
