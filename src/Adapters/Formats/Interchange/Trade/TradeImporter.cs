using System.Globalization;
using System.Text.Json.Nodes;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Trade;

/// <summary>Reads trade tables (CSV) with customs codes: country shares with or without import reliance, or flows of imports and exports.</summary>
/// <remarks>
/// A column <c>share</c> is a country's share of supply in per cent; a column <c>import_share</c> its share of imports, which needs <c>import_reliance</c> beside it: the share of supply is their product, and the
/// rest is the reporter's own. Of flows, what was delivered in the latest year is the least that a country can make: an open interval, never a capacity.
/// </remarks>
public sealed class TradeImporter : IImporter
{
    static readonly string[] Codes = ["hs", "hs_code", "hs6", "cn", "cn_code", "cn8", "cmdcode", "commodity_code"], Items = ["item", "material", "commodity", "product", "mineral", "cmddesc"], Partners = ["country", "partner", "partneriso", "partner_iso", "partnerdesc"];

    /// <inheritdoc/>
    public string Key => "trade";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var headings = file.Headings;
        return (TextTable.Find(headings, Codes) >= 0 || TextTable.Find(headings, Items) >= 0) && TextTable.Find(headings, Partners) >= 0 && (TextTable.Find(headings, "share", "import_share") >= 0 || (TextTable.Find(headings, "flow", "flowcode", "flowdesc") >= 0 && TextTable.Find(headings, "weight_kg", "netwgt", "weight_t") >= 0));
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var table = new Trades(draft);
        foreach (var file in files) table.Read(file);
        table.Finish();
    }

    sealed class Trades(ImportDraft draft)
    {
        sealed record Flow(string Item, string Country, int Year, double Tonnes, Place Place);

        readonly HashSet<string> _items = new(StringComparer.Ordinal), _parties = new(StringComparer.Ordinal), _lines = new(StringComparer.Ordinal), _sources = new(StringComparer.Ordinal);
        readonly Dictionary<(string Item, string Country, bool IsExport), Flow> _flows = [];
        readonly Dictionary<string, (string Reporter, double Reliance, Place Place)> _reliance = new(StringComparer.Ordinal);

        public void Read(ImportFile file)
        {
            string[] headings = [];
            int[] known = [];
            var (code, item, stage, partner, reporter, share, imports, reliance, flow, weight, year) = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            TextTable.Read(file, draft, h =>
            {
                headings = h;
                return known = [TextTable.Find(h, Codes), TextTable.Find(h, Items), TextTable.Find(h, "stage"), TextTable.Find(h, Partners), TextTable.Find(h, "reporter", "reporteriso", "reporter_iso", "importer"), TextTable.Find(h, "share"), TextTable.Find(h, "import_share"),
                    TextTable.Find(h, "import_reliance"), TextTable.Find(h, "flow", "flowcode", "flowdesc"), TextTable.Find(h, "weight_t", "weight_kg", "netwgt"), TextTable.Find(h, "year", "period", "refyear")];
            }, (cells, all, place) =>
            {
                if (cells[code].Length + cells[item].Length == 0 || cells[partner].Length == 0)
                {
                    draft.Warn("W-IMPORT-10", place, "item, country");
                    return;
                }
                // Sums over all partners are no partner.
                if (cells[partner].ToUpperInvariant() is "WORLD" or "W00" or "WLD" or "0" or "TOTAL") return;
                var country = Places.Country(cells[partner]);
                if (country.Length == 0)
                {
                    draft.Warn("W-IMPORT-12", place, ImportDraft.Short(cells[partner]), "lines.country");
                    return;
                }
                var kept = new JsonObject();
                for (var i = 0; i < Math.Min(all.Length, headings.Length); i++)
                    if (!known.Contains(i) && all[i].Length > 0 && headings[i].Length > 0) kept[headings[i]] = all[i];
                var made = Item(file, cells[code], cells[item], cells[stage], place);
                if (cells[flow].Length > 0) Move(made, cells, known[weight] >= 0 ? headings[known[weight]].ToLowerInvariant() : "weight", country, cells[flow], place);
                else if (cells[share].Length > 0) Line(made, country, Percent(cells[share], 1), kept, cells[share], place);
                else if (cells[imports].Length > 0) Import(made, country, cells[reporter], cells[reliance], cells[imports], kept, place);
                else draft.Warn("W-IMPORT-10", place, "share");
            });
        }

        string Item(ImportFile file, string code, string name, string stage, Place place)
        {
            var key = string.Join('|', name, stage, name.Length > 0 ? "" : code);
            var id = draft.Id("items", key, name.Length > 0 ? $"{name} {stage}" : "hs-" + code);
            if (!_items.Add(id)) return id;
            var source = draft.Id("sources", file.Name, Path.GetFileNameWithoutExtension(file.Name));
            if (_sources.Add(source)) draft.Add("sources", place, null, ("id", source), ("title", $"Trade table {file.Name}"));
            draft.Add("items", place, null, ("id", id), ("name", name.Length > 0 ? stage.Length > 0 ? $"{name} ({stage})" : name : $"HS {code}"), ("kind", "material"), ("unit", "t"), ("cn_code", code), ("source", source), ("basis", "observed"));
            return id;
        }

        // "4%", "<0.1%", "25-50", "12.5"; always per cent.
        static string Percent(string text, double times)
        {
            text = text.Replace("%", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            static string Of(double value) => Quantity.Text(Math.Round(value, 9));
            if (text.StartsWith('<')) return Quantity.TryNumber(text[1..], out var most) && most is > 0 and <= 100 ? ".." + Of(most * times) : "";
            if (text.Split('-') is [var a, var b] && Quantity.TryNumber(a, out var low) && Quantity.TryNumber(b, out var high)) return low >= 0 && low <= high && high <= 100 ? $"{Of(low * times)}..{Of(high * times)}" : "";
            return Quantity.TryNumber(text, out var value) && value is >= 0 and <= 100 ? Of(value * times) : "";
        }

        void Line(string item, string country, string capacity, JsonObject kept, string written, Place place, string unit = "share")
        {
            if (capacity.Length == 0)
            {
                draft.Warn("W-IMPORT-12", place, ImportDraft.Short(written), "lines.capacity");
                return;
            }
            var party = draft.Id("parties", country, "makers-" + country);
            if (_parties.Add(party)) draft.Add("parties", place, null, ("id", party), ("name", $"Makers in {country}"), ("kind", "makers"), ("country", country), ("basis", "observed"));
            var line = draft.Id("lines", $"{item}|{country}", $"{item}-{country}");
            if (_lines.Add(line)) draft.Add("lines", place, kept, ("id", line), ("party", party), ("country", country), ("item", item), ("capacity", capacity), ("capacity_unit", unit), ("basis", "observed"));
            else draft.Warn("W-IMPORT-15", place, "lines", line);
        }

        void Import(string item, string country, string reporter, string reliance, string share, JsonObject kept, Place place)
        {
            if (!Quantity.TryNumber(reliance.Replace("%", "", StringComparison.Ordinal), out var percent) || percent is < 0 or > 100)
            {
                draft.Warn("W-IMPORT-10", place, "import_reliance");
                return;
            }
            Line(item, country, Percent(share, percent / 100), kept, share, place);
            if (reporter.Length > 0 && CountrySet.TryParse(Places.Country(reporter) is { Length: > 0 } one ? one : reporter, out var set, out _) && !set.IsEmpty)
                if (!_reliance.TryAdd(item, (Places.Country(reporter) is { Length: > 0 } code ? code : reporter, percent, place)) && !_reliance[item].Reliance.Equals(percent)) draft.Warn("W-IMPORT-15", place, "import_reliance", item);
        }

        void Move(string item, string[] cells, string heading, string country, string flow, Place place)
        {
            if (!Quantity.TryNumber(cells[9], out var weight) || weight < 0)
            {
                draft.Warn("W-IMPORT-10", place, heading);
                return;
            }
            var isExport = flow.StartsWith("X", StringComparison.OrdinalIgnoreCase) || flow.StartsWith("export", StringComparison.OrdinalIgnoreCase);
            if (!isExport && !flow.StartsWith("M", StringComparison.OrdinalIgnoreCase) && !flow.StartsWith("import", StringComparison.OrdinalIgnoreCase)) return;
            // What was sold abroad was made by the reporter, whoever bought it.
            var maker = isExport ? Places.Country(cells[4]) : country;
            if (maker.Length == 0)
            {
                draft.Warn("W-IMPORT-10", place, "reporter");
                return;
            }
            _ = int.TryParse(cells[10].Length >= 4 ? cells[10][..4] : "", NumberStyles.None, CultureInfo.InvariantCulture, out var year);
            var tonnes = heading == "weight_t" ? weight : weight / 1000;
            var key = (item, maker, isExport);
            if (!_flows.TryGetValue(key, out var old) || year > old.Year) _flows[key] = new(item, maker, year, tonnes, place);
            else if (year == old.Year) _flows[key] = old with { Tonnes = old.Tonnes + tonnes };
        }

        public void Finish()
        {
            foreach (var (item, (reporter, reliance, place)) in _reliance.OrderBy(r => r.Key, StringComparer.Ordinal)) Line(item, reporter, Quantity.Text(Math.Round(100 - reliance, 9)), [], reporter, place);
            // A country may stand among the sellers and as the reporter: the larger of the two is the least it can make.
            foreach (var flow in _flows.Values.GroupBy(f => (f.Item, f.Country)).Select(g => g.MaxBy(f => f.Tonnes)!).Where(f => f.Tonnes > 0).OrderBy(f => f.Item, StringComparer.Ordinal).ThenBy(f => f.Country, StringComparer.Ordinal))
                Line(flow.Item, flow.Country, Quantity.Text(Math.Round(flow.Tonnes, 9)) + "..", flow.Year > 0 ? new() { ["year"] = flow.Year } : [], "", flow.Place, "t/year");
        }
    }
}
