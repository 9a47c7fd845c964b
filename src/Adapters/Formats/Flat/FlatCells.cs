using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>A figure as somebody wrote it: digits, and the words behind or before them.</summary>
/// <param name="Digits">The figure; may have a decimal comma or separators of thousands.</param>
/// <param name="Unit">Amount unit of the closed table, or blank where none is written.</param>
/// <param name="Period">day, week, month, quarter or year, or blank.</param>
/// <param name="Factor">What the figure must be multiplied with to be in <paramref name="Unit"/> (0.001 for g).</param>
readonly record struct FlatFigure(string Digits, string Unit, string Period, double Factor);

/// <summary>Understands cells of a flat sheet: figures with units, countries by name, ways to say that something is unknown.</summary>
static class FlatCells
{
    static readonly Dictionary<string, (string Unit, double Factor)> UnitWords = Words(
        "piece piece 1 pieces piece 1 pcs piece 1 pc piece 1 pce piece 1 each piece 1 ea piece 1 unit piece 1 units piece 1 stk piece 1 stck piece 1 stuck piece 1 unite piece 1 unites piece 1 round piece 1 rounds piece 1 "
        + "set set 1 sets set 1 satz set 1 jeu set 1 project project 1 projects project 1 projekt project 1 projet project 1 kg kg 1 kgs kg 1 kilo kg 1 kilogram kg 1 kilograms kg 1 kilogramm kg 1 kilogramme kg 1 kilogrammes kg 1 "
        + "g kg 0.001 gram kg 0.001 grams kg 0.001 gramm kg 0.001 t t 1 to t 1 tonne t 1 tonnes t 1 tonnen t 1 l l 1 litre l 1 litres l 1 liter l 1 liters l 1 ml l 0.001 m m 1 metre m 1 metres m 1 meter m 1 meters m 1 "
        + "mm m 0.001 cm m 0.01 m2 m2 1 m² m2 1 m3 m3 1 m³ m3 1 kwh kWh 1 hour hour 1 hours hour 1 h hour 1 hr hour 1 hrs hour 1 stunde hour 1 stunden hour 1 heure hour 1 heures hour 1 person person 1 persons person 1 personen person 1");

    static readonly Dictionary<string, (string Unit, double Factor)> PeriodWords = Words(
        "day day 1 days day 1 d day 1 tag day 1 tage day 1 tagen day 1 jour day 1 jours day 1 week week 1 weeks week 1 wk week 1 w week 1 woche week 1 wochen week 1 semaine week 1 semaines week 1 "
        + "month month 1 months month 1 mo month 1 mth month 1 monat month 1 monate month 1 monaten month 1 mois month 1 quarter quarter 1 quarters quarter 1 quartal quarter 1 quartale quarter 1 trimestre quarter 1 trimestres quarter 1 "
        + "year year 1 years year 1 yr year 1 yrs year 1 y year 1 a year 1 jahr year 1 jahre year 1 jahren year 1 an year 1 ans year 1 annee year 1 annum year 1");

    static readonly HashSet<string> UnknownWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", "--", "---", "–", "—", "?", "??", "n/a", "n.a.", "n. a.", "#n/a", "tbd", "tbc", "t.b.d.", "unknown", "not known", "unbekannt", "k.a.", "k. a.", "k/a", "offen", "inconnu", "inconnue", "n.c.", "nc", "n/d", "à définir",
    };

    static readonly HashSet<string> NoneWords = new(StringComparer.Ordinal) { "none", "no", "nein", "keine", "keiner", "keines", "non", "aucun", "aucune", "single source", "sole source" };

    static readonly HashSet<string> YesWords = new(StringComparer.Ordinal) { "yes", "ja", "oui", "available", "vorhanden" };

    static readonly Dictionary<string, string> CountryWords = new(StringComparer.Ordinal)
    {
        ["usa"] = "US", ["united states of america"] = "US", ["u s a"] = "US", ["u s"] = "US", ["amerika"] = "US", ["great britain"] = "GB", ["u k"] = "GB", ["england"] = "GB", ["grossbritannien"] = "GB", ["grande bretagne"] = "GB",
        ["holland"] = "NL", ["czech republic"] = "CZ", ["tschechische republik"] = "CZ", ["republique tcheque"] = "CZ", ["turkey"] = "TR", ["russian federation"] = "RU", ["republic of korea"] = "KR",
        ["prc"] = "CN", ["p r china"] = "CN", ["pr china"] = "CN", ["slovak republic"] = "SK", ["niederlande"] = "NL", ["schweiz"] = "CH",
    };

    static readonly Dictionary<string, string> CountryNames = BuildCountryNames();

    static Dictionary<string, (string, double)> Words(string text)
    {
        var words = text.Split(' ');
        var table = new Dictionary<string, (string, double)>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i += 3) table[words[i]] = (words[i + 1], double.Parse(words[i + 2], CultureInfo.InvariantCulture));
        return table;
    }

    static Dictionary<string, string> BuildCountryNames()
    {
        var names = new Dictionary<string, string>(CountryWords, StringComparer.Ordinal);
        foreach (var country in Countries.All)
            foreach (var name in country.Names.OrderBy(n => n.Key, StringComparer.Ordinal)) names.TryAdd(FlatColumns.Plain(name.Value), country.Code);
        return names;
    }

    /// <summary>True for the ways in which people write that they do not know.</summary>
    public static bool IsUnknown(string text) => text.Length == 0 || UnknownWords.Contains(text);

    /// <summary>Explicitly no second source.</summary>
    public static bool IsNone(string text) => NoneWords.Contains(FlatColumns.Plain(text));

    /// <summary>A second source without its name.</summary>
    public static bool IsYes(string text) => YesWords.Contains(FlatColumns.Plain(text));

    /// <summary>An amount unit by any of its names, or null.</summary>
    public static (string Unit, double Factor)? UnitOf(string word)
    {
        if (Units.TryFind(word.Trim(), out var unit) && !unit.IsRate && !unit.IsShare && unit.Amount != "EUR") return (unit.Text, 1);
        return UnitWords.TryGetValue(Letters.Unmarked(word.Trim().TrimEnd('.')).ToLowerInvariant(), out var known) ? known : null;
    }

    /// <summary>A period by any of its names, or null.</summary>
    public static string? PeriodOf(string word) => PeriodWords.TryGetValue(Letters.Unmarked(word.Trim().TrimEnd('.')).ToLowerInvariant(), out var known) ? known.Unit : null;

    /// <summary>Reads unit words such as <c>kg</c>, <c>pcs/month</c>, <c>/year</c>, <c>per week</c>, <c>t pro Jahr</c>.</summary>
    public static bool TryUnit(string words, out string unit, out string period, out double factor)
    {
        (unit, period, factor) = ("", "", 1);
        var text = words.Trim();
        if (text.Length == 0) return true;
        if (text.Equals("p.a.", StringComparison.OrdinalIgnoreCase) || text.Equals("p.a", StringComparison.OrdinalIgnoreCase)) text = "/year";
        foreach (var per in new[] { "per ", "pro ", "par " })
        {
            text = text.Replace(" " + per, "/", StringComparison.OrdinalIgnoreCase);
            if (text.StartsWith(per, StringComparison.OrdinalIgnoreCase)) text = "/" + text[per.Length..];
        }
        var parts = text.Split('/', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2)
        {
            if (PeriodOf(parts[1]) is not { } known) return false;
            period = known;
        }
        if (parts[0].Length == 0) return parts.Length == 2;
        if (UnitOf(parts[0]) is not { } found) return false;
        (unit, factor) = found;
        return true;
    }

    /// <summary>Takes a figure and its unit words apart; a figure alone has none.</summary>
    public static bool TryFigure(string text, Func<string, bool> isUnit, out string digits, out string words)
    {
        (digits, words) = (text, "");
        if (IsFigure(text)) return true;
        for (var i = 1; i < text.Length; i++)
        {
            if (!(char.IsLetter(text[i]) || text[i] is '/' or '€') || !(text[i - 1] is ' ' or '\u00A0' or '\u202F' || char.IsAsciiDigit(text[i - 1]))) continue;
            var (left, right) = (text[..i].Trim(), text[i..].Trim());
            if (!IsFigure(left) || !isUnit(right)) continue;
            (digits, words) = (left, right);
            return true;
        }
        return false;
    }

    // What can be read in two ways counts here too, so that the reader of figures can say so.
    static bool IsFigure(string text) => Quantity.TryParse(text, out var quantity) ? quantity.IsKnown : NumberText.ReadInterval(text, out _, out _) != NumberText.Outcome.NoNumber;

    /// <summary>A money value without its currency; false where another currency stands there.</summary>
    public static string WithoutEuro(string text, out string per)
    {
        per = "";
        var cut = text.LastIndexOf('/');
        if (cut > 0 && UnitOf(text[(cut + 1)..]) is { } unit) (text, per) = (text[..cut].Trim(), unit.Factor == 1 ? unit.Unit : text[(cut + 1)..].Trim());
        foreach (var word in new[] { "EUR", "€", "euros", "euro" })
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return text[word.Length..].Trim();
            if (text.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return text[..^word.Length].Trim();
        }
        return text;
    }

    /// <summary>A country or set of countries in file form; null where it is none, with what may be meant.</summary>
    public static string? CountryOf(string text, out string near)
    {
        near = "";
        // "NA" is Namibia to a table of countries and "not available" to most people who type it.
        if (text.Equals("NA", StringComparison.OrdinalIgnoreCase))
        {
            near = "Namibia";
            return null;
        }
        if (CountryNames.TryGetValue(FlatColumns.Plain(text), out var code)) return code;
        if (CountrySet.TryParse(text, out var set, out var wrong)) return set.Count == 1 ? set.ToString() : text;
        var names = Countries.All.SelectMany(c => c.Names.Values).Concat(Countries.SetNames).Concat(Countries.All.Select(c => c.Code)).Order(StringComparer.Ordinal);
        near = Spelling.Nearest(wrong ?? text, names) ?? "";
        return null;
    }

    /// <summary>A country as the sheet writes it.</summary>
    public static string CountryText(string text) => text == "NA" ? "Namibia" : text;

    /// <summary>A converted figure without dust in its last digits.</summary>
    public static Quantity Times(Quantity quantity, double factor)
    {
        if (factor == 1 || !quantity.IsKnown) return quantity;
        return Quantity.Between(Rounded(quantity.Low * factor), Rounded(quantity.High * factor));
    }

    /// <summary>Twelve significant digits.</summary>
    public static double Rounded(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
