using System.Text;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Turns letters of European alphabets into plain ones. Own tables, so that the result is the same on every machine.</summary>
static class Letters
{
    static readonly Dictionary<char, string> Marks = Table(
        "à a á a â a ã a å a ā a ă a ą a æ ae ç c ć c č c ĉ c ċ c ď d đ d ð d è e é e ê e ë e ē e ĕ e ė e ę e ě e ĝ g ğ g ġ g ģ g ĥ h ħ h ì i í i î i ï i ĩ i ī i į i ı i ĵ j ķ k ĺ l ļ l ľ l ł l ñ n ń n ņ n ň n ŋ n "
        + "ò o ó o ô o õ o ø o ō o ŏ o ő o œ oe ŕ r ř r ś s ŝ s ş s š s ș s ţ t ť t ț t ŧ t ù u ú u û u ũ u ū u ŭ u ů u ű u ų u ŵ w ý y ÿ y ŷ y ź z ż z ž z þ th ß ss ä a ö o ü u");

    static readonly Dictionary<char, string> Scripts = Table(
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y "
        + "а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz ѓ g ќ k ў u ѕ dz");

    // In a name the German double letters are told apart; in a heading they are not, since many keyboards lack them.
    static readonly Dictionary<char, string> Umlauts = Table("ä ae ö oe ü ue");

    static Dictionary<char, string> Table(string text)
    {
        var table = new Dictionary<char, string>();
        var words = text.Split(' ');
        for (var i = 0; i + 1 < words.Length; i += 2) table.TryAdd(words[i][0], words[i + 1] == "-" ? "" : words[i + 1]);
        return table;
    }

    /// <summary>Latin letters without marks; other characters as they are.</summary>
    public static string Unmarked(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            if (Marks.TryGetValue(char.ToLowerInvariant(c), out var letters)) plain.Append(letters);
            else if (c is < '\u0300' or > '\u036F') plain.Append(c);
        return plain.ToString();
    }

    /// <summary>An identifier made from a name: small letters, digits and hyphens; at most 48 characters. Empty where no letter is known.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var raw in name)
        {
            var c = char.ToLowerInvariant(raw);
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (Umlauts.TryGetValue(c, out var letters) || Marks.TryGetValue(c, out letters) || Scripts.TryGetValue(c, out letters)) slug.Append(letters);
            else if (c is (< '\u0300' or > '\u036F') and not ('\'' or '\u2019') && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var text = slug.ToString().Trim('-');
        return text.Length <= 48 ? text : text[..48].TrimEnd('-');
    }

    /// <summary>An identifier for each name, the same whatever the order of the names.</summary>
    /// <param name="names">Pairs of a name that tells things apart and the start of its identifier.</param>
    /// <param name="fallback">Start of an identifier where the name gives none.</param>
    /// <param name="taken">Identifiers that exist already; the new ones are added.</param>
    public static Dictionary<string, string> Ids(IEnumerable<(string Name, string Start)> names, string fallback, HashSet<string> taken)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, start) in names.DistinctBy(n => n.Name, StringComparer.Ordinal).OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            var slug = start.Length == 0 ? fallback : start;
            var id = slug;
            for (var n = 2; !taken.Add(id); n++) id = $"{slug}-{n}";
            ids[name] = id;
        }
        return ids;
    }
}
