using System.Text.Json;
using Vauban.Core.Eligibility;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Writes the JSON schema of the worked cases of rule packs (<c>cases.json</c>) from the vocabulary of facts.</summary>
/// <remarks>A pack may have facts of its own, so that names of facts beyond the vocabulary are not refused here; the reader of cases knows them.</remarks>
public static class CaseSchema
{
    static readonly string[] Required = ["cases"], Base = ["name"], Case = ["id", "title", "expect"], Expected = ["string", "number", "object"];

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Write() => SchemaText.Of("Worked cases of a rule pack of Vauban", "Facts are those of contract files. A case starts from the facts of its base and states what rules, figures, choices and states come to.", Required, json =>
    {
        json.Text("$schema", "Address of this schema.");
        List(json, "bases", Base, () =>
        {
            json.Text("name", "Name that cases and other bases call it by.");
            json.Text("base", "Base that it starts from.");
        });
        List(json, "cases", Case, () =>
        {
            json.Text("id", "Id of the case.");
            json.Text("title", "What it is about.");
            json.Text("date", "Day of the assessment, where the facts state no decisive day.");
            json.Text("base", "Base that it starts from.");
            json.WriteStartObject("expect");
            json.WriteString("type", "object");
            json.WriteString("description", "By id: met, not-met, missing or not-applicable for a rule; a number or an interval for a figure; an option, or missing, for a choice; state, until and next_until for states.");
            json.WriteNumber("minProperties", 1);
            json.WriteStartObject("additionalProperties");
            json.Names("type", Expected);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }, Definitions);

    static void List(Utf8JsonWriter json, string name, IEnumerable<string> required, Action properties)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.Names("required", required);
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        properties();
        foreach (var part in FactReading.Properties(FactVocabulary.BuiltIn))
        {
            json.WriteStartObject(part);
            json.WriteString("$ref", "#/$defs/" + part);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Definitions(Utf8JsonWriter json)
    {
        json.WriteStartObject("$defs");
        FactSchema.Facts(json, "facts", FactVocabulary.BuiltIn.Facts.Where(f => f.List is null), isOpen: true);
        foreach (var list in FactVocabulary.BuiltIn.Lists)
        {
            json.WriteStartObject(list);
            json.WriteString("type", "array");
            FactSchema.Items(json, FactVocabulary.BuiltIn.Of(list), isOpen: true);
            json.WriteEndObject();
        }
        FactSchema.History(json);
        json.WriteEndObject();
    }
}
