using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed partial class TextsTests
{
    [Theory, InlineData("fr"), InlineData("de")]
    public void Every_text_of_another_language_has_an_English_original_with_the_same_placeholders(string language)
    {
        foreach (var key in Texts.For(language).Keys)
        {
            Assert.Contains(key, Texts.For("en").Keys);
            Assert.Equal(Placeholders(Texts.For("en")[key]), Placeholders(Texts.For(language)[key]));
        }
    }

    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void Every_finding_code_in_the_sources_has_a_sentence(string language)
    {
        var codes = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains("E-UNIT-01", codes);
        Assert.Equal([], codes.Where(c => !Texts.For(language).Keys.Contains($"finding.{c}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_sentence_is_left_over_without_its_code()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Equal([], Texts.For("en").Keys.Where(k => k.StartsWith("finding.", StringComparison.Ordinal)).Select(k => k["finding.".Length..].Replace(".none", "", StringComparison.Ordinal)).Distinct()
            .Where(c => !sources.Contains($"\"{c}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_sentence_starts_with_its_place_and_a_missing_suggestion_has_its_own_words()
    {
        var place = new Place("parts.zip/lines.csv", null, 12, "item");
        Assert.Equal("parts.zip/lines.csv, row 12, column item: \"x\" is not in items. Did you mean \"y\"?", Texts.For("en").Sentence(new("E-REF-01", Severity.Error, place, "x", "items", "y")));
        Assert.Equal("parts.zip/lines.csv, row 12, column item: \"x\" is not in items. Add it there, or correct the reference.", Texts.For("en").Sentence(new("E-REF-01", Severity.Error, place, "x", "items", "")));
        Assert.Equal("b.xlsx, Blatt lines, Zeile 3, Spalte item: „{1}“ steht nicht in items. War „y“ gemeint?", Texts.For("de-AT").Sentence(new("E-REF-01", Severity.Error, new("b.xlsx", "lines", 3, "item"), "{1}", "items", "y")));
    }

    static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    static string Root([CallerFilePath] string file = "") =>
        file.StartsWith("/_/", StringComparison.Ordinal) ? Find(AppContext.BaseDirectory) : Find(Path.GetDirectoryName(file)!);

    static string Find(string folder) => File.Exists(Path.Combine(folder, "Vauban.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"\{\d\}")]
    internal static partial Regex Placeholder();

    [GeneratedRegex("\"([EWN]-[A-Z]+-[0-9]{2})\"")]
    internal static partial Regex Code();
}
