using System.CommandLine;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity coordinate</c>: what uncoordinated plans come to, and what one plan would give.</summary>
sealed class CoordinateCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly RoleChoice _role = new();
    readonly PlanChoice _choice = new();
    readonly Option<string> _split = new("--split")
    {
        Description = "How claims on the same capacity are settled: each gets the same part of his claim, or who ordered first is served first.",
        HelpName = "pro-rata|order-date", DefaultValueFactory = _ => "pro-rata",
    };

    readonly Option<string?> _report = new("--report") { Description = "Writes the study as an HTML file that needs nothing else.", HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    public static Command Create(Shell shell)
    {
        var me = new CoordinateCommand();
        var command = new Command("coordinate", "What comes of plans that each buyer makes alone, and what one coordinated plan would give.") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._split, me._report, me._names }) command.Options.Add(option);
        me._role.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var sums = _role.Of(call);
        var (network, findings) = call.Load(call.Value(_package)!, sums is not null);
        var split = call.Value(_split) switch
        {
            "pro-rata" => CapacitySplit.ProRata,
            "order-date" => CapacitySplit.OrderDate,
            var other => throw new InputException(call.Texts.Format("capacity.coordinate.split", other!)),
        };
        var options = _choice.Of(call, network);
        if (options.Holds.Count > 0) throw new InputException(call.Texts["capacity.coordinate.holds"]);
        var targets = _choice.Targets(call, network);
        if (targets.Count > 1) throw new InputException(call.Texts["capacity.coordinate.targets"]);
        network = targets[0].Network;
        if (network.Demands.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Count() < 2) throw new InputException(call.Texts["capacity.coordinate.buyers"]);
        if (sums is not null) return Sums(call, network, new() { Plan = options, Split = split, WithoutSidePayments = false }, sums, findings);
        CoordinationResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["capacity.coordinate.progress"]))
            result = CoordinationEngine.Run(network, new() { Plan = options, Split = split }, LinearSolvers.Default, (_, done) => bar.Report((int)(done * 100), 100), call.Stop);
        if (call.IsJson) call.WriteJson(json => CoordinateJson.Write(json, network, result, findings, call.Texts));
        else CoordinateText.Write(call, network, result);
        if (call.Value(_report) is { } report)
            ReportFiles.Save(call, report, CoordinationReportWriter.Write(network, result, findings, new(network.Package.Hash, ProductVersion.Text), call.Texts.Language, call.Value(_names)), "terminal.files.report");
        if (result.Coordinated.HasPlan) return ExitCode.Ok;
        return result.Coordinated.Findings.Any(f => f.Severity == Severity.Error) ? ExitCode.InvalidInput : ExitCode.PolicyFails;
    }

    // Own plans and claims are single buyers' and single lines'; what is left for an association is the one plan for all, beside what comes of the own ones.
    int Sums(Call call, Network network, CoordinationOptions options, AggregateOptions sums, IReadOnlyList<Finding> findings)
    {
        var result = CoordinationEngine.Run(network, options, LinearSolvers.Default, null, call.Stop);
        var plans = AggregatePlans.Of(result, sums).Zip([call.Texts["capacity.coordinate.one-plan"], call.Texts["capacity.coordinate.joint"]], (plan, name) => ((string?)name, plan));
        AggregateText.Plans(call, network, options.Plan, sums, "coordinate", [.. plans], findings, call.Value(_report));
        return result.Coordinated.HasPlan ? ExitCode.Ok : ExitCode.PolicyFails;
    }
}
