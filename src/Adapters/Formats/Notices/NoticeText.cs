using System.Globalization;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Small texts that notices of every format have.</summary>
static class NoticeText
{
    /// <summary>CELEX number of the directive on defence and security procurement.</summary>
    public const string Defence = "32009L0081";

    /// <summary>The eight digits of a CPV code, without its check digit; null where it is none.</summary>
    public static string? Cpv(string text)
    {
        text = text.Trim();
        var dash = text.IndexOfAny(['-', '.']);
        if (dash >= 0) text = text[..dash];
        return text.Length == 8 && text.All(char.IsAsciiDigit) ? text : null;
    }

    /// <summary>The day of a date or time of XML or JSON as written, whatever its zone; null where it is none.</summary>
    public static DateOnly? Day(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1950 and <= 2200 && (text.Length == 10 || text[10] is 'T' or '+' or '-' or 'Z' or ' ') ? day : null;
}
