using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats.Extraction;
using Vauban.Adapters.Formats.Papers;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary><c>evidence add</c>: papers from lists, and the text of one paper from a file.</summary>
sealed class AddCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _file = new("FILE") { Description = "List of papers (.bib, .ris, .json as CSL-JSON, .csv), or with --paper the text of one: .pdf, .html, .docx, .txt." };
    readonly Option<string?> _paper = new("--paper") { Description = "Id of the paper of the library whose text the file is.", HelpName = "ID" };

    public static Command Create(Shell shell)
    {
        var me = new AddCommand();
        var command = new Command("add", "Puts papers into a library, or the text of one of them.");
        me._library.AddTo(command);
        command.Arguments.Add(me._file);
        command.Options.Add(me._paper);
        return shell.Run(command, me.Run);
    }

    int Run(Call call) => _library.With(call, mayBeNew: true, library =>
    {
        var (name, path) = (Path.GetFileName(call.Value(_file)!), call.PathOf(call.Value(_file)!));
        if (new FileInfo(path).Length > PaperFiles.MostBytes) throw new InputException(call.Texts.Sentence(new("E-TEXT-02", Severity.Error, new(name), "32 MB")));
        var bytes = File.ReadAllBytes(path);
        var findings = new List<Finding>();
        IReadOnlyList<(Paper, PaperText?)> papers;
        if (call.Value(_paper) is { } id)
        {
            var paper = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult().FirstOrDefault(p => p.Id == id) ?? throw new InputException(call.Texts.Format("evidence.no-paper", id));
            var text = TextExtractor.Read(name, bytes, findings, stop: call.Stop);
            papers = text.IsEmpty ? [] : [(paper, text)];
        }
        else papers = [.. PaperFiles.Read(name, bytes, findings).Select(p => (p, (PaperText?)null))];
        var isNew = papers.Count == 0 ? 0 : library.Save(papers, "system", call.Stop).GetAwaiter().GetResult();
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteTexts("papers", papers.Select(p => p.Item1.Id));
            json.WriteNumber("new", isNew);
            FindingsJson.WriteList(json, findings, call.Texts);
            json.WriteEndObject();
        });
        else Lines.Write(call.Terminal.Out, call.Texts.Format("evidence.added", papers.Count.ToString(CultureInfo.InvariantCulture), isNew.ToString(CultureInfo.InvariantCulture)), 0, 2);
        FindingList.Write(call, findings, 20, name);
        return findings.Any(f => f.Severity == Severity.Error) ? ExitCode.InvalidInput : ExitCode.Ok;
    });
}
