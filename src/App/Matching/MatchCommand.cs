using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Matching;

/// <summary><c>match</c>: the same company under different names. Each step stands in a file of its own.</summary>
static class MatchCommand
{
    public static Command Create(Shell shell) => new("match", "Finds companies that stand in a package twice, keeps what you decide, merges and takes back.")
    {
        ReviewCommand.Create(shell), ApplyCommand.Create(shell), UndoCommand.Create(shell),
    };
}
