using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Writes the JSON schema of questionnaires, for editors that complete and check them.</summary>
public static class QuestionnaireSchema
{
    static readonly string[] Required = ["survey", "title", "questions"], QuestionRequired = ["id", "topic", "kind", "text"], ChoiceRequired = ["code", "text"], TargetRequired = ["table", "field"], English = ["en"];

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Write() => SchemaText.Of("Questionnaire of a survey", "What is asked of companies, and what becomes of the answers. vauban survey build writes one; edit the questions and give the next version.", Required, json =>
    {
        json.Text("$schema", "Address of this schema.");
        Name(json, "survey", "Name of the survey, the same in every round.");
        Whole(json, "version", 1, 1_200, "Version; kits of one version are not read against another.");
        Words(json, "title", "Title for people.");
        json.Text("period", "Period asked about.");
        json.Text("officer", "Who answers for the survey, and where to ask, correct or withdraw.");
        Whole(json, "least_contributors", 3, 1_200, "Fewest independent groups behind a figure that leaves. Default 5.");
        Whole(json, "contact_months", 0, 1_200, "Months after the day of answering for which the business contact is kept. Default 24.");
        Whole(json, "answer_months", 0, 1_200, "Months after the day of answering for which the answers are kept. Default 120.");
        Object(json, "ageing", [], "When an answer is old, and what becomes of it.", () =>
        {
            Whole(json, "fresh_months", 0, 1_200, "Months for which an answer stands as it was given. Default 12.");
            json.WriteStartObject("percent_per_year");
            json.WriteString("type", "number");
            json.WriteString("description", "By how much a number may have moved in each year after that, in per cent of it. Default 10.");
            json.WriteNumber("minimum", 0);
            json.WriteNumber("maximum", 100);
            json.WriteEndObject();
            Whole(json, "end_months", 0, 1_200, "Months after which it counts no more. Default 60.");
        });
        List(json, "questions", 1, QuestionnaireFile.MostQuestions, QuestionRequired, () => Question(json));
    });

    static void Question(Utf8JsonWriter json)
    {
        Name(json, "id", "Identifier, the same in every round.");
        Enum(json, "topic", QuestionnaireFile.Topics);
        Enum(json, "kind", QuestionnaireFile.Kinds);
        Words(json, "text", "The question.");
        Words(json, "help", "What counts and what does not.");
        Enum(json, "unit", [.. Units.All.Concat(QuestionnaireFile.FixedUnits).Distinct(StringComparer.Ordinal)]);
        json.Text("example", "An answer that could be given.");
        json.WriteStartObject("highest");
        json.WriteString("type", "number");
        json.WriteString("description", "Largest number that makes sense; the smallest is zero.");
        json.WriteNumber("minimum", 0);
        json.WriteEndObject();
        List(json, "choices", 2, 50, ChoiceRequired, () =>
        {
            json.Text("code", "What an answer holds, the same in every language; no comma.");
            Words(json, "text", "What a respondent reads.");
        });
        json.Text("stage", "Item whose makers are asked, by id; everybody where it is not there.");
        Object(json, "target", TargetRequired, "The cell of the tables that an answer fills.", () =>
        {
            Enum(json, "table", [.. FieldCatalog.Tables.Select(t => t.Name)]);
            json.Text("field", "Column.");
            json.Text("item", "Item that the row is about, by id.");
            json.Text("input", "The other item of a recipe, by id.");
        });
        json.WriteStartObject("added");
        json.WriteString("type", "boolean");
        json.WriteString("description", "True where answers of several companies make sense added up; only these are released as sums.");
        json.WriteEndObject();
    }

    static void Name(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[a-z0-9._-]+$");
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    static void Whole(Utf8JsonWriter json, string name, int least, int most, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", least);
        json.WriteNumber("maximum", most);
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    static void Enum(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartObject(name);
        json.Names("enum", words);
        json.WriteEndObject();
    }

    // A text, or one in each language.
    static void Words(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("description", description);
        json.WriteStartArray("oneOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteNumber("maxLength", QuestionnaireFile.LongestText);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.Names("required", English);
        json.WriteStartObject("properties");
        foreach (var language in Texts.Texts.Languages)
        {
            json.WriteStartObject(language);
            json.WriteString("type", "string");
            json.WriteNumber("maxLength", QuestionnaireFile.LongestText);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void List(Utf8JsonWriter json, string name, int least, int most, IEnumerable<string> required, Action properties)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "array");
        json.WriteNumber("minItems", least);
        json.WriteNumber("maxItems", most);
        Object(json, "items", required, "", properties);
        json.WriteEndObject();
    }

    static void Object(Utf8JsonWriter json, string name, IEnumerable<string> required, string description, Action properties)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        if (description.Length > 0) json.WriteString("description", description);
        json.WriteBoolean("additionalProperties", false);
        json.Names("required", required);
        json.WriteStartObject("properties");
        properties();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
