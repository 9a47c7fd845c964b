using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Owners;

/// <summary>Reads legal entities and who consolidates whom from GLEIF: LEI-CDF and RR-CDF in XML, and the golden copy in JSON and CSV, with updates.</summary>
/// <remarks>
/// A legal entity becomes a party whose id is its identifier. "Directly consolidated by" and "international branch of" become ownership with decisive control (consolidated accounts are read as control);
/// "ultimately consolidated by" does only where no direct parent is known. Funds and other relations own nobody; they are counted. Of one record the last in the order of the files counts, unless it is older.
/// </remarks>
public sealed class GleifImporter : IImporter
{
    const string Start = "Relationship.StartNode.NodeID", End = "Relationship.EndNode.NodeID", Kind = "Relationship.RelationshipType", Updated = "Registration.LastUpdateDate";

    /// <inheritdoc/>
    public string Key => "gleif";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.IsXml) return file.Head.Contains("gleif.org/data/schema/leidata/", StringComparison.Ordinal) || file.Head.Contains("gleif.org/data/schema/rr/", StringComparison.Ordinal);
        if (file.IsJson) return (file.Head.Contains("\"LEI\"", StringComparison.Ordinal) && file.Head.Contains("\"LegalName\"", StringComparison.Ordinal)) || (file.Head.Contains("\"StartNode\"", StringComparison.Ordinal) && file.Head.Contains("\"RelationshipType\"", StringComparison.Ordinal));
        var headings = file.Headings;
        return (headings.Contains("lei") && headings.Contains("entity.legalname")) || headings.Contains("relationship.startnode.nodeid");
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var register = new Register(draft);
        foreach (var file in files)
        {
            if (file.IsXml) XmlParts.Each(file, draft, (name, _) => name is "LEIRecord" or "RelationshipRecord", (part, place) => register.Take(GleifRecord.Of(part), place));
            else if (file.IsJson) JsonParts.Members(file, draft, (_, part, place) => register.Take(GleifRecord.Of(Inner(part)), place));
            else
            {
                string[] headings = [];
                TextTable.Read(file, draft, h =>
                {
                    headings = h;
                    return [];
                }, (_, cells, place) => register.Take(GleifRecord.Of(headings, cells), place));
            }
        }
        register.Finish(files.Count > 0 ? files[0].Name : "");
    }

    // Some publishers wrap each record in an object of one member.
    static JsonElement Inner(JsonElement part)
    {
        foreach (var name in (ReadOnlySpan<string>)["RelationshipRecord", "LEIRecord"])
            if (part.Child(name) is { ValueKind: JsonValueKind.Object } inner) return inner;
        return part;
    }

    sealed class Register(ImportDraft draft)
    {
        sealed record Entity(Place Place, string Updated, string Name, string Kind, string Country, string Management, string Note, bool IsActive);

        sealed record Relation(Place Place, string Updated, string Start, string End, string Kind, string From, string To, string Share, bool IsActive);

        readonly SortedDictionary<string, Entity> _entities = new(StringComparer.Ordinal);
        readonly SortedDictionary<string, Relation> _relations = new(StringComparer.Ordinal);
        long _kept;

        public void Take(SortedDictionary<string, string> record, Place place)
        {
            string Of(string path) => record.GetValueOrDefault(path, "");
            var isDeleted = record.Keys.Any(k => k.StartsWith("Extension.Deletion", StringComparison.OrdinalIgnoreCase));
            if (Of(Start).Length > 0 && Of(End).Length > 0) Relate(record, place, isDeleted);
            else if (Of("LEI") is { Length: > 0 } lei)
            {
                lei = lei.ToUpperInvariant();
                if (!Identifiers.IsLei(lei))
                {
                    draft.Warn("W-IMPORT-24", place, ImportDraft.Short(lei));
                    return;
                }
                if (_entities.TryGetValue(lei, out var old) && string.CompareOrdinal(old.Updated, Of(Updated)) > 0) return;
                if (isDeleted) _entities.Remove(lei);
                else _entities[lei] = Entry(record, place);
                Bound();
            }
            else if (record.Count > 1) draft.Warn("W-IMPORT-10", place, "LEI");
        }

        Entity Entry(SortedDictionary<string, string> record, Place place)
        {
            string Of(string path) => record.GetValueOrDefault(path, "");
            var kept = new JsonObject();
            foreach (var (path, value) in record)
                if (path is not ("LEI" or "Entity.LegalName" or "Entity.HeadquartersAddress.Country" or "Entity.LegalJurisdiction" or Updated)) kept[path] = value;
            var note = Kept.Note("gleif", kept);
            if (note.Length > draft.Limits.NoteChars || (_kept += note.Length) > draft.Limits.AllNoteChars) note = "-";
            var kind = Of("Entity.EntityCategory") switch { "FUND" => "other", "SOLE_PROPRIETOR" => "person", "RESIDENT_GOVERNMENT_ENTITY" or "INTERNATIONAL_ORGANIZATION" => "authority", _ => "company" };
            var country = Places.Country(Of("Entity.LegalJurisdiction")) is { Length: > 0 } law ? law : Places.Country(Of("Entity.LegalAddress.Country"));
            return new(place, Of(Updated), Of("Entity.LegalName"), kind, country, Places.Country(Of("Entity.HeadquartersAddress.Country")), note, Of("Registration.RegistrationStatus") is not ("ANNULLED" or "DUPLICATE"));
        }

        void Relate(SortedDictionary<string, string> record, Place place, bool isDeleted)
        {
            string Of(string path) => record.GetValueOrDefault(path, "");
            var (start, end, kind) = (Of(Start).ToUpperInvariant(), Of(End).ToUpperInvariant(), Of(Kind));
            if (!Identifiers.IsLei(start) || !Identifiers.IsLei(end))
            {
                draft.Warn("W-IMPORT-24", place, ImportDraft.Short(Identifiers.IsLei(start) ? end : start));
                return;
            }
            var key = $"{start}|{end}|{kind}";
            if (_relations.TryGetValue(key, out var old) && string.CompareOrdinal(old.Updated, Of(Updated)) > 0) return;
            if (isDeleted)
            {
                _relations.Remove(key);
                return;
            }
            var (from, to) = Period(record);
            var share = Of("Relationship.RelationshipQuantifiers.RelationshipQuantifier.QuantifierUnits") is "PERCENTAGE" or "" ? Of("Relationship.RelationshipQuantifiers.RelationshipQuantifier.QuantifierAmount") : "";
            _relations[key] = new(place, Of(Updated), start, end, kind, from, to, Quantity.TryNumber(share, out var percent) && percent is >= 0 and <= 100 ? share : "", Of("Relationship.RelationshipStatus") is not "INACTIVE" && Of("Registration.RegistrationStatus") is not ("ANNULLED" or "DUPLICATE"));
            Bound();
        }

        // Of several periods the one of the relationship counts, not that of an accounting year.
        static (string From, string To) Period(SortedDictionary<string, string> record)
        {
            for (var n = 1; n <= 10; n++)
                foreach (var form in Forms(n))
                {
                    string Of(string name) => record.GetValueOrDefault(form.Replace("*", name, StringComparison.Ordinal), "");
                    if ((Of("PeriodType") is { Length: > 0 } type ? type : Of("periodType")) == "RELATIONSHIP_PERIOD") return (Day(Of("StartDate") is { Length: > 0 } s ? s : Of("startDate")), Day(Of("EndDate") is { Length: > 0 } e ? e : Of("endDate")));
                }
            return ("", "");
        }

        // In XML and JSON the second of a name bears a number behind it, in CSV the period does.
        static string[] Forms(int n) => ["Relationship.RelationshipPeriods.RelationshipPeriod.*" + (n == 1 ? "" : "." + n.ToString(CultureInfo.InvariantCulture)), $"Relationship.Period.{n.ToString(CultureInfo.InvariantCulture)}.*"];

        static string Day(string text) => text.Length >= 10 && Dates.TryParse(text[..10], false, out _) ? text[..10] : "";

        void Bound()
        {
            if (_entities.Count + _relations.Count > draft.Limits.Rows) throw new ReadLimitException("E-SIZE-02", draft.Limits.Rows.ToString(CultureInfo.InvariantCulture));
        }

        public void Finish(string name)
        {
            if (_entities.Count + _relations.Count == 0) return;
            var place = new Place(name);
            draft.Add("sources", place, null, ("id", "gleif"), ("title", "Global LEI Foundation: legal entities and their parents"), ("publisher", "GLEIF"), ("url", "https://www.gleif.org/"), ("note", "Licence: CC0 1.0"));
            var (left, cut) = (0, 0);
            foreach (var (lei, entity) in _entities)
            {
                if (!entity.IsActive)
                {
                    left++;
                    continue;
                }
                if (entity.Note == "-") cut++;
                draft.Add("parties", entity.Place, null, ("id", lei), ("name", entity.Name), ("kind", entity.Kind), ("country", entity.Country), ("management_country", entity.Management == entity.Country ? "" : entity.Management), ("lei", lei), ("source", "gleif"), ("basis", "declared"), ("note", entity.Note == "-" ? "" : entity.Note));
            }
            if (cut > 0) draft.Warn("W-IMPORT-13", place, cut.ToString(CultureInfo.InvariantCulture));
            else if (_entities.Count > 0) draft.Findings.Add(new("N-IMPORT-14", Severity.Note, place, (_entities.Count - left).ToString(CultureInfo.InvariantCulture)));
            var standing = _relations.Values.Where(r => r.IsActive).ToArray();
            var hasDirect = standing.Where(r => r.Kind == "IS_DIRECTLY_CONSOLIDATED_BY").Select(r => r.Start).ToHashSet(StringComparer.Ordinal);
            var taken = standing.Where(r => r.Kind is "IS_DIRECTLY_CONSOLIDATED_BY" or "IS_INTERNATIONAL_BRANCH_OF" || (r.Kind == "IS_ULTIMATELY_CONSOLIDATED_BY" && !hasDirect.Contains(r.Start))).ToArray();
            foreach (var lei in taken.SelectMany(r => (string[])[r.Start, r.End]).Distinct(StringComparer.Ordinal).Where(l => !(_entities.TryGetValue(l, out var e) && e.IsActive)).Order(StringComparer.Ordinal))
                draft.Add("parties", place, null, ("id", lei), ("kind", "company"), ("lei", lei), ("source", "gleif"), ("basis", "declared"));
            foreach (var relation in taken)
                draft.Add("ownership", relation.Place, new() { ["type"] = relation.Kind }, ("owner", relation.End), ("owned", relation.Start), ("share", relation.Share), ("control", "decisive"), ("from", relation.From), ("to", relation.To), ("source", "gleif"), ("basis", "declared"));
            if (left + _relations.Count - taken.Length is > 0 and var passed) draft.Warn("W-IMPORT-25", place, passed.ToString(CultureInfo.InvariantCulture));
        }
    }
}
