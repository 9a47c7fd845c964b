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
    readonly Option<string?> _report = new("--report") { Description = "Writes the joint order as an HTML file that needs nothing else.", HelpName = "FILE" };
    readonly Option<string?> _workbook = new("--workbook") { Description = "Writes everything there is as a workbook (XLSX).", HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    public static Command Create(Shell shell)
    {
        var me = new PoolCommand();
        var command = new Command("pool", "Pools the demand of several states, shares the order out over the lines, and compares it with separate orders.") { me._package };
        me._choice.AddTo(command);
        foreach (var option in new Option[] { me._report, me._workbook, me._names }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        var options = _choice.Of(call, network);
        foreach (var file in new[] { call.Value(_report), call.Value(_workbook) })
            if (file is not null) ReportFiles.PathOf(call, file);
        PoolResult result;
        using (var bar = new ProgressBar(call.Terminal, call.Texts["procurement.progress"]))
            result = PoolEngine.Run(network, options, LinearSolvers.Default, done => bar.Report((int)(done * 100), 100), call.Stop);
        if (call.IsJson) call.WriteJson(json => PoolJson.Write(json, result, findings, call.Texts));
        else PoolText.Write(call, result);
        var identity = new ReportIdentity(network.Package.Hash, ProductVersion.Text);
        if (call.Value(_report) is { } report) ReportFiles.Save(call, report, PoolReportWriter.Write(result, findings, identity, call.Texts.Language, call.Value(_names)), "terminal.files.report");
        if (call.Value(_workbook) is { } workbook)
        {
            using (var stream = File.Create(ReportFiles.PathOf(call, workbook))) PoolWorkbook.Write(result, identity, stream);
            if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.files.workbook", workbook), 0, 2);
        }
        return ExitCode.Ok;
    }
}
