namespace Vauban.Core.Matching;

/// <summary>Numbers that tell companies apart, with their check digits.</summary>
public static class Identifiers
{
    /// <summary>True where a text is a legal entity identifier (ISO 17442): 18 letters or digits and two check digits, modulo 97 equal to 1 (ISO 7064).</summary>
    public static bool IsLei(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != 20 || !char.IsAsciiDigit(text[18]) || !char.IsAsciiDigit(text[19])) return false;
        var rest = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c is < 'A' or > 'Z') return false;
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        }
        return rest == 1;
    }

    /// <summary>True where a text has the form of a NATO commercial and government entity code: five letters or digits without I and O. The code has no check digit.</summary>
    public static bool IsNcage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 5 && text.All(c => char.IsAsciiDigit(c) || c is >= 'A' and <= 'Z' and not ('I' or 'O')) && text.Any(char.IsAsciiDigit);
    }

    /// <summary>A VAT number without blanks and points, in capital letters; empty where its country's rule refuses it.</summary>
    /// <remarks>The check digits of AT, BE, DE, DK, FI, FR, IT, LU, NL, PL, PT and SE are verified; of other countries of the Union only the form.</remarks>
    public static string Vat(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var vat = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (vat.Length is < 8 or > 14 || !char.IsAsciiLetterUpper(vat[0]) || !char.IsAsciiLetterUpper(vat[1])) return "";
        return IsValid(vat[..2], vat[2..]) ? vat : "";
    }

    static bool IsValid(string country, string n)
    {
        if (country is "AT") return n.Length == 9 && n[0] == 'U' && Digits(n[1..], 8) && Austria(n[1..]);
        if (country is "NL") return n.Length == 12 && n[9] == 'B' && Digits(n[..9], 9) && (Weighted(n, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == n[8] - '0' || Dutch97(n));
        if (country is "FR") return n.Length == 11 && Digits(n[2..], 9) && (!Digits(n[..2], 2) || (long.Parse(n[2..], System.Globalization.CultureInfo.InvariantCulture) * 100 + 12) % 97 == int.Parse(n[..2], System.Globalization.CultureInfo.InvariantCulture));
        return country switch
        {
            "BE" => Digits(n, 10) && 97 - long.Parse(n[..8], System.Globalization.CultureInfo.InvariantCulture) % 97 == long.Parse(n[8..], System.Globalization.CultureInfo.InvariantCulture),
            "DE" => Digits(n, 9) && n[0] != '0' && German(n),
            "DK" => Digits(n, 8) && Weighted(n, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0,
            "FI" => Digits(n, 8) && (11 - Weighted(n, [7, 9, 10, 5, 8, 4, 2]) % 11) % 11 == n[7] - '0',
            "IT" => Digits(n, 11) && Luhn(n),
            "LU" => Digits(n, 8) && int.Parse(n[..6], System.Globalization.CultureInfo.InvariantCulture) % 89 == int.Parse(n[6..], System.Globalization.CultureInfo.InvariantCulture),
            "PL" => Digits(n, 10) && Weighted(n, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == n[9] - '0',
            "PT" => Digits(n, 9) && 11 - Weighted(n, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 is var d && (d >= 10 ? 0 : d) == n[8] - '0',
            "SE" => Digits(n, 12) && n.EndsWith("01", StringComparison.Ordinal) && Luhn(n[..10]),
            "BG" or "CY" or "CZ" or "EE" or "EL" or "ES" or "HR" or "HU" or "IE" or "LT" or "LV" or "MT" or "RO" or "SI" or "SK" => n.Any(char.IsAsciiDigit),
            _ => false,
        };
    }

    static bool Digits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);

    static int Weighted(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? d : d * 2 / 10 + d * 2 % 10;
        }
        return sum % 10 == 0;
    }

    static bool Austria(string n)
    {
        var sum = 4;
        for (var i = 0; i < 7; i++)
        {
            var d = n[i] - '0';
            sum += i % 2 == 0 ? d : d * 2 / 10 + d * 2 % 10;
        }
        return (10 - sum % 10) % 10 == n[7] - '0';
    }

    // ISO 7064, modulo 11, 10.
    static bool German(string n)
    {
        var product = 10;
        for (var i = 0; i < 8; i++)
        {
            var sum = (n[i] - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == n[8] - '0';
    }

    // Since 2020 the numbers of one-person businesses follow modulo 97 over "NL" and the whole.
    static bool Dutch97(string n)
    {
        var rest = 0;
        foreach (var c in "NL" + n) rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }
}
