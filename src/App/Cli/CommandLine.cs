using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>Runs the commands: parses, catches what goes wrong, and gives the exit code.</summary>
static class CommandLine
{
    /// <summary>The tree of all commands.</summary>
    public static RootCommand Tree(IReadOnlyList<CommandMaker> commands, Shell shell)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(shell);
        var root = new RootCommand("How much can we still make, and what would it take to make more?");
        root.Options.Add(shell.Language);
        root.Options.Add(shell.Json);
        foreach (var make in commands) root.Subcommands.Add(make(shell));
        return root;
    }

    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<CommandMaker> commands, Terminal terminal, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var shell = new Shell(terminal);
        var language = CommandHelp.Language(args, terminal);
        var culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CommandHelp.Culture(language);
        try
        {
            var tree = Tree(commands, shell);
            CommandHelp.Translate(tree, language);
            var parse = tree.Parse(Shorthand.Expand(args, tree.Subcommands.Select(c => c.Name), terminal.Folder));
            if (args.Length == 0) return Welcome(terminal, Texts.For(language));
            if (parse.Action is ParseErrorAction) return ShowErrors(parse, terminal, Texts.For(language));
            return await parse.InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error.Profile.Out.Writer }, stop);
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
            await terminal.Output.FlushAsync(CancellationToken.None);
            await terminal.Error.Profile.Out.Writer.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>The one place where an exception of a command ends.</summary>
    public static int Guard(Terminal terminal, bool trace, Func<int> run)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return run();
        }
        catch (InputException e)
        {
            if (e.Message.Length > 0) Lines.Write(terminal.Error, "vauban: " + e.Message, 0, 2);
            return ExitCode.InvalidInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception e)
        {
            var cause = e is AggregateException { InnerExceptions: [var inner] } ? inner : e;
            if (cause is OperationCanceledException) return ExitCode.Cancelled;
            var text = cause is IOException or UnauthorizedAccessException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
            Lines.Write(terminal.Error, "vauban: " + text.ReplaceLineEndings(" "), 0, 2);
            if (trace) terminal.Error.Profile.Out.Writer.WriteLine(e);
            return cause is IOException or UnauthorizedAccessException ? ExitCode.InvalidInput : ExitCode.Failed;
        }
    }

    static int Welcome(Terminal terminal, Texts texts)
    {
        Lines.Write(terminal.Out, texts["terminal.welcome"], 0, 0, Sheet.Strong);
        terminal.Out.WriteLine();
        var sheet = new Sheet(terminal.Out, [38, Math.Max(20, terminal.Width - 43)], terminal.HasSymbols);
        sheet.Row("  vauban assess PACKAGE", texts["terminal.welcome.assess"]);
        sheet.Row("  vauban assess PACKAGE --without CN", texts["terminal.welcome.without"]);
        terminal.Out.WriteLine();
        Lines.Write(terminal.Out, texts["terminal.welcome.more"], 0, 0);
        return ExitCode.Ok;
    }

    static int ShowErrors(ParseResult parse, Terminal terminal, Texts texts)
    {
        var command = parse.CommandResult.Command;
        var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).Concat(parse.RootCommandResult.Command.Options.Where(o => o.Recursive).Select(o => o.Name)).ToArray();
        foreach (var error in parse.Errors)
        {
            var token = parse.UnmatchedTokens.FirstOrDefault(t => error.Message.Contains($"'{t}'", StringComparison.Ordinal));
            var message = token is null ? error.Message
                : Spelling.Nearest(token, known) is { } near ? texts.Format("terminal.token.nearest", token, near) : texts.Format("terminal.token.unknown", token);
            Lines.Write(terminal.Error, "vauban: " + message, 0, 2);
        }
        var path = string.Join(' ', Path(command));
        Lines.Write(terminal.Error, texts.Format("terminal.see-help", path), 0, 2);
        return ExitCode.InvalidInput;
    }

    static IEnumerable<string> Path(Command command) =>
        command is RootCommand ? ["vauban"] : (command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent) : []).Append(command.Name);
}
