using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Reads facts as they stand in contract files and in cases: <c>facts</c>, a list of records for each list of the vocabulary, and <c>history</c>.</summary>
sealed class FactReading(FactVocabulary vocabulary, JsonReading read, string basis, string file)
{
    const int MostRecords = 2_000;

    /// <summary>Properties that hold facts.</summary>
    public static IReadOnlyList<string> Properties(FactVocabulary vocabulary) => ["facts", "history", .. vocabulary.Lists];

    public FactSet Set(JsonElement root, string at, FactSet? basis = null)
    {
        var facts = new Dictionary<string, FactValue>(basis?.Root.Facts ?? new Dictionary<string, FactValue>(), StringComparer.Ordinal);
        var lists = new Dictionary<string, IReadOnlyList<FactRecord>>(basis?.Lists ?? new Dictionary<string, IReadOnlyList<FactRecord>>(), StringComparer.Ordinal);
        if (root.TryGetProperty("facts", out var plain))
        {
            if (plain.ValueKind != JsonValueKind.Object) read.Error("E-PACK-02", JsonReading.Under(at, "facts"), "{ }");
            else foreach (var property in plain.EnumerateObject()) Fact(property, null, JsonReading.Under(at, "facts"), facts);
        }
        foreach (var list in vocabulary.Lists.Where(l => root.TryGetProperty(l, out _)))
        {
            var records = read.List(root, list, at).ToArray();
            if (records.Length > MostRecords) read.Error("E-PACK-05", JsonReading.Under(at, list), MostRecords.ToString(System.Globalization.CultureInfo.InvariantCulture));
            else lists[list] = [.. records.Select(r => Record(r.Json, r.At, list)).OfType<FactRecord>()];
            foreach (var twice in lists.GetValueOrDefault(list, []).GroupBy(r => r.Id, StringComparer.Ordinal).Where(g => g.Count() > 1)) read.Error("E-PACK-06", JsonReading.Under(at, list), twice.Key);
        }
        var history = read.List(root, "history", at).Select(e => Event(e.Json, e.At)).OfType<StateEvent>().ToArray();
        return new FactSet(new("", facts), lists) { History = history.Length > 0 ? history : basis?.History ?? [] };
    }

    FactRecord? Record(JsonElement json, string at, string list)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            read.Error("E-PACK-02", at, "{ }");
            return null;
        }
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject().Where(p => p.Name != "id")) Fact(property, list, at, facts);
        return new(read.Text(json, "id", at), facts);
    }

    StateEvent? Event(JsonElement json, string at)
    {
        if (!read.IsObject(json, at, "machine", "move", "date", "months")) return null;
        var (machine, move) = (read.Text(json, "machine", at), read.Text(json, "move", at));
        return read.Date(json, "date", at, isNeeded: true) is { } date ? new(machine, move, date, read.Whole(json, "months", at)) : null;
    }

    void Fact(JsonProperty property, string? list, string at, Dictionary<string, FactValue> facts)
    {
        var name = list is null ? property.Name : $"{list}.{property.Name}";
        if (vocabulary.Find(name) is not { } spec || spec.List != list)
        {
            var near = Spelling.Nearest(property.Name, list is null ? vocabulary.Facts.Where(f => f.List is null).Select(f => f.Name) : vocabulary.Of(list).Select(f => f.Field));
            read.Error("E-PACK-03", at, property.Name, near ?? "");
            return;
        }
        var json = property.Value;
        var origin = new FactOrigin(file, [], basis, "");
        if (json.ValueKind == JsonValueKind.Object)
        {
            if (!read.IsObject(json, JsonReading.Under(at, property.Name), "value", "source", "basis", "marking")) return;
            string Of(string part) => read.Text(json, part, JsonReading.Under(at, property.Name), isNeeded: false);
            origin = origin with { Sources = Of("source") is { Length: > 0 } source ? [source] : [], Basis = Of("basis") is { Length: > 0 } own ? own : basis, Marking = Of("marking") };
            if (origin.Basis.Length > 0 && !FieldCatalog.Bases.Contains(origin.Basis)) read.Error("E-PACK-04", JsonReading.Under(at, property.Name), origin.Basis, string.Join(", ", FieldCatalog.Bases));
            if (origin.Marking.Length > 0 && !FieldCatalog.Markings.Contains(origin.Marking)) read.Error("E-PACK-04", JsonReading.Under(at, property.Name), origin.Marking, string.Join(", ", FieldCatalog.Markings));
            if (!json.TryGetProperty("value", out json)) return;
        }
        if (json.ValueKind == JsonValueKind.Null)
        {
            facts.Remove(spec.Field);
            return;
        }
        var text = json.ValueKind switch { JsonValueKind.String => json.GetString()!, JsonValueKind.Number => json.GetRawText(), JsonValueKind.True => "yes", JsonValueKind.False => "no", _ => "\u0000" };
        if (FactValue.Parse(spec, text, origin) is { } value) facts[spec.Field] = value;
        else read.Error("E-PACK-07", at, property.Name, text == "\u0000" ? json.GetRawText() : text, spec.Example);
    }
}
