using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Evidence;

/// <summary><c>evidence claim</c>: what papers say about figures of a package, beside those figures; and a new claim, or one that goes.</summary>
sealed class ClaimCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<string?> _technology = new("--technology") { Description = "Only claims about this technology.", HelpName = "ID" };
    readonly Option<string?> _add = new("--add") { Description = "Writes a claim with this id into the library, in place of the one that has it; with --paper, --text and --about.", HelpName = "ID" };
    readonly Option<string?> _remove = new("--remove") { Description = "Takes the claim with this id out of the library.", HelpName = "ID" };
    readonly ClaimOptions _claim = new();
    readonly AnswerFiles _files = new("Writes claims beside the figures, coverage and the papers to cite as an HTML file that needs nothing else.");

    public static Command Create(Shell shell)
    {
        var me = new ClaimCommand();
        var command = new Command("claim", "Holds the claims of a library against the figures of a package: agree, open, differ, newer here, or missing here.");
        command.Arguments.Add(me._package);
        me._library.AddTo(command);
        foreach (var option in new Option[] { me._perimeter, me._technology, me._add, me._remove }) command.Options.Add(option);
        me._claim.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        _files.Check(call);
        if (call.Value(_add) is null && _claim.Given(call) is { } stray) throw new InputException(call.Texts.Format("evidence.claim.stray", stray));
        var (network, findings) = call.Load(call.Value(_package)!);
        return _library.With(call, mayBeNew: false, library =>
        {
            if (call.Value(_remove) is { } gone && !library.RemoveClaim(gone, LibraryChoice.By, call.Stop).GetAwaiter().GetResult()) throw new InputException(call.Texts.Format("evidence.no-claim", gone));
            if (call.Value(_add) is { } id) library.SaveClaim(_claim.Of(call, id, network, library), LibraryChoice.By, stop: call.Stop).GetAwaiter().GetResult();
            var held = HeldClaims.Of(call, network, library, call.Perimeters(call.Value(_perimeter))[0]);
            var technology = call.Value(_technology);
            if (technology is not null && network.Technologies.All(t => t.Id != technology)) throw new InputException(call.Texts.Format("terminal.technology.unknown", technology, string.Join(", ", network.Technologies.Select(t => t.Id))));
            var items = technology is null ? null : Citation.ItemsOf(network, technology);
            var shown = held with { Results = [.. held.Results.Where(r => (items is null || Citation.SpeaksOf(r.Claim.About, network, technology!, items)) && (call.Value(_add) is not { } only || r.Claim.Id == only))] };
            if (call.IsJson) call.WriteJson(json => EvidenceJson.Claims(json, network, shown.Results));
            else foreach (var result in shown.Results) Write(call, result, held.PaperOf(result));
            if (!call.IsJson && shown.Results.Count == 0) Lines.Write(call.Terminal.Out, call.Texts["evidence.none"], 0, 2);
            _files.Write(call, network.Package, (identity, names) => EvidenceReportWriter.Write(network, shown.Answer(network, names), findings, identity, call.Texts.Language),
                (identity, stream) => EvidenceWorkbook.Write(shown.Answer(network, true), identity, call.Texts, stream));
            return ExitCode.Ok;
        }, isWritten: call.Value(_add) is not null || call.Value(_remove) is not null);
    }

    static void Write(Call call, ClaimResult r, Paper? paper)
    {
        var texts = call.Texts;
        Lines.Write(call.Terminal.Out, $"{r.Claim.Id}: {EvidenceWords.Status(texts, r.Status)}", 0, 2, Sheet.Strong);
        Lines.Write(call.Terminal.Out, "  " + EvidenceWords.Said(texts, r.Claim), 0, 4);
        if (paper is not null) Lines.Write(call.Terminal.Out, "  " + Citation.Of(paper, r.Claim.Page), 0, 4, Sheet.Quiet);
        Lines.Write(call.Terminal.Out, "  " + string.Join(' ', new[] { EvidenceWords.Reason(texts, r.Reason), EvidenceWords.Figure(texts, r) }.Where(t => t.Length > 0)), 0, 4);
        if (r.Claim.Note.Length > 0) Lines.Write(call.Terminal.Out, "  " + r.Claim.Note, 0, 4, Sheet.Quiet);
    }
}
