using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity coordinate</c>: what uncoordinated plans come to, and what one plan would give.</summary>
sealed class CoordinateCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PlanChoice _choice = new();
    readonly Option<string> _split = new("--split")
    {
        Description = "How claims on the same capacity are settled: each gets the same part of his claim, or who ordered first is served first.",
        HelpName = "pro-rata|order-date", DefaultValueFactory = _ => "pro-rata",
    };

    public static Command Create(Shell shell)
    {
        var me = new CoordinateCommand();
        var command = new Command("coordinate", "What comes of plans that each buyer makes alone, and what one coordinated plan would give.") { me._package };
        me._choice.AddTo(command);
        command.Options.Add(me._split);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var split = call.Value(_split) switch
        {
            "pro-rata" => CapacitySplit.ProRata,
            "order-date" => CapacitySplit.OrderDate,
            var other => throw new InputException(call.Texts.Format("capacity.coordinate.split", other!)),
        };
        if (network.Demands.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Count() < 2) throw new InputException(call.Texts["capacity.coordinate.buyers"]);
        CoordinationResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["capacity.coordinate.progress"]))
            result = CoordinationEngine.Run(network, new() { Plan = _choice.Of(call, network), Split = split }, LinearSolvers.Default, (_, done) => bar.Report((int)(done * 100), 100), call.Stop);
        if (call.IsJson) call.WriteJson(json => CoordinateJson.Write(json, network, result, findings, call.Texts));
        else CoordinateText.Write(call, network, result);
        return ExitCode.Ok;
    }
}
