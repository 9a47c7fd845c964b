using System.CommandLine;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary><c>eligibility check</c>: the facts of a contract against the rules of one instrument.</summary>
sealed class CheckCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string> _pack = new("--pack") { Description = "Rule pack by its name (see: eligibility packs list), or a folder with a pack.json.", HelpName = "NAME", Required = true };
    readonly EligibilityChoice _choice = new();
    readonly AnswerFiles _files = EligibilityFiles.Options();
    readonly Option<bool> _require = new("--require") { Description = "Exit code 1 where the facts do not agree with a rule, 3 where evidence is missing." };

    public static Command Create(Shell shell)
    {
        var me = new CheckCommand();
        var command = new Command("check", "Do the facts of a contract agree with the rules of an instrument? What is missing, and what is the smallest change?") { me._package, me._pack };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        command.Options.Add(me._require);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var pack = EligibilityChoice.Pack(call, call.Value(_pack)!);
        var vocabulary = FactVocabulary.Of(pack);
        var contract = _choice.Contract(call, vocabulary);
        var (loaded, findings) = call.Load(call.Value(_package)!);
        var date = _choice.Date(call) ?? loaded.Package.Head.AsOf;
        var network = loaded.At(date, 0);
        var item = _choice.Item(call, network);
        _files.Check(call);
        var found = new List<Finding>();
        var facts = ProductFacts.Of(network, item, contract?.Facts ?? FactSet.Empty, pack.Instrument, vocabulary.Facts, found);
        FindingList.Write(call, found, 20, call.Value(_package)!);
        var result = EligibilityEngine.Run(pack, facts, date, call.Stop);
        if (call.IsJson) call.WriteJson(json => EligibilityJson.Write(json, loaded.Package, item, contract, result, [.. findings, .. found], call.Texts));
        else CheckText.Write(call, network, item, contract, result);
        _files.Write(call, network, item, contract, [result], [.. findings, .. found]);
        return call.Value(_require) ? ExitOf(result.Outcome) : ExitCode.Ok;
    }

    /// <summary>What a script can tell where agreement is required.</summary>
    public static int ExitOf(Outcome outcome) => outcome switch { Outcome.NotMet => ExitCode.PolicyFails, Outcome.Missing => ExitCode.Undetermined, _ => ExitCode.Ok };
}
