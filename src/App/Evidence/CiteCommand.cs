using System.CommandLine;
using Vauban.Adapters.Formats.Papers;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary><c>evidence cite</c>: papers as citations, as a list for other programs, or as the reading list of a technology.</summary>
sealed class CiteCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string[]> _ids = new("ID") { Description = "Ids of papers; none for all of the library.", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<string?> _technology = new("--technology") { Description = "Only papers that speak of this technology.", HelpName = "ID" };
    readonly Option<string?> _as = new("--as") { Description = "Form of the citations: bib, ris, json (CSL-JSON) or csv; lines for people where not given.", HelpName = "FORM" };

    public static Command Create(Shell shell)
    {
        var me = new CiteCommand();
        var command = new Command("cite", "Writes papers as citations: for people, or as BibTeX, RIS, CSL-JSON or CSV.");
        me._library.AddTo(command);
        command.Arguments.Add(me._ids);
        command.Options.Add(me._technology);
        command.Options.Add(me._as);
        return shell.Run(command, me.Run);
    }

    int Run(Call call) => _library.With(call, mayBeNew: false, library =>
    {
        var form = call.Value(_as) ?? (call.IsJson ? "json" : "");
        if (form.Length > 0 && !PaperFiles.Forms.Contains(form)) throw new InputException(call.Texts.Format("evidence.form", form, string.Join(", ", PaperFiles.Forms)));
        var all = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult();
        var ids = call.Value(_ids) ?? [];
        foreach (var id in ids) LibraryChoice.Paper(call, library, id);
        var papers = Citation.Sorted(all.Where(p => (ids.Length == 0 || ids.Contains(p.Id)) && (call.Value(_technology) is not { } t || p.Technologies.Contains(t, StringComparer.OrdinalIgnoreCase))));
        if (form.Length > 0) call.Terminal.Output.Write(PaperFiles.Write(form, papers));
        else foreach (var paper in papers) Lines.Write(call.Terminal.Out, Citation.Of(paper), 0, 2);
        return ExitCode.Ok;
    });
}
