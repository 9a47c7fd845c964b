using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Disruption;

namespace Vauban.App.Disruption;

/// <summary><c>disruption warn</c>: which series of a package leave the usual, and what that would mean.</summary>
sealed class WarnCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly DisruptionChoice _choice = new();
    readonly AnswerFiles _files = new(DisruptionChoice.Report);
    readonly Option<int> _window = new("--window") { Description = "Most values of a series that are looked at, the latest ones, 12 to 120.", HelpName = "N", DefaultValueFactory = _ => 36 };

    public static Command Create(Shell shell)
    {
        var me = new WarnCommand();
        var command = new Command("warn", "Which prices, lead times, stocks and order books leave the usual, and what that would mean.") { me._package, me._window };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var path = call.Value(_package)!;
        var (network, findings) = call.Load(path);
        if (call.Value(_window) is < WarnOptions.Fewest or > WarnOptions.LargestWindow) throw new InputException(call.Texts["disruption.warn.window"]);
        var options = new WarnOptions
        {
            Technologies = _choice.Technologies(call, network), Verb = _choice.VerbWord(call), Perimeter = _choice.Perimeter(call), At = _choice.At(call), Status = _choice.Status(call),
            Window = call.Value(_window),
        };
        _files.Check(call);
        var result = WarnEngine.Run(network, options, LinearSolvers.Default, call.Stop);
        if (call.IsJson) call.WriteJson(json => WarnJson.Write(json, result, [.. findings, .. result.Findings], call.Texts));
        else
        {
            FindingList.Write(call, result.Findings, 10, path);
            WarnText.Write(call, result);
        }
        _files.Write(call, network.Package, (identity, names) => WarnReportWriter.Write(result, findings, identity, call.Texts.Language, names),
            (identity, stream) => DisruptionWorkbook.Write(result, [.. findings, .. result.Findings], identity, call.Texts, stream));
        return ExitCode.Ok;
    }
}
