using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats.Extraction;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary><c>evidence add</c>: papers from lists, a paper from its text, the text of one that is there, and claims from a list.</summary>
sealed class AddCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _file = new("FILE") { Description = "List of papers (.bib, .ris, .json as CSL-JSON, .csv), or a paper itself: .pdf, .html, .docx, .txt." };
    readonly Option<string?> _paper = new("--paper") { Description = "Id of the paper of the library whose text the file is; without it the file is a new paper.", HelpName = "ID" };
    readonly Option<bool> _claims = new("--claims") { Description = "The file is a list of claims (CSV, as claims.csv of a library)." };
    readonly PaperOptions _facts = new();

    public static Command Create(Shell shell)
    {
        var me = new AddCommand();
        var command = new Command("add", "Puts papers into a library: a list of them, one with its text, the text of one that is there; or claims.");
        me._library.AddTo(command);
        command.Arguments.Add(me._file);
        command.Options.Add(me._paper);
        command.Options.Add(me._claims);
        me._facts.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var path = call.PathOf(call.Value(_file)!);
        if (!File.Exists(path)) throw new InputException(call.Texts.Format("evidence.no-file", call.Value(_file)!));
        return _library.With(call, mayBeNew: true, library =>
        {
            var name = Path.GetFileName(path);
            if (new FileInfo(path).Length > PaperFiles.MostBytes) throw new InputException(call.Texts.Sentence(new("E-TEXT-02", Severity.Error, new(name), "32 MB")));
            var bytes = File.ReadAllBytes(path);
            return call.Value(_claims) ? Claims(call, library, name, bytes) : Papers(call, library, name, bytes);
        });
    }

    int Papers(Call call, IPaperLibrary library, string name, byte[] bytes)
    {
        var findings = new List<Finding>();
        IReadOnlyList<(Paper, PaperText?)> papers;
        var isText = TextExtractor.Endings.Contains(Path.GetExtension(name).ToLowerInvariant());
        if (_facts.AreGiven(call) && (!isText || call.Value(_paper) is not null)) throw new InputException(call.Texts["evidence.facts"]);
        if (call.Value(_paper) is { } id)
        {
            var paper = LibraryChoice.Paper(call, library, id);
            var text = ReadingProcess.Read(name, bytes, findings, call.Stop).GetAwaiter().GetResult();
            papers = text.IsEmpty ? [] : [(paper, text)];
        }
        else if (isText)
        {
            var text = ReadingProcess.Read(name, bytes, findings, call.Stop).GetAwaiter().GetResult();
            var taken = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult().Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
            // What cannot be read is no paper; one of pictures only is, without a text.
            papers = findings.Any(f => f.Severity == Severity.Error) ? [] : [(_facts.Of(call, name, text, taken.Contains), text)];
        }
        else papers = [.. PaperFiles.Read(name, bytes, findings).Select(p => (p, (PaperText?)null))];
        var isNew = papers.Count == 0 ? 0 : library.Save(papers, LibraryChoice.By, stop: call.Stop).GetAwaiter().GetResult();
        return Say(call, name, "papers", [.. papers.Select(p => p.Item1.Id)], isNew, findings);
    }

    static int Claims(Call call, IPaperLibrary library, string name, byte[] bytes)
    {
        var findings = new List<Finding>();
        var papers = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult().Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var (kept, isNew) = (new List<string>(), 0);
        foreach (var claim in ClaimFiles.Read(name, bytes, findings))
        {
            if (!papers.Contains(claim.Paper))
            {
                findings.Add(new("E-CLAIM-08", Severity.Error, new(name, Id: claim.Id), claim.Id, claim.Paper, Spelling.Nearest(claim.Paper, papers) ?? ""));
                continue;
            }
            if (library.SaveClaim(claim, LibraryChoice.By, stop: call.Stop).GetAwaiter().GetResult()) isNew++;
            kept.Add(claim.Id);
        }
        return Say(call, name, "claims", kept, isNew, findings);
    }

    static int Say(Call call, string name, string what, IReadOnlyList<string> ids, int isNew, List<Finding> findings)
    {
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteTexts(what, ids);
            json.WriteNumber("new", isNew);
            FindingsJson.WriteList(json, findings, call.Texts);
            json.WriteEndObject();
        });
        else
        {
            Lines.Write(call.Terminal.Out, call.Texts.Format(what == "papers" ? "evidence.added" : "evidence.added.claims", ids.Count.ToString(CultureInfo.InvariantCulture), isNew.ToString(CultureInfo.InvariantCulture)), 0, 2);
            if (ids.Count == 1) Lines.Write(call.Terminal.Out, "  " + ids[0], 0, 2);
        }
        FindingList.Write(call, findings, 20, name);
        return findings.Any(f => f.Severity == Severity.Error) ? ExitCode.InvalidInput : ExitCode.Ok;
    }
}
