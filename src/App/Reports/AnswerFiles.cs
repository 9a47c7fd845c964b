using System.CommandLine;
using System.Text;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Reports;

/// <summary>The report and the workbook of an answer, where a command is asked for them.</summary>
/// <param name="report">What its report is, for the help.</param>
/// <param name="hasNames">True where parties are named in the report on request only.</param>
/// <param name="workbook">What its workbook is, for the help.</param>
sealed class AnswerFiles(string report, bool hasNames = true, string workbook = "Writes everything there is as a workbook (XLSX).")
{
    readonly Option<string?> _report = new("--report") { Description = report, HelpName = "FILE" };
    readonly Option<string?> _workbook = new("--workbook") { Description = workbook, HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_report);
        command.Options.Add(_workbook);
        if (hasNames) command.Options.Add(_names);
    }

    /// <summary>Where the report goes, or null for none.</summary>
    public string? Report(Call call) => call.Value(_report);

    /// <summary>Where the workbook goes, or null for none.</summary>
    public string? Workbook(Call call) => call.Value(_workbook);

    /// <summary>Says at once what cannot be written, before minutes of work.</summary>
    /// <exception cref="InputException">A folder is not there.</exception>
    public void Check(Call call)
    {
        foreach (var path in new[] { Report(call), Workbook(call) })
            if (path is not null) ReportFiles.PathOf(call, path);
    }

    /// <summary>Writes what is asked for and says where it is.</summary>
    /// <param name="call">Call.</param>
    /// <param name="package">Package that the answer is about.</param>
    /// <param name="html">Makes the text of the report: identity, and whether parties are named.</param>
    /// <param name="workbook">Writes the workbook.</param>
    public void Write(Call call, Package package, Func<ReportIdentity, bool, string> html, Action<ReportIdentity, Stream> workbook) => Write(call, package.Hash, html, workbook);

    /// <summary>Writes what is asked for and says where it is.</summary>
    /// <param name="call">Call.</param>
    /// <param name="hash">Hash of what the answer is about.</param>
    /// <param name="html">Makes the text of the report: identity, and whether parties are named.</param>
    /// <param name="workbook">Writes the workbook.</param>
    public void Write(Call call, string hash, Func<ReportIdentity, bool, string> html, Action<ReportIdentity, Stream> workbook)
    {
        var identity = new ReportIdentity(hash, ProductVersion.Text);
        if (Report(call) is { } page)
        {
            File.WriteAllText(ReportFiles.PathOf(call, page), html(identity, hasNames && call.Value(_names)), new UTF8Encoding(false));
            Say(call, "terminal.files.report", page);
        }
        if (Workbook(call) is { } book)
        {
            using (var stream = new FileStream(ReportFiles.PathOf(call, book), FileMode.Create, FileAccess.ReadWrite)) workbook(identity, stream);
            Say(call, "terminal.files.workbook", book);
        }
    }

    static void Say(Call call, string key, string path)
    {
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format(key, path), 0, 2);
    }
}
