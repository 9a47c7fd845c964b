using System.CommandLine;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Stores.Papers;
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
    readonly Option<string?> _package = new("--package") { Description = "With --technology: also papers whose claims speak of this package's figures for it, or for what it is made from.", HelpName = "PACKAGE" };
    readonly Option<string?> _as = new("--as") { Description = "Form of the citations: bib, ris, json (CSL-JSON) or csv; lines for people where not given.", HelpName = "FORM" };

    public static Command Create(Shell shell)
    {
        var me = new CiteCommand();
        var command = new Command("cite", "Writes papers as citations: for people, or as BibTeX, RIS, CSL-JSON or CSV.");
        me._library.AddTo(command);
        command.Arguments.Add(me._ids);
        command.Options.Add(me._technology);
        command.Options.Add(me._package);
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
        var papers = List(call, library, all).Where(p => ids.Length == 0 || ids.Contains(p.Id)).ToArray();
        if (form.Length > 0) call.Terminal.Output.Write(PaperFiles.Write(form, papers));
        else foreach (var paper in papers) Lines.Write(call.Terminal.Out, Citation.Of(paper), 0, 2);
        return ExitCode.Ok;
    });

    IReadOnlyList<Paper> List(Call call, IPaperLibrary library, IReadOnlyList<Paper> all)
    {
        if (call.Value(_technology) is not { } technology) return call.Value(_package) is null ? Citation.Sorted(all) : throw new InputException(call.Texts["evidence.package"]);
        if (call.Value(_package) is not { } package) return Citation.Sorted(all.Where(p => p.Technologies.Contains(technology, StringComparer.OrdinalIgnoreCase)));
        var (network, _) = call.Load(package);
        if (network.Technologies.All(t => t.Id != technology)) throw new InputException(call.Texts.Format("terminal.technology.unknown", technology, string.Join(", ", network.Technologies.Select(t => t.Id))));
        return Citation.ReadingList(all, library.Claims(Clearance.All, call.Stop).GetAwaiter().GetResult(), network, technology);
    }
}
