using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility</c>: indicative self-assessments against dated rule packs. Each question stands in a file of its own.</summary>
static class EligibilityCommand
{
    public static Command Create(Shell shell) => new("eligibility", "Do a contract, a consortium or an investment agree with the rules of an EU instrument? Indicative; the authority decides.")
    {
        CheckCommand.Create(shell), CompareCommand.Create(shell), FundingCommand.Create(shell), PacksCommand.Create(shell),
    };
}
