using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Disruption;

/// <summary><c>disruption</c>: what is lost when something fails, how soon, and how long stocks last. Each question stands in a file of its own.</summary>
static class DisruptionCommand
{
    static readonly CommandMaker[] Questions =
    [
        SurviveCommand.Create,
        CascadeCommand.Create,
        StressCommand.Create,
        WarnCommand.Create,
    ];

    public static Command Create(Shell shell)
    {
        var command = new Command("disruption", "What is lost when something fails, how soon, and how long do stocks last?");
        foreach (var question in Questions) command.Subcommands.Add(question(shell));
        return command;
    }
}
