using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.App.Exposure;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary><c>disruption survive</c>: time to survive and time to recover of every node.</summary>
sealed class SurviveCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly DisruptionChoice _choice = new();
    readonly AnswerFiles _files = new(DisruptionChoice.Report);
    readonly Option<string[]> _of = new("--of") { Description = "Kind of node that fails. May be repeated.", HelpName = "line|site|party|owner", DefaultValueFactory = _ => [] };

    public static Command Create(Shell shell)
    {
        var me = new SurviveCommand();
        var command = new Command("survive", "How long each failure is survived, how long recovery takes, and what is lost in between.") { me._package, me._of };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var kinds = (call.Value(_of) ?? []).Select(word => KindOf(call, word)).Distinct().ToArray();
        var options = new SurviveOptions
        {
            Technologies = _choice.Technologies(call, network), Verb = _choice.Verb(call, network), Perimeter = _choice.Perimeter(call), At = _choice.At(call), Status = _choice.Status(call),
        };
        if (kinds.Length > 0) options = options with { Of = kinds };
        _files.Check(call);
        var result = SurviveEngine.Run(network, options, LinearSolvers.Default, call.Stop);
        if (call.IsJson) call.WriteJson(json => SurviveJson.Write(json, result, findings, call.Texts));
        else SurviveText.Write(call, result);
        _files.Write(call, network.Package, (identity, names) => SurviveReportWriter.Write(result, findings, identity, call.Texts.Language, names), (identity, stream) => DisruptionWorkbook.Write(result, findings, identity, call.Texts, stream));
        return ExitCode.Ok;
    }

    static ActorKind KindOf(Call call, string word)
    {
        foreach (var kind in SurviveOptions.Kinds)
            if (ExposureJson.Word(kind).Equals(word, StringComparison.OrdinalIgnoreCase)) return kind;
        throw new InputException(call.Texts.Format("exposure.of.unknown", word, string.Join(", ", SurviveOptions.Kinds.Select(ExposureJson.Word))));
    }
}
