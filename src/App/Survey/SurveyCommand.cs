using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Survey;

/// <summary><c>survey</c>: what companies answered, and what of it may leave.</summary>
static class SurveyCommand
{
    public static Command Create(Shell shell) => new("survey", "What may leave of what companies answered, and could anybody work out the rest?")
    {
        BuildCommand.Create(shell), KitCommand.Create(shell), CollectCommand.Create(shell), ForgetCommand.Create(shell), ReleaseCommand.Create(shell), SurveyAuditCommand.Create(shell),
    };
}
