using System.CommandLine;
using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>The report and the workbook of self-assessments, where they are asked for.</summary>
sealed class EligibilityFiles
{
    readonly Option<string?> _report = new("--report") { Description = "Writes the self-assessment as an HTML file that needs nothing else: evidence, what is missing, links to the articles.", HelpName = "FILE" };
    readonly Option<string?> _workbook = new("--xlsx") { Description = "Writes rules, evidence and what is missing as a workbook (XLSX).", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_report);
        command.Options.Add(_workbook);
    }

    /// <summary>Says at once what cannot be written.</summary>
    /// <exception cref="InputException">A folder is not there.</exception>
    public void Check(Call call)
    {
        foreach (var path in new[] { call.Value(_report), call.Value(_workbook) })
            if (path is not null) PathOf(call, path);
    }

    static string PathOf(Call call, string path)
    {
        var full = call.PathOf(path);
        return Path.GetDirectoryName(full) is { Length: > 0 } folder && !Directory.Exists(folder) ? throw new InputException(call.Texts.Format("terminal.files.no-folder", folder)) : full;
    }

    /// <summary>Writes what is asked for and says where it is.</summary>
    public void Write(Call call, EligibilityAnswer answer, IReadOnlyList<Finding> findings)
    {
        if (call.Value(_report) is { } report)
        {
            File.WriteAllText(PathOf(call, report), EligibilityReportWriter.Write(answer.Network, answer.Subject, answer.Results, findings, answer.Identity, call.Texts.Language), new UTF8Encoding(false));
            Say(call, "terminal.files.report", report);
        }
        if (call.Value(_workbook) is { } workbook)
        {
            using (var stream = new FileStream(PathOf(call, workbook), FileMode.Create, FileAccess.ReadWrite)) EligibilityWorkbook.Write(answer.Subject, answer.Results, findings, answer.Identity, call.Texts, stream);
            Say(call, "terminal.files.workbook", workbook);
        }
    }

    static void Say(Call call, string key, string path)
    {
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format(key, path), 0, 2);
    }
}
