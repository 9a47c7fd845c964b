using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Evidence;
using Vauban.App.Sovereignty;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Reports;

/// <summary><c>report</c>: the HTML report and the brief, without the grid on the terminal.</summary>
static class ReportCommand
{
    public static Command Create(Shell shell)
    {
        var package = Shell.Package();
        var choice = new AssessmentChoice();
        var report = new Option<string?>("--out", "-o") { Description = "Where the report goes; PACKAGE-report.html in this folder where neither file is named.", HelpName = "FILE" };
        var brief = new Option<string?>("--brief") { Description = "Where the two-page brief goes.", HelpName = "FILE" };
        var pdf = new Option<string?>("--pdf") { Description = "Where the two-page brief goes as a PDF, printed by the Chromium of this machine.", HelpName = "FILE" };
        var evidence = new Option<string?>("--evidence") { Description = "Library of papers (a folder with papers.csv): what they say about the figures becomes a chapter of the report.", HelpName = "FOLDER" };
        var names = Names();
        var command = new Command("report", "Writes the report and the two-page brief as HTML files that need nothing else.") { package, report, brief, pdf, evidence, names };
        choice.AddTo(command);
        return shell.Run(command, call =>
        {
            var (network, findings) = call.Load(call.Value(package)!);
            var options = choice.Of(call, network);
            var library = call.Value(evidence) is { } folder ? LibraryChoice.Folder(call, folder) : null;
            SovereigntyResult result;
            using (var bar = new ProgressBar(call.Terminal, call.Texts["terminal.assess.progress"])) result = SovereigntyEngine.Run(network, options, LinearSolvers.Default, bar.Report, call.Stop);
            var files = new ReportFiles(call.Value(report), call.Value(brief), call.Value(names)) { Pdf = call.Value(pdf) };
            if (files.Report is null && files.Brief is null && files.Pdf is null) files = ReportFiles.Usual(call, network.Package.Head.Name, files.NamesParties);
            if (library is not null) files = files with { Evidence = HeldClaims.Of(call, network, library, result.Options.Perimeters[0]).Answer(network, files.NamesParties) };
            files.Write(call, network, result, findings);
            if (call.IsJson) call.WriteJson(json =>
            {
                json.WriteStartObject();
                AssessmentJson.Identity(json, result);
                json.WriteText("report", files.Report);
                json.WriteText("brief", files.Brief);
                json.WriteText("pdf", files.Pdf);
                json.WriteEndObject();
            });
            return ExitCode.Ok;
        });
    }

    /// <summary>The option <c>--names</c>.</summary>
    public static Option<bool> Names() => new("--names") { Description = "Names parties and sites in the report and the brief, which travel; without it they say \"a party (Norway)\"." };
}
