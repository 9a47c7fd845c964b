using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Procurement;

/// <summary><c>procurement</c>: several states buy together. Each question stands in a file of its own.</summary>
static class ProcurementCommand
{
    public static Command Create(Shell shell) => new("procurement", "What do several states gain when they buy together, and on what terms?")
    {
        PoolCommand.Create(shell), GroupsCommand.Create(shell), ImportCommand.Create(shell), ReadinessCommand.Create(shell),
    };
}
