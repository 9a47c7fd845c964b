using System.Globalization;
using Vauban.Adapters.Formats.Flat;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Makes a package of notices: buyers and makers as parties, CPV codes as items, open lots as demands, awards and lots as facts of the table contracts.</summary>
/// <remarks>
/// Of one lot and one contract of a buyer the latest notice counts. A lot that has been awarded is no demand any more. Facts of one contract have ids that begin alike:
/// <c>PROCEDURE-CONTRACT/value</c>, <c>/buyer-1</c>, <c>/supplier-1</c>, <c>/subcontractor-1</c>, <c>/subcontracting</c>, <c>/cpv</c>, <c>/notice</c>. Amounts are written
/// as published; those in another currency than the euro keep its code and are not converted.
/// </remarks>
public static class NoticePackage
{
    /// <summary>Makes the package.</summary>
    /// <param name="notices">Notices.</param>
    /// <param name="name">Name of the package.</param>
    /// <param name="findings">Gets what could not be taken over.</param>
    public static Package Of(IReadOnlyCollection<Notice> notices, string name, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(findings);
        return new Making(findings).Package(Latest(notices, findings), name);
    }

    // One notice may stand in several files, in several versions, and now and then two share an id that should not: the highest version counts, then the latest day, then
    // the later stage, then the last file by name. What is left out is said.
    static List<Notice> Latest(IReadOnlyCollection<Notice> notices, ICollection<Finding> findings)
    {
        var kept = new List<Notice>();
        foreach (var same in notices.GroupBy(n => n.Id.Length == 0 ? (n.Format, n.Place.ToString(), "") : (n.Format, n.Id, n.Format == "ocds" ? n.Procedure : "")))
        {
            var order = same.OrderByDescending(n => int.TryParse(n.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1).ThenByDescending(n => n.Issued ?? DateOnly.MinValue)
                .ThenByDescending(n => n.Stage).ThenByDescending(n => n.Place.File, StringComparer.Ordinal).ThenByDescending(n => n.Place.Row ?? 0).ToArray();
            kept.Add(order[0]);
            if (order.Length > 1)
                findings.Add(new("W-NOTICE-17", Severity.Warning, order[0].Place, same.First().Id, string.Join(", ", order[1..].Select(n => n.Place.File + (n.Version.Length > 0 ? $" ({n.Version})" : "")).Distinct().Take(10)), order[0].Version.Length > 0 ? order[0].Version : "-", order[0].Issued is { } day ? Dates.Text(day) : "-"));
        }
        return kept;
    }

    /// <summary>Adds what notices say to a package: rows of the same key are replaced, all others stay.</summary>
    /// <param name="package">Package.</param>
    /// <param name="notices">Package of notices.</param>
    public static Package Into(Package package, Package notices)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(notices);
        return new(package.Head, FieldCatalog.Tables.Select(spec =>
        {
            string Key(Row row) => string.Join('\u001f', (spec.HasId ? [spec.Fields[0].Name] : spec.Key).Select(k => row.Cells[spec.IndexOf(k)]));
            var added = notices[spec.Name].Rows;
            var keys = added.Select(Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return new Table(spec, [.. package[spec.Name].Rows.Where(r => !keys.Contains(Key(r))), .. added]);
        }).Where(t => t.Rows.Count > 0));
    }

    sealed class Making(ICollection<Finding> findings)
    {
        readonly SortedDictionary<string, List<Row>> _rows = new(StringComparer.Ordinal);
        readonly Dictionary<string, string> _partyIds = new(StringComparer.Ordinal);
        readonly HashSet<string> _taken = new(StringComparer.Ordinal), _items = new(StringComparer.Ordinal);

        sealed record Wanted(string Buyer, string Item, DateOnly? From, DateOnly? To, double? Rate, string Certainty, string Source, string Note);

        public Package Package(IReadOnlyCollection<Notice> notices, string name)
        {
            var order = notices.OrderByDescending(n => n.Issued ?? DateOnly.MinValue).ThenByDescending(n => n.Stage).ThenBy(n => n.Procedure, StringComparer.Ordinal).ThenBy(n => n.Id, StringComparer.Ordinal).ToArray();
            var (seenLots, seenContracts) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, HashSet<string>>(StringComparer.Ordinal));
            // An award that names no lot settles all of its procedure.
            var settled = notices.SelectMany(n => n.Awards.SelectMany(a => a.Lots.Count == 0 ? [$"{n.Procedure}|"] : a.Lots.Select(l => $"{n.Procedure}|{l}"))).ToHashSet(StringComparer.Ordinal);
            var wanted = new List<Wanted>();
            foreach (var notice in order)
            {
                var source = Source(notice);
                var procedure = Short(notice.Procedure);
                var buyers = notice.Buyers.Select(b => PartyOf(notice, b, "authority", source)).Distinct().ToArray();
                foreach (var award in notice.Awards.OrderBy(a => a.Id, StringComparer.Ordinal))
                {
                    var key = $"{notice.Procedure}|{award.Id}";
                    if (!seenContracts.TryGetValue(key, out var known)) seenContracts[key] = known = new(StringComparer.Ordinal);
                    // Two procedures may share an id that should not: what other buyers signed is another contract.
                    else if (known.Overlaps(buyers) || buyers.Length == 0) continue;
                    else findings.Add(new("W-NOTICE-18", Severity.Warning, notice.Place, notice.Procedure, award.Id));
                    known.UnionWith(buyers);
                    Award(notice, award, $"{procedure}-{Slug(award.Id)}", buyers, source);
                }
                foreach (var lot in notice.Lots)
                {
                    if (!seenLots.Add($"{notice.Procedure}|{lot.Id}")) continue;
                    var items = lot.Cpv.Select(c => Item(c, source)).ToArray();
                    LotFacts(notice, lot, $"{procedure}-{Slug(lot.Id)}", buyers, source);
                    // What has been awarded is a contract; a result that names no contract for the lot leaves nothing wanted either.
                    if (notice.Stage == NoticeStage.Award || settled.Contains($"{notice.Procedure}|") || settled.Contains($"{notice.Procedure}|{lot.Id}") || items.Length == 0 || buyers.Length == 0) continue;
                    wanted.Add(new(buyers[0], items[0], lot.Start, lot.End, Rate(lot), notice.Stage == NoticeStage.Planning ? "intention" : "option", source, $"Lot {lot.Id} of notice {notice.Id}" + (lot.Title.Length > 0 ? ": " + Cell(lot.Title) : "")));
                }
            }
            foreach (var group in wanted.GroupBy(w => (w.Buyer, w.Item, w.From, w.Certainty)).OrderBy(g => g.Key.Buyer, StringComparer.Ordinal).ThenBy(g => g.Key.Item, StringComparer.Ordinal).ThenBy(g => g.Key.From).ThenBy(g => g.Key.Certainty, StringComparer.Ordinal))
            {
                var lots = group.ToArray();
                // A rate that one of the lots leaves open makes the sum unknown.
                var rate = lots.All(l => l.Rate is not null) && lots.All(l => l.To == lots[0].To) ? lots.Sum(l => l.Rate!.Value) : (double?)null;
                Add("demands", ("buyer", group.Key.Buyer), ("item", group.Key.Item), ("from", Day(group.Key.From)), ("to", Day(lots.Max(l => l.To))), ("rate", rate is { } r ? Quantity.Text(Math.Round(r, 9)) : ""), ("rate_unit", rate is null ? "" : "piece/month"),
                    ("purpose", "own"), ("certainty", group.Key.Certainty), ("source", string.Join(' ', lots.Select(l => l.Source).Distinct().Order(StringComparer.Ordinal))), ("basis", "declared"), ("note", Cell(string.Join("; ", lots.Select(l => l.Note)))));
            }
            return new(new(name, "Procurement notices", notices.Max(n => n.Issued), "Demand and awards as published in procurement notices."), _rows.Select(r => new Table(FieldCatalog.Table(r.Key), r.Value)));
        }

        void Award(Notice notice, NoticeAward award, string id, string[] buyers, string source)
        {
            id = Unique(id);
            var codes = notice.Lots.Where(l => award.Lots.Contains(l.Id) || (award.Lots.Count == 0 && notice.Lots.Count == 1)).SelectMany(l => l.Cpv).Distinct().ToArray();
            var item = codes.Length > 0 ? Item(codes[0], source) : "";
            var suppliers = award.Suppliers.Select(s => PartyOf(notice, s, "company", source)).Distinct().ToArray();
            var maker = suppliers.Length > 0 ? suppliers[0] : "";
            void Fact(string fact, string value, string party) => Add("contracts", ("id", $"{id}/{fact}"), ("party", party), ("instrument", Instrument(notice)), ("fact", fact.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('-')), ("value", value), ("item", item), ("date", Day(award.Date ?? notice.Issued)), ("source", source), ("basis", "declared"));
            Fact("value", award.Value is { } money ? Amount(money) : "", maker);
            if (award.Value is { Currency: not "EUR" } foreign) findings.Add(new("W-NOTICE-15", Severity.Warning, notice.Place, Amount(foreign)));
            if (award.Value is null) findings.Add(new("W-NOTICE-16", Severity.Warning, notice.Place, award.Id));
            for (var i = 0; i < buyers.Length; i++) Fact($"buyer-{i + 1}", buyers[i], buyers[i]);
            for (var i = 0; i < suppliers.Length; i++) Fact($"supplier-{i + 1}", suppliers[i], suppliers[i]);
            var under = award.Subcontractors.Select(s => PartyOf(notice, s, "company", source)).Distinct().ToArray();
            for (var i = 0; i < under.Length; i++) Fact($"subcontractor-{i + 1}", under[i], under[i]);
            Fact("subcontracting", award.SubcontractedPercent is { } percent ? Quantity.Text(percent) : award.IsSubcontracted switch { true => "yes", false => "no", _ => "" }, maker);
            Fact("cpv", string.Join(' ', codes), maker);
            Fact("notice", notice.Id, maker);
        }

        void LotFacts(Notice notice, NoticeLot lot, string id, string[] buyers, string source)
        {
            id = Unique(id);
            var item = lot.Cpv.Count > 0 ? Item(lot.Cpv[0], source) : "";
            void Fact(string fact, string value) => Add("contracts", ("id", $"{id}/{fact}"), ("party", buyers.Length > 0 ? buyers[0] : ""), ("instrument", Instrument(notice)), ("fact", fact), ("value", value), ("item", item), ("date", Day(notice.Issued)), ("source", source), ("basis", "declared"));
            if (lot.Value is { } money) Fact("estimated-value", Amount(money));
            if (lot.Framework.Length > 0) Fact("framework-agreement", lot.Framework);
            if (lot.Subcontracting.Length > 0) Fact("subcontracting-asked", lot.Subcontracting);
            if (lot.Quantity is { } quantity) Fact("quantity", Quantity.Text(quantity) + (lot.Unit.Length > 0 ? " " + Cell(lot.Unit) : ""));
        }

        static string Instrument(Notice notice) => notice.Regime == NoticeText.Defence ? "2009/81/EC" : notice.Regime;

        static string Amount(NoticeMoney money) => money.Currency == "EUR" ? Quantity.Text(money.Value) : $"{Quantity.Text(money.Value)} {money.Currency}";

        // Pieces a month, where the quantity counts pieces and both ends of the time are known.
        static double? Rate(NoticeLot lot)
        {
            if (lot.Quantity is not { } quantity || lot.Start is not { } start || lot.End is not { } end || end < start) return null;
            if (lot.Unit.ToUpperInvariant() is not ("" or "H87" or "C62" or "EA" or "PIECE" or "PIECES" or "UNIT" or "UNITS")) return null;
            return quantity / ((end.DayNumber - start.DayNumber + 1) / Units.DaysPerMonth);
        }

        string Item(string cpv, string source)
        {
            var id = "cpv-" + cpv;
            if (_items.Add(id)) Add("items", ("id", id), ("name", "CPV " + cpv), ("unit", "piece"), ("source", source), ("basis", "declared"), ("note", "Common Procurement Vocabulary; counted in pieces, as far as notices count at all."));
            return id;
        }

        string Source(Notice notice)
        {
            var id = Unique($"notice-{Short(notice.Id)}");
            Add("sources", ("id", id), ("title", Cell($"Notice {notice.Id}" + (notice.Lots.Count > 0 && notice.Lots[0].Title.Length > 0 ? ": " + notice.Lots[0].Title : ""))), ("date", Day(notice.Issued)), ("reliability", "B"), ("credibility", "2"), ("note", $"Procedure {notice.Procedure}; {notice.Format}."));
            return id;
        }

        // One body may stand in many notices under other keys: name and country tell.
        string PartyOf(Notice notice, string key, string kind, string source)
        {
            var party = notice.Parties.FirstOrDefault(p => p.Key == key) ?? new NoticeParty(key, "", CountrySet.Empty, "");
            var who = party.Name.Length > 0 ? $"{party.Name.ToUpperInvariant()}|{party.Country}" : $"{notice.Id}|{key}";
            if (_partyIds.TryGetValue(who, out var known)) return known;
            var name = party.Name.Length > 0 ? Cell(party.Name) : key;
            var id = Unique(Slug(party.Name.Length > 0 ? party.Name + (party.Country.IsEmpty ? "" : "-" + party.Country) : $"{Short(notice.Id)}-{key}"));
            Add("parties", ("id", id), ("name", name), ("kind", kind), ("country", party.Country.ToString()), ("size", party.Size), ("source", source), ("basis", "declared"));
            return _partyIds[who] = id;
        }

        string Unique(string id)
        {
            var unique = id;
            for (var n = 2; !_taken.Add(unique); n++) unique = $"{id}-{n.ToString(CultureInfo.InvariantCulture)}";
            return unique;
        }

        // The first part of a UUID tells notices apart well enough; two alike are numbered.
        static string Short(string id) => Guid.TryParse(id, out _) ? id[..8] : Slug(id);

        static string Slug(string text) => Letters.Slug(text) is { Length: > 0 } slug ? slug : "x";

        // One line, of a length that a person reads in a cell.
        static string Cell(string text)
        {
            var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("\0", "", StringComparison.Ordinal);
            return line.Length <= 300 ? line : line[..299].TrimEnd('\ud800', '\udbff') + "…";
        }

        static string Day(DateOnly? day) => day is { } d ? Dates.Text(d) : "";

        void Add(string table, params ReadOnlySpan<(string Field, string Value)> values)
        {
            var spec = FieldCatalog.Table(table);
            var cells = new string[spec.Fields.Count];
            Array.Fill(cells, "");
            foreach (var (field, value) in values) cells[spec.IndexOf(field)] = value;
            if (!_rows.TryGetValue(table, out var rows)) _rows[table] = rows = [];
            rows.Add(new(cells, new Place("notices", table, rows.Count + 2)));
        }
    }
}
