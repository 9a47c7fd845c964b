using System.Globalization;
using System.Text.Json;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Reads Open Contracting releases (OCDS 1.1): release packages, record packages, single releases, and JSON Lines of any of them, line by line.</summary>
/// <remarks>One release is in memory at a time, so that a package of any length is read in bounded memory; the size and depth of a release are bounded, a name may stand
/// once in an object. What a release says nothing about stays unknown.</remarks>
static class OcdsReader
{
    /// <summary>Most bytes of one release, or of a record with all of its releases: 16 million.</summary>
    public const int MostBytes = 16 << 20;

    const string Whole = "tender";

    const int MostReleases = 100_000;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Reads a stream of UTF-8; broken documents and releases are findings.</summary>
    public static void Read(Stream stream, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        var found = notices.Count;
        var blocks = new JsonBlocks(stream, Options, MostBytes);
        try
        {
            // JSON Lines are documents one after the other, and a package is one.
            while (blocks.Peek() is not JsonTokenType.None)
                if (!Document(blocks, place, notices, findings)) return;
        }
        catch (JsonException e)
        {
            findings.Add(new("E-NOTICE-11", Severity.Error, place with { Row = blocks.Row }, ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture)));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair passes the parser and fails when it is read as text.
            findings.Add(new("E-NOTICE-11", Severity.Error, place with { Row = blocks.Row }, "1"));
        }
        catch (InvalidDataException)
        {
            findings.Add(new("E-NOTICE-10", Severity.Error, place with { Row = blocks.Row }, (MostBytes >> 20).ToString(CultureInfo.InvariantCulture)));
        }
        if (notices.Count == found && !findings.Any(f => f.Severity == Severity.Error && f.Place.File == place.File)) findings.Add(new("E-NOTICE-12", Severity.Error, place));
    }

    // The parts of a package are read one by one. A release by itself has no such list: its parts are kept, as far as a release may be long.
    static bool Document(JsonBlocks blocks, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        var first = place with { Row = blocks.Row };
        if (blocks.Next(out _) != JsonTokenType.StartObject) throw new JsonException("No object.");
        using var own = new MemoryStream();
        var (isPackage, isWhole) = (false, true);
        var names = new HashSet<string>(StringComparer.Ordinal);
        using (var json = new Utf8JsonWriter(own, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            while (blocks.Next(out var name) == JsonTokenType.PropertyName)
            {
                if (!names.Add(name)) throw new JsonException("A name stands twice.");
                if (name is "releases" or "records" && blocks.Peek() == JsonTokenType.StartArray)
                {
                    isPackage = true;
                    _ = blocks.Next(out _);
                    while (blocks.Peek() is not (JsonTokenType.EndArray or JsonTokenType.None))
                    {
                        using var part = blocks.Value(out var row);
                        var at = place with { Row = row };
                        foreach (var release in name == "releases" ? [part.RootElement] : Child(part.RootElement, "compiledRelease") is { } compiled ? [compiled] : Items(part.RootElement, "releases"))
                            if (!Release(release, at, notices, findings)) return false;
                    }
                    _ = blocks.Next(out _);
                }
                else if (isPackage)
                {
                    blocks.Skip();
                }
                else
                {
                    using var part = blocks.Value(out _);
                    json.WritePropertyName(name);
                    part.RootElement.WriteTo(json);
                    json.Flush();
                    isWhole &= own.Length <= MostBytes;
                    // What stands before the releases of a package is not needed; what is too long is no release.
                    if (!isWhole) own.SetLength(0);
                }
            }
            json.WriteEndObject();
        }
        if (isPackage) return true;
        if (!isWhole) throw new InvalidDataException("A release is too long.");
        using var single = JsonDocument.Parse(own.ToArray(), Options);
        if (Text(single.RootElement, "ocid").Length > 0) return Release(single.RootElement, first, notices, findings);
        findings.Add(new("E-NOTICE-12", Severity.Error, first));
        return true;
    }

    // False where there are more than are read.
    static bool Release(JsonElement release, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        if (notices.Count >= MostReleases)
        {
            findings.Add(new("E-NOTICE-13", Severity.Error, place, MostReleases.ToString(CultureInfo.InvariantCulture)));
            return false;
        }
        if (Text(release, "ocid") is { Length: > 0 } ocid) notices.Add(new Reading(release, place with { Id = ocid }, findings).Notice(ocid));
        else findings.Add(new("W-NOTICE-14", Severity.Warning, place));
        return true;
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
