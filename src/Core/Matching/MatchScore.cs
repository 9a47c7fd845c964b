using System.Collections.Frozen;

namespace Vauban.Core.Matching;

/// <summary>How alike two parties are, and why.</summary>
/// <param name="Likeness">0 to 1.</param>
/// <param name="Reasons">Words for the reasons: lei, ncage, vat, name, words, country, form, and their opposites with a minus sign.</param>
public sealed record MatchScore(double Likeness, IReadOnlyList<string> Reasons)
{
    // Words that tell a parent from a subsidiary, or one works from another: where only one of two names has them, the two are related and not the same.
    static readonly FrozenSet<string> Telling = Set("holding group gruppe groupe gruppo grupo grupa koncern konzern beteiligung beteiligungs investment invest participations services service servis "
        + "deutschland germania alemania france francia polska italia espana portugal osterreich austria belgique belgium nederland suomi finland sverige sweden norge norway danmark denmark hellas ellas bulgaria balgariya romania ceska cesko slovensko magyarorszag hrvatska slovenija international europe europa "
        + "nord sud ost vest north south east west norte sur polnoc poludnie systems system systemes sistemas sistemi research finance real estate immobilien immobilier logistik logistics logistique sales vertrieb trading handel");

    // Words of trades that many names share say little.
    static readonly FrozenSet<string> Common = Set("werk werke works industrie industries industria industri industriale technik technologie technologies tecnologie tecnologia teknik tehnika company compagnie firma fabrik fabrique fabbrica fabrika zaklady zavody manufacturing production stahl metal metall");

    static FrozenSet<string> Set(string words) => words.Split(' ').SelectMany(w => PartyName.Of("x " + w).Words.Skip(1)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Compares two parties.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="similarity">Likeness of two words, 0 to 1.</param>
    public static MatchScore Of(MatchParty a, MatchParty b, Func<string, string, double> similarity)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(similarity);
        // Numbers go first: the same number is the same company, another number of the same register another one.
        if (a.Lei.Length > 0 && b.Lei.Length > 0) return a.Lei == b.Lei ? new(1, ["lei"]) : new(0, ["-lei"]);
        if (a.Vat.Length > 0 && b.Vat.Length > 0 && a.Vat[..2] == b.Vat[..2]) return a.Vat == b.Vat ? new(0.99, ["vat"]) : new(0, ["-vat"]);
        if (a.Ncage.Length > 0 && a.Ncage == b.Ncage) return new(0.98, ["ncage"]);
        if (a.Country.Length > 0 && b.Country.Length > 0 && a.Country != b.Country) return new(0, ["-country"]);
        var reasons = new List<string>();
        var likeness = Words(a.Read.Words, b.Read.Words, similarity, reasons);
        if (likeness <= 0) return new(0, reasons);
        if (a.Country.Length > 0 && b.Country.Length > 0) reasons.Add("country");
        else likeness *= 0.97;
        if (a.Read.Form.Length > 0 && b.Read.Form.Length > 0)
        {
            if (a.Read.Form == b.Read.Form) reasons.Add("form");
            else
            {
                // A company may change its form; two companies of one name and two forms are more often parent and child.
                reasons.Add("-form");
                likeness *= 0.86;
            }
        }
        return new(likeness, reasons);
    }

    static double Words(IReadOnlyList<string> a, IReadOnlyList<string> b, Func<string, string, double> similarity, List<string> reasons)
    {
        if (a.Count == 0 || b.Count == 0) return 0;
        if (a.SequenceEqual(b, StringComparer.Ordinal))
        {
            reasons.Add("name");
            return 1;
        }
        // The same letters with other spaces between them.
        if (string.Concat(a) == string.Concat(b))
        {
            reasons.Add("name");
            return 0.99;
        }
        var (left, right) = (a.ToList(), b.ToList());
        var (sum, total) = (0.0, 0.0);
        while (left.Count > 0 && right.Count > 0)
        {
            var (best, at, to) = (-1.0, 0, 0);
            for (var i = 0; i < left.Count; i++)
                for (var j = 0; j < right.Count; j++)
                    if (Alike(left[i], right[j], similarity) is var s && s > best) (best, at, to) = (s, i, j);
            var weight = Weight(left[at]) + Weight(right[to]);
            sum += best < 0.8 ? 0 : best * weight;
            total += weight;
            if (best < 0.8 && (Tells(left[at]) || Tells(right[to])))
            {
                reasons.Add("-words");
                return 0;
            }
            left.RemoveAt(at);
            right.RemoveAt(to);
        }
        foreach (var word in left.Concat(right))
        {
            if (Tells(word))
            {
                reasons.Add("-words");
                return 0;
            }
            total += Weight(word);
        }
        reasons.Add("words");
        return sum / total;
    }

    static bool Tells(string word) => Telling.Contains(word) || word.Any(char.IsDigit);

    static double Alike(string a, string b, Func<string, string, double> similarity)
    {
        if (a == b) return 1;
        // A number is right or wrong; and of short words one other letter makes another word.
        if (a.Any(char.IsDigit) || b.Any(char.IsDigit)) return 0;
        if (Telling.Contains(a) != Telling.Contains(b) || (Telling.Contains(a) && a != b)) return 0;
        var shorter = Math.Min(a.Length, b.Length);
        return shorter < 4 ? 0 : similarity(a, b);
    }

    static double Weight(string word) => Common.Contains(word) ? 0.5 : Math.Min(2, 0.6 + word.Length / 8.0);
}
