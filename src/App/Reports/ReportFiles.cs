using System.Text;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Reports;

/// <summary>Writes the report and the brief of an assessment to files.</summary>
/// <param name="Report">Where the report goes, or null for none.</param>
/// <param name="Brief">Where the brief goes, or null for none.</param>
/// <param name="NamesParties">Whether parties and sites are named.</param>
sealed record ReportFiles(string? Report, string? Brief, bool NamesParties)
{
    /// <summary>Where the brief goes as a PDF, or null for none.</summary>
    public string? Pdf { get; init; }

    /// <summary>What papers say about the figures, for the report; null to leave it out.</summary>
    public EvidenceAnswer? Evidence { get; init; }

    /// <summary>The usual places: beside each other in the folder for files, named after the package.</summary>
    public static ReportFiles Usual(Call call, string package, bool namesParties) =>
        new(Path.Combine(call.Terminal.FilesFolder, package + "-report.html"), Path.Combine(call.Terminal.FilesFolder, package + "-brief.html"), namesParties);

    /// <summary>Writes the files and says where they are.</summary>
    /// <param name="call">Call.</param>
    /// <param name="network">Network as loaded.</param>
    /// <param name="result">Assessment.</param>
    /// <param name="findings">What was found in the data.</param>
    public void Write(Call call, Network network, SovereigntyResult result, IReadOnlyList<Finding> findings)
    {
        var identity = ReportIdentity.Of(result, ProductVersion.Text);
        var options = new ReportOptions { NamesParties = NamesParties };
        if (Report is { } report)
        {
            var exposure = new ExposureOptions { Perimeter = result.Options.Perimeters[0], At = result.Options.At, Status = result.Options.Status, Technologies = result.Options.Technologies };
            options = options with { Concentration = ExposureEngine.Concentration(network, exposure), Evidence = Evidence };
            Save(call, report, ReportWriter.Write(result, findings, identity, call.Texts.Language, options), "terminal.files.report");
        }
        if (Brief is { } brief) Save(call, brief, BriefWriter.Write(result, identity, call.Texts.Language, options), "terminal.files.brief");
        if (Pdf is { } pdf) Print(call, pdf, BriefWriter.Write(result, identity, call.Texts.Language, options), result.Date ?? PdfPrinter.NoDate);
    }

    /// <summary>Writes one page and says where it is.</summary>
    /// <exception cref="InputException">Its folder is not there.</exception>
    public static void Save(Call call, string path, string html, string text)
    {
        Save(call, path, new UTF8Encoding(false).GetBytes(html), text);
    }

    // The command has said everything else by then, so that a machine without Chromium loses only this.
    static void Print(Call call, string path, string html, DateOnly date)
    {
        try
        {
            Save(call, path, PdfPrinter.Print(html, date, stop: call.Stop).GetAwaiter().GetResult(), "terminal.files.pdf");
        }
        catch (NoBrowserException)
        {
            throw new InputException(call.Texts["brief.pdf.none"]);
        }
        catch (PrintException)
        {
            throw new InputException(call.Texts["brief.pdf.failed"]);
        }
    }

    /// <summary>Where a file goes.</summary>
    /// <exception cref="InputException">Its folder is not there.</exception>
    public static string PathOf(Call call, string path)
    {
        var full = call.PathOf(path);
        return Path.GetDirectoryName(full) is { Length: > 0 } folder && !Directory.Exists(folder) ? throw new InputException(call.Texts.Format("terminal.files.no-folder", folder)) : full;
    }

    static void Save(Call call, string path, byte[] bytes, string text)
    {
        File.WriteAllBytes(PathOf(call, path), bytes);
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format(text, Path.GetDirectoryName(path) is { Length: > 0 } ? path : Path.GetFileName(path)), 0, 2);
    }
}
