using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>CSL-JSON: a list of objects as citation programs exchange them. What CSL has no name for stands in <c>custom</c>.</summary>
static class CslFile
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Read(string file, string text, PaperList list)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items", out var items)) root = items;
            if (root.ValueKind != JsonValueKind.Array)
            {
                list.Say("E-PAPER-15", Severity.Error, new(file));
                return;
            }
            var number = 0;
            foreach (var entry in root.EnumerateArray())
            {
                if (list.IsFull) return;
                number++;
                var place = new Place(file, Row: number);
                if (entry.ValueKind == JsonValueKind.Object) list.Add(Draft(entry, place));
                else list.Say("E-PAPER-15", Severity.Error, place);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            list.Say("E-PAPER-12", Severity.Error, new(file));
        }
    }

    static PaperDraft Draft(JsonElement entry, Place place)
    {
        var type = Text(entry, "type");
        var draft = new PaperDraft(place)
        {
            Id = Text(entry, "id"), Title = Text(entry, "title"), Publisher = Text(entry, "publisher"), Language = Text(entry, "language"), Doi = Text(entry, "DOI"), Url = Text(entry, "URL"),
            Reference = Text(entry, "number"), Note = Text(entry, "note"), Kind = Text(entry, "genre") is { Length: > 0 } genre ? genre : type switch { "report" => "report", "article" or "article-journal" or "article-newspaper" or "article-magazine" => "article", "book" => "book", "legislation" => "law", "webpage" => "web page", _ => "" },
        };
        draft.Topics.AddRange(Text(entry, "keyword").Split(',', ';'));
        if (entry.TryGetProperty("author", out var authors) && authors.ValueKind == JsonValueKind.Array)
            foreach (var author in authors.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object)) draft.Authors.Add(Name(author));
        if (entry.TryGetProperty("issued", out var issued) && issued.ValueKind == JsonValueKind.Object) draft.Date = DateOf(issued);
        if (entry.TryGetProperty("custom", out var custom) && custom.ValueKind == JsonValueKind.Object)
        {
            draft.Initiatives.AddRange(Texts(custom, "initiatives"));
            draft.Technologies.AddRange(Texts(custom, "technologies"));
            if (custom.TryGetProperty("topics", out _))
            {
                draft.Topics.Clear();
                draft.Topics.AddRange(Texts(custom, "topics"));
            }
            draft.Marking = Text(custom, "marking");
        }
        return draft;
    }

    static string Name(JsonElement author)
    {
        if (Text(author, "literal") is { Length: > 0 } literal) return literal;
        var given = Text(author, "given");
        var family = string.Join(' ', new[] { Text(author, "non-dropping-particle"), Text(author, "family") }.Where(t => t.Length > 0));
        return given.Length == 0 ? family : $"{family}, {given}";
    }

    static string DateOf(JsonElement issued)
    {
        if (!issued.TryGetProperty("date-parts", out var parts) || parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0 || parts[0].ValueKind != JsonValueKind.Array) return Text(issued, "raw") is { Length: > 0 } raw ? raw : Text(issued, "literal");
        return string.Join('-', parts[0].EnumerateArray().Take(3).Select((p, i) => (p.ValueKind == JsonValueKind.String ? p.GetString()! : p.GetRawText()).PadLeft(i == 0 ? 4 : 2, '0')));
    }

    static string Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? "" : value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Number => value.GetRawText(), _ => "" };

    static IEnumerable<string> Texts(JsonElement of, string name) => of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!) : [];

    public static string Write(IEnumerable<Paper> papers)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (var paper in papers) Write(json, paper);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    static void Write(Utf8JsonWriter json, Paper p)
    {
        json.WriteStartObject();
        json.WriteString("id", p.Id);
        json.WriteString("type", p.Kind switch { "article" => "article", "book" => "book", "regulation" or "directive" or "law" => "legislation", "web page" => "webpage", "" => "document", _ => "report" });
        json.WriteString("title", p.Title);
        if (p.Authors.Count > 0)
        {
            json.WriteStartArray("author");
            foreach (var author in p.Authors)
            {
                json.WriteStartObject();
                // Only what splits into the two and comes back the same is split.
                if (author.Split(", ") is [{ Length: > 0 } family, { Length: > 0 } given])
                {
                    json.WriteString("family", family);
                    json.WriteString("given", given);
                }
                else json.WriteString("literal", author);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        Text("publisher", p.Publisher);
        if (p.Date.Length > 0)
        {
            json.WriteStartObject("issued");
            json.WriteStartArray("date-parts");
            json.WriteStartArray();
            foreach (var part in p.Date.Split('-')) json.WriteNumberValue(int.Parse(part, CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        Text("language", p.Language);
        Text("keyword", PaperFiles.Join(p.Topics));
        Text("number", p.Reference);
        Text("genre", p.Kind);
        Text("DOI", p.Doi);
        Text("URL", p.Url);
        Text("note", p.Note);
        json.WriteStartObject("custom");
        List("topics", p.Topics);
        List("initiatives", p.Initiatives);
        List("technologies", p.Technologies);
        json.WriteString("marking", p.Marking);
        json.WriteEndObject();
        json.WriteEndObject();

        void Text(string name, string value)
        {
            if (value.Length > 0) json.WriteString(name, value);
        }

        void List(string name, IReadOnlyList<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }
}
