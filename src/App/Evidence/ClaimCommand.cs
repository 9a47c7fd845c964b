using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Evidence;

/// <summary><c>evidence claim</c>: what papers say about figures of a package, beside those figures.</summary>
sealed class ClaimCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _perimeter = Shell.Perimeter();

    public static Command Create(Shell shell)
    {
        var me = new ClaimCommand();
        var command = new Command("claim", "Holds the claims of a library against the figures of a package: agree, open, differ, newer here, or missing here.");
        command.Arguments.Add(me._package);
        me._library.AddTo(command);
        command.Options.Add(me._perimeter);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, _) = call.Load(call.Value(_package)!);
        return _library.With(call, mayBeNew: false, library =>
        {
            var papers = library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult().ToDictionary(p => p.Id, StringComparer.Ordinal);
            var claims = library.Claims(Clearance.All, call.Stop).GetAwaiter().GetResult().Where(c => c.Package.Length == 0 || c.Package == network.Package.Head.Name);
            var options = new SovereigntyOptions { Perimeters = [call.Perimeters(call.Value(_perimeter))[0]] };
            var results = ClaimStudy.Run(network, [.. claims.Select(c => (c, papers.GetValueOrDefault(c.Paper)))], options, LinearSolvers.Default, stop: call.Stop);
            if (call.IsJson) call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("package", network.Package.Head.Name);
                json.WriteString("snapshot", network.Package.Hash);
                json.WriteList("claims", results, r =>
                {
                    json.WriteStartObject();
                    json.WriteString("id", r.Claim.Id);
                    json.WriteString("paper", r.Claim.Paper);
                    json.WriteString("text", r.Claim.Text);
                    json.WriteString("form", r.Claim.IsQuote ? "quote" : "paraphrase");
                    json.WriteString("page", r.Claim.Page);
                    json.WriteString("about", r.Claim.About);
                    json.WriteString("perimeter", r.Perimeter.Name);
                    json.WriteString("stance", r.Claim.Stance.ToString().ToLowerInvariant());
                    json.WriteString("value", r.Claim.Value);
                    json.WriteString("unit", r.Claim.Unit);
                    json.WriteString("status", r.Status.ToString().ToLowerInvariant());
                    json.WriteString("reason", Words(r.Reason));
                    json.WriteValue("low", r.Figure?.Low ?? double.NaN);
                    json.WriteValue("central", r.Figure?.Central ?? double.NaN);
                    json.WriteValue("high", r.Figure?.High ?? double.NaN);
                    json.WriteText("figureUnit", r.Figure?.Unit);
                    json.WriteText("figureDate", r.FigureDate is { } f ? Dates.Text(f) : null);
                    json.WriteText("claimDate", r.ClaimDate is { } c ? Dates.Text(c) : null);
                    json.WriteString("note", r.Claim.Note);
                    json.WriteEndObject();
                });
                json.WriteEndObject();
            });
            else foreach (var result in results) Write(call, result, papers.GetValueOrDefault(result.Claim.Paper));
            return ExitCode.Ok;
        });
    }

    static void Write(Call call, ClaimResult r, Paper? paper)
    {
        var texts = call.Texts;
        Lines.Write(call.Terminal.Out, $"{r.Claim.Id}: {texts["evidence.status." + r.Status.ToString().ToLowerInvariant()]}", 0, 2, Sheet.Strong);
        Lines.Write(call.Terminal.Out, "  " + texts.Format(r.Claim.IsQuote ? "evidence.quote" : "evidence.paraphrase", r.Claim.Text), 0, 4);
        if (paper is not null) Lines.Write(call.Terminal.Out, "  " + Citation.Of(paper, r.Claim.Page), 0, 4, Sheet.Quiet);
        var why = texts["evidence.reason." + Words(r.Reason)];
        if (r.Figure is { } f) why += " " + texts.Format("evidence.figure", f.Address, Number(f.Low), Number(f.Central), Number(f.High), f.Unit, r.Perimeter.Name);
        Lines.Write(call.Terminal.Out, "  " + why, 0, 4);
        if (r.Claim.Note.Length > 0) Lines.Write(call.Terminal.Out, "  " + r.Claim.Note, 0, 4, Sheet.Quiet);
    }

    static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    static string Words(ClaimReason reason) => string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
