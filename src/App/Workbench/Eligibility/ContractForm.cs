using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>The facts of a contract as fields of a form and back: what a field does not show stays as the file has it.</summary>
static class ContractForm
{
    /// <summary>Most records of a list that the form shows; more are for the file.</summary>
    public const int MostRecords = 15;

    /// <summary>Most characters of one field.</summary>
    public const int MostText = 500;

    /// <summary>Properties of the file that are texts about the contract.</summary>
    public static readonly IReadOnlyList<string> Heads = ["title", "about", "basis"];

    /// <summary>Groups of facts of the contract itself, in the order of the vocabulary: what stands before the point.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. FactVocabulary.BuiltIn.Facts.Where(f => f.List is null).Select(f => GroupOf(f.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>Group of a fact.</summary>
    public static string GroupOf(string fact) => fact[..fact.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Name of the field of a fact of the contract.</summary>
    public static string Field(FactSpec fact) => "f." + fact.Name;

    /// <summary>Name of the field with where a fact comes from.</summary>
    public static string Source(FactSpec fact) => "s." + fact.Name;

    /// <summary>Name of a field of a record.</summary>
    public static string Field(string list, int row, string name) => $"r.{list}.{row.ToString(CultureInfo.InvariantCulture)}.{name}";

    /// <summary>Values of all fields by their names, as a contract's file has them.</summary>
    public static Dictionary<string, string> Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var head in Heads) values[head] = Text(root, head);
        if (root.TryGetProperty("facts", out var facts) && facts.ValueKind == JsonValueKind.Object)
            foreach (var fact in FactVocabulary.BuiltIn.Facts.Where(f => f.List is null && facts.TryGetProperty(f.Name, out _)))
            {
                values[Field(fact)] = Value(facts.GetProperty(fact.Name));
                values[Source(fact)] = Text(facts.GetProperty(fact.Name), "source");
            }
        foreach (var list in FactVocabulary.BuiltIn.Lists)
        {
            var row = 0;
            foreach (var record in Records(root, list))
            {
                values[Field(list, row, "id")] = Text(record, "id");
                foreach (var fact in FactVocabulary.BuiltIn.Of(list).Where(f => record.TryGetProperty(f.Field, out _))) values[Field(list, row, fact.Field)] = Value(record.GetProperty(fact.Field));
                row++;
            }
        }
        return values;
    }

    static JsonElement[] Records(JsonElement root, string list) => root.TryGetProperty(list, out var records) && records.ValueKind == JsonValueKind.Array ? [.. records.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)] : [];

    /// <summary>How many records a list of a contract's file has.</summary>
    public static int Count(string json, string list)
    {
        using var document = JsonDocument.Parse(json);
        return Records(document.RootElement, list).Length;
    }

    static string Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    // A fact as a person writes it: an object holds it with its source, basis and marking.
    static string Value(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.Object => fact.TryGetProperty("value", out var value) ? Value(value) : "",
        JsonValueKind.String => fact.GetString()!,
        JsonValueKind.Number => fact.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => "",
    };

    /// <summary>A contract's file with what a form says.</summary>
    /// <param name="json">The file as it was.</param>
    /// <param name="form">Fields that were sent; a field that was not sent leaves the fact alone.</param>
    /// <exception cref="InputException">A text is too long.</exception>
    public static string With(string json, IReadOnlyDictionary<string, string> form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return JsonText.Of(writer =>
        {
            writer.WriteStartObject();
            // In the order of the file, so that it reads as before; what is new stands at the end.
            foreach (var name in root.EnumerateObject().Select(p => p.Name).Concat(Heads).Append("facts").Concat(FactVocabulary.BuiltIn.Lists).Distinct(StringComparer.Ordinal))
            {
                if (Heads.Contains(name) && form.TryGetValue(name, out var head))
                {
                    if (head.Trim().Length > 0) writer.WriteString(name, head.Trim());
                }
                else if (name == "facts") Facts(writer, root.TryGetProperty("facts", out var facts) ? facts : default, form);
                else if (FactVocabulary.BuiltIn.Lists.Contains(name)) List(writer, root, name, form);
                else if (root.TryGetProperty(name, out var other))
                {
                    writer.WritePropertyName(name);
                    other.WriteTo(writer);
                }
            }
            writer.WriteEndObject();
        });
    }

    static void Facts(Utf8JsonWriter json, JsonElement facts, IReadOnlyDictionary<string, string> form)
    {
        json.WriteStartObject("facts");
        foreach (var fact in FactVocabulary.BuiltIn.Facts.Where(f => f.List is null))
        {
            var there = facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(fact.Name, out var known) ? known : default;
            Fact(json, fact, fact.Name, there, form.TryGetValue(Field(fact), out var typed) ? typed.Trim() : null, form.TryGetValue(Source(fact), out var source) ? source.Trim() : null);
        }
        json.WriteEndObject();
    }

    static void Fact(Utf8JsonWriter json, FactSpec spec, string name, JsonElement there, string? typed, string? source)
    {
        var isThere = there.ValueKind != JsonValueKind.Undefined;
        if (typed is null || (isThere && typed == Value(there) && (source is null || source == Text(there, "source"))))
        {
            if (!isThere) return;
            json.WritePropertyName(name);
            there.WriteTo(json);
            return;
        }
        if (typed.Length == 0) return;
        var (basis, marking) = (Text(there, "basis"), Text(there, "marking"));
        source ??= Text(there, "source");
        if (source.Length + basis.Length + marking.Length == 0)
        {
            json.WritePropertyName(name);
            Write(json, spec, typed);
            return;
        }
        json.WriteStartObject(name);
        json.WritePropertyName("value");
        Write(json, spec, typed);
        foreach (var (part, text) in new[] { ("source", source), ("basis", basis), ("marking", marking) })
            if (text.Length > 0) json.WriteString(part, text);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, FactSpec spec, string text)
    {
        if (spec.Kind == FactKind.Flag && text is "yes" or "no") json.WriteBooleanValue(text == "yes");
        else if (spec.Kind == FactKind.Number && Quantity.TryNumber(text, out var number) && double.IsFinite(number)) json.WriteValue(number);
        else json.WriteStringValue(text);
    }

    static void List(Utf8JsonWriter json, JsonElement root, string list, IReadOnlyDictionary<string, string> form)
    {
        var there = Records(root, list);
        var isStated = root.TryGetProperty(list, out _);
        // What the form does not show stays; a record without an id is not there.
        var rows = Enumerable.Range(0, MostRecords + 1).Where(row => form.ContainsKey(Field(list, row, "id"))).ToArray();
        var isSent = form.ContainsKey($"l.{list}");
        if (!isSent && rows.Length == 0)
        {
            if (!isStated) return;
            json.WritePropertyName(list);
            root.GetProperty(list).WriteTo(json);
            return;
        }
        var kept = rows.Where(row => form[Field(list, row, "id")].Trim().Length > 0).ToArray();
        // An empty list says that there are none, which is not the same as nothing known.
        if (kept.Length == 0 && there.Length <= MostRecords && form.GetValueOrDefault($"l.{list}") != "none") return;
        json.WriteStartArray(list);
        foreach (var row in kept)
        {
            var id = form[Field(list, row, "id")].Trim();
            // By its id; one that was given another name is known by its place.
            var record = there.FirstOrDefault(r => Text(r, "id") == id);
            if (record.ValueKind == JsonValueKind.Undefined && row < there.Length && kept.All(k => form[Field(list, k, "id")].Trim() != Text(there[row], "id"))) record = there[row];
            json.WriteStartObject();
            json.WriteString("id", id);
            foreach (var fact in FactVocabulary.BuiltIn.Of(list))
                Fact(json, fact, fact.Field, record.ValueKind == JsonValueKind.Object && record.TryGetProperty(fact.Field, out var known) ? known : default, form.TryGetValue(Field(list, row, fact.Field), out var typed) ? typed.Trim() : null, null);
            json.WriteEndObject();
        }
        foreach (var record in there.Skip(MostRecords)) record.WriteTo(json);
        json.WriteEndArray();
    }

    /// <summary>Fields of a form as texts.</summary>
    /// <exception cref="InputException">One is too long.</exception>
    public static Dictionary<string, string> Of(IFormCollection form, Adapters.Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(texts);
        var fields = form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        return fields.Any(f => f.Value.Length > (f.Key == "about" ? 10 * MostText : MostText)) ? throw new InputException(texts["workbench.job.long"]) : fields;
    }

    /// <summary>What is wrong with a value in a field; empty where nothing is.</summary>
    public static string Wrong(FactSpec fact, string typed, Adapters.Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(texts);
        return FactValue.Parse(fact, typed, FactOrigin.None) is null ? texts.Format("workbench.contract.wrong", fact.Example) : "";
    }
}
