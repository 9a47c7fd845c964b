using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Reads numbers as people in different countries write them, and says where two readings are possible.</summary>
/// <remarks>The file form has a decimal point and no separators of thousands. Spreadsheets of half of Europe write otherwise;
/// a figure that is wrong by a factor of a thousand is worse than none, so what can be read in two ways is not read at all.</remarks>
public static class NumberText
{
    /// <summary>How a text was understood.</summary>
    public enum Outcome
    {
        /// <summary>It is no number.</summary>
        NoNumber,
        /// <summary>It is one number.</summary>
        Read,
        /// <summary>It could be two numbers.</summary>
        Ambiguous,
    }

    /// <summary>Reads a number with a decimal comma, or with separators of thousands (space, point, comma, apostrophe).</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="plain">The number in file form; for an ambiguous text the reading as a decimal.</param>
    /// <param name="other">For an ambiguous text the reading as thousands, else empty.</param>
    public static Outcome Read(string text, out string plain, out string other)
    {
        plain = other = "";
        if (text.Length is 0 or > 40) return Outcome.NoNumber;
        var sign = text[0] is '-' or '+' or '\u2212' ? 1 : 0;
        var body = text.AsSpan(sign);
        if (body.Length == 0 || !char.IsAsciiDigit(body[0]) || !char.IsAsciiDigit(body[^1])) return Outcome.NoNumber;
        int commas = 0, points = 0, blanks = 0;
        foreach (var c in body)
        {
            if (c == ',') commas++;
            else if (c == '.') points++;
            else if (IsGroupMark(c)) blanks++;
            else if (!char.IsAsciiDigit(c)) return Outcome.NoNumber;
        }
        var minus = sign == 1 && text[0] != '+' ? "-" : "";
        if (blanks > 0) return commas + points > 1 ? Outcome.NoNumber : Grouped(body, null, commas == 1 ? ',' : points == 1 ? '.' : null, minus, out plain);
        if (commas > 0 && points > 0)
        {
            var last = body[body.LastIndexOfAny(',', '.')];
            return (last == ',' ? commas : points) > 1 ? Outcome.NoNumber : Grouped(body, last == ',' ? '.' : ',', last, minus, out plain);
        }
        if (commas > 1) return Grouped(body, ',', null, minus, out plain);
        if (points > 1) return Grouped(body, '.', null, minus, out plain);
        if (commas == 0)
        {
            plain = minus + body.ToString();
            return Outcome.Read;
        }
        var cut = body.IndexOf(',');
        plain = $"{minus}{body[..cut]}.{body[(cut + 1)..]}";
        if (body.Length - cut != 4 || cut > 3 || body[0] == '0') return Outcome.Read;
        other = $"{minus}{body[..cut]}{body[(cut + 1)..]}";
        return Outcome.Ambiguous;
    }

    /// <summary>True for a plain text such as <c>1.234</c>, which a writer of decimal commas means as 1234.</summary>
    public static bool LooksLikeThousands(ReadOnlySpan<char> text)
    {
        var cut = text.IndexOf('.');
        return cut is > 0 and <= 3 && text.Length - cut == 4 && text[0] is >= '1' and <= '9' && !text[..cut].ContainsAnyExceptInRange('0', '9') && !text[(cut + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    static bool IsGroupMark(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '\u2019';

    // Groups of three behind a first group of one to three digits; then, where there is a decimal mark, digits only.
    static Outcome Grouped(ReadOnlySpan<char> body, char? group, char? mark, string minus, out string plain)
    {
        plain = "";
        var cut = mark is { } m ? body.LastIndexOf(m) : body.Length;
        var digits = new System.Text.StringBuilder(minus);
        int run = 0, groups = 0;
        for (var i = 0; i < cut; i++)
        {
            if (char.IsAsciiDigit(body[i]))
            {
                digits.Append(body[i]);
                run++;
                continue;
            }
            if (group is { } g ? body[i] != g : !IsGroupMark(body[i])) return Outcome.NoNumber;
            if (groups == 0 ? run is 0 or > 3 : run != 3) return Outcome.NoNumber;
            groups++;
            run = 0;
        }
        if (groups == 0 || run != 3) return Outcome.NoNumber;
        if (cut < body.Length)
        {
            if (body[(cut + 1)..].ContainsAnyExceptInRange('0', '9')) return Outcome.NoNumber;
            digits.Append('.').Append(body[(cut + 1)..]);
        }
        plain = digits.ToString();
        return Outcome.Read;
    }

    /// <summary>Reads a quantity whose ends may be written with decimal commas or thousands; same outcomes as <see cref="Read"/>.</summary>
    public static Outcome ReadInterval(string text, out string plain, out string other)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Read(text, out plain, out other);
        plain = other = "";
        var left = text[..dots].Trim();
        var right = text[(dots + 2)..].Trim();
        var (a, b, c, d) = ("", "", "", "");
        var first = left.Length == 0 ? Outcome.Read : Read(left, out a, out b);
        var second = right.Length == 0 ? Outcome.Read : Read(right, out c, out d);
        if (first == Outcome.NoNumber || second == Outcome.NoNumber || left.Length + right.Length == 0) return Outcome.NoNumber;
        plain = $"{a}..{c}";
        if (first == Outcome.Read && second == Outcome.Read) return Outcome.Read;
        other = $"{(b.Length > 0 ? b : a)}..{(d.Length > 0 ? d : c)}";
        return Outcome.Ambiguous;
    }

    /// <summary>What somebody may have meant who wrote <c>4500-10000</c>, <c>&lt;500</c>, <c>~5</c> or <c>n/a</c>; empty where nothing comes to mind.</summary>
    public static string Suggest(string text)
    {
        var t = text.Trim();
        if (t.Length is 0 or > 60) return "";
        if (t[0] is '<' or '\u2264' && Plain(t[1..].TrimStart('=')) is { } most) return $"..{most}";
        if (t[0] is '>' or '\u2265' && Plain(t[1..].TrimStart('=')) is { } least) return $"{least}..";
        if (t[0] is '~' or '\u2248' && Plain(t[1..]) is { } about) return about;
        if (t[^1] == '+' && Plain(t[..^1]) is { } up) return $"{up}..";
        foreach (var dash in new[] { "\u2013", "\u2014", "-", "\u2026", "...", " to " })
            if (t.IndexOf(dash, 1, StringComparison.Ordinal) is > 0 and var at && Plain(t[..at]) is { } low && Plain(t[(at + dash.Length)..]) is { } high)
                return double.Parse(low, CultureInfo.InvariantCulture) <= double.Parse(high, CultureInfo.InvariantCulture) ? $"{low}..{high}" : $"{high}..{low}";
        return "";
    }

    static string? Plain(string text)
    {
        text = text.Trim();
        if (Quantity.TryNumber(text, out var value)) return Quantity.Text(value);
        return Read(text, out var plain, out _) == Outcome.Read && Quantity.TryNumber(plain, out value) ? Quantity.Text(value) : null;
    }
}
