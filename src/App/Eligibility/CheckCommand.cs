using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility check</c>: the facts of a contract against the rules of one instrument.</summary>
sealed class CheckCommand
{
    readonly Option<string> _pack = new("--pack") { Description = "Rule pack by its name (see: eligibility packs list), or a folder with a pack.json.", HelpName = "NAME", Required = true };
    readonly EligibilityChoice _choice = new();
    readonly Option<bool> _require = new("--require") { Description = "Exit code 1 where the facts do not agree with a rule, 3 where evidence is missing." };

    public static Command Create(Shell shell)
    {
        var me = new CheckCommand();
        var command = new Command("check", "Do the facts of a contract agree with the rules of an instrument? What is missing, and what is the smallest change?");
        me._choice.AddTo(command, me._pack);
        command.Options.Add(me._require);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var answer = _choice.Answer(call, [call.Value(_pack)!], EligibilityJson.Check, CheckText.Write);
        return call.Value(_require) ? ExitOf(answer.Results[0].Outcome) : ExitCode.Ok;
    }

    /// <summary>What a script can tell where agreement is required.</summary>
    public static int ExitOf(Outcome outcome) => outcome switch { Outcome.NotMet => ExitCode.PolicyFails, Outcome.Missing => ExitCode.Undetermined, _ => ExitCode.Ok };
}
