using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Dates of packages: a day, a month or a year.</summary>
public static class Dates
{
    /// <summary>Reads <c>2026-03-31</c>, <c>2026-03</c>, <c>2026</c>; the first day of the period, or the last where <paramref name="end"/> is true.</summary>
    public static bool TryParse(string text, bool end, out DateOnly date)
    {
        date = default;
        text = text.Trim();
        if (text.Length == 10) return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        if (text.Length == 7 && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            if (end) date = date.AddDays(DateTime.DaysInMonth(date.Year, date.Month) - 1);
            return true;
        }
        if (text.Length != 4 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2200) return false;
        date = end ? new(year, 12, 31) : new(year, 1, 1);
        return true;
    }

    /// <summary>The file form of a date written otherwise (<c>31.3.2026</c>, <c>2026/3/31</c>), or empty where it could be two days or none.</summary>
    public static string Suggest(string text)
    {
        var parts = text.Split(['.', '/', '-', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 3 || !parts.All(p => p.Length <= 4 && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return "";
        var n = Array.ConvertAll(parts, p => int.Parse(p, CultureInfo.InvariantCulture));
        if (parts[0].Length == 4) return Day(n[0], n[1], n[2]);
        if (parts[2].Length != 4) return "";
        var dayFirst = Day(n[2], n[1], n[0]);
        var monthFirst = text.Contains('.', StringComparison.Ordinal) ? "" : Day(n[2], n[0], n[1]);
        return monthFirst.Length == 0 || monthFirst == dayFirst ? dayFirst : dayFirst.Length == 0 ? monthFirst : "";
    }

    static string Day(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? Text(new(year, month, day)) : "";

    /// <summary>The file form, <c>2026-03-31</c>.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
