using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary><c>procurement pool</c>: one order for several states, against separate ones.</summary>
sealed class PoolCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PoolChoice _choice = new();
    readonly AnswerFiles _files = new("Writes the joint order as an HTML file that needs nothing else.");

    public static Command Create(Shell shell)
    {
        var me = new PoolCommand();
        var command = new Command("pool", "Pools the demand of several states, shares the order out over the lines, and compares it with separate orders.") { me._package };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = _choice.Of(call, network);
        _files.Check(call);
        PoolResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["procurement.progress"]))
            result = PoolEngine.Run(network, options, LinearSolvers.Default, done => bar.Report((int)(done * 100), 100), call.Stop);
        if (call.IsJson) call.WriteJson(json => PoolJson.Write(json, result, findings, call.Texts));
        else PoolText.Write(call, result);
        _files.Write(call, network.Package, (identity, names) => PoolReportWriter.Write(result, findings, identity, call.Texts.Language, names), (identity, stream) => PoolWorkbook.Write(result, identity, stream));
        return ExitCode.Ok;
    }
}
