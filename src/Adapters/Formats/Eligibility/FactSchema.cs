using System.Text.Json;
using Vauban.Core.Eligibility;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Facts in JSON schemas: those of a contract, lists of records, and what happened to states.</summary>
static class FactSchema
{
    static readonly string[] Id = ["id"], Event = ["machine", "move", "date"];

    public static void Facts(Utf8JsonWriter json, string name, IEnumerable<FactSpec> facts, bool isOpen = false)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", isOpen);
        json.WriteStartObject("properties");
        foreach (var fact in facts) Fact(json, fact);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Items(Utf8JsonWriter json, IEnumerable<FactSpec> facts, bool isOpen = false)
    {
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.Names("required", Id);
        json.WriteBoolean("additionalProperties", isOpen);
        json.WriteStartObject("properties");
        json.Text("id", "Id within the list; for a party or a component, that of the package where it has one.");
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

    public static void History(Utf8JsonWriter json)
    {
        json.WriteStartObject("history");
        json.WriteString("type", "array");
        json.WriteString("description", "What happened to states that begin and end, such as the supply-crisis state of EDIP.");
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.Names("required", Event);
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        json.Text("machine", "Id of the states, for example supply-crisis.");
        json.Text("move", "Id of the step, for example activate.");
        json.Text("date", "Day on which it takes effect.");
        json.WriteStartObject("months");
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
