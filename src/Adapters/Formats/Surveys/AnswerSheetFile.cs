using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Reads and writes what companies answered as JSON: one sheet, or a book of all sheets. It holds answers in plain, so it is kept like them.</summary>
public static class AnswerSheetFile
{
    /// <summary>Most bytes of a book: 64 MB.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Words for what is allowed, in the order of <see cref="AnswerConsent"/>.</summary>
    public static IReadOnlyList<string> Consents { get; } = ["officer", "sums", "analysts"];

    static readonly string[] BookFields = ["sheets"], ContactFields = ["name", "mail"], AnswerFields = ["question", "value", "consent", "as_of"];

    static readonly string[] SheetFields = ["survey", "questionnaire", "respondent", "group", "country", "size", "date", "version", "contact", "answers"];

    /// <summary>Reads a book; a file that is not there is an empty one. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<AnswerSheet>? Load(string path, ICollection<Finding> findings) =>
        !File.Exists(path) ? [] : CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings));

    /// <summary>Reads a book. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<AnswerSheet>? Read(Stream stream, Place place, ICollection<Finding> findings) => CheckedFile.Json<IReadOnlyList<AnswerSheet>>(stream, place, MostBytes, findings, root =>
    {
        var reading = new JsonReading(place, findings);
        if (!reading.IsObject(root, "", BookFields)) return null;
        AnswerSheet[] sheets = [.. reading.List(root, "sheets", "", isNeeded: true).Select(s => Sheet(reading, s.Json, s.At)).OfType<AnswerSheet>()];
        return reading.IsClean ? sheets : null;
    });

    /// <summary>A book: the same sheets give the same bytes.</summary>
    public static byte[] Write(IEnumerable<AnswerSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var buffer = new ArrayBufferWriter<byte>(1 << 14);
        using (var json = new Utf8JsonWriter(buffer, QuestionnaireFile.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("sheets");
            foreach (var sheet in sheets) Write(json, sheet, withAll: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Receipt of a sheet: 20 letters and digits of the SHA-256 of its answers, in groups. Whoever has the sheet works out the same; the contact does not count,
    /// so that a receipt outlives its deletion.</summary>
    /// <remarks>Who knows nearly all of a sheet could test a guess of the rest against the receipt: it is kept like the sheet.</remarks>
    public static string Receipt(AnswerSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        using (var json = new Utf8JsonWriter(buffer, QuestionnaireFile.Options)) Write(json, sheet, withAll: false);
        // Base 32 without letters that look like digits.
        const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(Encoding.UTF8.GetString(buffer.WrittenSpan))));
        return string.Join('-', Enumerable.Range(0, 4).Select(g => string.Concat(Enumerable.Range(0, 5).Select(i => alphabet[hash[g * 5 + i] & 31]))));
    }

    static void Write(Utf8JsonWriter json, AnswerSheet sheet, bool withAll)
    {
        json.WriteStartObject();
        json.WriteString("survey", sheet.Survey);
        json.WriteString("questionnaire", sheet.Questionnaire);
        json.WriteString("respondent", sheet.Respondent);
        if (sheet.Group.Length > 0) json.WriteString("group", sheet.Group);
        json.WriteString("country", sheet.Country);
        if (sheet.Size.Length > 0) json.WriteString("size", sheet.Size);
        json.WriteString("date", Dates.Text(sheet.Date));
        if (withAll)
        {
            json.WriteNumber("version", sheet.Version);
            if (sheet.Contact != BusinessContact.None)
            {
                json.WriteStartObject("contact");
                json.WriteString("name", sheet.Contact.Name);
                json.WriteString("mail", sheet.Contact.Mail);
                json.WriteEndObject();
            }
        }
        json.WriteStartArray("answers");
        foreach (var answer in sheet.Answers)
        {
            json.WriteStartObject();
            json.WriteString("question", answer.Question);
            json.WriteString("value", answer.Value);
            json.WriteString("consent", Consents[(int)answer.Consent]);
            json.WriteString("as_of", Dates.Text(answer.AsOf));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static AnswerSheet? Sheet(JsonReading reading, JsonElement json, string at)
    {
        if (!reading.IsObject(json, at, SheetFields)) return null;
        var answers = new List<SheetAnswer>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (answer, place) in reading.List(json, "answers", at, isNeeded: true))
        {
            if (!reading.IsObject(answer, place, AnswerFields)) continue;
            var question = reading.Text(answer, "question", place);
            if (!seen.Add(question)) reading.Error("E-PACK-06", place, question);
            if (!answer.TryGetProperty("consent", out _)) reading.Error("E-PACK-01", place, "consent");
            var consent = reading.Choice(answer, "consent", place, [.. Consents.Select((w, i) => (w, (AnswerConsent)i))]);
            answers.Add(new(question, reading.Text(answer, "value", place), consent, reading.Date(answer, "as_of", place, isNeeded: true) ?? default));
        }
        var contact = BusinessContact.None;
        if (json.TryGetProperty("contact", out var person) && reading.IsObject(person, at + ".contact", ContactFields))
            contact = new(reading.Text(person, "name", at + ".contact", isNeeded: false), reading.Text(person, "mail", at + ".contact", isNeeded: false));
        var version = reading.Whole(json, "version", at) ?? 1;
        if (version < 1) reading.Error("E-PACK-02", at + ".version", "1");
        return new()
        {
            Survey = reading.Text(json, "survey", at), Questionnaire = reading.Text(json, "questionnaire", at), Respondent = reading.Text(json, "respondent", at), Group = reading.Text(json, "group", at, isNeeded: false),
            Country = reading.Text(json, "country", at), Size = reading.Text(json, "size", at, isNeeded: false), Date = reading.Date(json, "date", at, isNeeded: true) ?? default,
            Version = version, Contact = contact, Answers = answers,
        };
    }
}
