using System.Globalization;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.WorldTables;

/// <summary>Reads an input-output table as lists (industries, flows, final demand): a whole economy as items, lines and recipes.</summary>
/// <remarks>
/// Every industry of a country is an item and one line of its makers. One piece is one unit of the table's money (a million dollars, say). What an industry uses of itself is taken off its output
/// and its recipes are per piece of the rest, which changes no answer. The goal is what final consumers in the EU take; negative final demand (stocks run down) is left out and counted.
/// </remarks>
public sealed class WorldTablesImporter : IImporter
{
    const string Consumers = "EU27";

    static readonly string[] Industries = ["node", "industry_id", "id"], From = ["from", "supplier", "source"], To = ["to", "customer", "target"];

    /// <inheritdoc/>
    public string Key => "input-output";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return IsIndustries(file.Headings);
    }

    static bool IsIndustries(IReadOnlyList<string> headings) => TextTable.Find(headings, Industries) >= 0 && TextTable.Find(headings, "country") >= 0 && TextTable.Find(headings, "industry") >= 0 && Starts(headings, "output") >= 0;

    static bool IsDemand(IReadOnlyList<string> headings) => TextTable.Find(headings, From) >= 0 && TextTable.Find(headings, "consumer_country", "consumer") >= 0;

    static bool IsFlows(IReadOnlyList<string> headings) => TextTable.Find(headings, From) >= 0 && TextTable.Find(headings, To) >= 0;

    static int Starts(IReadOnlyList<string> headings, string start)
    {
        for (var i = 0; i < headings.Count; i++)
            if (headings[i].StartsWith(start, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var economy = new Economy(draft, files.FirstOrDefault(f => IsIndustries(f.Headings))?.Name ?? "");
        foreach (var file in files.Where(f => IsIndustries(f.Headings))) economy.ReadIndustries(file);
        foreach (var file in files.Where(f => IsFlows(f.Headings))) economy.ReadFlows(file);
        foreach (var file in files.Where(f => IsDemand(f.Headings))) economy.ReadDemand(file);
        economy.Finish();
    }

    sealed class Economy(ImportDraft draft, string name)
    {
        sealed record Industry(string Id, string Country, string Name, double Output, Place Place)
        {
            public double Own { get; set; }

            public double Wanted { get; set; }

            public double Net => Output - Own;
        }

        readonly Dictionary<string, Industry> _byNode = new(StringComparer.Ordinal);
        readonly List<Industry> _industries = [];
        readonly List<(Industry From, Industry To, double Amount, int Row)> _flows = [];
        string _unit = "", _flowFile = "";
        string[] _named = [];
        int _unknown, _negative;

        public void ReadIndustries(ImportFile file)
        {
            var output = -1;
            TextTable.Read(file, draft, headings =>
            {
                output = Starts(headings, "output");
                if (output >= 0) _unit = headings[output]["output".Length..].Trim('_', ' ');
                return [TextTable.Find(headings, Industries), TextTable.Find(headings, "country"), TextTable.Find(headings, "industry_name", "name", "industry"), output];
            }, (cells, _, place) =>
            {
                if (cells[0].Length == 0 || Amount(cells[3], place) is not { } made) return;
                var industry = new Industry(draft.Id("items", cells[0]), Code(cells[1]), cells[2], made, place);
                if (!_byNode.TryAdd(cells[0], industry)) draft.Warn("W-IMPORT-15", place, "items", ImportDraft.Short(cells[0]));
                else _industries.Add(industry);
            });
        }

        // Tables call Romania ROM and have one area for the rest of the world.
        static string Code(string country) => country.ToUpperInvariant() switch { "ROM" => "RO", "ROW" => "", var other => CountryCodes.Of(other) is { IsEmpty: false } set ? set.ToString() : "?" + other };

        double? Amount(string text, Place place)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount) && Math.Abs(amount) <= Quantity.Largest) return amount;
            draft.Warn("W-IMPORT-10", place, text.Length > 0 ? ImportDraft.Short(text) : "amount");
            return null;
        }

        static int Last(string[] headings, int a, int b) => Enumerable.Range(0, headings.Length).Where(i => i != a && i != b).DefaultIfEmpty(-1).Last();

        public void ReadFlows(ImportFile file)
        {
            _flowFile = file.Name;
            TextTable.Read(file, draft, headings =>
            {
                var (from, to) = (TextTable.Find(headings, From), TextTable.Find(headings, To));
                return [from, to, Last(headings, from, to)];
            }, (cells, _, place) =>
            {
                if (!_byNode.TryGetValue(cells[0], out var from) || !_byNode.TryGetValue(cells[1], out var to))
                {
                    _unknown++;
                    return;
                }
                if (Amount(cells[2], place) is not { } amount || amount == 0) return;
                if (amount < 0) _negative++;
                else if (from == to) from.Own += amount;
                else
                {
                    if (_flows.Count >= draft.Limits.Rows) throw new ReadLimitException("E-SIZE-02", draft.Limits.Rows.ToString(CultureInfo.InvariantCulture));
                    _flows.Add((from, to, amount, place.Row ?? 0));
                }
            });
        }

        public void ReadDemand(ImportFile file)
        {
            var consumers = CountrySet.TryParse(Consumers, out var known, out string? _) ? known : CountrySet.Empty;
            TextTable.Read(file, draft, headings =>
            {
                var (from, to) = (TextTable.Find(headings, From), TextTable.Find(headings, "consumer_country", "consumer"));
                return [from, to, Last(headings, from, to)];
            }, (cells, _, place) =>
            {
                if (!_byNode.TryGetValue(cells[0], out var from))
                {
                    _unknown++;
                    return;
                }
                if (CountrySet.TryParse(Code(cells[1]), out var who, out string? _) && !who.IsEmpty && who.IsSubsetOf(consumers) && Amount(cells[2], place) is { } amount) from.Wanted += amount;
            });
        }

        public void Finish()
        {
            var place = new Place(name);
            if (_industries.Count == 0) return;
            if (_unknown > 0) draft.Warn("W-IMPORT-11", place, _unknown.ToString(CultureInfo.InvariantCulture), "industries");
            var unit = _unit.Length > 0 ? _unit : "money of the table";
            (draft.Name, draft.Title) = ("input-output-table", "Input-output table");
            draft.Description = $"Industries as items and lines; one piece is one unit of output ({unit}). Recipes are the fixed shares of one year; what an industry uses of itself is netted. Goal: final demand of {Consumers}.";
            var source = draft.Id("sources", "table", "input-output-table");
            draft.Add("sources", place, null, ("id", source), ("title", $"Input-output table {name}"));
            _named = [.. _industries.Select(i => i.Country).Where(c => c.Length == 2).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            foreach (var country in _industries.Select(i => i.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (country.StartsWith('?')) draft.Warn("W-IMPORT-12", place, country[1..], "parties.country");
                draft.Add("parties", place, null, ("id", Makers(country)), ("name", country.Length == 0 ? "Makers in the rest of the world" : $"Makers in {country.TrimStart('?')}"), ("kind", "makers"), ("country", Area(country)), ("source", source), ("basis", "observed"));
            }
            foreach (var industry in _industries)
            {
                draft.Add("items", industry.Place, null, ("id", industry.Id), ("name", $"{industry.Name} ({(industry.Country.Length == 0 ? "rest of the world" : industry.Country.TrimStart('?'))})"), ("unit", "piece"), ("complete", "yes"), ("source", source), ("basis", "observed"));
                if (industry.Net > 0) draft.Add("lines", industry.Place, null, ("id", draft.Id("lines", industry.Id)), ("party", Makers(industry.Country)), ("item", industry.Id), ("country", Area(industry.Country)), ("capacity", Quantity.Text(industry.Net)), ("capacity_unit", "piece/year"), ("source", source), ("basis", "observed"));
            }
            AddRecipes(source);
            AddGoals(source, place);
            if (_negative > 0) draft.Warn("W-IMPORT-21", place, _negative.ToString(CultureInfo.InvariantCulture));
        }

        // What the table calls the rest of the world is every country that it does not name.
        string Area(string country) => country.StartsWith('?') ? "" : country.Length > 0 ? country : _named.Length > 0 ? "WORLD except " + string.Join('+', _named) : "WORLD";

        string Makers(string country) => draft.Id("parties", "makers|" + country, "makers-" + (country.Length == 0 ? "elsewhere" : country.TrimStart('?')));

        void AddRecipes(string source)
        {
            var seen = new Dictionary<(string, string), double>();
            foreach (var (from, to, amount, _) in _flows) seen[(to.Id, from.Id)] = seen.GetValueOrDefault((to.Id, from.Id)) + amount;
            foreach (var (from, to, _, row) in _flows)
                if (to.Net > 0 && seen.Remove((to.Id, from.Id), out var amount))
                    draft.Add("recipes", new(_flowFile, Row: row), null, ("item", to.Id), ("input", from.Id), ("quantity", Quantity.Text(amount / to.Net)), ("source", source), ("basis", "observed"));
        }

        void AddGoals(string source, Place place)
        {
            _negative += _industries.Count(i => i.Wanted < 0);
            if (!_industries.Any(i => i.Wanted > 0)) return;
            draft.Add("technologies", place, null, ("id", "final-demand"), ("name", $"Final demand of {Consumers}"), ("source", source));
            foreach (var industry in _industries.Where(i => i.Wanted > 0))
                draft.Add("goals", industry.Place, null, ("technology", "final-demand"), ("verb", "produce"), ("item", industry.Id), ("rate", Quantity.Text(industry.Wanted)), ("rate_unit", "piece/year"), ("source", source), ("basis", "observed"));
        }
    }
}
