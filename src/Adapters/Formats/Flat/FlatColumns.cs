using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>The columns of a flat sheet and the words people have for them.</summary>
static class FlatColumns
{
    public const string Item = "item", UsedIn = "used_in", Quantity = "quantity", Supplier = "supplier", Country = "country", Owner = "owner_country", Value = "value", Capacity = "capacity",
        LeadTime = "lead_time", Stock = "stock", Second = "second_source", Source = "source";

    /// <summary>The twelve columns in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [Item, UsedIn, Quantity, Supplier, Country, Owner, Value, Capacity, LeadTime, Stock, Second, Source];

    /// <summary>The columns that hold figures.</summary>
    public static IReadOnlyList<string> Figures { get; } = [Quantity, Value, Capacity, LeadTime, Stock];

    /// <summary>The sheet as a table, so that its cells are read like those of a package.</summary>
    public static TableSpec Spec { get; } = new("sheet", "a row of a flat sheet", [Item],
        [.. Names.Select(n => new FieldSpec(n, Figures.Contains(n) ? FieldType.Quantity : FieldType.Text, n, ""))]);

    // Words in English, French and German, the likeliest first: of two columns that both could be the item, the one with the earlier word is.
    static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        [Item] = ["item", "item name", "part", "component", "part name", "material", "article", "product", "description", "designation", "name", "artikel", "teil", "komponente", "bezeichnung", "benennung",
            "position", "baugruppe", "piece", "composant", "produit", "bauteil", "erzeugnis", "libelle"],
        [UsedIn] = ["used in", "used for", "parent", "parent item", "goes into", "next assembly", "assembly", "next higher assembly", "nha", "verwendet in", "verwendung", "gehort zu", "ubergeordnet", "eingebaut in", "utilise dans",
            "utilisee dans", "ensemble", "ensemble parent", "entre dans", "sous ensemble de", "parent part"],
        [Quantity] = ["quantity", "qty", "quantity per unit", "quantity per parent", "quantity per assembly", "qty per", "amount", "menge", "stuckzahl", "anzahl", "menge pro einheit", "quantite", "qte", "nombre", "coefficient"],
        [Supplier] = ["supplier", "vendor", "manufacturer", "maker", "supplier name", "made by", "lieferant", "hersteller", "zulieferer", "fournisseur", "fabricant", "producteur"],
        [Country] = ["country", "country of origin", "supplier country", "country of supplier", "made in", "origin", "land", "herkunftsland", "ursprungsland", "lieferantenland", "herkunft", "pays", "pays d origine",
            "pays du fournisseur", "origine"],
        [Owner] = ["owner s country", "owner country", "owners country", "country of owner", "ownership country", "controlled from", "ultimate owner country", "land des eigentumers", "eigentumerland", "eigentumer land", "kontrolliert aus",
            "pays du proprietaire", "pays proprietaire", "controle depuis"],
        [Value] = ["value", "unit value", "unit price", "price", "unit cost", "cost", "price per unit", "value per unit", "wert", "stuckpreis", "preis", "einzelpreis", "stuckwert", "valeur", "prix unitaire", "prix", "valeur unitaire", "cout unitaire"],
        [Capacity] = ["capacity", "capacite", "kapazitat", "output", "production capacity", "produktionskapazitat", "capacite de production", "production"],
        [LeadTime] = ["lead time", "leadtime", "delivery time", "lieferzeit", "wiederbeschaffungszeit", "lieferfrist", "durchlaufzeit", "delai", "delai de livraison", "delai d approvisionnement"],
        [Stock] = ["stock", "stocks", "inventory", "in stock", "on hand", "stock on hand", "bestand", "lagerbestand", "vorrat", "lager", "inventaire", "en stock"],
        [Second] = ["second source", "2nd source", "alternative source", "alternative supplier", "second supplier", "zweitquelle", "zweitlieferant", "alternativlieferant", "zweite quelle", "seconde source", "deuxieme source",
            "source alternative", "fournisseur alternatif", "second fournisseur"],
        [Source] = ["source", "reference", "source of data", "data source", "information source", "quelle", "datenquelle", "nachweis", "beleg", "source des donnees", "provenance"],
    };

    static readonly Dictionary<string, (string Column, int Rank)> Known = Words.SelectMany(w => w.Value.Select((v, i) => (v, w.Key, i))).ToDictionary(p => p.v, p => (p.Key, p.i), StringComparer.Ordinal);

    // Words that say a period or a unit in a heading without brackets: "capacity per month", "lead time weeks", "value eur".
    static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["per month"] = "/month", ["monthly"] = "/month", ["pro monat"] = "/month", ["par mois"] = "/month", ["mensuelle"] = "/month", ["per year"] = "/year", ["yearly"] = "/year", ["annual"] = "/year", ["pro jahr"] = "/year",
        ["par an"] = "/year", ["annuelle"] = "/year", ["per week"] = "/week", ["pro woche"] = "/week", ["par semaine"] = "/week", ["per day"] = "/day", ["pro tag"] = "/day", ["par jour"] = "/day", ["per quarter"] = "/quarter",
        ["days"] = "day", ["in days"] = "day", ["weeks"] = "week", ["in weeks"] = "week", ["months"] = "month", ["in months"] = "month", ["tage"] = "day", ["in tagen"] = "day", ["wochen"] = "week", ["in wochen"] = "week",
        ["monate"] = "month", ["in monaten"] = "month", ["jours"] = "day", ["en jours"] = "day", ["semaines"] = "week", ["en semaines"] = "week", ["mois"] = "month", ["en mois"] = "month", ["eur"] = "EUR", ["in eur"] = "EUR",
        ["en eur"] = "EUR", ["euro"] = "EUR", ["in euro"] = "EUR", ["pieces"] = "piece", ["stuck"] = "piece",
    };

    // Words in brackets that change nothing.
    static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "", "optional", "if known", "falls bekannt", "si connu", "per unit", "pro stuck", "par piece", "per piece", "per parent", "per assembly", "each", "name", "unit", "estimate", "estimated", "iso", "code", "per item",
    };

    /// <summary>Which column a heading names: its name, the rank of the word (lower is surer), and the unit, period or currency that the heading states.</summary>
    /// <returns>False where it names none.</returns>
    public static bool TryMatch(string heading, out string column, out int rank, out string hint)
    {
        var (plain, bracket) = Bracket(heading);
        var text = Plain(plain);
        (column, rank, hint) = ("", 0, bracket);
        if (Known.TryGetValue(text, out var known))
        {
            (column, rank) = known;
            return true;
        }
        foreach (var (ending, meaning) in Endings)
        {
            var rest = text.EndsWith(" " + ending, StringComparison.Ordinal) ? text[..^(ending.Length + 1)] : text.StartsWith(ending + " ", StringComparison.Ordinal) ? text[(ending.Length + 1)..] : null;
            if (rest is null || !Known.TryGetValue(rest, out known) || !Figures.Contains(known.Column)) continue;
            (column, rank) = known;
            hint = bracket.Length > 0 && !IsNeutral(bracket) ? bracket + (meaning.StartsWith('/') && !bracket.Contains('/', StringComparison.Ordinal) ? meaning : "") : meaning;
            return true;
        }
        return false;
    }

    /// <summary>True for a bracket in a heading that changes nothing.</summary>
    public static bool IsNeutral(string bracket) => Neutral.Contains(Plain(bracket));

    /// <summary>The column that somebody may have meant by a heading, as its first word, or null; only what is one or two letters away.</summary>
    public static string? Near(string heading, IEnumerable<string> free)
    {
        var text = Plain(Bracket(heading).Text);
        if (text.Length < 4) return null;
        var columns = free.ToHashSet(StringComparer.Ordinal);
        var words = Known.Where(k => columns.Contains(k.Value.Column)).Select(k => k.Key).Concat(Endings.Keys.SelectMany(e => Figures.Where(columns.Contains).Select(f => $"{Words[f][0]} {e}"))).Order(StringComparer.Ordinal);
        return Spelling.Nearest(text, words) is { } near && Spelling.Distance(text, near) <= (text.Length < 7 ? 1 : 2) ? near : null;
    }

    /// <summary>A text and what stands in brackets behind it.</summary>
    public static (string Text, string Bracket) Bracket(string text)
    {
        text = text.Trim();
        if (text.Length < 3 || text[^1] is not (')' or ']')) return (text, "");
        var open = text.LastIndexOf(text[^1] == ')' ? '(' : '[');
        return open <= 0 ? (text, "") : (text[..open].Trim(), text[(open + 1)..^1].Trim());
    }

    /// <summary>Small letters and digits without marks, single blanks between words.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in Letters.Unmarked(text))
        {
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
            else if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        }
        return plain.ToString().Trim();
    }
}
