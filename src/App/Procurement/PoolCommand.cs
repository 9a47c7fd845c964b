using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary><c>procurement pool</c>: one order for several states, against separate ones.</summary>
sealed class PoolCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PoolChoice _choice = new();

    public static Command Create(Shell shell)
    {
        var me = new PoolCommand();
        var command = new Command("pool", "Pools the demand of several states, shares the order out over the lines, and compares it with separate orders.") { me._package };
        me._choice.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = _choice.Of(call, network);
        PoolResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["procurement.progress"]))
            result = PoolEngine.Run(network, options, LinearSolvers.Default, done => bar.Report((int)(done * 100), 100), call.Stop);
        if (call.IsJson) call.WriteJson(json => PoolJson.Write(json, result, findings, call.Texts));
        else PoolText.Write(call, result);
        return ExitCode.Ok;
    }
}
