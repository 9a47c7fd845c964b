using System.CommandLine;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Studies;

namespace Vauban.App.Evidence;

/// <summary><c>evidence coverage</c>: how much of each technology papers speak of.</summary>
sealed class CoverageCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _perimeter = Shell.Perimeter();

    public static Command Create(Shell shell)
    {
        var me = new CoverageCommand();
        var command = new Command("coverage", "How much of each technology of a package papers speak of: papers, claims by how the figures stand to them, verbs and items with a claim.");
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
            var held = HeldClaims.Of(call, network, library, call.Perimeters(call.Value(_perimeter))[0]);
            var coverage = EvidenceCoverage.Of(network, held.Papers.Values.ToArray(), held.Results);
            if (call.IsJson) call.WriteJson(json => EvidenceJson.Coverage(json, network, coverage));
            else foreach (var c in coverage)
                {
                    Lines.Write(call.Terminal.Out, c.Technology.Name, 0, 2, Sheet.Strong);
                    Lines.Write(call.Terminal.Out, "  " + Said(call.Texts, c), 0, 4);
                }
            return ExitCode.Ok;
        });
    }

    /// <summary>A technology in one sentence.</summary>
    public static string Said(Adapters.Texts.Texts texts, EvidenceCoverage c) => texts.Format("evidence.coverage", EvidenceWords.Number(c.Papers.Count), EvidenceWords.Number(c.Publishers),
        c.Papers.Count > 0 && c.Papers[0].Date.Length > 0 ? c.Papers[0].Date : "—", string.Join(", ", Enum.GetValues<ClaimStatus>().Where(s => c.Count(s) > 0).Select(s => $"{texts["evidence.short." + EvidenceWords.Word(s)]} {EvidenceWords.Number(c.Count(s))}")) is { Length: > 0 } counts ? counts : texts["evidence.none"],
        EvidenceWords.Number(c.VerbsClaimed.Count), EvidenceWords.Number(c.Verbs.Count), EvidenceWords.Number(c.ItemsClaimed), EvidenceWords.Number(c.Items));
}
