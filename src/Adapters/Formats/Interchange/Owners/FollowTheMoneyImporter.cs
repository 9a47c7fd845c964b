using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Owners;

/// <summary>Reads entities of Follow the Money (JSON Lines or a list): companies, bodies and persons as parties, ownership as ownership. Other entities are counted and left out.</summary>
public sealed class FollowTheMoneyImporter : IImporter
{
    static readonly string[] Companies = ["Company", "Organization", "LegalEntity", "PublicBody", "Person"];

    /// <inheritdoc/>
    public string Key => "follow-the-money";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsJson && file.Head.Contains("\"schema\"", StringComparison.Ordinal) && file.Head.Contains("\"properties\"", StringComparison.Ordinal) && file.Head.Contains("\"id\"", StringComparison.Ordinal) && !file.Head.Contains("\"FeatureCollection\"", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
            JsonParts.Values(file, draft, (part, place) =>
            {
                var (id, schema, properties) = (part.Text("id"), part.Text("schema"), part.Child("properties"));
                if (id.Length == 0 || properties.ValueKind != JsonValueKind.Object) draft.Warn("W-IMPORT-10", place, "id");
                else if (Companies.Contains(schema)) Party(draft, id, schema, properties, place);
                else if (schema == "Ownership") Owns(draft, properties, place);
                else if (others.Count < 100) others[ImportDraft.Short(schema)] = others.GetValueOrDefault(ImportDraft.Short(schema)) + 1;
            });
        foreach (var (schema, count) in others) draft.Warn("W-IMPORT-27", new(files[0].Name), schema, count.ToString(CultureInfo.InvariantCulture));
    }

    static string First(JsonElement properties, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            foreach (var value in properties.List(name))
                if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        return "";
    }

    static void Party(ImportDraft draft, string id, string schema, JsonElement properties, Place place)
    {
        var isPerson = schema == "Person";
        var country = First(properties, isPerson ? (ReadOnlySpan<string>)["nationality", "country"] : ["jurisdiction", "country", "mainCountry"]);
        var lei = First(properties, "leiCode").ToUpperInvariant();
        var name = First(properties, "name");
        draft.Add("parties", place, isPerson ? null : Kept.But(properties, "name", "leiCode", "jurisdiction") is { Count: > 0 } rest ? new JsonObject { ["id"] = id, ["properties"] = rest } : null, ("id", draft.Id("parties", id, name.Length > 0 ? name : id)), ("name", name),
            ("kind", schema switch { "Person" => "person", "PublicBody" => "authority", "Company" => "company", _ => "other" }), ("country", Places.Country(country)), ("lei", Identifiers.IsLei(lei) ? lei : ""), ("basis", "declared"));
    }

    static void Owns(ImportDraft draft, JsonElement properties, Place place)
    {
        var (owner, owned) = (First(properties, "owner"), First(properties, "asset"));
        if (owner.Length == 0 || owned.Length == 0)
        {
            draft.Warn("W-IMPORT-10", place, "owner, asset");
            return;
        }
        var share = First(properties, "percentage").Replace("%", "", StringComparison.Ordinal).Trim();
        var text = Quantity.TryNumber(share, out var percent) && percent is >= 0 and <= 100 ? Quantity.Text(percent) : share.Split('-') is [var a, var b] && Quantity.TryNumber(a, out var low) && Quantity.TryNumber(b, out var high) && low >= 0 && low <= high && high <= 100 ? $"{Quantity.Text(low)}..{Quantity.Text(high)}" : "";
        var kept = Kept.But(properties, "owner", "asset", "startDate", "endDate");
        if (text.Length > 0) kept.Remove("percentage");
        // The two ends may come later in the file; what never comes is found at the end.
        draft.Add("ownership", place, kept, ("owner", draft.Id("parties", owner)), ("owned", draft.Id("parties", owned)), ("share", text), ("from", Day(First(properties, "startDate"))), ("to", Day(First(properties, "endDate"))), ("basis", "declared"));
    }

    static string Day(string text) => Dates.TryParse(text.Length > 10 ? text[..10] : text, false, out _) ? text.Length > 10 ? text[..10] : text : "";
}
