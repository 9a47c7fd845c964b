using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Mobility;

/// <summary><c>mobility</c>: whether output and inputs can be moved to where they are needed. Each question stands in a file of its own.</summary>
static class MobilityCommand
{
    public static Command Create(Shell shell) => new("mobility", "Can the output be moved to where it is needed?")
    {
        RouteCommand.Create(shell), FlowCommand.Create(shell), CheckCommand.Create(shell), PointsCommand.Create(shell),
    };
}
