using System.Globalization;
using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>What a cell of a workbook holds.</summary>
enum XlsxKind
{
    Text,
    Number,
    Percent,
    Date,
    Month,
    Time,
    Flag,
    Fault,
}

/// <summary>Dates of workbooks: numbers of days, told from other numbers by their style alone.</summary>
static class XlsxDates
{
    /// <summary>What a built-in number format shows.</summary>
    public static XlsxKind KindOf(int format) => format switch
    {
        9 or 10 => XlsxKind.Percent,
        17 => XlsxKind.Month,
        >= 14 and <= 16 or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) => XlsxKind.Date,
        (>= 18 and <= 21) or (>= 32 and <= 35) or (>= 45 and <= 47) => XlsxKind.Time,
        _ => XlsxKind.Number,
    };

    /// <summary>What a number format of the user shows: a month where there is a year and a month but no day.</summary>
    public static XlsxKind KindOf(string format)
    {
        bool year = false, month = false, day = false, hour = false, percent = false;
        for (var i = 0; i < format.Length; i++)
        {
            switch (char.ToLowerInvariant(format[i]))
            {
                case '"': i = Skip(format, i + 1, '"'); break;
                case '[': i = Skip(format, i + 1, ']'); break;
                case '\\' or '_' or '*': i++; break;
                case ';': i = format.Length; break;
                case '%': percent = true; break;
                case 'y': year = true; break;
                case 'm': month = true; break;
                case 'd': day = true; break;
                case 'h' or 's': hour = true; break;
                case 'g' when format.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase): i += 6; break;
            }
        }
        return day || (year && (!month || hour)) ? XlsxKind.Date : year && month ? XlsxKind.Month : hour ? XlsxKind.Time : percent ? XlsxKind.Percent : XlsxKind.Number;
    }

    static int Skip(string format, int from, char until) => format.IndexOf(until, from) is >= 0 and var at ? at : format.Length;

    /// <summary>The file form of a day number; null where there is no such day.</summary>
    public static string? Text(double serial, XlsxKind kind, bool startsIn1904)
    {
        if (!(serial >= 1 && serial < 2_958_466)) return null;
        var days = (int)Math.Floor(serial);
        // The first edition counted a 29 February 1900 that was none, and every later one kept it.
        var date = startsIn1904 ? new DateOnly(1904, 1, 1).AddDays(Math.Min(days, 2_957_003)) : days < 60 ? new DateOnly(1899, 12, 31).AddDays(days) : new DateOnly(1899, 12, 30).AddDays(days);
        return kind == XlsxKind.Month ? date.ToString("yyyy-MM", CultureInfo.InvariantCulture) : Dates.Text(date);
    }
}

/// <summary>The escape of workbooks for characters: <c>_x000D_</c>.</summary>
static class XlsxText
{
    public static string Undo(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
            {
                plain.Append((char)ushort.Parse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 6;
            }
            else plain.Append(text[i]);
        }
        return plain.ToString();
    }

    public static string Do(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i)) escaped.Append("_x005F");
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    static bool IsEscape(string text, int i)
    {
        if (text[i] != '_' || i + 6 >= text.Length || text[i + 1] != 'x' || text[i + 6] != '_') return false;
        foreach (var c in text.AsSpan(i + 2, 4))
            if (!char.IsAsciiHexDigit(c)) return false;
        return true;
    }
}
