using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Owners;

/// <summary>Reads statements of the Beneficial Ownership Data Standard 0.4: entities and persons as parties, direct shareholdings as ownership.</summary>
/// <remarks>Of one record the last statement counts; a closed one takes it away. An indirect interest is the sum of a chain; it is left out and counted, since the chain itself is what the model needs.
/// Of persons only name and nationality are taken over.</remarks>
public sealed class BodsImporter : IImporter
{
    /// <inheritdoc/>
    public string Key => "bods";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsJson && file.Head.Contains("\"recordType\"", StringComparison.Ordinal) && file.Head.Contains("\"statementId\"", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var register = new Register(draft);
        foreach (var file in files) JsonParts.Values(file, draft, register.Take);
        register.Finish(files.Count > 0 ? files[0].Name : "");
    }

    sealed class Register(ImportDraft draft)
    {
        sealed record Statement(string Kind, string Date, JsonElement Details, Place Place, string Publisher);

        readonly Dictionary<string, Statement> _records = new(StringComparer.Ordinal);
        readonly HashSet<string> _closed = new(StringComparer.Ordinal);
        int _indirect, _unspecified;

        public void Take(JsonElement part, Place place)
        {
            var (id, kind) = (part.Text("recordId"), part.Text("recordType"));
            if (id.Length == 0 || part.Child("recordDetails").ValueKind != JsonValueKind.Object || kind is not ("entity" or "person" or "relationship"))
            {
                draft.Warn("W-IMPORT-22", place, ImportDraft.Short(kind.Length > 0 ? kind : "statement"));
                return;
            }
            var date = part.Text("statementDate");
            if (_records.TryGetValue(id, out var old) && string.CompareOrdinal(old.Date, date) > 0) return;
            if (part.Text("recordStatus") == "closed")
            {
                _records.Remove(id);
                _closed.Add(id);
                return;
            }
            if (_records.Count >= draft.Limits.Rows) throw new ReadLimitException("E-SIZE-02", draft.Limits.Rows.ToString(CultureInfo.InvariantCulture));
            _records[id] = new(kind, date, part.Child("recordDetails").Clone(), place, part.Text("publicationDetails", "publisher", "name"));
        }

        public void Finish(string name)
        {
            if (_records.Count == 0) return;
            var place = new Place(name);
            draft.Add("sources", place, null, ("id", "bods"), ("title", "Beneficial ownership statements"), ("publisher", _records.Values.Select(r => r.Publisher).FirstOrDefault(p => p.Length > 0) ?? ""));
            foreach (var (id, record) in _records)
                if (record.Kind == "entity") Entity(id, record);
                else if (record.Kind == "person") Person(id, record);
            foreach (var record in _records.Values.Where(r => r.Kind == "relationship")) Relationship(record);
            if (_indirect > 0) draft.Warn("W-IMPORT-23", place, _indirect.ToString(CultureInfo.InvariantCulture));
            if (_unspecified > 0) draft.Warn("W-IMPORT-26", place, _unspecified.ToString(CultureInfo.InvariantCulture));
        }

        void Entity(string id, Statement record)
        {
            var details = record.Details;
            var lei = details.List("identifiers").Where(i => i.Text("scheme") == "XI-LEI").Select(i => i.Text("id").ToUpperInvariant()).FirstOrDefault(Identifiers.IsLei) ?? "";
            var kind = details.Text("entityType", "type") switch { "state" => "state", "stateBody" => "authority", "registeredEntity" or "legalEntity" => "company", _ => "other" };
            var name = details.Text("name");
            draft.Add("parties", record.Place, Kept.But(details, "name", "isComponent", "jurisdiction"), ("id", draft.Id("parties", id, name.Length > 0 ? name : id)), ("name", name), ("kind", kind), ("country", Places.Country(details.Text("jurisdiction", "code") is { Length: > 0 } code ? code : details.Text("jurisdiction", "name"))), ("lei", lei), ("source", "bods"), ("basis", "declared"));
        }

        void Person(string id, Statement record)
        {
            var details = record.Details;
            var name = details.List("names").Select(n => n.Text("fullName")).FirstOrDefault(n => n.Length > 0) ?? "";
            var nationality = details.List("nationalities").Select(n => Places.Country(n.Text("code") is { Length: > 0 } code ? code : n.Text("name"))).FirstOrDefault(n => n.Length > 0) ?? "";
            draft.Add("parties", record.Place, null, ("id", draft.Id("parties", id, name.Length > 0 ? name : "person")), ("name", name), ("kind", "person"), ("country", nationality), ("source", "bods"), ("basis", "declared"));
        }

        void Relationship(Statement record)
        {
            var details = record.Details;
            var (owned, owner) = (details.Text("subject"), details.Text("interestedParty"));
            if (owned.Length == 0 || owner.Length == 0)
            {
                // Nobody is named, with a reason; that is no row, but it must not look like nobody owns it.
                _unspecified++;
                return;
            }
            if (_closed.Contains(owned) || _closed.Contains(owner)) return;
            if (!draft.Knows("parties", owned) || !draft.Knows("parties", owner))
            {
                draft.Warn("W-IMPORT-11", record.Place, ImportDraft.Short(draft.Knows("parties", owned) ? owner : owned), "ownership");
                return;
            }
            var interests = details.List("interests").ToArray();
            var direct = interests.Where(i => i.Text("directOrIndirect") != "indirect").ToArray();
            if (direct.Length == 0 && interests.Length > 0)
            {
                _indirect++;
                return;
            }
            var held = direct.FirstOrDefault(i => i.Text("type") == "shareholding");
            var any = held.ValueKind == JsonValueKind.Object ? held : direct.FirstOrDefault();
            // Other interests (votes, seats, trusts) decide control in ways that a share does not show; they are kept and judged by people.
            var kept = new JsonObject();
            if (interests.Length > 0 && !(interests.Length == 1 && held.ValueKind == JsonValueKind.Object)) kept["interests"] = new JsonArray([.. interests.Select(i => JsonNode.Parse(i.GetRawText()))]);
            draft.Add("ownership", record.Place, kept, ("owner", draft.Id("parties", owner)), ("owned", draft.Id("parties", owned)), ("share", Share(held.Child("share"))), ("from", Day(any.Text("startDate"))), ("to", Day(any.Text("endDate"))), ("source", "bods"), ("basis", "declared"));
        }

        static string Share(JsonElement share)
        {
            if (share.Number("exact") is { } exact) return Percent(exact);
            var low = share.Number("minimum") ?? share.Number("exclusiveMinimum");
            var high = share.Number("maximum") ?? share.Number("exclusiveMaximum");
            return low is null && high is null ? "" : $"{(low is { } l ? Percent(l) : "")}..{(high is { } h ? Percent(h) : "")}";
        }

        static string Percent(double value) => Quantity.Text(value);

        static string Day(string text) => text.Length >= 10 && Dates.TryParse(text[..10], false, out _) ? text[..10] : Dates.TryParse(text, false, out _) ? text : "";
    }
}
