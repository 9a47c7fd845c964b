using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Writes the JSON schema of contract files from the vocabulary of facts, for editors that complete and check them.</summary>
public static class ContractSchema
{
    static readonly string[] Required = ["name"];

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Write() => SchemaText.Of("Facts of a contract, a consortium or an action",
        "A fact is written plainly, or as an object with value, source, basis and marking; null or left out is unknown. A list that is stated is taken to be complete.", Required, json =>
        {
            foreach (var (name, about) in new[] { ("$schema", "Address of this schema."), ("title", "Title for people."), ("about", "What it is and what it rests on.") }) json.Text(name, about);
            json.Name();
            json.WriteStartObject("basis");
            json.WriteString("description", "Basis of facts that name none of their own.");
            json.Names("enum", FieldCatalog.Bases);
            json.WriteEndObject();
            FactSchema.Facts(json, "facts", FactVocabulary.BuiltIn.Facts.Where(f => f.List is null));
            foreach (var list in FactVocabulary.BuiltIn.Lists)
            {
                json.WriteStartObject(list);
                json.WriteString("type", "array");
                FactSchema.Items(json, FactVocabulary.BuiltIn.Of(list));
                json.WriteEndObject();
            }
            FactSchema.History(json);
        });
}
