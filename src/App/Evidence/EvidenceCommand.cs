using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Evidence;

/// <summary><c>evidence</c>: the library of papers. Each question stands in a file of its own.</summary>
static class EvidenceCommand
{
    public static Command Create(Shell shell) => new("evidence", "What papers have said, held against the figures of a package.")
    {
        AddCommand.Create(shell), SearchCommand.Create(shell), RelatedCommand.Create(shell), TopicsCommand.Create(shell), ClaimCommand.Create(shell), CoverageCommand.Create(shell), CiteCommand.Create(shell), ReadTextCommand.Create(shell),
    };
}
