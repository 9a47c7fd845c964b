using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Capacity;

/// <summary><c>capacity</c>: how much can be made, what limits it, and what would raise it. Each question stands in a file of its own.</summary>
static class CapacityCommand
{
    public static Command Create(Shell shell) => new("capacity", "How much can be made today, what limits it, and what would raise it?")
    {
        TodayCommand.Create(shell), PlanCommand.Create(shell), CoordinateCommand.Create(shell), PolicyCommand.Create(shell), FixesCommand.Create(shell), TroughCommand.Create(shell), StockCommand.Create(shell), IndependenceCommand.Create(shell),
    };
}
