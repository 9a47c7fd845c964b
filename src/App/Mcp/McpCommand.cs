using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Mcp;

/// <summary><c>mcp</c>: lets an assistant on this machine ask about packages.</summary>
sealed class McpCommand
{
    readonly Argument<string[]> _packages = new("PACKAGE") { Description = "Network packages that may be asked about.", Arity = ArgumentArity.OneOrMore };
    readonly Option<string> _marking = new("--marking") { Description = "Strictest marking of the rows that answers may rest on; the rest reads as unknown.", HelpName = "MARKING", DefaultValueFactory = _ => FieldCatalog.Markings[0] };

    public static Command Create(Shell shell)
    {
        var me = new McpCommand();
        var command = new Command("mcp", "Lets an assistant ask over standard input and output (Model Context Protocol): it reads, sees no names of parties and sites, and nothing above the marking.") { me._packages };
        command.Options.Add(me._marking);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var marking = Marking(call, call.Value(_marking)!);
        // A method of its own: the protocol's library is loaded for this command only.
        McpRun.Until(call, call.Value(_packages)!, marking);
        return ExitCode.Ok;
    }

    /// <summary>A marking that may leave.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static string Marking(Call call, string text) =>
        FieldCatalog.Markings.FirstOrDefault(m => m.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException(call.Texts.Format("mcp.marking", text, string.Join(", ", FieldCatalog.Markings)));
}
