using System.CommandLine;
using System.Text;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>The report and the workbook of an answer about disruption, where they are asked for.</summary>
sealed class DisruptionFiles
{
    readonly Option<string?> _report = new("--report") { Description = "Writes the answer as an HTML file that needs nothing else: charts, each with its table, sources.", HelpName = "FILE" };
    readonly Option<string?> _workbook = new("--workbook") { Description = "Writes everything there is as a workbook (XLSX).", HelpName = "FILE" };
    readonly Option<bool> _names = ReportCommand.Names();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _report, _workbook, _names }) command.Options.Add(option);
    }

    /// <summary>Says at once what cannot be written, before minutes of playing.</summary>
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
    /// <param name="call">Call.</param>
    /// <param name="package">Package that the answer is about.</param>
    /// <param name="report">Makes the text of the report: identity, and whether parties are named.</param>
    /// <param name="workbook">Writes the workbook.</param>
    public void Write(Call call, Package package, Func<ReportIdentity, bool, string> report, Action<ReportIdentity, Stream> workbook)
    {
        var identity = new ReportIdentity(package.Hash, ProductVersion.Text);
        if (call.Value(_report) is { } html)
        {
            File.WriteAllText(PathOf(call, html), report(identity, call.Value(_names)), new UTF8Encoding(false));
            Say(call, "terminal.files.report", html);
        }
        if (call.Value(_workbook) is { } book)
        {
            using (var stream = new FileStream(PathOf(call, book), FileMode.Create, FileAccess.ReadWrite)) workbook(identity, stream);
            Say(call, "terminal.files.workbook", book);
        }
    }

    static void Say(Call call, string key, string path)
    {
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format(key, path), 0, 2);
    }
}
