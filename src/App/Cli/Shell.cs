using System.CommandLine;

namespace Vauban.App.Cli;

/// <summary>Makes one command of the executable.</summary>
delegate Command CommandMaker(Shell shell);

/// <summary>What all commands share: the console, and the options that stand behind every command.</summary>
sealed class Shell(Terminal terminal)
{
    /// <summary>Where commands write.</summary>
    public Terminal Terminal => terminal;

    /// <summary><c>--language</c>.</summary>
    public Option<string?> Language { get; } = new("--language") { Description = "Language of all texts: en, fr or de.", HelpName = "en|fr|de", Recursive = true };

    /// <summary><c>--json</c>.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Writes the result as JSON instead of text.", Recursive = true };

    /// <summary><c>--view</c>, of every command that loads a package.</summary>
    public Option<string?> View { get; } = new("--view")
    {
        Description = "Reads only what somebody may see: up to a marking (TLP:GREEN), or as a partner by its id (up to TLP:GREEN, and the rows about itself). The rest reads as unknown.",
        HelpName = "MARKING|PARTY",
    };

    /// <summary>Ties a command to what it does: the one way a command gets its action, so that errors, cancelling and output are alike.</summary>
    /// <param name="command">Command.</param>
    /// <param name="run">Does it and gives the exit code.</param>
    public Command Run(Command command, Func<Call, int> run)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Arguments.Any(a => a is PackageArgument)) command.Options.Add(View);
        command.SetAction((parse, stop) => Task.Run(() => CommandLine.Guard(terminal, Trace, () => run(new(parse, this, stop))), CancellationToken.None));
        return command;
    }

    /// <summary>True to show where in the program an error arose.</summary>
    public bool Trace => terminal.Variable("VAUBAN_TRACE") == "1";

    /// <summary>The argument every command on a package starts with.</summary>
    public static Argument<string> Package(string description = "Network package: a folder of CSV files, a .zip of one, or an .xlsx workbook.") => new PackageArgument(description);

    // Marks the commands that load a package, which all let the user choose whose eyes to see it with.
    sealed class PackageArgument : Argument<string>
    {
        public PackageArgument(string description) : base("PACKAGE") => Description = description;
    }

    /// <summary>The option <c>--perimeter</c>, which may be repeated.</summary>
    public static Option<string[]> Perimeter() => new("--perimeter", "-p")
    {
        Description = "Who \"we\" are: a named set or a list of countries, possibly named (EU27, Nordics=DK+FI+SE). May be repeated.",
        HelpName = "SET",
        DefaultValueFactory = _ => [],
    };
}
