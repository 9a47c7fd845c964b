using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Reads and writes questionnaires as JSON files.</summary>
public static class QuestionnaireFile
{
    /// <summary>Most bytes of a file: 4 MB.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Most questions of a questionnaire.</summary>
    public const int MostQuestions = 1_000;

    /// <summary>Most characters of a text for people.</summary>
    internal const int LongestText = 2_000;

    internal static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly string[] Fields = ["$schema", "survey", "version", "title", "period", "officer", "least_contributors", "contact_months", "answer_months", "ageing", "questions"];

    internal static readonly string[] QuestionFields = ["id", "topic", "kind", "text", "help", "unit", "example", "highest", "choices", "stage", "target", "added"];

    internal static readonly string[] AgeingFields = ["fresh_months", "percent_per_year", "end_months"], ChoiceFields = ["code", "text"], TargetFields = ["table", "field", "item", "input"];

    /// <summary>Words for the topics, in the order of <see cref="QuestionTopic"/>.</summary>
    public static IReadOnlyList<string> Topics { get; } = ["capacity", "bottleneck", "lead-time", "skills", "permits", "stocks", "suppliers", "obstacles", "control"];

    /// <summary>Words for the kinds, in the order of <see cref="QuestionKind"/>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["number", "choice", "flag", "text"];

    /// <summary>Reads a file. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Questionnaire? Load(string path, ICollection<Finding> findings) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings));

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    public static Questionnaire? Read(Stream stream, Place place, ICollection<Finding> findings) =>
        CheckedFile.Json(stream, place, MostBytes, findings, root => new Reader(new JsonReading(place, findings)).Questionnaire(root));

    /// <summary>The file: the same questionnaire gives the same bytes.</summary>
    public static byte[] Write(Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        var buffer = new ArrayBufferWriter<byte>(1 << 14);
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, questionnaire);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of a questionnaire's content in its one form, in hexadecimal: answers name it, so that they are never held against another version.</summary>
    public static string Fingerprint(Questionnaire questionnaire) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(Encoding.UTF8.GetString(Write(questionnaire))))));

    static void Write(Utf8JsonWriter json, Questionnaire q)
    {
        json.WriteStartObject();
        json.WriteString("survey", q.Survey);
        json.WriteNumber("version", q.Version);
        Text(json, "title", q.Title);
        if (q.Period.Length > 0) json.WriteString("period", q.Period);
        if (q.Officer.Length > 0) json.WriteString("officer", q.Officer);
        json.WriteNumber("least_contributors", q.LeastContributors);
        json.WriteNumber("contact_months", q.ContactMonths);
        json.WriteNumber("answer_months", q.AnswerMonths);
        json.WriteStartObject("ageing");
        json.WriteNumber("fresh_months", q.Ageing.FreshMonths);
        json.WriteNumber("percent_per_year", q.Ageing.PercentPerYear);
        json.WriteNumber("end_months", q.Ageing.EndMonths);
        json.WriteEndObject();
        json.WriteStartArray("questions");
        foreach (var question in q.Questions) Write(json, question);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Question q)
    {
        json.WriteStartObject();
        json.WriteString("id", q.Id);
        json.WriteString("topic", Topics[(int)q.Topic]);
        json.WriteString("kind", Kinds[(int)q.Kind]);
        Text(json, "text", q.Text);
        if (q.Help.Of.Count > 0) Text(json, "help", q.Help);
        if (q.Unit.Length > 0) json.WriteString("unit", q.Unit);
        if (q.Example.Length > 0) json.WriteString("example", q.Example);
        if (q.Highest is { } highest) json.WriteNumber("highest", highest);
        if (q.Choices.Count > 0)
        {
            json.WriteStartArray("choices");
            foreach (var choice in q.Choices)
            {
                json.WriteStartObject();
                json.WriteString("code", choice.Code);
                Text(json, "text", choice.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (q.Stage.Length > 0) json.WriteString("stage", q.Stage);
        if (q.Target is { } target)
        {
            json.WriteStartObject("target");
            json.WriteString("table", target.Table);
            json.WriteString("field", target.Field);
            if (target.Item.Length > 0) json.WriteString("item", target.Item);
            if (target.Input.Length > 0) json.WriteString("input", target.Input);
            json.WriteEndObject();
        }
        if (q.IsAdded) json.WriteBoolean("added", true);
        json.WriteEndObject();
    }

    static void Text(Utf8JsonWriter json, string name, QuestionText text)
    {
        json.WriteStartObject(name);
        foreach (var language in Adapters.Texts.Texts.Languages)
            if (text.Of.TryGetValue(language, out var said)) json.WriteString(language, said);
        json.WriteEndObject();
    }

    sealed class Reader(JsonReading reading)
    {
        public Questionnaire? Questionnaire(JsonElement root)
        {
            if (!reading.IsObject(root, "", Fields)) return null;
            var survey = reading.Text(root, "survey", "");
            if (survey.Length > 0 && !PackageDescriptor.IsName(survey)) reading.Error("E-PACK-02", "survey", $"\"{PackageDescriptor.NameOf(survey)}\"");
            var usual = new Questionnaire { Survey = "usual", Title = Empty, Questions = [] };
            var title = Words(root, "title", "", isNeeded: true);
            var ageing = usual.Ageing;
            if (root.TryGetProperty("ageing", out var age) && reading.IsObject(age, "ageing", AgeingFields))
                ageing = new()
                {
                    FreshMonths = reading.Whole(age, "fresh_months", "ageing") ?? ageing.FreshMonths, EndMonths = reading.Whole(age, "end_months", "ageing") ?? ageing.EndMonths,
                    PercentPerYear = Number(age, "percent_per_year", "ageing") is { } percent and <= 100 ? percent : ageing.PercentPerYear,
                };
            if (ageing.EndMonths < ageing.FreshMonths) reading.Error("E-PACK-02", "ageing.end_months", ageing.FreshMonths.ToString(CultureInfo.InvariantCulture));
            var questions = new List<Question>();
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (json, at) in reading.List(root, "questions", "", isNeeded: true))
            {
                if (questions.Count >= MostQuestions)
                {
                    reading.Error("E-PACK-05", "questions", MostQuestions.ToString(CultureInfo.InvariantCulture));
                    break;
                }
                if (Question(json, at) is not { } question) continue;
                if (!seen.Add(question.Id)) reading.Error("E-PACK-06", at + ".id", question.Id);
                questions.Add(question);
            }
            if (questions.Count == 0 && reading.IsClean) reading.Error("E-PACK-01", "questions", "id");
            var (version, least) = (reading.Whole(root, "version", "") ?? 1, reading.Whole(root, "least_contributors", "") ?? usual.LeastContributors);
            if (version < 1) reading.Error("E-PACK-02", "version", "1");
            if (least < 3) reading.Error("E-PACK-02", "least_contributors", "5");
            var read = usual with
            {
                Survey = survey, Version = version, Title = title, Period = reading.Text(root, "period", "", isNeeded: false), Officer = reading.Text(root, "officer", "", isNeeded: false), LeastContributors = least,
                ContactMonths = reading.Whole(root, "contact_months", "") ?? usual.ContactMonths, AnswerMonths = reading.Whole(root, "answer_months", "") ?? usual.AnswerMonths, Ageing = ageing, Questions = questions,
            };
            return reading.IsClean ? read : null;
        }

        static QuestionText Empty => new(new Dictionary<string, string>());

        Question? Question(JsonElement json, string at)
        {
            if (!reading.IsObject(json, at, QuestionFields)) return null;
            var id = reading.Text(json, "id", at);
            if (id.Length > 0 && !PackageDescriptor.IsName(id)) reading.Error("E-PACK-02", at + ".id", $"\"{PackageDescriptor.NameOf(id)}\"");
            var (topic, kind) = (Word(json, "topic", at, Topics), Word(json, "kind", at, Kinds));
            var question = new Question
            {
                Id = id, Topic = (QuestionTopic)topic, Kind = (QuestionKind)kind, Text = Words(json, "text", at, isNeeded: true), Help = Words(json, "help", at, isNeeded: false),
                Unit = reading.Text(json, "unit", at, isNeeded: false), Example = reading.Text(json, "example", at, isNeeded: false), Highest = Number(json, "highest", at), Stage = reading.Text(json, "stage", at, isNeeded: false),
                Choices = Choices(json, at), Target = Target(json, at), IsAdded = Flag(json, "added", at),
            };
            if (question.Kind == QuestionKind.Choice && question.Choices.Count < 2) reading.Error("E-PACK-01", at, "choices");
            if (question.Unit.Length > 0 && !Units.TryFind(question.Unit, out _)) reading.Error("E-PACK-02", at + ".unit", $"\"{Units.Nearest(question.Unit) ?? "t/month"}\"");
            // Only numbers add up.
            if (question.IsAdded && question.Kind != QuestionKind.Number) reading.Error("E-PACK-02", at + ".added", "false");
            // An example that the question would refuse leads everybody astray.
            if (question.Example.Length > 0 && question.Read(question.Example) is null) reading.Error("E-PACK-07", at, "example", question.Example, Sample(question));
            return question;
        }

        static string Sample(Question question) => question.Kind switch { QuestionKind.Number => "12", QuestionKind.Flag => "yes", QuestionKind.Choice => string.Join(", ", question.Choices.Select(c => c.Code)), _ => "" };

        List<QuestionChoice> Choices(JsonElement json, string at)
        {
            var choices = new List<QuestionChoice>();
            foreach (var (choice, place) in reading.List(json, "choices", at))
            {
                if (!reading.IsObject(choice, place, ChoiceFields)) continue;
                var code = reading.Text(choice, "code", place);
                // A drop-down separates its words by commas.
                if (code.Contains(',', StringComparison.Ordinal) || choices.Exists(c => c.Code.Equals(code, StringComparison.OrdinalIgnoreCase))) reading.Error("E-PACK-06", place, code);
                choices.Add(new(code, Words(choice, "text", place, isNeeded: true)));
            }
            if (choices.Count > 50) reading.Error("E-PACK-05", at + ".choices", "50");
            return choices;
        }

        QuestionTarget? Target(JsonElement json, string at)
        {
            if (!json.TryGetProperty("target", out var target) || !reading.IsObject(target, at + ".target", TargetFields)) return null;
            var (table, field) = (reading.Text(target, "table", at + ".target"), reading.Text(target, "field", at + ".target"));
            var spec = FieldCatalog.Find(table);
            if (spec is null) reading.Error("E-PACK-04", at + ".target.table", table, string.Join(", ", FieldCatalog.Tables.Select(t => t.Name)));
            else if (spec.Find(field) < 0) reading.Error("E-PACK-04", at + ".target.field", field, string.Join(", ", spec.Fields.Select(f => f.Name)));
            return new(table, field, reading.Text(target, "item", at + ".target", isNeeded: false), reading.Text(target, "input", at + ".target", isNeeded: false));
        }

        int Word(JsonElement json, string name, string at, IReadOnlyList<string> words)
        {
            if (!json.TryGetProperty(name, out _)) reading.Error("E-PACK-01", at, name);
            return reading.Choice(json, name, at, [.. words.Select((w, i) => (w, i))]);
        }

        bool Flag(JsonElement json, string name, string at)
        {
            if (!json.TryGetProperty(name, out var value)) return false;
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) reading.Error("E-PACK-02", $"{at}.{name}", "true");
            return value.ValueKind == JsonValueKind.True;
        }

        double? Number(JsonElement json, string name, string at)
        {
            if (!json.TryGetProperty(name, out var value)) return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= Quantity.Largest) return number;
            reading.Error("E-PACK-02", JsonReading.Under(at, name), "12");
            return null;
        }

        QuestionText Words(JsonElement json, string name, string at, bool isNeeded)
        {
            if (!json.TryGetProperty(name, out _) && !isNeeded) return Empty;
            var words = new Dictionary<string, string>(StringComparer.Ordinal);
            if (!json.TryGetProperty(name, out var value)) reading.Error("E-PACK-01", at, name);
            else if (value.ValueKind == JsonValueKind.String) words["en"] = value.GetString()!;
            else if (reading.IsObject(value, JsonReading.Under(at, name), [.. Adapters.Texts.Texts.Languages]))
                foreach (var language in Adapters.Texts.Texts.Languages)
                    if (reading.Text(value, language, JsonReading.Under(at, name), isNeeded: language == "en") is { Length: > 0 } text) words[language] = text;
            if (words.Values.Any(w => w.Length > LongestText)) reading.Error("E-PACK-05", JsonReading.Under(at, name), LongestText.ToString(CultureInfo.InvariantCulture));
            return new(words);
        }
    }
}
