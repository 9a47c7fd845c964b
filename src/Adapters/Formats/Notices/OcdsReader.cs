using System.Globalization;
using System.Text.Json;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Reads Open Contracting releases (OCDS 1.1): release packages, record packages, single releases, and JSON Lines of any of them, line by line.</summary>
/// <remarks>Size and depth of a document are bounded, a name may stand once in an object. What a release says nothing about stays unknown.</remarks>
static class OcdsReader
{
    /// <summary>Most characters of one document: 64 million.</summary>
    public const int MostCharacters = 64 << 20;

    const string Whole = "tender";

    const int MostReleases = 100_000;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Reads a stream; broken documents and releases are findings.</summary>
    public static void Read(TextReader reader, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        var text = new System.Text.StringBuilder();
        var (line, first) = (0, 1);
        var found = notices.Count;
        while (Line(reader, out var next))
        {
            line++;
            if (text.Length == 0) first = line;
            if (next is null || text.Length + next.Length > MostCharacters)
            {
                findings.Add(new("E-NOTICE-10", Severity.Error, place with { Row = first }, (MostCharacters >> 20).ToString(CultureInfo.InvariantCulture)));
                return;
            }
            if (text.Length == 0 && next.Trim().Length == 0) continue;
            text.Append(next).Append('\n');
            // A line that is a document by itself is one of JSON Lines; else the document goes on.
            if (text.Length == next.Length + 1 && Parse(next) is { } single)
                using (single)
                {
                    Document(single.RootElement, place with { Row = first }, notices, findings);
                    text.Clear();
                }
        }
        if (text.ToString() is { } rest && rest.Trim().Length > 0)
            try
            {
                using var json = JsonDocument.Parse(rest, Options);
                Document(json.RootElement, place, notices, findings);
            }
            catch (JsonException e)
            {
                findings.Add(new("E-NOTICE-11", Severity.Error, place with { Row = first + (int)(e.LineNumber ?? 0) }, ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture)));
            }
        if (notices.Count == found && !findings.Any(f => f.Severity == Severity.Error && f.Place.File == place.File)) findings.Add(new("E-NOTICE-12", Severity.Error, place));
    }

    // A line, or null where it is longer than a document may be; false at the end.
    static bool Line(TextReader reader, out string? line)
    {
        var text = new System.Text.StringBuilder();
        int sign;
        while ((sign = reader.Read()) is not (-1 or '\n') && text.Length <= MostCharacters) text.Append((char)sign);
        line = text.Length > MostCharacters ? null : text.ToString();
        return sign != -1 || text.Length > 0;
    }

    // Most lines of a long document are none by themselves: what cannot be the whole of one is not tried.
    static JsonDocument? Parse(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}') return null;
        try
        {
            return JsonDocument.Parse(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static void Document(JsonElement root, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        var releases = Items(root, "releases").Concat(Items(root, "records").SelectMany(r => Child(r, "compiledRelease") is { } compiled ? [compiled] : Items(r, "releases"))).ToList();
        if (releases.Count == 0 && Text(root, "ocid").Length > 0) releases.Add(root);
        if (releases.Count == 0) findings.Add(new("E-NOTICE-12", Severity.Error, place));
        foreach (var release in releases)
        {
            if (notices.Count >= MostReleases)
            {
                findings.Add(new("E-NOTICE-13", Severity.Error, place, MostReleases.ToString(CultureInfo.InvariantCulture)));
                return;
            }
            if (Text(release, "ocid") is { Length: > 0 } ocid) notices.Add(new Reading(release, place with { Id = ocid }, findings).Notice(ocid));
            else findings.Add(new("W-NOTICE-14", Severity.Warning, place));
        }
    }

    static JsonElement? Child(JsonElement at, string name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null ? child : null;

    static IEnumerable<JsonElement> Items(JsonElement at, string name) => Child(at, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    // Ids are numbers now and then, though they should be texts.
    static string Text(JsonElement at, string name) => Child(at, name) switch
    {
        { ValueKind: JsonValueKind.String } text => (text.GetString() ?? "").Trim(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    sealed class Reading(JsonElement release, Place place, ICollection<Finding> findings)
    {
        public Notice Notice(string ocid)
        {
            var tender = Child(release, "tender") ?? default;
            var awards = Awards(tender).ToArray();
            var tags = Items(release, "tag").Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()).ToArray();
            var parties = Items(release, "parties").Select(Party).OfType<NoticeParty>().DistinctBy(p => p.Key).ToList();
            foreach (var named in new[] { Child(release, "buyer"), Child(tender, "procuringEntity") }.OfType<JsonElement>().Concat(Items(release, "awards").SelectMany(a => Items(a, "suppliers"))))
                if (Party(named) is { } party && parties.All(p => p.Key != party.Key)) parties.Add(party);
            foreach (var party in parties.Where(p => p.Country.IsEmpty)) findings.Add(new("W-NOTICE-04", Severity.Warning, place, party.Name.Length > 0 ? party.Name : party.Key, CountryText(party.Key)));
            var buyers = Items(release, "parties").Where(p => Items(p, "roles").Any(r => r.ValueKind == JsonValueKind.String && r.GetString() == "buyer")).Select(Key).Concat(Child(release, "buyer") is { } buyer ? [Key(buyer)] : []).Where(k => k.Length > 0).Distinct().ToArray();
            if (buyers.Length == 0 && Child(tender, "procuringEntity") is { } entity) buyers = [Key(entity)];
            if (buyers.Length == 0) findings.Add(new("W-NOTICE-05", Severity.Warning, place));
            return new()
            {
                Place = place, Format = "ocds", Id = Text(release, "id") is { Length: > 0 } id ? id : ocid, Procedure = ocid, Issued = Day(release, "date"),
                Stage = awards.Length > 0 || tags.Any(t => t is "award" or "contract" or "implementation") ? NoticeStage.Award : tags.Contains("tender") || Text(tender, "status") is "active" or "complete" ? NoticeStage.Competition : NoticeStage.Planning,
                Parties = parties, Buyers = buyers, Lots = [.. Lots(tender)], Awards = awards,
            };
        }

        string CountryText(string key) => Items(release, "parties").Where(p => Key(p) == key).Select(p => Child(p, "address") is { } address ? Text(address, "countryName") : "").FirstOrDefault() ?? "";

        static string Key(JsonElement party) => Text(party, "id") is { Length: > 0 } id ? id : Text(party, "name");

        static NoticeParty? Party(JsonElement party)
        {
            if (Key(party) is not { Length: > 0 } key) return null;
            var address = Child(party, "address") ?? default;
            var name = Text(address, "countryName");
            var country = new[] { Text(address, "countryCode"), Text(address, "country"), name }.Where(t => t.Length is 2 or 3).Select(CountryCodes.Of).FirstOrDefault(c => !c.IsEmpty);
            if (country.IsEmpty && name.Length > 0 && Countries.All.FirstOrDefault(c => c.Names.Values.Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } found) country = CountrySet.Of(found);
            var scale = Child(party, "details") is { } details ? Text(details, "scale") : "";
            return new(key, Text(party, "name"), country, scale is "micro" or "small" or "medium" or "large" ? scale : "");
        }

        // Lots where there are any; else the whole tender is one.
        IEnumerable<NoticeLot> Lots(JsonElement tender)
        {
            if (tender.ValueKind != JsonValueKind.Object) yield break;
            var items = Items(tender, "items").ToArray();
            var lots = Items(tender, "lots").ToArray();
            foreach (var lot in lots.Length > 0 ? lots : [tender])
            {
                // A tender changes its id from release to release; as the one lot there is it keeps its name.
                var id = lots.Length == 0 ? Whole : Text(lot, "id");
                var mine = lots.Length == 0 ? items : [.. items.Where(i => Text(i, "relatedLot") == id)];
                var codes = mine.SelectMany(Codes).Distinct().ToArray();
                var period = Child(lot, "contractPeriod") ?? Child(tender, "contractPeriod") ?? default;
                // Amounts of one unit add up; others are not known as one.
                var units = mine.Select(i => Child(i, "unit") is { } unit ? Text(unit, "name") : "").Distinct().ToArray();
                double? quantity = mine.Length > 0 && units.Length == 1 && mine.All(i => Number(i, "quantity") is not null) ? mine.Sum(i => Number(i, "quantity")!.Value) : null;
                if (codes.Length == 0) findings.Add(new("W-NOTICE-03", Severity.Warning, place, id));
                yield return new(id, Text(lot, "title") is { Length: > 0 } title ? title : Text(tender, "title"), codes, Money(lot, "value"), Day(period, "startDate"), Day(period, "endDate"), quantity, units is [var one] ? one : "", "", "");
            }
        }

        static IEnumerable<string> Codes(JsonElement item) => new[] { Child(item, "classification") ?? default }.Concat(Items(item, "additionalClassifications"))
            .Where(c => Text(c, "scheme") == "CPV").Select(c => NoticeText.Cpv(Text(c, "id"))).OfType<string>();

        // A contract counts instead of its award, with what the award says of the winners.
        IEnumerable<NoticeAward> Awards(JsonElement tender)
        {
            var contracts = Items(release, "contracts").ToArray();
            foreach (var award in Items(release, "awards").Where(a => Text(a, "status") is "" or "active"))
            {
                var id = Text(award, "id");
                var suppliers = Items(award, "suppliers").Select(Key).Where(k => k.Length > 0).Distinct().ToArray();
                string[] lots = Items(award, "relatedLots").Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString()!).ToArray() is { Length: > 0 } related ? related : Items(tender, "lots").Any() ? [] : [Whole];
                var mine = contracts.Where(c => Text(c, "awardID") == id).ToArray();
                if (mine.Length == 0) yield return new(id, lots, Money(award, "value"), Day(award, "date"), suppliers, [], null, null);
                foreach (var contract in mine)
                    yield return new(Text(contract, "id"), lots, Money(contract, "value") ?? (mine.Length == 1 ? Money(award, "value") : null), Day(contract, "dateSigned") ?? Day(award, "date"), suppliers, [], null, null);
            }
        }

        NoticeMoney? Money(JsonElement at, string name)
        {
            if (Child(at, name) is not { } value) return null;
            if (Number(value, "amount") is { } amount && Text(value, "currency") is { Length: 3 } currency) return new(amount, currency.ToUpperInvariant());
            findings.Add(new("W-NOTICE-08", Severity.Warning, place, value.GetRawText() is { Length: <= 80 } raw ? raw : ""));
            return null;
        }

        static double? Number(JsonElement at, string name) => Child(at, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) && value >= 0 && value <= Quantity.Largest ? value : null;

        DateOnly? Day(JsonElement at, string name)
        {
            if (Text(at, name) is not { Length: > 0 } text) return null;
            if (NoticeText.Day(text) is { } day) return day;
            findings.Add(new("W-NOTICE-09", Severity.Warning, place, text.Length <= 80 ? text : text[..80]));
            return null;
        }
    }
}
