using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Texts;

/// <summary>The texts shown to a user, in one language; what a language lacks is said in English.</summary>
public sealed class Texts
{
    static readonly FrozenDictionary<string, string> English = ReadFile("en");
    static readonly Dictionary<string, Texts> Known = Languages.ToDictionary(l => l, l => new Texts(l, l == "en" ? English : ReadFile(l)), StringComparer.Ordinal);
    readonly FrozenDictionary<string, string> _texts;

    Texts(string language, FrozenDictionary<string, string> texts)
    {
        Language = language;
        _texts = texts;
    }

    /// <summary>Languages there are: English, French, German.</summary>
    public static IReadOnlyList<string> Languages => ["en", "fr", "de"];

    /// <summary>Code of the language.</summary>
    public string Language { get; }

    /// <summary>Keys that this language has itself, in order.</summary>
    public IEnumerable<string> Keys => _texts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The texts of a language; English where there is no such language. <c>fr-BE</c> counts as <c>fr</c>.</summary>
    public static Texts For(string? language) => Known.GetValueOrDefault((language ?? "en").Split('-', '_')[0].ToLowerInvariant(), Known["en"]);

    /// <summary>A text by its key.</summary>
    /// <exception cref="KeyNotFoundException">English has no such key.</exception>
    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"There is no text \"{key}\".");

    /// <summary>A text by its key, or null.</summary>
    public string? Find(string key) => _texts.GetValueOrDefault(key) ?? English.GetValueOrDefault(key);

    /// <summary>A text with its placeholders {0}, {1} ... filled in; a value that was not given leaves a blank.</summary>
    /// <exception cref="KeyNotFoundException">English has no such key.</exception>
    public string Format(string key, params ReadOnlySpan<string> values) => Fill(this[key], values);

    /// <summary>The sentence of a finding: place, cause and way out.</summary>
    public string Sentence(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var where = Place(finding.Place);
        var what = Message(finding);
        return where.Length == 0 ? what : $"{where}: {what}";
    }

    /// <summary>Cause and way out of a finding, without its place.</summary>
    public string Message(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var key = $"finding.{finding.Code}";
        // A sentence that ends in a suggestion has a second form for when there is none.
        var template = finding.Values is [.., ""] && Find(key + ".none") is { } without ? without : Find(key);
        return template is null ? $"{finding.Code} {string.Join(", ", finding.Values)}" : Fill(template, finding.Values);
    }

    /// <summary>A place in words, for example <c>lines.csv, row 12, column capacity_unit</c>.</summary>
    public string Place(Place place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var parts = new List<string>();
        if (place.File is { Length: > 0 } file) parts.Add(file);
        if (place.Sheet is { Length: > 0 } sheet) parts.Add(Format("place.sheet", sheet));
        if (place.Row is { } row) parts.Add(Format("place.row", row.ToString(CultureInfo.InvariantCulture)));
        if (place.Column is { Length: > 0 } column) parts.Add(Format("place.column", column));
        if (place.Id is { Length: > 0 } id) parts.Add(id);
        return string.Join(", ", parts);
    }

    // Values may hold braces themselves, so the template is walked once and values are never looked into.
    static string Fill(string template, ReadOnlySpan<string> values)
    {
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '{' && i + 2 < template.Length && char.IsAsciiDigit(template[i + 1]) && template[i + 2] == '}')
            {
                var index = template[i + 1] - '0';
                if (index < values.Length) text.Append(values[index]);
                i += 2;
            }
            else text.Append(template[i]);
        }
        return text.ToString();
    }

    static FrozenDictionary<string, string> ReadFile(string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"texts/{language}.json")
            ?? throw new InvalidOperationException($"The text file {language}.json is not built in.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
