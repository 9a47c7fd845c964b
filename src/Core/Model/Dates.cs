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

    /// <summary>The file form, <c>2026-03-31</c>.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
