using System.CommandLine;
using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>The report and the workbook of plans, where they are asked for.</summary>
sealed class PlanFiles
{
    readonly Option<string?> _report = new("--report") { Description = "Writes the plan as an HTML file that needs nothing else: charts, each with its table, sources.", HelpName = "FILE" };
    readonly Option<string?> _workbook = new("--workbook") { Description = "Writes everything there is as a workbook (XLSX).", HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _report, _workbook, _names }) command.Options.Add(option);
    }

    /// <summary>Where the report goes, or null for none.</summary>
    public string? Report(Call call) => call.Value(_report);

    /// <summary>Where the workbook goes, or null for none.</summary>
    public string? Workbook(Call call) => call.Value(_workbook);

    /// <summary>Says at once what cannot be written, before minutes of solving.</summary>
    /// <exception cref="InputException">A folder is not there.</exception>
    public void Check(Call call)
    {
        foreach (var path in new[] { call.Value(_report), call.Value(_workbook) })
            if (path is not null) PathOf(call, path);
    }

    static string PathOf(Call call, string path)
    {
        var full = call.PathOf(path);
        if (Path.GetDirectoryName(full) is { Length: > 0 } folder && !Directory.Exists(folder)) throw new InputException(call.Texts.Format("terminal.files.no-folder", folder));
        return full;
    }

    /// <summary>Writes what is asked for and says where it is.</summary>
    public void Write(Call call, Network network, IReadOnlyList<PlanAnswer> answers, IReadOnlyList<Finding> findings)
    {
        var parts = answers.Select(a => new PlanReportPart(a.Target, a.Results, [.. a.NoRegret.Select(n => n.Expansion)])).ToArray();
        var identity = new ReportIdentity(network.Package.Hash, ProductVersion.Text);
        if (call.Value(_report) is { } report)
        {
            var options = answers[0].Results[0].Options;
            var today = network.Goals.Count == 0 ? null : TodayEngine.Run(network, new() { Perimeter = options.Perimeter, Status = options.Status, At = options.From }, LinearSolvers.Default, stop: call.Stop);
            var html = PlanReportWriter.Write(network, parts, findings, identity, call.Texts.Language, new() { NamesParties = call.Value(_names), Today = today });
            File.WriteAllText(PathOf(call, report), html, new UTF8Encoding(false));
            Say(call, "terminal.files.report", report);
        }
        if (call.Value(_workbook) is { } workbook)
        {
            using (var stream = new FileStream(PathOf(call, workbook), FileMode.Create, FileAccess.ReadWrite)) PlanWorkbook.Write(parts, findings, identity, call.Texts, stream);
            Say(call, "terminal.files.workbook", workbook);
        }
    }

    static void Say(Call call, string key, string path)
    {
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format(key, path), 0, 2);
    }
}
