using System.Collections.Frozen;
using System.Text;

namespace Vauban.Core.Matching;

/// <summary>A company's name made comparable: small Latin letters without accents, words without the legal form.</summary>
/// <param name="Words">Words in their order, legal form and connecting words taken out.</param>
/// <param name="Form">Legal form in one spelling (<c>gmbh</c>, <c>spzoo</c>); empty where the name has none.</param>
public sealed record PartyName(IReadOnlyList<string> Words, string Form)
{
    static readonly Dictionary<char, string> Letters = Table(
        "à a á a â a ã a ä a å a ā a ă a ą a æ ae ç c ć c č c ĉ c ċ c ď d đ d ð d è e é e ê e ë e ē e ĕ e ė e ę e ě e ĝ g ğ g ġ g ģ g ĥ h ħ h ì i í i î i ï i ĩ i ī i į i ı i ĵ j ķ k ĸ k ĺ l ļ l ľ l ł l ñ n ń n ņ n ň n ŋ n "
        + "ò o ó o ô o õ o ö o ø o ō o ŏ o ő o œ oe ŕ r ř r ś s ŝ s ş s š s ș s ß ss ţ t ť t ț t ŧ t ù u ú u û u ü u ũ u ū u ŭ u ů u ű u ų u ŵ w ý y ÿ y ŷ y ź z ż z ž z þ th "
        + "ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y ё e й i ї i ў u ѓ g ќ k "
        + "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o "
        + "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ sht ъ a ы y ь - э e ю yu я ya і i є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz ѕ dz");

    // Latin spellings of one sound differ from rule book to rule book; they are brought to one.
    static readonly (string From, string To)[] Sounds = [("shch", "sht"), ("kh", "h"), ("ch", "h"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("iy", "i"), ("yi", "i"), ("y", "i"), ("w", "v")];

    // One spelling, then the words that say the same; the longest is looked for first.
    static readonly (string Form, string[] Words)[] Forms = [.. FormText.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(l => l.Split('=')[1].Split(',').Select(w => (l.Split('=')[0].Trim(), w.Trim().Split(' ')))).OrderByDescending(f => f.Item2.Length)];

    static readonly FrozenSet<string> Links = new[] { "and", "und", "et", "e", "y", "i", "a", "og", "och", "ja", "kai", "the", "der", "die", "das", "la", "le", "les", "el", "de", "di", "du", "del", "della", "den", "des", "of", "for", "fur", "pour", "per", "para", "dla" }.ToFrozenSet(StringComparer.Ordinal);

    const string FormText = """
        gmbhcokg = gmbh co kg, gmbh und co kg, gesellschaft mit beschrankter haftung co kg, gesellschaft mit beschrankter haftung co kommanditgesellschaft
        gmbh = gmbh, gesmbh, ges mbh, ges m b h, gesellschaft mbh, gesellschaft mit beschrankter haftung, mbh
        ag = ag, aktiengesellschaft
        kg = kg, kommanditgesellschaft
        ug = ug, ug haftungsbeschrankt, unternehmergesellschaft
        sarl = sarl, societe a responsabilite limitee
        sas = sas, sasu, societe par actions simplifiee
        sa = sa, societe anonyme, sociedad anonima, sociedade anonima, spolka akcyjna, societate pe actiuni, s a u, sau
        spa = spa, societa per azioni
        srl = srl, societa a responsabilita limitata, srls, societate cu raspundere limitata
        sl = sl, sociedad limitada, sociedad de responsabilidad limitada, slu
        lda = lda, limitada
        bv = bv, besloten vennootschap
        nv = nv, naamloze vennootschap
        spzoo = sp z oo, sp zoo, spzoo, spolka z oo, spolka z ograniczona odpowiedzialnoscia
        sro = sro, spol s ro, spolecnost s rucenim omezenym, spolocnost s rucenim obmedzenym
        as = as, akciova spolecnost, akciova spolocnost, aktieselskab, aksjeselskap
        kb = kb, kommanditbolag, hb, handelsbolag
        ab = ab, aktiebolag, aktiebolaget
        oy = oy, osakeyhtio
        oyj = oyj, julkinen osakeyhtio
        aps = aps, anpartsselskab
        kft = kft, korlatolt felelossegu tarsasag
        zrt = zrt, zartkoruen mukodo reszvenytarsasag
        ae = ae, aee, anonimi etaireia, anonymi etaireia, anonimos etaireia
        epe = epe, etaireia periorismenis efthinis, etaireia periorismenis efthynis, etaireia periorismenis euthynis, etaireia periorismenis eythynis
        ike = ike, idiotiki kefalaiouhiki etaireia, idiotiki kefalaiouchiki etaireia
        ood = ood, druzhestvo s ogranichena otgovornost, eood
        ad = ad, aktsionerno druzhestvo, ead
        doo = doo, drustvo s ogranicenom odgovornoscu, druzba z omejeno odgovornostjo
        ltd = ltd, limited, co ltd
        plc = plc, public limited company
        llc = llc, limited liability company
        inc = inc, incorporated, corp, corporation
        se = se, societas europaea
        """;

    /// <summary>Reads a name.</summary>
    public static PartyName Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = Split(Plain(name));
        var form = "";
        for (var changed = true; changed && words.Count > 1;)
        {
            changed = false;
            foreach (var (said, parts) in Forms)
            {
                // A legal form stands at the end, in some languages at the start.
                if (parts.Length >= words.Count || (!Ends(words, parts) && !(parts.Length > 1 && Starts(words, parts)) && !(parts.Length == 1 && said is "ab" or "oy" or "ad" or "ood" && words[0] == parts[0]))) continue;
                if (Ends(words, parts)) words.RemoveRange(words.Count - parts.Length, parts.Length);
                else words.RemoveRange(0, parts.Length);
                if (form.Length == 0) form = said;
                changed = true;
                break;
            }
        }
        return new([.. words.Where((_, i) => !IsLink(words, i)).Select(Sounded)], form);
    }

    // A link stands between words: "e" and "i" link in "Rossi e Bianchi", and are names in "Plant E" and "E Systems".
    static bool IsLink(List<string> words, int at) => Links.Contains(words[at]) && at < words.Count - 1 && (at > 0 || words[at].Length > 1);

    /// <summary>The words with blanks between them.</summary>
    public override string ToString() => string.Join(' ', Words);

    static bool Ends(List<string> words, string[] parts) => words.Count > parts.Length && words.Skip(words.Count - parts.Length).SequenceEqual(parts, StringComparer.Ordinal);

    static bool Starts(List<string> words, string[] parts) => words.Count > parts.Length && words.Take(parts.Length).SequenceEqual(parts, StringComparer.Ordinal);

    /// <summary>Small Latin letters without accents; Greek and Cyrillic letters by sound; all else as it is.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        // A table of its own, since the framework's decomposition differs where it runs without data on cultures.
        foreach (var rune in text.Replace("ου", "u", StringComparison.OrdinalIgnoreCase).Replace("ού", "u", StringComparison.OrdinalIgnoreCase).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
            var small = Rune.ToLowerInvariant(rune);
            if (small.IsBmp && Letters.TryGetValue((char)small.Value, out var letters)) plain.Append(letters);
            else plain.Append(small.ToString());
        }
        return plain.ToString();
    }

    static List<string> Split(string plain)
    {
        // "s.a.r.l." and "A/S" are one word, "Müller-Werke" are two.
        var text = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (char.IsLetterOrDigit(c)) text.Append(c);
            else if (c is '.' or '/' && i > 0 && i + 1 < plain.Length && char.IsLetter(plain[i - 1]) && char.IsLetter(plain[i + 1]) && (i < 2 || !char.IsLetter(plain[i - 2]) || (i + 2 >= plain.Length || !char.IsLetter(plain[i + 2])))) continue;
            else if (c is '\'' or '\u2019' or '\u02BC') continue;
            else text.Append(' ');
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    static string Sounded(string word)
    {
        foreach (var (from, to) in Sounds) word = word.Replace(from, to, StringComparison.Ordinal);
        // A doubled letter is the commonest slip.
        var once = new StringBuilder(word.Length);
        foreach (var c in word)
            if (once.Length == 0 || once[^1] != c || char.IsDigit(c)) once.Append(c);
        return once.ToString();
    }

    static Dictionary<char, string> Table(string text)
    {
        var words = text.Split(' ');
        var table = new Dictionary<char, string>();
        for (var i = 0; i + 1 < words.Length; i += 2) table[words[i][0]] = words[i + 1] == "-" ? "" : words[i + 1];
        return table;
    }
}
