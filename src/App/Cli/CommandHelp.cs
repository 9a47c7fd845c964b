using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Texts;

namespace Vauban.App.Cli;

/// <summary>Help and messages of the parser in the user's language, which must be known before anything is parsed.</summary>
static class CommandHelp
{
    /// <summary>Language asked for: the last <c>--language</c> given, else the environment's; what is no language counts as none.</summary>
    public static string Language(string[] args, Terminal terminal)
    {
        ArgumentNullException.ThrowIfNull(args);
        const string Name = "--language";
        string? given = null;
        for (var i = 0; i < args.Length && args[i] != "--"; i++)
        {
            if (args[i] == Name && i + 1 < args.Length) given = args[i + 1];
            else if (args[i].StartsWith(Name + "=", StringComparison.Ordinal) || args[i].StartsWith(Name + ":", StringComparison.Ordinal)) given = args[i][(Name.Length + 1)..];
        }
        return Texts.For(given is not null && Texts.Languages.Contains(given, StringComparer.OrdinalIgnoreCase) ? given : terminal.Variable("VAUBAN_LANGUAGE")).Language;
    }

    /// <summary>The culture whose words the parser takes for its headings and messages; English is what it says by itself.</summary>
    public static CultureInfo Culture(string language) => language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);

    /// <summary>Puts the descriptions of a command, its options, arguments and sub-commands into a language.</summary>
    public static void Translate(Command command, string language)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (language == "en") return;
        foreach (var symbol in Symbols(command))
            if (symbol.Description is { Length: > 0 } english) symbol.Description = HelpTexts.In(language, english);
    }

    /// <summary>A command and everything below it.</summary>
    public static IEnumerable<Symbol> Symbols(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new Symbol[] { command }.Concat(command.Arguments).Concat(command.Options).Concat(command.Subcommands.SelectMany(Symbols));
    }
}
