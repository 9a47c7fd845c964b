using System.Collections.Frozen;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Countries as foreign files write them: codes of two or three letters, parts of countries (US-DE), names in English, French or German.</summary>
static class Places
{
    static readonly FrozenDictionary<string, string> Names = Countries.All.SelectMany(c => c.Names.Values.Select(n => (n, c.Code))).Concat([("UK", "GB"), ("USA", "US"), ("South Korea", "KR"), ("Korea, Republic of", "KR"), ("Republic of Korea", "KR"), ("Czech Republic", "CZ"), ("Russian Federation", "RU"), ("Turkey", "TR"), ("Viet Nam", "VN"), ("DRC", "CD"), ("Congo, D.R.", "CD")])
        .GroupBy(p => p.Item1, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Key, g => g.First().Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>Code of two letters; empty where it is none.</summary>
    public static string Country(string text)
    {
        text = text.Trim();
        if (text.Length > 3 && text[2] == '-') text = text[..2];
        if (text.Length is 2 or 3 && CountryCodes.Of(text) is { IsEmpty: false } set) return set.ToString();
        return Names.GetValueOrDefault(text, "");
    }
}
