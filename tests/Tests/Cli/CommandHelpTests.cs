using Vauban.Adapters.Texts;
using Vauban.App.Cli;

namespace Vauban.Tests.Cli;

public sealed class CommandHelpTests
{
    static readonly string[] Descriptions =
        [.. CommandHelp.Symbols(CommandLine.Tree(App.Program.Commands, new(new(TextWriter.Null, TextWriter.Null)))).Select(s => s.Description ?? "").Distinct()];

    static Terminal In(string? variable) => new(TextWriter.Null, TextWriter.Null, variable is null ? null : new Dictionary<string, string> { ["VAUBAN_LANGUAGE"] = variable });

    [Theory]
    [InlineData("en", null, "assess", "x")]
    [InlineData("fr", null, "assess", "--language", "fr", "x")]
    [InlineData("de", "fr", "--language=DE", "--help")]
    [InlineData("fr", "fr", "assess")]
    [InlineData("de", null, "--language", "fr", "--language", "de")]
    [InlineData("en", null, "--language", "es")]
    [InlineData("en", null, "assess", "--", "--language", "fr")]
    public void The_language_is_known_before_anything_is_parsed(string expected, string? variable, params string[] args) =>
        Assert.Equal(expected, CommandHelp.Language(args, In(variable)));

    [Theory]
    [InlineData("fr", "Répétable.", "Utilisation", "Langue de tous les textes")]
    [InlineData("de", "Mehrfach möglich.", "Nutzung:", "Sprache aller Texte")]
    public void Help_speaks_the_language_of_the_user(string language, params string[] expected)
    {
        var run = CommandRun.Of("assess", "--help", "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.All(expected, e => Assert.Contains(e, run.Output, StringComparison.Ordinal));
        // Nothing is left in English.
        Assert.All(Descriptions.Where(d => d.Length > 0 && HelpTexts.In(language, d) == d), d => Assert.DoesNotContain(d, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_without_a_language_is_English() => Assert.Contains("Usage:", CommandRun.Of("assess", "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "Did you mean --perimeter?", "Required argument missing")]
    [InlineData("fr", "--perimeter", "Argument obligatoire manquant")]
    [InlineData("de", "--perimeter", "erforderliches Argument fehlt")]
    public void Messages_of_the_parser_speak_the_language_of_the_user(string language, string nearest, string missing)
    {
        var run = CommandRun.Of("assess", "examples/hello", "--perimetre", "EU27", "--language", language);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(nearest, run.Error, StringComparison.Ordinal);
        Assert.Contains(missing, CommandRun.Of("assess", "examples/hello", "--language", language, "--at").Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, InlineData("fr"), InlineData("de")]
    public void No_translation_is_left_over_from_a_description_that_has_changed(string language)
    {
        // Write the translation anew in src/Adapters/Texts/help-*.json, or take it out: the command then speaks English.
        Assert.NotEmpty(HelpTexts.Originals(language));
        Assert.Empty(HelpTexts.Originals(language).Except(Descriptions));
        Assert.All(HelpTexts.Originals(language), e => Assert.NotEqual(e, HelpTexts.In(language, e)));
    }
}
