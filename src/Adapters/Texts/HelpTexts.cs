using System.Collections.Frozen;
using System.Text.Json;

namespace Vauban.Adapters.Texts;

/// <summary>Help of commands and options in other languages, found by the English sentence that stands with the command.</summary>
/// <remarks>What a language lacks is said in English. A sentence that changes in English loses its translation until that is written anew,
/// so a translation never says something else than the command does.</remarks>
public static class HelpTexts
{
    static readonly Dictionary<string, Lazy<FrozenDictionary<string, string>>> Known =
        Texts.Languages.Where(l => l != "en").ToDictionary(l => l, l => new Lazy<FrozenDictionary<string, string>>(() => ReadFile(l)), StringComparer.Ordinal);

    /// <summary>A sentence in a language, or the English one.</summary>
    /// <param name="language">Code of the language.</param>
    /// <param name="english">English sentence.</param>
    public static string In(string language, string english) => Known.TryGetValue(language, out var texts) ? texts.Value.GetValueOrDefault(english, english) : english;

    /// <summary>English sentences that a language has a translation of, in order.</summary>
    public static IEnumerable<string> Originals(string language) => Known.TryGetValue(language, out var texts) ? texts.Value.Keys.Order(StringComparer.Ordinal) : [];

    static FrozenDictionary<string, string> ReadFile(string language)
    {
        using var stream = typeof(HelpTexts).Assembly.GetManifestResourceStream($"texts/help-{language}.json")
            ?? throw new InvalidOperationException($"The help in {language} is not built in.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
